//! People to whom nothing is sent by itself for now.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{Natural, query, query_scalar};
use domain::id::{SignatoryId, UserId};
use domain::time::Instant;

impl Reading {
    /// Whether nothing is sent to a person by itself for now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_paused(&mut self, person: SignatoryId) -> Result<bool, DbError> {
        let found: Option<Natural> =
            query_scalar("select 1 from message_pauses where signatory = $1")
                .bind(person.0)
                .fetch_optional(self.connection())
                .await?;
        Ok(found.is_some())
    }
}

impl Writing {
    /// Stops what is sent to a person by itself. Gives whether that is new.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn pause_messages(
        &mut self,
        person: SignatoryId,
        by: UserId,
        now: Instant,
    ) -> Result<bool, DbError> {
        let done = query(
            "insert into message_pauses (signatory, paused_at, paused_by) values ($1, $2, $3)
             on conflict do nothing",
        )
        .bind(person.0)
        .bind(now.0)
        .bind(by.0)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Lets it go on, what was put off at once. Gives whether it was stopped.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn resume_messages(
        &mut self,
        person: SignatoryId,
        now: Instant,
    ) -> Result<bool, DbError> {
        let done = query("delete from message_pauses where signatory = $1")
            .bind(person.0)
            .execute(self.connection())
            .await?;
        query(
            "update jobs set due_at = $2 where state = 'waiting' and last_error = 'paused'
                 and id in (select job from messages where signatory = $1)",
        )
        .bind(person.0)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() > 0)
    }
}
