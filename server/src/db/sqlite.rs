//! SQLite: one file, one writer at a time, readers that never wait for it.

use super::DbError;
use super::store::{OpenOptions, pool};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use std::path::PathBuf;
use std::str::FromStr as _;
use std::time::Duration;

pub(super) static MIGRATOR: sqlx::migrate::Migrator = {
    let mut migrator = sqlx::migrate!("migrations/sqlite");
    // A release runs against the schema of the next one: what it does not know stays.
    migrator.ignore_missing = true;
    migrator
};

/// How long a unit of work waits for another process that writes.
const BUSY: Duration = Duration::from_secs(5);
/// What a connection remembers of the file, in KiB where negative; SQLite's own 2 MiB are read
/// anew for every figure of a large directorate.
const CACHE: i32 = -16 * 1024;
/// Connections that read.
const READERS: u32 = 4;

/// An open file.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// The one connection that writes.
    pub(super) writer: SqlitePool,
    /// Those that read.
    pub(super) reader: SqlitePool,
    /// Where it lies.
    pub(super) path: PathBuf,
}

impl File {
    /// Opens the file, making an empty one where there is none.
    pub(super) async fn open(options: &OpenOptions) -> Result<Self, DbError> {
        let common = connect_options(&options.url)?;
        let mut writing = common
            .clone()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was acknowledged is on the disk, not in a cache of the system.
            .synchronous(SqliteSynchronous::Full);
        if let Some(pages) = options.max_pages {
            writing = writing.pragma("max_page_count", pages.to_string());
        }
        let writer = pool(1).connect_with(writing).await?;
        let path = common.get_filename().to_owned();
        let reader = pool(READERS).connect_with(common.read_only(true)).await?;
        Ok(Self { writer, reader, path })
    }
}

fn connect_options(url: &str) -> Result<SqliteConnectOptions, DbError> {
    if url.contains(":memory:") {
        return Err(DbError::Address("a database in memory would be gone with the server".into()));
    }
    let options =
        SqliteConnectOptions::from_str(url).map_err(|error| DbError::Address(error.to_string()))?;
    let cache = CACHE.to_string();
    Ok(options.foreign_keys(true).busy_timeout(BUSY).pragma("cache_size", cache))
}
