//! Sessions, known by the hashes of their tokens.

use super::accounts::{Account, limit};
use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as};
use app::api::account::Role;
use domain::id::{ClientId, DirectorateId, UserId};
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

/// A session that stands.
#[derive(Clone, Debug)]
pub struct OpenSession {
    /// Whose.
    pub account: Account,
    /// When it was last used, to the minute.
    pub last_seen_at: Instant,
    /// When it was opened, with the password.
    pub opened_at: Instant,
    /// The installation that last synchronised in it.
    pub client: Option<ClientId>,
}

#[derive(FromRow)]
struct SessionRow {
    id: Uuid,
    login: String,
    display_name: String,
    role: String,
    directorate: Uuid,
    scope: String,
    organisation: Option<Uuid>,
    last_seen_at: i64,
    created_at: i64,
    client: Option<Uuid>,
}

/// A session to open.
#[derive(Clone, Copy, Debug)]
pub struct NewSession {
    /// The hash of its token.
    pub token_hash: [u8; 32],
    /// Whose.
    pub user: UserId,
    /// Ends after so many milliseconds without use.
    pub idle_ms: i64,
    /// Ends then, used or not.
    pub expires_at: Instant,
}

impl Reading {
    /// The session of a token's hash, if it has not ended and its account may be used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(
        &mut self,
        token_hash: &[u8; 32],
        now: Instant,
    ) -> Result<Option<OpenSession>, DbError> {
        let row: Option<SessionRow> = query_as(
            "select u.id, u.login, u.display_name, u.role, u.directorate, u.scope,
                 u.organisation, s.last_seen_at, s.created_at, s.client
             from sessions s join users u on u.id = s.\"user\"
             where s.token_hash = $1 and s.revoked_at is null and not u.disabled
                 and s.expires_at > $2 and s.last_seen_at + s.idle_ms > $2",
        )
        .bind(token_hash.as_slice())
        .bind(now.0)
        .fetch_optional(self.connection())
        .await?;
        row.map(|row| {
            Ok(OpenSession {
                account: Account {
                    id: UserId(row.id),
                    login: row.login,
                    display_name: row.display_name,
                    role: Role::from_code(&row.role).ok_or(DbError::Meaningless("users.role"))?,
                    directorate: DirectorateId(row.directorate),
                    limit: limit(&row.scope, row.organisation)?,
                },
                last_seen_at: Instant(row.last_seen_at),
                opened_at: Instant(row.created_at),
                client: row.client.map(ClientId),
            })
        })
        .transpose()
    }
}

impl Writing {
    /// Opens a session, and sweeps out those that have ended.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn open_session(&mut self, new: NewSession, now: Instant) -> Result<(), DbError> {
        query("delete from sessions where expires_at <= $1 or last_seen_at + idle_ms <= $1")
            .bind(now.0)
            .execute(self.connection())
            .await?;
        query(
            "insert into sessions (token_hash, \"user\", created_at, last_seen_at, idle_ms, expires_at)
             values ($1, $2, $3, $3, $4, $5)",
        )
        .bind(new.token_hash.as_slice())
        .bind(new.user.0)
        .bind(now.0)
        .bind(new.idle_ms)
        .bind(new.expires_at.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Notes that a session was used.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn touch_session(
        &mut self,
        token_hash: &[u8; 32],
        now: Instant,
    ) -> Result<(), DbError> {
        query("update sessions set last_seen_at = $2 where token_hash = $1")
            .bind(token_hash.as_slice())
            .bind(now.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Uses up what a new session proves: that its owner has just typed the password. False where
    /// it was opened before `since`, has ended meanwhile, or was used for this already.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn use_proof(
        &mut self,
        token_hash: &[u8; 32],
        since: Instant,
        now: Instant,
    ) -> Result<bool, DbError> {
        let done = query(
            "update sessions set vault_asked_at = $3
             where token_hash = $1 and created_at > $2 and vault_asked_at is null",
        )
        .bind(token_hash.as_slice())
        .bind(since.0)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn end_session(&mut self, token_hash: &[u8; 32]) -> Result<(), DbError> {
        query("delete from sessions where token_hash = $1")
            .bind(token_hash.as_slice())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
