//! Lines of attendance sheets.

use super::{Reading, Writing};
use crate::db::rows::RosterEntryRow;
use crate::db::sql::{Natural, query, query_as, query_scalar};
use crate::db::{DbError, Sight};
use domain::attendance::{Attendance, RosterEntry};
use domain::id::{InterventionId, SignatoryId, UserId};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

impl Reading {
    /// The line of a person on the sheet of a visit.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn roster_entry(
        &mut self,
        intervention: InterventionId,
        signatory: SignatoryId,
    ) -> Result<Option<RosterEntry>, DbError> {
        let row: Option<RosterEntryRow> =
            query_as("select * from roster_entries where intervention = $1 and signatory = $2")
                .bind(intervention.0)
                .bind(signatory.0)
                .fetch_optional(self.connection())
                .await?;
        row.map(RosterEntry::try_from).transpose()
    }

    /// All lines of the sheet of a visit.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn roster_of(
        &mut self,
        intervention: InterventionId,
    ) -> Result<Vec<RosterEntry>, DbError> {
        let rows: Vec<RosterEntryRow> =
            query_as("select * from roster_entries where intervention = $1 order by signatory")
                .bind(intervention.0)
                .fetch_all(self.connection())
                .await?;
        rows.into_iter().map(RosterEntry::try_from).collect()
    }

    /// The visits on whose list a person is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn visits_of(
        &mut self,
        signatory: SignatoryId,
    ) -> Result<Vec<InterventionId>, DbError> {
        let ids: Vec<Uuid> = query_scalar(
            "select intervention from roster_entries where signatory = $1 order by intervention",
        )
        .bind(signatory.0)
        .fetch_all(self.connection())
        .await?;
        Ok(ids.into_iter().map(InterventionId).collect())
    }

    /// The lists on which the people of a visit are, this one among them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lists_of_those_at(
        &mut self,
        visit: InterventionId,
    ) -> Result<Vec<(SignatoryId, InterventionId)>, DbError> {
        let pairs: Vec<(Uuid, Uuid)> = query_as(
            "select other.signatory, other.intervention
             from roster_entries here join roster_entries other on other.signatory = here.signatory
             where here.intervention = $1",
        )
        .bind(visit.0)
        .fetch_all(self.connection())
        .await?;
        Ok(pairs.into_iter().map(|(who, at)| (SignatoryId(who), InterventionId(at))).collect())
    }

    /// Whether a person is in sight of the desk's account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_person_in_sight(
        &mut self,
        sight: Sight,
        person: SignatoryId,
    ) -> Result<bool, DbError> {
        let found: Option<Natural> = query_scalar(AssertSqlSafe(sight.one()))
            .bind(sight.key())
            .bind(person.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.is_some())
    }

    /// Whether a person is among those an adviser works with: on the list of a visit assigned to
    /// them, or met in an interview of theirs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_in_sight(
        &mut self,
        adviser: UserId,
        person: SignatoryId,
    ) -> Result<bool, DbError> {
        Ok(query_scalar(
            "select exists (
                 select 1 from roster_entries r
                     join assignments a on a.intervention = r.intervention
                 where r.signatory = $1 and a.\"user\" = $2)
             or exists (select 1 from interviews where signatory = $1 and adviser = $2)",
        )
        .bind(person.0)
        .bind(adviser.0)
        .fetch_one(self.connection())
        .await?)
    }
}

impl Writing {
    pub(super) async fn put_roster_entry(&mut self, entry: &RosterEntry) -> Result<(), DbError> {
        query(
            "insert into roster_entries (intervention, signatory, mark, marked_by, marked_at,
                 version)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (intervention, signatory) do update set
                 mark = excluded.mark, marked_by = excluded.marked_by,
                 marked_at = excluded.marked_at, version = excluded.version",
        )
        .bind(entry.intervention.0)
        .bind(entry.signatory.0)
        .bind(entry.mark.map(Attendance::code))
        .bind(entry.marked_by.map(|user| user.0))
        .bind(entry.marked_at.map(|at| at.0))
        .bind(entry.version)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
