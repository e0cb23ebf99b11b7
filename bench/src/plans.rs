//! Whether PostgreSQL reads tables that grow from their first row to their last, by its own count.
//! What SQLite means to do is asked by a test of the server for every statement.

use anyhow::{Result, bail};
use server::db::GROWING;
use sqlx::{Connection as _, PgConnection};
use std::collections::BTreeMap;

/// Rows of the growing tables that were read in passing through a whole table, so far.
#[derive(Debug)]
pub struct Read(BTreeMap<String, i64>);

impl Read {
    /// As the database at `url` counts by now. Connections tell what they did when they end.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn so_far(url: &str) -> Result<Self> {
        let mut connection = PgConnection::connect(url).await?;
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "select relname::text, coalesce(seq_tup_read, 0) from pg_stat_user_tables
             where relname::text = any($1)",
        )
        .bind(GROWING.map(str::to_owned).to_vec())
        .fetch_all(&mut connection)
        .await?;
        connection.close().await?;
        Ok(Self(rows.into_iter().collect()))
    }

    /// Nothing was read so since `before`.
    ///
    /// # Errors
    /// The tables that were, with how many rows.
    pub fn none_since(&self, before: &Self) -> Result<()> {
        let grown: Vec<String> = self
            .0
            .iter()
            .filter_map(|(table, rows)| {
                let more = rows - before.0.get(table).copied().unwrap_or_default();
                (more > 0).then(|| format!("{table} ({more} rows)"))
            })
            .collect();
        if !grown.is_empty() {
            bail!("PostgreSQL read whole tables: {}", grown.join(", "));
        }
        Ok(())
    }
}
