//! What was handed over without its author: parcels, and the entries of them that are in quarantine.

use super::devices::HandedOver;
use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as, query_scalar};
use app::api::devices::Taken;
use domain::id::{ClientId, DirectorateId, UserId};
use domain::time::Instant;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A parcel that was taken.
#[derive(Debug)]
pub struct TakenParcel<'a> {
    /// What stands for its bytes.
    pub digest: [u8; 32],
    /// Whose supervisors answer for it.
    pub directorate: DirectorateId,
    /// The device it came from; `None` for a file.
    pub client: Option<ClientId>,
    /// Whose store it says it holds; `None` where that could not be read.
    pub owner: Option<UserId>,
    /// What came of it.
    pub taken: Taken,
    /// Its bytes, where something in it could not be read.
    pub sealed: Option<&'a [u8]>,
}

impl Reading {
    /// What came of a parcel that was taken before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_parcel(&mut self, digest: &[u8; 32]) -> Result<Option<Taken>, DbError> {
        let row: Option<(i64, i64, i64)> =
            query_as("select entries, known, unreadable from parcels where digest = $1")
                .bind(digest.as_slice())
                .fetch_optional(self.connection())
                .await?;
        Ok(row.map(|(entries, known, unreadable)| Taken {
            entries: count(entries),
            known: count(known),
            unreadable: count(unreadable),
        }))
    }

    /// Whose stores these parcels say they hold; `None` where one of them has not arrived.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn owners_of_parcels(
        &mut self,
        digests: &[[u8; 32]],
    ) -> Result<Option<BTreeSet<UserId>>, DbError> {
        let mut owners = BTreeSet::new();
        for digest in digests {
            let row: Option<(Option<Uuid>,)> =
                query_as("select owner from parcels where digest = $1")
                    .bind(digest.as_slice())
                    .fetch_optional(self.connection())
                    .await?;
            let Some((owner,)) = row else { return Ok(None) };
            owners.extend(owner.map(UserId));
        }
        Ok(Some(owners))
    }

    /// What a device handed over in all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn handed_over(&mut self, client: ClientId) -> Result<HandedOver, DbError> {
        let rows: Vec<(i64, i64, i64)> =
            query_as("select entries, known, unreadable from parcels where client = $1")
                .bind(client.0)
                .fetch_all(self.connection())
                .await?;
        let mut all = HandedOver::default();
        for (entries, known, unreadable) in rows {
            all.parcels += 1;
            all.entries = all.entries.saturating_add(count(entries));
            all.known = all.known.saturating_add(count(known));
            all.unreadable = all.unreadable.saturating_add(count(unreadable));
        }
        Ok(all)
    }

    /// The directorate of an account, whatever became of the account; `None` where there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directorate_of_account(
        &mut self,
        user: UserId,
    ) -> Result<Option<DirectorateId>, DbError> {
        let id: Option<Uuid> = query_scalar("select directorate from users where id = $1")
            .bind(user.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(id.map(DirectorateId))
    }

    /// Whether an entry of this content is in quarantine, or was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_in_quarantine(&mut self, author: UserId, hash: u64) -> Result<bool, DbError> {
        let found: bool = query_scalar(
            "select exists (select 1 from command_log l join clients c on c.id = l.client
                 where l.author = $1 and l.hash = $2 and c.quarantine_of is not null)",
        )
        .bind(author.0)
        .bind(hash.cast_signed())
        .fetch_one(self.connection())
        .await?;
        Ok(found)
    }

    /// The installation that stands for what an account's entries from a device are in quarantine
    /// under, with the last number there; from files where no device is given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn quarantine(
        &mut self,
        from: Option<ClientId>,
        author: UserId,
    ) -> Result<Option<(ClientId, u64)>, DbError> {
        let of = if from.is_some() { "quarantine_of = $2" } else { "quarantine_of = id" };
        let statement = format!(
            "select id, last_seq from clients where \"user\" = $1 and {of} order by id limit 1"
        );
        let question = query_as(sqlx::AssertSqlSafe(statement)).bind(author.0);
        let question = match from {
            Some(from) => question.bind(from.0),
            None => question,
        };
        let row: Option<(Uuid, i64)> = question.fetch_optional(self.connection()).await?;
        Ok(row.map(|(id, last_seq)| (ClientId(id), last_seq.cast_unsigned())))
    }
}

impl Writing {
    /// Makes the installation that stands for them.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn open_quarantine(
        &mut self,
        id: ClientId,
        from: Option<ClientId>,
        author: UserId,
        now: Instant,
    ) -> Result<(), DbError> {
        self.open_standing_in(id, author, now, Some(from.unwrap_or(id)), None).await
    }

    /// Makes an installation that stands for what its author brought as a file.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn open_import(
        &mut self,
        id: ClientId,
        author: UserId,
        now: Instant,
    ) -> Result<(), DbError> {
        self.open_standing_in(id, author, now, None, Some(now)).await
    }

    async fn open_standing_in(
        &mut self,
        id: ClientId,
        author: UserId,
        now: Instant,
        quarantine_of: Option<ClientId>,
        imported_at: Option<Instant>,
    ) -> Result<(), DbError> {
        query(
            "insert into clients
                 (id, \"user\", last_seq, last_seen_at, skew_ms, waiting, quarantine_of, imported_at)
             values ($1, $2, 0, $3, 0, 0, $4, $5)",
        )
        .bind(id.0)
        .bind(author.0)
        .bind(now.0)
        .bind(quarantine_of.map(|it| it.0))
        .bind(imported_at.map(|it| it.0))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Keeps what came of a parcel.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn keep_parcel(
        &mut self,
        parcel: &TakenParcel<'_>,
        now: Instant,
    ) -> Result<(), DbError> {
        query(
            "insert into parcels (digest, directorate, client, came_at, entries, known, unreadable,
                 sealed, owner)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(parcel.digest.as_slice())
        .bind(parcel.directorate.0)
        .bind(parcel.client.map(|id| id.0))
        .bind(now.0)
        .bind(parcel.taken.entries)
        .bind(parcel.taken.known)
        .bind(parcel.taken.unreadable)
        .bind(parcel.sealed)
        .bind(parcel.owner.map(|id| id.0))
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}
