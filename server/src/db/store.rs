//! Opening the database, and the two kinds of unit of work.

use super::hints::News;
use super::sql::{Connection, Dialect, query, query_scalar};
use super::{DbError, postgres, sqlite};
use crate::randomness::{self, Randomness};
use sqlx::PgPool;
use sqlx::pool::PoolOptions;
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// How to open a database.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Its address, `sqlite:///path/to/file` or `postgres://user@host/name`.
    pub url: String,
    /// A ceiling on the size of a file of SQLite, in pages of 4 KiB. Unlimited by default; the
    /// tests of a full disk set it.
    pub max_pages: Option<u32>,
}

/// The address of a database as it may be shown: of a server, its name and no user's password.
#[must_use]
pub fn shown(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme @ ("postgres" | "postgresql"), rest)) => {
            let place = rest.split('?').next().unwrap_or_default();
            let place = place.rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{place}")
        }
        _ => url.to_owned(),
    }
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Store {
    pub(super) engine: Engine,
    /// Rung when something may have changed.
    pub(super) bell: Arc<Notify>,
}

#[derive(Clone, Debug)]
pub(super) enum Engine {
    Sqlite(sqlite::File),
    Postgres(PgPool),
}

/// A unit of work that only reads, on one consistent snapshot.
#[derive(Debug)]
pub struct Reading {
    connection: Connection,
}

/// A unit of work that writes. Dropped without [`commit`](Self::commit), it never happened.
#[derive(Debug)]
pub struct Writing {
    reading: Reading,
    /// What it has to tell when it ends well.
    pub(super) news: News,
    bell: Arc<Notify>,
}

impl Store {
    /// Opens the database; of SQLite, makes an empty file where there is none.
    ///
    /// # Errors
    /// When the address is of neither database, or the database cannot be opened.
    pub async fn open(options: &OpenOptions) -> Result<Self, DbError> {
        let scheme = options.url.split(':').next().unwrap_or_default();
        let engine = match scheme {
            "sqlite" => Engine::Sqlite(sqlite::File::open(options).await?),
            "postgres" | "postgresql" => Engine::Postgres(postgres::open(&options.url).await?),
            _ => {
                return Err(DbError::Address(
                    "the database is named by the path of a file, sqlite:///path/to/file.sqlite3, \
                     or by a server, postgres://user@host/name"
                        .to_owned(),
                ));
            }
        };
        Ok(Self { engine, bell: Arc::default() })
    }

    /// Brings the schema up to date, with what is gathered from records that are older than it;
    /// names the timeline of a new database.
    ///
    /// # Errors
    /// When a migration fails or was altered after it was applied.
    pub async fn migrate(&self, randomness: &dyn Randomness) -> Result<(), DbError> {
        match &self.engine {
            Engine::Sqlite(file) => sqlite::MIGRATOR.run(&file.writer).await?,
            Engine::Postgres(pool) => postgres::MIGRATOR.run(pool).await?,
        }
        let epoch = randomness::number(randomness)?;
        let mut unit = self.write().await?;
        query("insert into meta (one, epoch) values (1, $1) on conflict do nothing")
            .bind(epoch.cast_signed())
            .execute(unit.connection())
            .await?;
        unit.gather_missing_milestones().await?;
        unit.commit().await
    }

    /// Number of migrations of this build that are not applied.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn pending_migrations(&self) -> Result<usize, DbError> {
        let mut unit = self.read().await?;
        let (migrator, has_table) = match unit.dialect() {
            Dialect::Sqlite => (
                &sqlite::MIGRATOR,
                "select exists (select 1 from sqlite_schema
                     where type = 'table' and name = '_sqlx_migrations')",
            ),
            Dialect::Postgres => {
                (&postgres::MIGRATOR, "select to_regclass('_sqlx_migrations') is not null")
            }
        };
        if !query_scalar::<bool>(has_table).fetch_one(unit.connection()).await? {
            return Ok(migrator.iter().count());
        }
        let applied: Vec<i64> = query_scalar("select version from _sqlx_migrations where success")
            .fetch_all(unit.connection())
            .await?;
        Ok(migrator.iter().filter(|migration| !applied.contains(&migration.version)).count())
    }

    /// What SQLite's own check of the file says: `ok`, or what is wrong. PostgreSQL checks the
    /// pages it reads by itself: that it answers is all there is to ask.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub async fn integrity(&self) -> Result<String, DbError> {
        let mut unit = self.read().await?;
        let question = match unit.dialect() {
            Dialect::Sqlite => "pragma quick_check(1)",
            Dialect::Postgres => "select 'ok'",
        };
        Ok(query_scalar(question).fetch_one(unit.connection()).await?)
    }

    /// Begins to read.
    ///
    /// # Errors
    /// When no connection gets free in time.
    pub async fn read(&self) -> Result<Reading, DbError> {
        let (mut connection, begin) = match &self.engine {
            Engine::Sqlite(file) => (Connection::Sqlite(file.reader.acquire().await?), "begin"),
            Engine::Postgres(pool) => {
                (Connection::Postgres(pool.acquire().await?), postgres::BEGIN_READING)
            }
        };
        query(begin).execute(&mut connection).await?;
        Ok(Reading { connection })
    }

    /// Begins to write, after whoever writes now.
    ///
    /// # Errors
    /// When the others take too long, or the disk is full.
    pub async fn write(&self) -> Result<Writing, DbError> {
        let mut connection = match &self.engine {
            Engine::Sqlite(file) => Connection::Sqlite(file.writer.acquire().await?),
            Engine::Postgres(pool) => Connection::Postgres(pool.acquire().await?),
        };
        match connection.dialect() {
            Dialect::Sqlite => {
                query("begin immediate").execute(&mut connection).await?;
            }
            Dialect::Postgres => {
                query(postgres::BEGIN_WRITING).execute(&mut connection).await?;
                query(postgres::TAKE_TURN).execute(&mut connection).await?;
            }
        }
        let bell = Arc::clone(&self.bell);
        Ok(Writing { reading: Reading { connection }, news: News::default(), bell })
    }

    /// Where the file lies; `None` for PostgreSQL, whose files are on another machine.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.engine {
            Engine::Sqlite(file) => Some(&file.path),
            Engine::Postgres(_) => None,
        }
    }

    /// Writes a consistent copy of SQLite's file into an empty one, while others go on.
    ///
    /// # Errors
    /// When the copy cannot be written, and of PostgreSQL always.
    pub async fn copy_to(&self, path: &Path) -> Result<(), DbError> {
        let Engine::Sqlite(file) = &self.engine else {
            return Err(DbError::Address("only SQLite's file can be copied".to_owned()));
        };
        let mut connection = Connection::Sqlite(file.writer.acquire().await?);
        let path = path.to_string_lossy();
        query("vacuum into $1").bind(path.as_ref()).execute(&mut connection).await?;
        Ok(())
    }

    /// Ends all connections, so that SQLite's write-ahead log is folded into the file.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite(file) => {
                file.reader.close().await;
                file.writer.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

impl Reading {
    pub(super) const fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    pub(super) const fn dialect(&self) -> Dialect {
        self.connection.dialect()
    }

    /// The timeline of this database.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn epoch(&mut self) -> Result<u64, DbError> {
        let epoch: i64 =
            query_scalar("select epoch from meta").fetch_one(self.connection()).await?;
        Ok(epoch.cast_unsigned())
    }
}

impl Writing {
    /// Makes everything of this unit last, and has it told that something changed, if something
    /// did.
    ///
    /// # Errors
    /// When the disk refuses; then nothing of it was kept.
    pub async fn commit(mut self) -> Result<(), DbError> {
        let is_news = self.write_news().await?;
        query("commit").execute(self.connection()).await?;
        if is_news {
            self.bell.notify_one();
        }
        Ok(())
    }
}

impl Deref for Writing {
    type Target = Reading;
    fn deref(&self) -> &Reading {
        &self.reading
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Reading {
        &mut self.reading
    }
}

/// A pool whose connections live as long as it does. A unit of work that was given up is rolled
/// back before the next one gets its connection. This is not left to sqlx's own transactions: they
/// count depth, and lose count when SQLite itself rolls back because the disk is full.
pub(super) fn pool<DB: sqlx::Database>(connections: u32) -> PoolOptions<DB>
where
    for<'c> &'c mut DB::Connection: sqlx::Executor<'c, Database = DB>,
{
    PoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(10))
        .after_release(|connection, _| {
            Box::pin(async move {
                // An error says that nothing was open, which is what is wanted.
                let _ = sqlx::Executor::execute(connection, "rollback").await;
                Ok(true)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn an_address_is_shown_without_its_password() {
        let secret = "postgres://user:p%40ss@w@host:5432/name?password=secret";
        assert_eq!(shown(secret), "postgres://host:5432/name");
        assert_eq!(shown("sqlite:///var/lib/a@b.sqlite3"), "sqlite:///var/lib/a@b.sqlite3");
        assert_eq!(shown("nonsense"), "nonsense");
    }
}
