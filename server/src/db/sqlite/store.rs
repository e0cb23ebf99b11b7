//! Opening the file, and the two kinds of unit of work.

use super::super::DbError;
use crate::randomness::{self, Randomness};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqliteConnection, SqlitePool};
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

static MIGRATOR: sqlx::migrate::Migrator = {
    let mut migrator = sqlx::migrate!("migrations/sqlite");
    // A release runs against the schema of the next one: what it does not know stays.
    migrator.ignore_missing = true;
    migrator
};

/// How long a unit of work waits for another process that writes.
const BUSY: Duration = Duration::from_secs(5);
/// Connections that read.
const READERS: u32 = 4;

/// How to open a database.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Its address, `sqlite:///path/to/file`.
    pub url: String,
    /// A ceiling on its size, in pages of 4 KiB. Unlimited by default; the tests of a full disk
    /// set it.
    pub max_pages: Option<u32>,
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Store {
    writer: SqlitePool,
    reader: SqlitePool,
    path: PathBuf,
}

/// A unit of work that only reads, on one consistent snapshot.
#[derive(Debug)]
pub struct Reading {
    connection: PoolConnection<Sqlite>,
}

/// A unit of work that writes. Dropped without [`commit`](Self::commit), it never happened.
#[derive(Debug)]
pub struct Writing(Reading);

impl Store {
    /// Opens the file, making an empty one where there is none.
    ///
    /// # Errors
    /// When the address is not one of a file of SQLite, or the file cannot be opened.
    pub async fn open(options: &OpenOptions) -> Result<Self, DbError> {
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

    /// Brings the schema up to date; names the timeline of a new database.
    ///
    /// # Errors
    /// When a migration fails or was altered after it was applied.
    pub async fn migrate(&self, randomness: &dyn Randomness) -> Result<(), DbError> {
        MIGRATOR.run(&self.writer).await?;
        let epoch = randomness::number(randomness)?;
        sqlx::query("insert into meta (one, epoch) values (1, $1) on conflict do nothing")
            .bind(epoch.cast_signed())
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    /// Number of migrations of this build that are not applied.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn pending_migrations(&self) -> Result<usize, DbError> {
        let table: Option<i64> = sqlx::query_scalar(
            "select 1 from sqlite_schema where type = 'table' and name = '_sqlx_migrations'",
        )
        .fetch_optional(&self.reader)
        .await?;
        if table.is_none() {
            return Ok(MIGRATOR.iter().count());
        }
        let applied: Vec<i64> =
            sqlx::query_scalar("select version from _sqlx_migrations where success")
                .fetch_all(&self.reader)
                .await?;
        Ok(MIGRATOR.iter().filter(|migration| !applied.contains(&migration.version)).count())
    }

    /// What SQLite's own check of the file says: `ok`, or what is wrong.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub async fn integrity(&self) -> Result<String, DbError> {
        Ok(sqlx::query_scalar("pragma quick_check(1)").fetch_one(&self.reader).await?)
    }

    /// Begins to read.
    ///
    /// # Errors
    /// When no connection gets free in time.
    pub async fn read(&self) -> Result<Reading, DbError> {
        let mut connection = self.reader.acquire().await?;
        sqlx::query("begin").execute(&mut *connection).await?;
        Ok(Reading { connection })
    }

    /// Begins to write, after whoever writes now.
    ///
    /// # Errors
    /// When the others take too long, or the disk is full.
    pub async fn write(&self) -> Result<Writing, DbError> {
        let mut connection = self.writer.acquire().await?;
        sqlx::query("begin immediate").execute(&mut *connection).await?;
        Ok(Writing(Reading { connection }))
    }

    /// Where the file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Ends all connections, so that the write-ahead log is folded into the file.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

impl Reading {
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }

    /// The timeline of this database.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn epoch(&mut self) -> Result<u64, DbError> {
        let epoch: i64 =
            sqlx::query_scalar("select epoch from meta").fetch_one(self.connection()).await?;
        Ok(epoch.cast_unsigned())
    }
}

impl Writing {
    /// Makes everything of this unit last.
    ///
    /// # Errors
    /// When the disk refuses; then nothing of it was kept.
    pub async fn commit(mut self) -> Result<(), DbError> {
        sqlx::query("commit").execute(self.connection()).await?;
        Ok(())
    }
}

impl Deref for Writing {
    type Target = Reading;
    fn deref(&self) -> &Reading {
        &self.0
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Reading {
        &mut self.0
    }
}

fn connect_options(url: &str) -> Result<SqliteConnectOptions, DbError> {
    if !url.starts_with("sqlite:") || url.contains(":memory:") {
        return Err(DbError::Address(
            "the database is named by the path of a file: sqlite:///path/to/file.sqlite3"
                .to_owned(),
        ));
    }
    let options =
        SqliteConnectOptions::from_str(url).map_err(|error| DbError::Address(error.to_string()))?;
    Ok(options.foreign_keys(true).busy_timeout(BUSY))
}

/// A pool whose connections live as long as it does. A unit of work that was given up is rolled
/// back before the next one gets its connection. This is not left to sqlx's own transactions: they
/// count depth, and lose count when SQLite itself rolls back because the disk is full.
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(10))
        .after_release(|connection, _| {
            Box::pin(async move {
                // An error says that nothing was open, which is what is wanted.
                let _ = sqlx::query("rollback").execute(connection).await;
                Ok(true)
            })
        })
}
