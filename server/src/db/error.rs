//! What can go wrong in the database, sorted by what the caller can do about it.

use crate::randomness::NoRandomness;
use sqlx::postgres::PgDatabaseError;

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
        let said = match &error {
            sqlx::Error::PoolTimedOut => return Self::Busy,
            sqlx::Error::Database(said) => said,
            _ => return Self::Other(error),
        };
        let code = said.code().unwrap_or_default();
        let is_postgres = said.try_downcast_ref::<PgDatabaseError>().is_some();
        let known = if is_postgres { by_sqlstate(&code) } else { by_result_code(&code) };
        known.unwrap_or(Self::Other(error))
    }
}

fn by_result_code(code: &str) -> Option<DbError> {
    match code.parse::<i32>().ok()? & 0xff {
        SQLITE_FULL | SQLITE_IOERR => Some(DbError::Full),
        SQLITE_BUSY => Some(DbError::Busy),
        _ => None,
    }
}

/// By the codes of PostgreSQL (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn by_sqlstate(code: &str) -> Option<DbError> {
    match code {
        // The disk is full; the system refuses to read or write.
        "53100" | "58030" => Some(DbError::Full),
        // No turn in time; the statement was stopped; too many connections; it starts or stops.
        "55P03" | "57014" | "53300" | "57P01" | "57P02" | "57P03" => Some(DbError::Busy),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_say_full_and_busy_in_their_own_codes() {
        let full = [by_result_code("13"), by_result_code("778"), by_sqlstate("53100")];
        assert!(full.iter().all(|error| matches!(error, Some(DbError::Full))), "{full:?}");
        let busy = [by_result_code("5"), by_result_code("517"), by_sqlstate("55P03")];
        assert!(busy.iter().all(|error| matches!(error, Some(DbError::Busy))), "{busy:?}");
        assert!(by_result_code("19").is_none() && by_sqlstate("23505").is_none());
    }
}
