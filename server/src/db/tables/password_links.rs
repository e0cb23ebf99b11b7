//! Links by which the owners of accounts choose their passwords, known by the hashes of their
//! tokens.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as};
use domain::id::{DirectorateId, UserId};
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

/// Whose password a link lets choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkOwner {
    /// The account.
    pub id: UserId,
    /// What its owner types to sign in.
    pub login: String,
    /// The name shown to colleagues.
    pub display_name: String,
    /// The territory it works in.
    pub directorate: DirectorateId,
}

#[derive(FromRow)]
struct OwnerRow {
    id: Uuid,
    login: String,
    display_name: String,
    directorate: Uuid,
}

impl Reading {
    /// Whose password a token's hash lets choose, while the link stands and the account may be
    /// used.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn password_link(
        &mut self,
        token_hash: &[u8; 32],
        now: Instant,
    ) -> Result<Option<LinkOwner>, DbError> {
        let row: Option<OwnerRow> = query_as(
            "select u.id, u.login, u.display_name, u.directorate
             from password_links l join users u on u.id = l.\"user\"
             where l.token_hash = $1 and l.expires_at > $2 and not u.disabled",
        )
        .bind(token_hash.as_slice())
        .bind(now.0)
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|row| LinkOwner {
            id: UserId(row.id),
            login: row.login,
            display_name: row.display_name,
            directorate: DirectorateId(row.directorate),
        }))
    }
}

impl Writing {
    /// Puts a new link in place of an account's earlier one.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn put_password_link(
        &mut self,
        user: UserId,
        token_hash: &[u8; 32],
        now: Instant,
        expires_at: Instant,
    ) -> Result<(), DbError> {
        query(
            "insert into password_links (\"user\", token_hash, created_at, expires_at)
             values ($1, $2, $3, $4)
             on conflict (\"user\") do update set token_hash = excluded.token_hash,
                 created_at = excluded.created_at, expires_at = excluded.expires_at",
        )
        .bind(user.0)
        .bind(token_hash.as_slice())
        .bind(now.0)
        .bind(expires_at.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Ends an account's link, if it has one.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn end_password_link(&mut self, user: UserId) -> Result<(), DbError> {
        query("delete from password_links where \"user\" = $1")
            .bind(user.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
