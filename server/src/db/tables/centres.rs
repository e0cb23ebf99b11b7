//! Training centres.

use super::{Reading, Writing};
use crate::db::sql::{query, query_as, query_scalar};
use crate::db::{DbError, Sight};
use app::api::centres::{CentreFields, CentreSheet};
use app::api::interventions::CentreRow;
use domain::id::{CentreId, DirectorateId};
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

#[derive(FromRow)]
struct SheetRow {
    id: Uuid,
    name: String,
    commune: String,
    town: String,
    department: String,
    closed: bool,
    #[sqlx(try_from = "i64")]
    interventions: u32,
}

impl Reading {
    /// The centres in sight, by town, or one of them; closed ones too.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn centres(
        &mut self,
        sight: Sight,
        only: Option<CentreId>,
    ) -> Result<Vec<CentreRow>, DbError> {
        let sheets = self.centre_sheets(sight).await?;
        Ok(sheets
            .into_iter()
            .filter(|sheet| only.is_none_or(|id| id == sheet.id))
            .map(|sheet| CentreRow {
                id: sheet.id,
                name: sheet.fields.name,
                town: sheet.town,
                department: sheet.department,
                closed: sheet.closed,
            })
            .collect())
    }

    /// The centres in sight with what is written down of them, by town.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn centre_sheets(&mut self, sight: Sight) -> Result<Vec<CentreSheet>, DbError> {
        let rows: Vec<SheetRow> = query_as(AssertSqlSafe(format!(
            "select c.id, c.name, c.commune, t.name as town, t.department, c.closed,
                 (select count(*) from interventions i where i.centre = c.id) as interventions
             from centres c join communes t on t.code = c.commune
             where c.directorate = {} and {}
             order by t.name, c.name, c.id",
            sight.directorate(),
            sight.centre("c.id")
        )))
        .bind(sight.key())
        .fetch_all(self.connection())
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| CentreSheet {
                id: CentreId(row.id),
                fields: CentreFields { name: row.name, commune: row.commune },
                town: row.town,
                department: row.department,
                closed: row.closed,
                interventions: row.interventions,
            })
            .collect())
    }

    /// The directorate a centre belongs to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directorate_of_centre(
        &mut self,
        id: CentreId,
    ) -> Result<Option<DirectorateId>, DbError> {
        let found = query_scalar("select directorate from centres where id = $1")
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.map(DirectorateId))
    }
}

impl Writing {
    /// Creates a centre in a commune.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn create_centre(
        &mut self,
        directorate: DirectorateId,
        id: CentreId,
        name: &str,
        commune: &str,
    ) -> Result<(), DbError> {
        query("insert into centres (id, directorate, name, commune) values ($1, $2, $3, $4)")
            .bind(id.0)
            .bind(directorate.0)
            .bind(name)
            .bind(commune)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Gives a centre another name or commune.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn change_centre(
        &mut self,
        id: CentreId,
        fields: &CentreFields,
    ) -> Result<(), DbError> {
        query("update centres set name = $2, commune = $3 where id = $1")
            .bind(id.0)
            .bind(&fields.name)
            .bind(&fields.commune)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Says whether no more interventions are planned at a centre.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn close_centre(&mut self, id: CentreId, closed: bool) -> Result<(), DbError> {
        query("update centres set closed = $2 where id = $1")
            .bind(id.0)
            .bind(closed)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
