//! PostgreSQL: several servers of the application on one database.
//!
//! Units of work that write take turns there too, by a lock that the database holds until they
//! end. So a rule that was checked still holds when its consequence is written, as with SQLite, and
//! nothing has to be done over because somebody else was faster.

use super::DbError;
use super::store::pool;
use sqlx::PgPool;
use sqlx::postgres::PgConnectOptions;
use std::str::FromStr as _;

pub(super) static MIGRATOR: sqlx::migrate::Migrator = {
    let mut migrator = sqlx::migrate!("migrations/postgres");
    // A release runs against the schema of the next one: what it does not know stays.
    migrator.ignore_missing = true;
    migrator
};

/// Connections of one server of the application. One of them listens to the others while somebody
/// has a page open that wants to know.
const CONNECTIONS: u32 = 9;

/// Begins a unit of work that reads: everything in it as it stood at its first question.
pub(super) const BEGIN_READING: &str = "begin isolation level repeatable read read only";

/// Begins a unit of work that writes.
pub(super) const BEGIN_WRITING: &str = "begin";

/// The turn of whoever writes, given back when the unit of work ends. The number only has to differ
/// from those that other programs take in this database: sqlx takes one of its own to migrate.
pub(super) const TAKE_TURN: &str = "select pg_advisory_xact_lock(7239414460)";

/// Opens connections to a server.
pub(super) async fn open(url: &str) -> Result<PgPool, DbError> {
    let options = PgConnectOptions::from_str(url)
        // The address may hold a password: what is wrong with it is not repeated.
        .map_err(|_| DbError::Address("the address of PostgreSQL cannot be read".to_owned()))?
        .application_name("passerelle")
        .options([
            // What is confirmed is on the disk, whatever the server's own settings say.
            ("synchronous_commit", "on"),
            // How long a unit of work waits for its turn.
            ("lock_timeout", "5s"),
            // Compiling a question takes longer than any of ours to answer.
            ("jit", "off"),
            // The default is a turning disk's: then it reads a table whole for a tenth of it.
            ("random_page_cost", "1.1"),
            // Giving up a unit of work that has ended is no news.
            ("client_min_messages", "error"),
            // A server of the application that is gone gives its turn back.
            ("idle_in_transaction_session_timeout", "30s"),
        ]);
    // The server may have been started anew meanwhile.
    Ok(pool(CONNECTIONS).test_before_acquire(true).connect_with(options).await?)
}
