//! The people behind a number.

use super::people::{FoundRow, PAGE_SIZE, person};
use super::{Cohort, Reading};
use crate::db::sql::{Value, query_as, query_scalar};
use crate::db::{DbError, Sight, behind_sql, funnel_sql, report_sql};
use app::api::Page;
use app::api::figures::{Group, Part, Stage};
use app::api::people::PersonRow;
use domain::id::{CentreId, SignatoryId};
use domain::time::Instant;
use sqlx::AssertSqlSafe;
use std::ops::Range;
use uuid::Uuid;

/// Whose list is asked for.
#[derive(Clone, Debug)]
pub enum Members {
    /// Of the people met, those who came so far, of one group or of all.
    Funnel {
        /// The people met.
        cohort: Cohort,
        /// The step reached at least.
        stage: Stage,
        /// Only this group.
        group: Option<Group>,
        /// When the visits of the group's month begin, where it is a month.
        month: Option<Range<Instant>>,
    },
    /// The people referred in a span of time.
    Referred {
        /// What is in sight.
        sight: Sight,
        /// When they were sent.
        sent: Range<Instant>,
        /// To what.
        part: Part,
        /// Only of this centre.
        centre: Option<CentreId>,
    },
}

impl Members {
    /// What is in sight of who asks.
    const fn sight(&self) -> Sight {
        match self {
            Self::Funnel { cohort, .. } => cohort.sight,
            Self::Referred { sight, .. } => *sight,
        }
    }

    /// The table `members`, and the values of its parameters.
    fn table(&self) -> (String, Vec<Value>) {
        match self {
            Self::Funnel { cohort, stage, group, month } => {
                let mut values = vec![
                    Value::Id(Some(cohort.sight.key())),
                    Value::Number(Some(cohort.visits.start.0)),
                    Value::Number(Some(cohort.visits.end.0)),
                    Value::Number(Some(cohort.today.0.into())),
                    Value::Number(Some(stage.rank().into())),
                ];
                values.extend(match group {
                    Some(Group::Centre(id)) => Some(Value::Id(Some(id.0))),
                    Some(Group::Adviser(id)) => id.map(|id| Value::Id(Some(id.0))),
                    Some(Group::Kind(kind)) => {
                        kind.map(|kind| Value::Text(Some(kind.code().to_owned())))
                    }
                    Some(Group::Level(level)) => {
                        level.map(|level| Value::Text(Some(level.label().to_owned())))
                    }
                    Some(Group::Month(_)) | None => None,
                });
                if let Some(Group::Month(_)) = group {
                    let (start, end) =
                        month.as_ref().map_or((0, 0), |month| (month.start.0, month.end.0));
                    values.extend([Value::Number(Some(start)), Value::Number(Some(end))]);
                }
                (funnel_sql::members(cohort.sight, *group), values)
            }
            Self::Referred { sight, sent, part, centre } => {
                let mut values = vec![
                    Value::Id(Some(sight.key())),
                    Value::Number(Some(sent.start.0)),
                    Value::Number(Some(sent.end.0)),
                ];
                values.extend(centre.map(|id| Value::Id(Some(id.0))));
                (report_sql::members(*sight, *part, *centre), values)
            }
        }
    }
}

impl Reading {
    /// One page of the people behind a number, by name.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn people_behind(
        &mut self,
        members: &Members,
        number: u32,
    ) -> Result<Page<PersonRow>, DbError> {
        let (table, values) = members.table();
        let (limit, offset) = (values.len() + 1, values.len() + 2);
        let sql = behind_sql::page(&table, behind_sql::BY_NAME, limit, offset);
        let rows: Vec<FoundRow> = query_as(AssertSqlSafe(sql))
            .bind_all(values)
            .bind(PAGE_SIZE)
            .bind(i64::from(number) * i64::from(PAGE_SIZE))
            .fetch_all(self.connection())
            .await?;
        let total = match rows.first() {
            Some(row) => row.total,
            None if number == 0 => 0,
            // Beyond the last page.
            None => self.number_behind(members).await?,
        };
        let sight = members.sight();
        let rows = rows.into_iter().map(|row| person(row, sight)).collect::<Result<_, _>>()?;
        Ok(Page { rows, total, number, size: PAGE_SIZE })
    }

    /// How many people are behind a number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn number_behind(&mut self, members: &Members) -> Result<u32, DbError> {
        let (table, values) = members.table();
        let question = query_scalar(AssertSqlSafe(behind_sql::number(&table)));
        Ok(question.bind_all(values).count(self.connection()).await?)
    }

    /// All people behind a number, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn everybody_behind(
        &mut self,
        members: &Members,
    ) -> Result<Vec<SignatoryId>, DbError> {
        let (table, values) = members.table();
        let question = query_scalar(AssertSqlSafe(behind_sql::everybody(&table)));
        let ids: Vec<Uuid> = question.bind_all(values).fetch_all(self.connection()).await?;
        Ok(ids.into_iter().map(SignatoryId).collect())
    }
}
