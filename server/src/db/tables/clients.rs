//! Installations, and the log of all their commands.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as};
use domain::id::{ClientId, UserId};
use domain::time::Instant;
use sync::Outcome;
use sync::server::{Declared, Entry, KnownClient};
use uuid::Uuid;

impl Reading {
    /// An installation, if it was ever heard of.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn client(&mut self, id: ClientId) -> Result<Option<KnownClient>, DbError> {
        let row: Option<(Uuid, i64)> =
            query_as("select \"user\", last_seq from clients where id = $1")
                .bind(id.0)
                .fetch_optional(self.connection())
                .await?;
        Ok(row.map(|(user, last_seq)| KnownClient {
            user: UserId(user),
            last_seq: last_seq.cast_unsigned(),
        }))
    }

    /// The hash of a decided command's content, and what became of it.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn decided(
        &mut self,
        client: ClientId,
        seq: u64,
    ) -> Result<Option<(u64, Outcome)>, DbError> {
        let row: Option<(i64, Vec<u8>)> =
            query_as("select hash, outcome from command_log where client = $1 and seq = $2")
                .bind(client.0)
                .bind(seq.cast_signed())
                .fetch_optional(self.connection())
                .await?;
        row.map(|(hash, outcome)| Ok((hash.cast_unsigned(), read_outcome(&outcome)?))).transpose()
    }
}

impl Reading {
    /// What became of a command of this content that came from an author before, under whatever
    /// number. What came without its author is not theirs: it is decided when they send it, unless a
    /// supervisor has adopted it in their name.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn decided_before(
        &mut self,
        author: UserId,
        hash: u64,
    ) -> Result<Option<Outcome>, DbError> {
        let row: Option<(Vec<u8>, bool)> = query_as(
            "select l.outcome, c.quarantine_of is not null
             from command_log l join clients c on c.id = l.client
                 left join settlements x
                     on x.client = l.client and x.seq = l.seq and x.how = 'adopted'
             where l.author = $1 and l.hash = $2
                 and (c.quarantine_of is null or x.seq is not null)
             order by l.received_at limit 1",
        )
        .bind(author.0)
        .bind(hash.cast_signed())
        .fetch_optional(self.connection())
        .await?;
        match row {
            // The log keeps what was said of it at first.
            Some((_, true)) => Ok(Some(Outcome::Applied)),
            Some((outcome, false)) => read_outcome(&outcome).map(Some),
            None => Ok(None),
        }
    }
}

impl Writing {
    /// Notes that an installation was heard of; binds it to the account at the first time.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn meet_client(
        &mut self,
        id: ClientId,
        user: UserId,
        declared: Declared,
        now: Instant,
    ) -> Result<(), DbError> {
        query(
            "insert into clients (id, \"user\", last_seq, last_seen_at, skew_ms, waiting)
             values ($1, $2, 0, $3, $4, $5)
             on conflict (id) do update set last_seen_at = excluded.last_seen_at,
                 skew_ms = excluded.skew_ms, waiting = excluded.waiting",
        )
        .bind(id.0)
        .bind(user.0)
        .bind(now.0)
        .bind(declared.skew_ms)
        .bind(declared.waiting)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Keeps a decided command for ever, and moves the installation's number to it: one less waits
    /// there.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn log_command(&mut self, entry: &Entry<'_>) -> Result<(), DbError> {
        let outcome = postcard::to_allocvec(entry.outcome)
            .map_err(|_| DbError::Meaningless("command_log.outcome"))?;
        let unsettled = matches!(entry.outcome, Outcome::Conflict(_) | Outcome::Held(_));
        let open = unsettled && !entry.again;
        query(
            "insert into command_log (client, seq, hash, version, base, claimed_at, received_at,
                 body, outcome, directorate, author, intervention, signatory, open)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(entry.client.0)
        .bind(entry.seq.cast_signed())
        .bind(entry.envelope.hash().cast_signed())
        .bind(entry.envelope.version)
        .bind(entry.envelope.base)
        .bind(entry.envelope.claimed_at.0)
        .bind(entry.received_at.0)
        .bind(&entry.envelope.body)
        .bind(outcome)
        .bind(entry.directorate.0)
        .bind(entry.author.0)
        .bind(entry.about.intervention.map(|id| id.0))
        .bind(entry.about.signatory.map(|id| id.0))
        .bind(open)
        .execute(self.connection())
        .await?;
        query(
            "update clients set last_seq = $2,
                 waiting = case when waiting > 0 then waiting - 1 else 0 end
             where id = $1",
        )
        .bind(entry.client.0)
        .bind(entry.seq.cast_signed())
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

pub(super) fn read_outcome(bytes: &[u8]) -> Result<Outcome, DbError> {
    postcard::from_bytes(bytes).map_err(|_| DbError::Meaningless("command_log.outcome"))
}
