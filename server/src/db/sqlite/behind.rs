//! The people behind a number.

use super::people::{FoundRow, PAGE_SIZE, person};
use super::{Cohort, Reading};
use crate::db::{DbError, behind_sql, funnel_sql, report_sql};
use app::api::Page;
use app::api::figures::{Group, Part, Stage};
use app::api::people::PersonRow;
use domain::id::{CentreId, DirectorateId, SignatoryId};
use domain::time::Instant;
use sqlx::query::{QueryAs, QueryScalar};
use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Sqlite};
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
        /// The directorate.
        directorate: DirectorateId,
        /// When they were sent.
        sent: Range<Instant>,
        /// To what.
        part: Part,
        /// Only of this centre.
        centre: Option<CentreId>,
    },
}

/// A value given to a question.
enum Value {
    Number(i64),
    Identity(Uuid),
    Word(&'static str),
}

impl Members {
    /// The table `members`, and the values of its parameters.
    fn table(&self) -> (String, Vec<Value>) {
        match self {
            Self::Funnel { cohort, stage, group, month } => {
                let mut values = vec![
                    Value::Identity(cohort.directorate.0),
                    Value::Number(cohort.visits.start.0),
                    Value::Number(cohort.visits.end.0),
                    Value::Number(cohort.today.0.into()),
                    Value::Number(stage.rank().into()),
                ];
                values.extend(match group {
                    Some(Group::Centre(id)) => Some(Value::Identity(id.0)),
                    Some(Group::Adviser(id)) => id.map(|id| Value::Identity(id.0)),
                    Some(Group::Kind(kind)) => kind.map(|kind| Value::Word(kind.code())),
                    Some(Group::Level(level)) => level.map(|level| Value::Word(level.label())),
                    Some(Group::Month(_)) | None => None,
                });
                if let Some(Group::Month(_)) = group {
                    let (start, end) =
                        month.as_ref().map_or((0, 0), |month| (month.start.0, month.end.0));
                    values.extend([Value::Number(start), Value::Number(end)]);
                }
                (funnel_sql::members(*group), values)
            }
            Self::Referred { directorate, sent, part, centre } => {
                let mut values = vec![
                    Value::Identity(directorate.0),
                    Value::Number(sent.start.0),
                    Value::Number(sent.end.0),
                ];
                values.extend(centre.map(|id| Value::Identity(id.0)));
                (report_sql::members(*part, *centre), values)
            }
        }
    }
}

/// Gives a question its values. The three kinds of question that sqlx tells apart have the same
/// method, and no trait for it.
macro_rules! with_values {
    ($name:ident, $question:ty $(, $row:ident)?) => {
        fn $name<'q $(, $row)?>(mut question: $question, values: Vec<Value>) -> $question {
            for value in values {
                question = match value {
                    Value::Number(number) => question.bind(number),
                    Value::Identity(id) => question.bind(id),
                    Value::Word(word) => question.bind(word),
                };
            }
            question
        }
    };
}
with_values!(rows_with, QueryAs<'q, Sqlite, Row, SqliteArguments>, Row);
with_values!(scalar_with, QueryScalar<'q, Sqlite, Row, SqliteArguments>, Row);

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
        let sql = behind_sql::page(&table, limit, offset);
        let question = sqlx::query_as(AssertSqlSafe(sql));
        let rows: Vec<FoundRow> = rows_with(question, values)
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
        let rows = rows.into_iter().map(person).collect::<Result<_, _>>()?;
        Ok(Page { rows, total, number, size: PAGE_SIZE })
    }

    /// How many people are behind a number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn number_behind(&mut self, members: &Members) -> Result<u32, DbError> {
        let (table, values) = members.table();
        let question = sqlx::query_scalar(AssertSqlSafe(behind_sql::number(&table)));
        Ok(scalar_with(question, values).fetch_one(self.connection()).await?)
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
        let question = sqlx::query_scalar(AssertSqlSafe(behind_sql::everybody(&table)));
        let ids: Vec<Uuid> = scalar_with(question, values).fetch_all(self.connection()).await?;
        Ok(ids.into_iter().map(SignatoryId).collect())
    }
}
