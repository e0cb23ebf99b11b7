//! The database: everything that knows SQL.
//!
//! A unit of work is [`Reading`] (one consistent snapshot) or [`Writing`] (all or nothing); what
//! can be asked and said lies in one file an aggregate.

mod behind_sql;
mod error;
mod follow_up_rows;
mod funnel_sql;
mod hints;
mod milestones_sql;
mod postgres;
mod report_sql;
pub mod rows;
mod sight;
mod sql;
mod sqlite;
mod store;
mod tables;
pub mod transfer;

pub use error::DbError;
pub use sight::{Limit, Sight};
pub use store::{OpenOptions, Reading, Store, Writing, shown};
pub use tables::*;
