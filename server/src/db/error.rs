//! What can go wrong in the database, sorted by what the caller can do about it.

use crate::randomness::NoRandomness;

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The disk is full or refuses to write. Nothing of the unit of work was kept.
    #[error("the disk is full or cannot be written")]
    Full,
    /// Another unit of work held the database for too long.
    #[error("the database is busy")]
    Busy,
    /// A stored value does not mean anything: another program wrote it, or the file is damaged.
    #[error("the column {0} holds a value that means nothing")]
    Meaningless(&'static str),
    /// The address of the database is not one we can open.
    #[error("{0}")]
    Address(String),
    /// The migrations could not be applied.
    #[error("the migrations cannot be applied: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// No random numbers for a new identity.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// Anything else.
    #[error("the database failed: {0}")]
    Other(sqlx::Error),
}

// Result codes of SQLite (https://www.sqlite.org/rescode.html). The lower byte of an extended code
// is its primary code.
const SQLITE_BUSY: i32 = 5;
const SQLITE_IOERR: i32 = 10;
const SQLITE_FULL: i32 = 13;

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .and_then(|code| code.parse::<i32>().ok())
            .map(|code| code & 0xff);
        match (code, &error) {
            (Some(SQLITE_FULL | SQLITE_IOERR), _) => Self::Full,
            (Some(SQLITE_BUSY), _) | (_, sqlx::Error::PoolTimedOut) => Self::Busy,
            _ => Self::Other(error),
        }
    }
}
