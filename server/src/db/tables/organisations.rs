//! Organisations of the network.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::rows::phone;
use crate::db::sql::{query, query_as, query_scalar};
use app::api::organisations::OrganisationRow;
use domain::contact::EmailAddress;
use domain::id::{DirectorateId, OrganisationId};
use domain::organisation::{OrganisationFields, OrganisationKind};
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct StoredRow {
    id: Uuid,
    name: String,
    kind: String,
    email: Option<String>,
    phone: Option<String>,
    #[sqlx(try_from = "i64")]
    schemes: u32,
}

impl Reading {
    /// The organisations of a directorate, by name.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn organisations(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<Vec<OrganisationRow>, DbError> {
        let rows: Vec<StoredRow> = query_as(
            "select o.id, o.name, o.kind, o.email, o.phone,
                 (select count(*) from schemes s where s.organisation = o.id) as schemes
             from organisations o where o.directorate = $1 order by o.name, o.id",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        rows.into_iter().map(organisation).collect()
    }

    /// The directorate an organisation belongs to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directorate_of_organisation(
        &mut self,
        id: OrganisationId,
    ) -> Result<Option<DirectorateId>, DbError> {
        let found = query_scalar("select directorate from organisations where id = $1")
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.map(DirectorateId))
    }
}

fn organisation(row: StoredRow) -> Result<OrganisationRow, DbError> {
    let email = row.email.as_deref().map(EmailAddress::new).transpose();
    Ok(OrganisationRow {
        id: OrganisationId(row.id),
        fields: OrganisationFields {
            name: row.name,
            kind: OrganisationKind::from_code(&row.kind)
                .ok_or(DbError::Meaningless("organisations.kind"))?,
            email: email.map_err(|_| DbError::Meaningless("organisations.email"))?,
            phone: row.phone.as_deref().map(phone).transpose()?,
        },
        schemes: row.schemes,
    })
}

impl Writing {
    /// Puts an organisation in place of what stood under its identity.
    ///
    /// # Errors
    /// When the database fails, another organisation has its name, or the disk is full.
    pub async fn put_organisation(
        &mut self,
        directorate: DirectorateId,
        id: OrganisationId,
        fields: &OrganisationFields,
    ) -> Result<(), DbError> {
        query(
            "insert into organisations (id, directorate, name, kind, email, phone, version)
             values ($1, $2, $3, $4, $5, $6, 1)
             on conflict (id) do update set name = excluded.name, kind = excluded.kind,
                 email = excluded.email, phone = excluded.phone,
                 version = organisations.version + 1",
        )
        .bind(id.0)
        .bind(directorate.0)
        .bind(&fields.name)
        .bind(fields.kind.code())
        .bind(fields.email.as_ref().map(EmailAddress::as_str))
        .bind(fields.phone.as_ref().map(domain::contact::PhoneNumber::as_str))
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
