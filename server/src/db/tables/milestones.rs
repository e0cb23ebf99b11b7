//! What figures and lists need of a person, kept up to date by whatever is written about them.

use super::Writing;
use crate::db::DbError;
use crate::db::milestones_sql::gather;
use crate::db::sql::query;
use domain::id::SignatoryId;
use sqlx::AssertSqlSafe;

impl Writing {
    /// Gathers a person's milestones anew, from what is written by now. Whoever writes an
    /// interest, an interview or a referral calls it in the same unit of work.
    pub(super) async fn gather_milestones(&mut self, person: SignatoryId) -> Result<(), DbError> {
        let gather = AssertSqlSafe(gather("p.id = $1"));
        query(gather).bind(person.0).execute(self.connection()).await?;
        Ok(())
    }
}
