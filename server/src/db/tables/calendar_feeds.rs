//! Advisers' calendars, known by the hashes of their secrets.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{Natural, query, query_as, query_scalar};
use domain::id::{InterviewId, UserId};
use domain::interview::Interview;
use domain::time::Instant;
use uuid::Uuid;

impl Reading {
    /// Whose calendar a secret's hash opens, while the account may be used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn owner_of_calendar(
        &mut self,
        token_hash: &[u8; 32],
    ) -> Result<Option<UserId>, DbError> {
        let found: Option<Uuid> = query_scalar(
            "select u.id from calendar_feeds f join users u on u.id = f.\"user\"
             where f.token_hash = $1 and not u.disabled",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(self.connection())
        .await?;
        Ok(found.map(UserId))
    }

    /// Whether an adviser's calendar can be opened from outside.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_calendar(&mut self, user: UserId) -> Result<bool, DbError> {
        let found: Option<Natural> =
            query_scalar("select 1 from calendar_feeds where \"user\" = $1")
                .bind(user.0)
                .fetch_optional(self.connection())
                .await?;
        Ok(found.is_some())
    }

    /// The interviews of an adviser that are planned or were held and begin in a span of time, in
    /// order, each with the family and the given name of the person.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn calendar_of(
        &mut self,
        adviser: UserId,
        from: Instant,
        before: Instant,
    ) -> Result<Vec<(Interview, String, Option<String>)>, DbError> {
        let rows: Vec<(Uuid, String, Option<String>)> = query_as(
            "select i.id, s.family_name, s.given_name
             from interviews i join signatories s on s.id = i.signatory
             where i.adviser = $1 and i.state in ('planned', 'held')
                 and i.starts_at >= $2 and i.starts_at < $3
             order by i.starts_at, i.id",
        )
        .bind(adviser.0)
        .bind(from.0)
        .bind(before.0)
        .fetch_all(self.connection())
        .await?;
        let mut found = Vec::with_capacity(rows.len());
        for (id, family, given) in rows {
            found.extend(self.interview(InterviewId(id)).await?.map(|it| (it, family, given)));
        }
        Ok(found)
    }
}

impl Writing {
    /// Puts the hash of a new secret in place of an adviser's earlier one.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn open_calendar(
        &mut self,
        user: UserId,
        token_hash: &[u8; 32],
        now: Instant,
    ) -> Result<(), DbError> {
        query(
            "insert into calendar_feeds (token_hash, \"user\", created_at) values ($1, $2, $3)
             on conflict (\"user\") do update set
                 token_hash = excluded.token_hash, created_at = excluded.created_at",
        )
        .bind(token_hash.as_slice())
        .bind(user.0)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Forgets an adviser's secret. Gives whether there was one.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn close_calendar(&mut self, user: UserId) -> Result<bool, DbError> {
        let done = query("delete from calendar_feeds where \"user\" = $1")
            .bind(user.0)
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() > 0)
    }
}
