//! Accounts.

use super::{Reading, Writing};
use crate::db::sql::{Natural, query, query_as, query_scalar};
use crate::db::{DbError, Limit, Sight};
use app::api::account::Role;
use domain::id::{DirectorateId, OrganisationId, UserId};
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

/// An account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its identity.
    pub id: UserId,
    /// What its owner types to sign in, folded by [`fold_login`].
    pub login: String,
    /// The name shown to colleagues.
    pub display_name: String,
    /// What it may do.
    pub role: Role,
    /// The territory it works in.
    pub directorate: DirectorateId,
    /// How it is limited inside of that, where it is a supervisor's.
    pub limit: Limit,
}

impl Account {
    /// What it sees at the desk.
    #[must_use]
    pub const fn sight(&self) -> Sight {
        Sight::of(self.directorate, self.id, self.limit)
    }
}

/// How an account is limited, as `users` holds it.
pub(super) fn limit(scope: &str, organisation: Option<Uuid>) -> Result<Limit, DbError> {
    match (scope, organisation) {
        ("directorate", None) => Ok(Limit::Whole),
        ("departments" | "centres", None) => Ok(Limit::Centres),
        ("organisation", Some(id)) => Ok(Limit::Organisation(OrganisationId(id))),
        _ => Err(DbError::Meaningless("users.scope")),
    }
}

/// What is needed to check a password.
#[derive(Debug)]
pub struct Credentials {
    /// Whose.
    pub account: Account,
    /// The hash, in PHC form; `None` while the owner has not chosen a password.
    pub password_hash: Option<String>,
    /// Whether the account may no longer be used.
    pub disabled: bool,
}

#[derive(FromRow)]
struct CredentialsRow {
    id: Uuid,
    login: String,
    display_name: String,
    role: String,
    directorate: Uuid,
    scope: String,
    organisation: Option<Uuid>,
    password_hash: String,
    disabled: bool,
}

/// A login as it is compared: without blanks around, case does not count.
#[must_use]
pub fn fold_login(login: &str) -> String {
    login.trim().to_lowercase()
}

impl Reading {
    /// The account of a login, with its password's hash.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn credentials(&mut self, login: &str) -> Result<Option<Credentials>, DbError> {
        let row: Option<CredentialsRow> = query_as(
            "select id, login, display_name, role, directorate, scope, organisation, password_hash,
                 disabled
             from users where login = $1",
        )
        .bind(fold_login(login))
        .fetch_optional(self.connection())
        .await?;
        row.map(|row| {
            Ok(Credentials {
                account: Account {
                    id: UserId(row.id),
                    login: row.login,
                    display_name: row.display_name,
                    role: Role::from_code(&row.role).ok_or(DbError::Meaningless("users.role"))?,
                    directorate: DirectorateId(row.directorate),
                    limit: limit(&row.scope, row.organisation)?,
                },
                password_hash: (!row.password_hash.is_empty()).then_some(row.password_hash),
                disabled: row.disabled,
            })
        })
        .transpose()
    }

    /// The advisers of a directorate that can be assigned, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn advisers(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<Vec<(UserId, String)>, DbError> {
        let rows: Vec<(Uuid, String)> = query_as(
            "select id, display_name from users
             where directorate = $1 and role = 'adviser' and not disabled
             order by display_name, id",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        Ok(rows.into_iter().map(|(id, name)| (UserId(id), name)).collect())
    }

    /// The names of all accounts of a directorate, closed ones too, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_names(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<Vec<(UserId, String)>, DbError> {
        let rows: Vec<(Uuid, String)> = query_as(
            "select id, display_name from users where directorate = $1 order by display_name, id",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        Ok(rows.into_iter().map(|(id, name)| (UserId(id), name)).collect())
    }

    /// Accounts that can be assigned to visits of a directorate: advisers, and supervisors who may
    /// stand in a classroom too, unless they are a partner's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assignable(&mut self, directorate: DirectorateId) -> Result<Vec<UserId>, DbError> {
        let ids: Vec<Uuid> = query_scalar(
            "select id from users
                 where directorate = $1 and not disabled and scope <> 'organisation'",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        Ok(ids.into_iter().map(UserId).collect())
    }

    /// The name of an account's owner.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn display_name(&mut self, user: UserId) -> Result<Option<String>, DbError> {
        Ok(query_scalar("select display_name from users where id = $1")
            .bind(user.0)
            .fetch_optional(self.connection())
            .await?)
    }

    /// Number of accounts, and of those outside demo territories.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_counts(&mut self) -> Result<(u32, u32), DbError> {
        let (Natural(all), Natural(real)) = query_as(
            "select count(*), count(*) filter (where not d.demo)
             from users u join directorates d on d.id = u.directorate",
        )
        .fetch_one(self.connection())
        .await?;
        Ok((all, real))
    }
}

impl Writing {
    /// Creates an account, for the whole of its directorate. An empty hash stands for no password: nobody can sign in yet.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn create_account(
        &mut self,
        account: &Account,
        password_hash: &str,
        now: Instant,
    ) -> Result<(), DbError> {
        query(
            "insert into users (id, login, display_name, role, directorate, password_hash,
                 disabled, created_at)
             values ($1, $2, $3, $4, $5, $6, false, $7)",
        )
        .bind(account.id.0)
        .bind(fold_login(&account.login))
        .bind(&account.display_name)
        .bind(account.role.code())
        .bind(account.directorate.0)
        .bind(password_hash)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
