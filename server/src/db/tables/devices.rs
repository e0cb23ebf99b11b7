//! Installations as devices: what is known of each for the supervisor, and revoking one.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as, query_scalar};
use app::api::devices::{DeviceRow, DeviceState};
use domain::id::{ClientId, DirectorateId, InterventionId, UserId};
use domain::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

/// Most devices shown at once, those last heard of.
const MOST: i64 = 500;

/// A device of a directorate.
#[derive(Clone, Debug)]
pub struct Device {
    /// As it is shown.
    pub row: DeviceRow,
    /// Whose it is.
    pub user: UserId,
    /// When the password was last given for it.
    pub password_at: Option<Instant>,
}

/// How it stands with an installation that speaks to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// When it was last heard of, as far as that was noted.
    pub last_seen_at: Instant,
    /// How many entries waited on it then.
    pub waiting: u32,
    /// Whether it was revoked.
    pub is_revoked: bool,
}

/// What was handed over by a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandedOver {
    /// Parcels.
    pub parcels: u32,
    /// Entries that were taken into quarantine.
    pub entries: u32,
    /// Entries that had arrived before.
    pub known: u32,
    /// What could not be read.
    pub unreadable: u32,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    user: Uuid,
    owner: String,
    last_seen_at: i64,
    waiting: i64,
    password_at: Option<i64>,
    revoked_at: Option<i64>,
    revoked_by: Option<String>,
    surrendered_at: Option<i64>,
    emptied_at: Option<i64>,
    to_check: i64,
}

impl Row {
    fn read(self) -> Device {
        let last_seen_at = Instant(self.last_seen_at);
        let by = self.revoked_by.unwrap_or_default();
        // Who shares a tablet with a revoked device loses the store there too, and may begin another.
        let emptied =
            self.emptied_at.filter(|at| self.revoked_at.is_some() || *at >= last_seen_at.0);
        let state = match (emptied, self.revoked_at, self.surrendered_at) {
            (Some(at), ..) => DeviceState::Emptied { at: Instant(at) },
            (None, Some(_), Some(at)) => DeviceState::HandingOver { at: Instant(at) },
            (None, Some(at), None) => DeviceState::Revoked { at: Instant(at), by },
            (None, None, _) => DeviceState::InUse,
        };
        Device {
            row: DeviceRow {
                id: ClientId(self.id),
                owner: self.owner,
                last_seen_at,
                waiting: count(self.waiting),
                state,
                to_check: count(self.to_check),
            },
            user: UserId(self.user),
            password_at: self.password_at.map(Instant),
        }
    }
}

fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

/// Asks for devices of the directorate bound first.
fn question(which: &str) -> String {
    format!(
        "select c.id, c.\"user\", u.display_name as owner, c.last_seen_at, c.waiting, c.password_at,
             c.revoked_at, r.display_name as revoked_by, c.surrendered_at, c.emptied_at,
             (select count(*) from clients q join command_log l on l.client = q.id
              where q.quarantine_of = c.id and q.id <> c.id and l.open) as to_check
         from clients c join users u on u.id = c.\"user\"
             left join users r on r.id = c.revoked_by
         where u.directorate = $1 and c.quarantine_of is null and c.imported_at is null
             and {which}"
    )
}

impl Reading {
    /// The devices of a directorate, those last heard of first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn devices(&mut self, directorate: DirectorateId) -> Result<Vec<Device>, DbError> {
        let which = "true order by c.last_seen_at desc, c.id limit $2";
        let rows: Vec<Row> = query_as(AssertSqlSafe(question(which)))
            .bind(directorate.0)
            .bind(MOST)
            .fetch_all(self.connection())
            .await?;
        Ok(rows.into_iter().map(Row::read).collect())
    }

    /// One of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn device(
        &mut self,
        directorate: DirectorateId,
        id: ClientId,
    ) -> Result<Option<Device>, DbError> {
        let row: Option<Row> = query_as(AssertSqlSafe(question("c.id = $2")))
            .bind(directorate.0)
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(row.map(Row::read))
    }

    /// How it stands with an installation; `None` for one that was never heard of.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contact(&mut self, id: ClientId) -> Result<Option<Contact>, DbError> {
        let row: Option<(i64, i64, Option<i64>)> =
            query_as("select last_seen_at, waiting, revoked_at from clients where id = $1")
                .bind(id.0)
                .fetch_optional(self.connection())
                .await?;
        Ok(row.map(|(last_seen_at, waiting, revoked_at)| Contact {
            last_seen_at: Instant(last_seen_at),
            waiting: count(waiting),
            is_revoked: revoked_at.is_some(),
        }))
    }

    /// The revoked one among these installations with its directorate; of several the one that was
    /// revoked first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoked_among(
        &mut self,
        ids: &[ClientId],
    ) -> Result<Option<(ClientId, DirectorateId)>, DbError> {
        let mut first: Option<(i64, ClientId, DirectorateId)> = None;
        for id in ids {
            let row: Option<(i64, Uuid)> = query_as(
                "select c.revoked_at, u.directorate from clients c join users u on u.id = c.\"user\"
                 where c.id = $1 and c.revoked_at is not null",
            )
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
            if let Some((at, directorate)) = row
                && first.is_none_or(|(earlier, ..)| at < earlier)
            {
                first = Some((at, *id, DirectorateId(directorate)));
            }
        }
        Ok(first.map(|(_, id, directorate)| (id, directorate)))
    }

    /// The installation with which a session of this token's hash ended; `None` where it ended
    /// otherwise, or has not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn device_of_ended_session(
        &mut self,
        token_hash: &[u8; 32],
    ) -> Result<Option<ClientId>, DbError> {
        let id: Option<Uuid> = query_scalar(
            "select client from sessions
             where token_hash = $1 and revoked_at is not null and client is not null",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(self.connection())
        .await?;
        Ok(id.map(ClientId))
    }

    /// The visits since `from` whose lists were given to an installation, and the people on them now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lists_given(
        &mut self,
        id: ClientId,
        from: Instant,
    ) -> Result<(Vec<InterventionId>, u32), DbError> {
        let given = "select distinct a.place from audit a
                     where a.action = 'list_given' and a.subject = $1 and a.place is not null";
        let visits: Vec<Uuid> = query_scalar(AssertSqlSafe(format!(
            "select i.id from interventions i where i.id in ({given}) and i.starts_at >= $2"
        )))
        .bind(id.0)
        .bind(from.0)
        .fetch_all(self.connection())
        .await?;
        let people: i64 = query_scalar(AssertSqlSafe(format!(
            "select count(distinct e.signatory) from roster_entries e
             where e.intervention in
                 (select i.id from interventions i where i.id in ({given}) and i.starts_at >= $2)"
        )))
        .bind(id.0)
        .bind(from.0)
        .fetch_one(self.connection())
        .await?;
        Ok((visits.into_iter().map(InterventionId).collect(), count(people)))
    }
}

impl Writing {
    /// Notes that a session speaks for an installation, for whose lease its password counts. Where the
    /// installation was revoked, also in the moment before, the session ends with it.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn bind_session(
        &mut self,
        token_hash: &[u8; 32],
        client: ClientId,
        opened_at: Instant,
    ) -> Result<(), DbError> {
        query(
            "update sessions set client = $2, revoked_at = coalesce(revoked_at,
                 (select c.revoked_at from clients c where c.id = $2))
             where token_hash = $1",
        )
        .bind(token_hash.as_slice())
        .bind(client.0)
        .execute(self.connection())
        .await?;
        query(
            "update clients set password_at = $2
             where id = $1 and (password_at is null or password_at < $2)",
        )
        .bind(client.0)
        .bind(opened_at.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Notes when an installation was heard of, and what then waited on it.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn note_contact(
        &mut self,
        client: ClientId,
        waiting: u32,
        now: Instant,
    ) -> Result<(), DbError> {
        query("update clients set last_seen_at = $2, waiting = $3 where id = $1")
            .bind(client.0)
            .bind(now.0)
            .bind(waiting)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Revokes an installation and ends the sessions that speak for it. False where it was revoked
    /// before.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn revoke_client(
        &mut self,
        client: ClientId,
        by: UserId,
        now: Instant,
    ) -> Result<bool, DbError> {
        let done = query(
            "update clients set revoked_at = $2, revoked_by = $3, surrendered_at = null,
                 emptied_at = null
             where id = $1 and revoked_at is null",
        )
        .bind(client.0)
        .bind(now.0)
        .bind(by.0)
        .execute(self.connection())
        .await?;
        query("update sessions set revoked_at = $2 where client = $1 and revoked_at is null")
            .bind(client.0)
            .bind(now.0)
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Notes that a device has handed over something.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn note_surrender(&mut self, client: ClientId, now: Instant) -> Result<(), DbError> {
        query(
            "update clients set surrendered_at = $2
             where id = $1 and revoked_at is not null and surrendered_at is null",
        )
        .bind(client.0)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Notes that an installation was told to empty itself. Gives whether that was news. What it had
    /// declared to be waiting stays beside what arrived.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn note_emptied(&mut self, client: ClientId, now: Instant) -> Result<bool, DbError> {
        let done = query(
            "update clients set emptied_at = $2
             where id = $1 and quarantine_of is null
                 and (emptied_at is null or emptied_at < last_seen_at)",
        )
        .bind(client.0)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }
}
