//! What of their directorate supervisors' accounts are for, as it is written down. What that comes to
//! in questions is told by [`Sight`](crate::db::Sight).

use super::accounts::limit;
use super::{Reading, Writing};
use crate::db::sql::{query, query_as};
use crate::db::{DbError, Limit};
use app::api::accounts::{AccountScope, OwnScope};
use domain::id::{CentreId, DirectorateId, UserId};
use std::collections::HashMap;
use uuid::Uuid;

/// What the limited accounts of a directorate are for, with its names.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    departments: HashMap<Uuid, Vec<(String, String)>>,
    centres: HashMap<Uuid, Vec<(CentreId, String)>>,
    organisations: HashMap<Uuid, String>,
}

impl Scopes {
    /// The scope of an account, and the names of what it is limited to.
    pub(super) fn take(
        &mut self,
        user: Uuid,
        scope: &str,
        organisation: Option<Uuid>,
    ) -> Result<(AccountScope, Vec<String>), DbError> {
        Ok(match limit(scope, organisation)? {
            Limit::Whole => (AccountScope::Directorate, Vec::new()),
            Limit::Centres if scope == "departments" => {
                let (codes, names) =
                    self.departments.remove(&user).unwrap_or_default().into_iter().unzip();
                (AccountScope::Departments(codes), names)
            }
            Limit::Centres => {
                let (mut ids, names): (Vec<_>, _) =
                    self.centres.remove(&user).unwrap_or_default().into_iter().unzip();
                ids.sort_unstable();
                (AccountScope::Centres(ids), names)
            }
            Limit::Organisation(id) => {
                let name = self.organisations.get(&id.0).cloned();
                (AccountScope::Organisation(id), name.into_iter().collect())
            }
        })
    }
}

impl Reading {
    pub(super) async fn scopes(&mut self, directorate: DirectorateId) -> Result<Scopes, DbError> {
        let mut scopes = Scopes::default();
        let departments: Vec<(Uuid, String, String)> = query_as(
            "select a.\"user\", d.code, d.name
             from users u join account_departments a on a.\"user\" = u.id
                 join departments d on d.code = a.department
             where u.directorate = $1 order by d.code",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        for (user, code, name) in departments {
            let name = format!("{name} ({code})");
            scopes.departments.entry(user).or_default().push((code, name));
        }
        let centres: Vec<(Uuid, Uuid, String, String)> = query_as(
            "select a.\"user\", c.id, c.name, t.name as town
             from users u join account_centres a on a.\"user\" = u.id
                 join centres c on c.id = a.centre join communes t on t.code = c.commune
             where u.directorate = $1 order by t.name, c.name, c.id",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        for (user, centre, name, town) in centres {
            let name = format!("{name}, {town}");
            scopes.centres.entry(user).or_default().push((CentreId(centre), name));
        }
        let organisations: Vec<(Uuid, String)> =
            query_as("select id, name from organisations where directorate = $1")
                .bind(directorate.0)
                .fetch_all(self.connection())
                .await?;
        scopes.organisations = organisations.into_iter().collect();
        Ok(scopes)
    }

    /// What an account is for.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn scope_of(
        &mut self,
        directorate: DirectorateId,
        user: UserId,
    ) -> Result<OwnScope, DbError> {
        let row: Option<(String, Option<Uuid>)> =
            query_as("select scope, organisation from users where id = $1")
                .bind(user.0)
                .fetch_optional(self.connection())
                .await?;
        let (scope, organisation) = row.ok_or(DbError::Meaningless("users.id"))?;
        let (scope, limits) = self.scopes(directorate).await?.take(user.0, &scope, organisation)?;
        Ok(OwnScope { scope, limits })
    }

    /// Whether all of what a scope names is of a directorate.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_scope_of(
        &mut self,
        directorate: DirectorateId,
        scope: &AccountScope,
    ) -> Result<bool, DbError> {
        match scope {
            AccountScope::Directorate => Ok(true),
            AccountScope::Departments(codes) => {
                let all = self.departments(directorate).await?;
                Ok(codes.iter().all(|code| all.iter().any(|own| own.code == *code)))
            }
            AccountScope::Centres(centres) => {
                for centre in centres {
                    if self.directorate_of_centre(*centre).await? != Some(directorate) {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            AccountScope::Organisation(organisation) => {
                Ok(self.directorate_of_organisation(*organisation).await? == Some(directorate))
            }
        }
    }
}

impl Writing {
    /// Writes down what an account is for, in place of what it was for.
    pub(super) async fn put_scope(
        &mut self,
        user: UserId,
        scope: &AccountScope,
    ) -> Result<(), DbError> {
        let (word, organisation) = match scope {
            AccountScope::Directorate => ("directorate", None),
            AccountScope::Departments(_) => ("departments", None),
            AccountScope::Centres(_) => ("centres", None),
            AccountScope::Organisation(id) => ("organisation", Some(id.0)),
        };
        query("update users set scope = $2, organisation = $3 where id = $1")
            .bind(user.0)
            .bind(word)
            .bind(organisation)
            .execute(self.connection())
            .await?;
        for statement in [
            "delete from account_departments where \"user\" = $1",
            "delete from account_centres where \"user\" = $1",
        ] {
            query(statement).bind(user.0).execute(self.connection()).await?;
        }
        if let AccountScope::Departments(codes) = scope {
            for code in codes {
                query("insert into account_departments (\"user\", department) values ($1, $2)")
                    .bind(user.0)
                    .bind(code)
                    .execute(self.connection())
                    .await?;
            }
        }
        if let AccountScope::Centres(centres) = scope {
            for centre in centres {
                query("insert into account_centres (\"user\", centre) values ($1, $2)")
                    .bind(user.0)
                    .bind(centre.0)
                    .execute(self.connection())
                    .await?;
            }
        }
        Ok(())
    }
}
