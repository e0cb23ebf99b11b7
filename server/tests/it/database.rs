//! A database of its own for each test: a file of SQLite, or, where `PASSERELLE_TEST_POSTGRES`
//! names a server, a database there. Every test of this suite holds on both.

use server::db::{OpenOptions, Store};
use server::randomness::SystemRandomness;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgRow};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Connection as _, FromRow, PgConnection, PgPool, SqlitePool};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use uuid::Uuid;

/// Where a server of PostgreSQL is, for the tests.
const SERVER: &str = "PASSERELLE_TEST_POSTGRES";
/// The migrated database that all others are copies of.
const TEMPLATE: &str = "passerelle_template";

pub enum Database {
    File(PathBuf),
    Server { url: String, admin: String, name: String },
}

impl Database {
    /// An empty database with its tables, in `folder` where it is a file.
    pub async fn new(folder: &Path) -> Self {
        let database = match std::env::var(SERVER) {
            Err(_) => Self::File(folder.join("test.sqlite3")),
            Ok(admin) => {
                let name = format!("test_{}", Uuid::now_v7().simple());
                let connection = &mut PgConnection::connect(&admin).await.unwrap();
                template(connection, &admin).await;
                run(connection, &format!("create database {name} template {TEMPLATE}")).await;
                Self::Server { url: named(&admin, &name), admin, name }
            }
        };
        let store = Store::open(&database.options(None)).await.unwrap();
        store.migrate(&SystemRandomness).await.unwrap();
        store.close().await;
        database
    }

    pub fn options(&self, max_pages: Option<u32>) -> OpenOptions {
        let url = match self {
            Self::File(path) => format!("sqlite://{}", path.display()),
            Self::Server { url, .. } => url.clone(),
        };
        OpenOptions { url, max_pages }
    }

    /// The file; `None` on PostgreSQL, of which tests about the file have nothing to say.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Server { .. } => None,
        }
    }

    /// An identity, as a statement says it.
    pub fn id(&self, id: Uuid) -> String {
        match self {
            Self::File(_) => format!("x'{}'", id.simple()),
            Self::Server { .. } => format!("'{id}'"),
        }
    }

    /// Runs a statement that nothing of the program's own says.
    pub async fn execute(&self, statement: &str) {
        let statement = AssertSqlSafe(statement.to_owned());
        match self {
            Self::File(_) => {
                let pool = self.beside_file().await;
                sqlx::query(statement).execute(&pool).await.unwrap();
                pool.close().await;
            }
            Self::Server { .. } => {
                let pool = self.beside_server().await;
                sqlx::query(statement).execute(&pool).await.unwrap();
                pool.close().await;
            }
        }
    }

    /// Rows as they are stored.
    pub async fn rows<Row>(&self, question: &str) -> Vec<Row>
    where
        Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let question = AssertSqlSafe(question.to_owned());
        match self {
            Self::File(_) => {
                let pool = self.beside_file().await;
                let rows = sqlx::query_as(question).fetch_all(&pool).await.unwrap();
                pool.close().await;
                rows
            }
            Self::Server { .. } => {
                let pool = self.beside_server().await;
                let rows = sqlx::query_as(question).fetch_all(&pool).await.unwrap();
                pool.close().await;
                rows
            }
        }
    }

    async fn beside_file(&self) -> SqlitePool {
        SqlitePool::connect(&self.options(None).url).await.unwrap()
    }

    async fn beside_server(&self) -> PgPool {
        PgPoolOptions::new().max_connections(1).connect(&self.options(None).url).await.unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Self::Server { admin, name, .. } = self else { return };
        let (admin, name) = (admin.clone(), name.clone());
        // From a thread of its own: a test's runtime cannot wait for another one.
        let gone = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let connection = &mut PgConnection::connect(&admin).await.unwrap();
                run(connection, &format!("drop database {name} with (force)")).await;
            });
        });
        // A test that failed has its own reason; this one would hide it.
        let _ = gone.join();
    }
}

/// Makes the template unless another test has made it.
async fn template(connection: &mut PgConnection, admin: &str) {
    run(connection, "select pg_advisory_lock(1)").await;
    let there: Option<(i32,)> = sqlx::query_as("select 1 from pg_database where datname = $1")
        .bind(TEMPLATE)
        .fetch_optional(&mut *connection)
        .await
        .unwrap();
    if there.is_none() {
        // Under another name until it is whole.
        run(connection, "drop database if exists passerelle_unfinished").await;
        run(connection, "create database passerelle_unfinished template template0").await;
        let url = named(admin, "passerelle_unfinished");
        let store = Store::open(&OpenOptions { url, max_pages: None }).await.unwrap();
        store.migrate(&SystemRandomness).await.unwrap();
        store.close().await;
        run(connection, &format!("alter database passerelle_unfinished rename to {TEMPLATE}"))
            .await;
    }
    run(connection, "select pg_advisory_unlock(1)").await;
}

async fn run(connection: &mut PgConnection, statement: &str) {
    sqlx::query(AssertSqlSafe(statement.to_owned())).execute(connection).await.unwrap();
}

/// The address of another database of the same server.
fn named(admin: &str, name: &str) -> String {
    use sqlx::ConnectOptions as _;
    let options = PgConnectOptions::from_str(admin).unwrap().database(name);
    options.to_url_lossy().to_string()
}
