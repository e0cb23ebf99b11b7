//! The key pairs to which devices seal the keys of their stores.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as};
use domain::time::Instant;
use sqlx::FromRow;

/// A key pair of the office.
#[derive(Clone, PartialEq, Eq)]
pub struct VaultPair {
    /// Its number. The highest is the one to seal to.
    pub id: u32,
    /// What opens.
    pub private: [u8; 32],
    /// What seals.
    pub public: [u8; 32],
}

impl std::fmt::Debug for VaultPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VaultPair").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(FromRow)]
struct PairRow {
    id: i64,
    private: Vec<u8>,
    public: Vec<u8>,
}

impl PairRow {
    fn read(self) -> Result<VaultPair, DbError> {
        let key = |bytes: Vec<u8>, column| {
            <[u8; 32]>::try_from(bytes).map_err(|_| DbError::Meaningless(column))
        };
        Ok(VaultPair {
            id: self.id.try_into().map_err(|_| DbError::Meaningless("vault_keys.id"))?,
            private: key(self.private, "vault_keys.private")?,
            public: key(self.public, "vault_keys.public")?,
        })
    }
}

impl Reading {
    /// The pair to seal to; `None` before the first was made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn newest_vault_pair(&mut self) -> Result<Option<VaultPair>, DbError> {
        let row: Option<PairRow> =
            query_as("select id, private, public from vault_keys order by id desc limit 1")
                .fetch_optional(self.connection())
                .await?;
        row.map(PairRow::read).transpose()
    }

    /// The pair of a number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn vault_pair(&mut self, id: u32) -> Result<Option<VaultPair>, DbError> {
        let row: Option<PairRow> =
            query_as("select id, private, public from vault_keys where id = $1")
                .bind(id)
                .fetch_optional(self.connection())
                .await?;
        row.map(PairRow::read).transpose()
    }
}

impl Writing {
    /// Keeps a new pair.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn keep_vault_pair(&mut self, pair: &VaultPair, now: Instant) -> Result<(), DbError> {
        query("insert into vault_keys (id, private, public, made_at) values ($1, $2, $3, $4)")
            .bind(pair.id)
            .bind(pair.private.as_slice())
            .bind(pair.public.as_slice())
            .bind(now.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
