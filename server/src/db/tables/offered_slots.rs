//! Times at which advisers offer interviews. Free is what none of their planned interviews touches.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as};
use domain::id::{DirectorateId, OfferedSlotId, SignatoryId, UserId};
use domain::intervention::Mode;
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

/// A time an adviser offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedSlot {
    /// Its identity.
    pub id: OfferedSlotId,
    /// Who offers it.
    pub adviser: UserId,
    /// When it begins.
    pub starts_at: Instant,
    /// How long it lasts, in minutes.
    pub minutes: u16,
    /// How the two meet.
    pub mode: Mode,
    /// The room or the number to call; may be empty.
    pub place: String,
}

/// An offer as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedSlot {
    /// The offer.
    pub slot: OfferedSlot,
    /// The name of who offers it.
    pub adviser_name: String,
    /// Whether a planned interview of theirs lies in that time.
    pub taken: bool,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    adviser: Uuid,
    adviser_name: String,
    starts_at: i64,
    ends_at: i64,
    mode: String,
    place: String,
    taken: bool,
}

const MINUTE: i64 = 60_000;

impl TryFrom<Row> for ListedSlot {
    type Error = DbError;
    fn try_from(row: Row) -> Result<Self, DbError> {
        let minutes = (row.ends_at - row.starts_at) / MINUTE;
        Ok(Self {
            slot: OfferedSlot {
                id: OfferedSlotId(row.id),
                adviser: UserId(row.adviser),
                starts_at: Instant(row.starts_at),
                minutes: u16::try_from(minutes)
                    .map_err(|_| DbError::Meaningless("offered_slots.ends_at"))?,
                mode: Mode::from_code(&row.mode)
                    .ok_or(DbError::Meaningless("offered_slots.mode"))?,
                place: row.place,
            },
            adviser_name: row.adviser_name,
            taken: row.taken,
        })
    }
}

/// What every list of offers selects; `taken` is asked of the interviews each time.
macro_rules! listed {
    ($from_and_where:literal) => {
        concat!(
            "select o.id, o.adviser, u.display_name as adviser_name, o.starts_at, o.ends_at,
                 o.mode, o.place, exists (
                     select 1 from interviews i where i.adviser = o.adviser
                         and i.state = 'planned'
                         and i.starts_at < o.ends_at and i.ends_at > o.starts_at) as taken
             from offered_slots o join users u on u.id = o.adviser ",
            $from_and_where,
            " order by o.starts_at, o.id"
        )
    };
}

impl Reading {
    /// The offers of a directorate, or of one of its advisers, that begin at `from` or later, by
    /// time.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn offered_slots(
        &mut self,
        directorate: DirectorateId,
        adviser: Option<UserId>,
        from: Instant,
    ) -> Result<Vec<ListedSlot>, DbError> {
        let rows: Vec<Row> = query_as(listed!(
            "where o.directorate = $1 and ($2 is null or o.adviser = $2) and o.starts_at >= $3"
        ))
        .bind(directorate.0)
        .bind(adviser.map(|user| user.0))
        .bind(from.0)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(ListedSlot::try_from).collect()
    }

    /// What is offered to a person, whether free or not: by the advisers of the visits at which
    /// they gave an interest that stands, beginning after `after`.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn slots_for(
        &mut self,
        person: SignatoryId,
        after: Instant,
    ) -> Result<Vec<ListedSlot>, DbError> {
        let rows: Vec<Row> = query_as(listed!(
            "where not u.disabled and o.starts_at > $2 and o.adviser in (
                 select a.\"user\" from interests n
                     join assignments a on a.intervention = n.intervention
                 where n.signatory = $1 and n.withdrawn is null)"
        ))
        .bind(person.0)
        .bind(after.0)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(ListedSlot::try_from).collect()
    }

    /// Who comes in which of an adviser's offers that begin at `from` or later, by the time of
    /// the interview: the offer, the person, and their name as files show it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn expected_in_slots(
        &mut self,
        adviser: UserId,
        from: Instant,
    ) -> Result<Vec<(OfferedSlotId, SignatoryId, String)>, DbError> {
        let rows: Vec<(Uuid, Uuid, String, Option<String>)> = query_as(
            "select o.id, s.id, s.family_name, s.given_name
             from offered_slots o
                 join interviews i on i.adviser = o.adviser and i.state = 'planned'
                     and i.starts_at < o.ends_at and i.ends_at > o.starts_at
                 join signatories s on s.id = i.signatory
             where o.adviser = $1 and o.starts_at >= $2
             order by o.starts_at, i.starts_at, i.id",
        )
        .bind(adviser.0)
        .bind(from.0)
        .fetch_all(self.connection())
        .await?;
        let named = |(slot, person, family, given): (Uuid, Uuid, String, Option<String>)| {
            let family = family.to_uppercase();
            let name = match given {
                Some(given) => format!("{family} {given}"),
                None => family,
            };
            (OfferedSlotId(slot), SignatoryId(person), name)
        };
        Ok(rows.into_iter().map(named).collect())
    }

    /// The directorate of an offer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn owner_of_slot(
        &mut self,
        id: OfferedSlotId,
    ) -> Result<Option<(DirectorateId, UserId)>, DbError> {
        let row: Option<(Uuid, Uuid)> =
            query_as("select directorate, adviser from offered_slots where id = $1")
                .bind(id.0)
                .fetch_optional(self.connection())
                .await?;
        Ok(row.map(|(directorate, adviser)| (DirectorateId(directorate), UserId(adviser))))
    }
}

impl Writing {
    /// Adds an offer.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn offer_slot(
        &mut self,
        directorate: DirectorateId,
        slot: &OfferedSlot,
    ) -> Result<(), DbError> {
        query(
            "insert into offered_slots (id, directorate, adviser, starts_at, ends_at, mode, place)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(slot.id.0)
        .bind(directorate.0)
        .bind(slot.adviser.0)
        .bind(slot.starts_at.0)
        .bind(slot.starts_at.plus(i64::from(slot.minutes) * MINUTE).0)
        .bind(slot.mode.code())
        .bind(&slot.place)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Takes an offer away. An interview that was planned by it stays.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn remove_slot(&mut self, id: OfferedSlotId) -> Result<(), DbError> {
        query("delete from offered_slots where id = $1")
            .bind(id.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
