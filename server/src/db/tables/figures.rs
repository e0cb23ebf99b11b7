//! Counts by centre.

use super::Reading;
use crate::db::DbError;
use crate::db::sql::query_as;
use app::api::figures::CentreFigures;
use app::api::interventions::CentreRow;
use domain::id::{CentreId, DirectorateId};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct FiguresRow {
    id: Uuid,
    name: String,
    town: String,
    department: String,
    closed: bool,
    #[sqlx(try_from = "i64")]
    interventions: u32,
    #[sqlx(try_from = "i64")]
    expected: u32,
    #[sqlx(try_from = "i64")]
    present: u32,
    #[sqlx(try_from = "i64")]
    interested: u32,
    #[sqlx(try_from = "i64")]
    self_registered: u32,
}

impl Reading {
    /// The way from the list to an interest in every centre of a directorate, by town. People are
    /// counted once each in a centre.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<Vec<CentreFigures>, DbError> {
        let rows: Vec<FiguresRow> = query_as(
            "select c.id, c.name, t.name as town, t.department, c.closed,
                 (select count(*) from interventions i where i.centre = c.id) as interventions,
                 (select count(distinct r.signatory)
                     from interventions i join roster_entries r on r.intervention = i.id
                     where i.centre = c.id) as expected,
                 (select count(distinct r.signatory)
                     from interventions i join roster_entries r on r.intervention = i.id
                     where i.centre = c.id and r.mark = 'present') as present,
                 (select count(distinct n.signatory)
                     from interventions i join interests n on n.intervention = i.id
                     where i.centre = c.id and n.withdrawn is null) as interested,
                 (select count(distinct n.signatory)
                     from interventions i join interests n on n.intervention = i.id
                     where i.centre = c.id and n.withdrawn is null
                         and n.origin in ('own_phone', 'kiosk', 'link')) as self_registered
             from centres c join communes t on t.code = c.commune
             where c.directorate = $1
             order by t.name, c.name, c.id",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| CentreFigures {
                centre: CentreRow {
                    id: CentreId(row.id),
                    name: row.name,
                    town: row.town,
                    department: row.department,
                    closed: row.closed,
                },
                interventions: row.interventions,
                expected: row.expected,
                present: row.present,
                interested: row.interested,
                self_registered: row.self_registered,
            })
            .collect())
    }
}
