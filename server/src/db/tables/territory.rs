//! Directorates, departments and centres.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as, query_scalar};
use app::api::interventions::CentreRow;
use domain::id::{CentreId, DirectorateId};
use uuid::Uuid;

impl Reading {
    /// The directorate of a name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directorate_named(
        &mut self,
        name: &str,
    ) -> Result<Option<DirectorateId>, DbError> {
        let id: Option<Uuid> = query_scalar("select id from directorates where name = $1")
            .bind(name)
            .fetch_optional(self.connection())
            .await?;
        Ok(id.map(DirectorateId))
    }

    /// The name of a directorate; empty where there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directorate_name(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<String, DbError> {
        let name: Option<String> = query_scalar("select name from directorates where id = $1")
            .bind(directorate.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(name.unwrap_or_default())
    }

    /// The centres of a directorate, by town, or one of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn centres(
        &mut self,
        directorate: DirectorateId,
        only: Option<CentreId>,
    ) -> Result<Vec<CentreRow>, DbError> {
        let rows: Vec<(Uuid, String, String, String)> = query_as(
            "select c.id, c.name, t.name, t.department
             from centres c join communes t on t.code = c.commune
             where c.directorate = $1 and ($2 is null or c.id = $2)
             order by t.name, c.name, c.id",
        )
        .bind(directorate.0)
        .bind(only.map(|id| id.0))
        .fetch_all(self.connection())
        .await?;
        Ok(rows
            .into_iter()
            .map(|(id, name, town, department)| CentreRow {
                id: CentreId(id),
                name,
                town,
                department,
            })
            .collect())
    }
}

impl Writing {
    /// Creates a directorate.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn create_directorate(
        &mut self,
        id: DirectorateId,
        name: &str,
        demo: bool,
    ) -> Result<(), DbError> {
        query("insert into directorates (id, name, demo) values ($1, $2, $3)")
            .bind(id.0)
            .bind(name)
            .bind(demo)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Puts a department into a directorate.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn put_department(
        &mut self,
        directorate: DirectorateId,
        code: &str,
        name: &str,
    ) -> Result<(), DbError> {
        query(
            "insert into departments (code, name, directorate) values ($1, $2, $3)
             on conflict (code) do update set
                 name = excluded.name, directorate = excluded.directorate",
        )
        .bind(code)
        .bind(name)
        .bind(directorate.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

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
}
