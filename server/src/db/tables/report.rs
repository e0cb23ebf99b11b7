//! The people who were referred in a year.

use super::Reading;
use crate::db::report_sql as sql;
use crate::db::sql::{Natural, query_as};
use crate::db::{DbError, Sight};
use app::api::figures::Part;
use domain::id::CentreId;
use domain::time::Instant;
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, FromRow, Row, Type};
use std::ops::Range;
use uuid::Uuid;

/// People referred in a year, by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRow {
    /// The parts in the order of [`Part::ALL`].
    pub people: [u32; Part::ALL.len()],
    /// To a course of French that leads neither to A2 nor to B1.
    pub other_french: u32,
}

impl<'r, R: Row> FromRow<'r, R> for PartRow
where
    usize: ColumnIndex<R>,
    Natural: Decode<'r, R::Database> + Type<R::Database>,
{
    /// The parts in their order, then what is none of them.
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        let count = |place: usize| row.try_get(place).map(|Natural(people)| people);
        let mut people = [0; Part::ALL.len()];
        for (place, part) in people.iter_mut().enumerate() {
            *part = count(place)?;
        }
        Ok(Self { people, other_french: count(Part::ALL.len())? })
    }
}

impl Reading {
    /// The people in sight who were referred in a span of time, by part.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referred_by_part(
        &mut self,
        sight: Sight,
        sent: &Range<Instant>,
    ) -> Result<PartRow, DbError> {
        Ok(query_as(AssertSqlSafe(sql::parts(sight)))
            .bind(sight.key())
            .bind(sent.start.0)
            .bind(sent.end.0)
            .fetch_one(self.connection())
            .await?)
    }

    /// The people in sight who were referred in a span of time, by the centre their first referral came
    /// from, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referred_by_centre(
        &mut self,
        sight: Sight,
        sent: &Range<Instant>,
    ) -> Result<Vec<(CentreId, u32)>, DbError> {
        let rows: Vec<(Uuid, Natural)> = query_as(AssertSqlSafe(sql::by_centre(sight)))
            .bind(sight.key())
            .bind(sent.start.0)
            .bind(sent.end.0)
            .fetch_all(self.connection())
            .await?;
        Ok(rows.into_iter().map(|(id, Natural(people))| (CentreId(id), people)).collect())
    }

    /// Visits in sight that began in a span of time and not after `now`, and how many centres they went to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn visits_made(
        &mut self,
        sight: Sight,
        begun: &Range<Instant>,
        now: Instant,
    ) -> Result<(u32, u32), DbError> {
        let (Natural(visits), Natural(centres)) = query_as(AssertSqlSafe(sql::visits(sight)))
            .bind(sight.key())
            .bind(begun.start.0)
            .bind(begun.end.0)
            .bind(now.0)
            .fetch_one(self.connection())
            .await?;
        Ok((visits, centres))
    }
}
