//! The people who were referred in a year.

use super::Reading;
use crate::db::DbError;
use crate::db::report_sql as sql;
use app::api::figures::Part;
use domain::id::{CentreId, DirectorateId};
use domain::time::Instant;
use sqlx::{AssertSqlSafe, Row as _};
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

impl Reading {
    /// The people who were referred in a span of time, by part.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referred_by_part(
        &mut self,
        directorate: DirectorateId,
        sent: &Range<Instant>,
    ) -> Result<PartRow, DbError> {
        let row = sqlx::query(AssertSqlSafe(sql::parts()))
            .bind(directorate.0)
            .bind(sent.start.0)
            .bind(sent.end.0)
            .fetch_one(self.connection())
            .await?;
        let mut people = [0; Part::ALL.len()];
        for (place, count) in people.iter_mut().enumerate() {
            *count = row.try_get(place)?;
        }
        Ok(PartRow { people, other_french: row.try_get(Part::ALL.len())? })
    }

    /// The people who were referred in a span of time, by the centre their first referral came
    /// from, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referred_by_centre(
        &mut self,
        directorate: DirectorateId,
        sent: &Range<Instant>,
    ) -> Result<Vec<(CentreId, u32)>, DbError> {
        let rows: Vec<(Uuid, u32)> = sqlx::query_as(AssertSqlSafe(sql::by_centre()))
            .bind(directorate.0)
            .bind(sent.start.0)
            .bind(sent.end.0)
            .fetch_all(self.connection())
            .await?;
        Ok(rows.into_iter().map(|(id, people)| (CentreId(id), people)).collect())
    }

    /// Visits that began in a span of time and not after `now`, and how many centres they went to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn visits_made(
        &mut self,
        directorate: DirectorateId,
        begun: &Range<Instant>,
        now: Instant,
    ) -> Result<(u32, u32), DbError> {
        Ok(sqlx::query_as(sql::VISITS)
            .bind(directorate.0)
            .bind(begun.start.0)
            .bind(begun.end.0)
            .bind(now.0)
            .fetch_one(self.connection())
            .await?)
    }
}
