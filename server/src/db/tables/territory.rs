//! Directorates and departments.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{Natural, query, query_as, query_scalar};
use app::api::centres::DepartmentRow;
use domain::id::DirectorateId;
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

    /// The departments of a directorate, by code, with how many of their communes are known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn departments(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<Vec<DepartmentRow>, DbError> {
        let rows: Vec<(String, String, Natural)> = query_as(
            "select d.code, d.name,
                 (select count(*) from communes c where c.department = d.code)
             from departments d where d.directorate = $1 order by d.code",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        Ok(rows
            .into_iter()
            .map(|(code, name, Natural(communes))| DepartmentRow { code, name, communes })
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
}
