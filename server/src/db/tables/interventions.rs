//! Visits, and who is assigned to them.

use super::{Reading, Writing};
use crate::db::rows::InterventionRow;
use crate::db::sql::{Natural, query, query_as, query_scalar};
use crate::db::{DbError, Limit, Sight};
use domain::code::RegistrationCode;
use domain::id::{CentreId, DirectorateId, InterventionId, UserId};
use domain::intervention::Intervention;
use domain::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

/// A visit as the desk lists it, with its counts.
#[derive(Debug, FromRow)]
pub struct PlannedRow {
    /// Its identity.
    pub id: Uuid,
    /// Its centre.
    pub centre: Uuid,
    /// The centre's name.
    pub centre_name: String,
    /// The town.
    pub town: String,
    /// The code of the department.
    pub department: String,
    /// Whether the centre is closed.
    pub closed: bool,
    /// When it begins.
    pub starts_at: i64,
    /// The code of the mode.
    pub mode: String,
    /// The registration code.
    pub code: String,
    /// People on the list.
    #[sqlx(try_from = "i64")]
    pub expected: u32,
    /// People marked present.
    #[sqlx(try_from = "i64")]
    pub present: u32,
    /// People with a standing interest given there.
    #[sqlx(try_from = "i64")]
    pub interested: u32,
}

/// Which visits to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlannedFilter {
    /// Only this visit.
    pub id: Option<InterventionId>,
    /// Only this centre.
    pub centre: Option<CentreId>,
    /// Only from this moment on.
    pub from: Option<Instant>,
    /// Only before this moment.
    pub before: Option<Instant>,
}

/// Who is assigned to what.
#[derive(Debug, FromRow)]
pub struct AssignmentRow {
    /// The visit.
    pub intervention: Uuid,
    /// The account.
    pub user: Uuid,
    /// The name of the account's owner.
    pub display_name: String,
}

impl Reading {
    /// A visit.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn intervention(
        &mut self,
        id: InterventionId,
    ) -> Result<Option<Intervention>, DbError> {
        let row: Option<InterventionRow> = query_as(
            "select i.id, i.centre, c.name as centre_name, t.name as town, i.starts_at, i.mode,
                 i.code, i.code_expires_at, i.version
             from interventions i join centres c on c.id = i.centre
                 join communes t on t.code = c.commune
             where i.id = $1",
        )
        .bind(id.0)
        .fetch_optional(self.connection())
        .await?;
        row.map(Intervention::try_from).transpose()
    }

    /// The visit of a registration code, with its directorate.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn intervention_by_code(
        &mut self,
        code: RegistrationCode,
    ) -> Result<Option<(InterventionId, DirectorateId)>, DbError> {
        let found: Option<(Uuid, Uuid)> =
            query_as("select id, directorate from interventions where code = $1")
                .bind(code.to_string())
                .fetch_optional(self.connection())
                .await?;
        Ok(found.map(|(id, directorate)| (InterventionId(id), DirectorateId(directorate))))
    }

    /// The directorate a visit belongs to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directorate_of_intervention(
        &mut self,
        id: InterventionId,
    ) -> Result<Option<DirectorateId>, DbError> {
        let found: Option<Uuid> =
            query_scalar("select directorate from interventions where id = $1")
                .bind(id.0)
                .fetch_optional(self.connection())
                .await?;
        Ok(found.map(DirectorateId))
    }

    /// Whether a visit is in sight.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_visit_in_sight(
        &mut self,
        sight: Sight,
        intervention: InterventionId,
    ) -> Result<bool, DbError> {
        // Visits are the directorate's and its centres': who is limited to a partner has none.
        if matches!(sight.limit(), Limit::Organisation(_)) {
            return Ok(false);
        }
        let question =
            format!("select 1 from interventions i where i.id = $2 and {}", sight.visit("i"));
        let found: Option<Natural> = query_scalar(AssertSqlSafe(question))
            .bind(sight.key())
            .bind(intervention.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.is_some())
    }

    /// Whether an account is assigned to a visit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_assigned(
        &mut self,
        user: UserId,
        intervention: InterventionId,
    ) -> Result<bool, DbError> {
        let found: Option<Natural> =
            query_scalar("select 1 from assignments where \"user\" = $1 and intervention = $2")
                .bind(user.0)
                .bind(intervention.0)
                .fetch_optional(self.connection())
                .await?;
        Ok(found.is_some())
    }

    /// The visits an account may hold on a device: those assigned to it that begin at `from` or
    /// later, the nearest to `now` first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assigned_to(
        &mut self,
        user: UserId,
        from: Instant,
        now: Instant,
    ) -> Result<Vec<InterventionId>, DbError> {
        let ids: Vec<Uuid> = query_scalar(
            "select i.id from assignments a join interventions i on i.id = a.intervention
             where a.\"user\" = $1 and i.starts_at >= $2
             order by abs(i.starts_at - $3), i.id",
        )
        .bind(user.0)
        .bind(from.0)
        .bind(now.0)
        .fetch_all(self.connection())
        .await?;
        Ok(ids.into_iter().map(InterventionId).collect())
    }

    /// Visits in sight with their counts: the coming ones first, the next of them on top,
    /// then the past ones, the latest on top.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn planned(
        &mut self,
        sight: Sight,
        filter: PlannedFilter,
        now: Instant,
    ) -> Result<Vec<PlannedRow>, DbError> {
        // A visit that began today still counts as coming: it is the one people work on.
        let today = now.plus(-12 * 60 * 60 * 1_000);
        Ok(query_as(AssertSqlSafe(format!(
            "select i.id, i.centre, c.name as centre_name, t.name as town, t.department,
                 c.closed, i.starts_at, i.mode, i.code,
                 (select count(*) from roster_entries r where r.intervention = i.id) as expected,
                 (select count(*) from roster_entries r
                     where r.intervention = i.id and r.mark = 'present') as present,
                 (select count(distinct n.signatory) from interests n
                     where n.intervention = i.id and n.withdrawn is null) as interested
             from interventions i join centres c on c.id = i.centre
                 join communes t on t.code = c.commune
             where {}
                 and ($2 is null or i.id = $2)
                 and ($3 is null or i.centre = $3)
                 and ($4 is null or i.starts_at >= $4)
                 and ($5 is null or i.starts_at < $5)
             order by i.starts_at < $6, abs(i.starts_at - $6), i.id",
            sight.visit("i")
        )))
        .bind(sight.key())
        .bind(filter.id.map(|id| id.0))
        .bind(filter.centre.map(|id| id.0))
        .bind(filter.from.map(|at| at.0))
        .bind(filter.before.map(|at| at.0))
        .bind(today.0)
        .fetch_all(self.connection())
        .await?)
    }

    /// Who is assigned to the visits in sight, or to one of them, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assignments(
        &mut self,
        sight: Sight,
        only: Option<InterventionId>,
    ) -> Result<Vec<AssignmentRow>, DbError> {
        Ok(query_as(AssertSqlSafe(format!(
            "select a.intervention, a.\"user\", u.display_name
             from assignments a join interventions i on i.id = a.intervention
                 join users u on u.id = a.\"user\"
             where {} and ($2 is null or i.id = $2)
             order by a.intervention, u.display_name, u.id",
            sight.visit("i")
        )))
        .bind(sight.key())
        .bind(only.map(|id| id.0))
        .fetch_all(self.connection())
        .await?)
    }
}

impl Writing {
    pub(super) async fn put_intervention(
        &mut self,
        directorate: DirectorateId,
        visit: &Intervention,
    ) -> Result<(), DbError> {
        query(
            "insert into interventions (id, directorate, centre, starts_at, mode, code,
                 code_expires_at, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (id) do update set
                 starts_at = excluded.starts_at, mode = excluded.mode, code = excluded.code,
                 code_expires_at = excluded.code_expires_at, version = excluded.version",
        )
        .bind(visit.id.0)
        .bind(directorate.0)
        .bind(visit.centre.0)
        .bind(visit.starts_at.0)
        .bind(visit.mode.code())
        .bind(visit.code.to_string())
        .bind(visit.code_expires_at.0)
        .bind(visit.version)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Assigns these accounts to a visit, in place of those that were.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn assign(
        &mut self,
        intervention: InterventionId,
        users: &[UserId],
    ) -> Result<(), DbError> {
        query("delete from assignments where intervention = $1")
            .bind(intervention.0)
            .execute(self.connection())
            .await?;
        for user in users {
            query(
                "insert into assignments (intervention, \"user\") values ($1, $2)
                 on conflict do nothing",
            )
            .bind(intervention.0)
            .bind(user.0)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }
}
