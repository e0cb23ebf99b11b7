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

    /// Gathers the milestones of everybody, where there are none: after the migration that brought
    /// their table. The people of a new database have none to be gathered.
    pub(in crate::db) async fn gather_missing_milestones(&mut self) -> Result<(), DbError> {
        let gather = AssertSqlSafe(gather("not exists (select 1 from milestones)"));
        query(gather).execute(self.connection()).await?;
        Ok(())
    }
}
