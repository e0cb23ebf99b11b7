//! Communes of the official geographic code, with their postal codes.

use super::{Reading, Writing};
use crate::communes::Commune;
use crate::db::DbError;
use crate::db::sql::{query, query_as, query_scalar};
use app::api::centres::CommuneRow;
use domain::id::DirectorateId;
use domain::person::fold_name;

impl Reading {
    /// Number of communes known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn commune_count(&mut self) -> Result<u32, DbError> {
        Ok(query_scalar("select count(*) from communes").count(self.connection()).await?)
    }

    /// The codes of the departments of all directorates.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn department_codes(&mut self) -> Result<Vec<String>, DbError> {
        Ok(query_scalar("select code from departments order by code")
            .fetch_all(self.connection())
            .await?)
    }

    /// The name of the commune of a directorate that is written so, whatever the case and the
    /// accents; `None` where there is none, or several.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn town_named(
        &mut self,
        directorate: DirectorateId,
        town: &str,
    ) -> Result<Option<String>, DbError> {
        let mut names: Vec<String> = query_scalar(
            "select c.name from communes c join departments d on d.code = c.department
             where d.directorate = $1 and c.folded_name = $2 and $2 <> '' limit 2",
        )
        .bind(directorate.0)
        .bind(fold_name(town))
        .fetch_all(self.connection())
        .await?;
        Ok(if names.len() == 1 { names.pop() } else { None })
    }
}

impl Reading {
    /// The communes of a directorate whose name begins so, whatever the case and the accents, or
    /// that have a postal code that begins so; the shortest names first, at most `most` of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn communes_like(
        &mut self,
        directorate: DirectorateId,
        text: &str,
        most: u32,
    ) -> Result<Vec<CommuneRow>, DbError> {
        let typed = text.trim();
        let digits = if typed.chars().all(|c| c.is_ascii_digit()) { typed } else { "" };
        let rows: Vec<(String, String, String)> = query_as(
            "select c.code, c.name, c.department
             from communes c join departments d on d.code = c.department
             where d.directorate = $1
                 and (($2 <> '' and c.folded_name like $2 || '%')
                     or ($3 <> '' and exists (
                         select 1 from commune_postal_codes p
                         where p.commune = c.code and p.postal_code like $3 || '%')))
             order by length(c.folded_name), c.name, c.code limit $4",
        )
        .bind(directorate.0)
        .bind(fold_name(text))
        .bind(digits)
        .bind(i64::from(most))
        .fetch_all(self.connection())
        .await?;
        let row = |(code, name, department)| CommuneRow { code, name, department };
        Ok(rows.into_iter().map(row).collect())
    }

    /// A commune of a directorate by its code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn commune(
        &mut self,
        directorate: DirectorateId,
        code: &str,
    ) -> Result<Option<CommuneRow>, DbError> {
        let row: Option<(String, String, String)> = query_as(
            "select c.code, c.name, c.department
             from communes c join departments d on d.code = c.department
             where d.directorate = $1 and c.code = $2",
        )
        .bind(directorate.0)
        .bind(code)
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|(code, name, department)| CommuneRow { code, name, department }))
    }
}

impl Writing {
    /// Puts a commune in place of what was known of it. A commune that disappears by a merger
    /// stays, since centres may refer to it.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn put_commune(&mut self, commune: &Commune) -> Result<(), DbError> {
        query(
            "insert into communes (code, name, folded_name, department) values ($1, $2, $3, $4)
             on conflict (code) do update set name = excluded.name,
                 folded_name = excluded.folded_name, department = excluded.department",
        )
        .bind(&commune.code)
        .bind(&commune.name)
        .bind(fold_name(&commune.name))
        .bind(&commune.department)
        .execute(self.connection())
        .await?;
        query("delete from commune_postal_codes where commune = $1")
            .bind(&commune.code)
            .execute(self.connection())
            .await?;
        for postal_code in &commune.postal_codes {
            query(
                "insert into commune_postal_codes (postal_code, commune) values ($1, $2)
                 on conflict do nothing",
            )
            .bind(postal_code)
            .bind(&commune.code)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }
}
