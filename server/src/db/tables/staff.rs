//! Accounts as supervisors administer them.

use super::scopes::Scopes;
use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{query, query_as, query_scalar};
use app::api::account::Role;
use app::api::accounts::{AccountFields, AccountRow, AccountScope};
use domain::id::{DirectorateId, UserId};
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct StaffRow {
    id: Uuid,
    login: String,
    display_name: String,
    role: String,
    scope: String,
    organisation: Option<Uuid>,
    disabled: bool,
    has_password: bool,
    link_until: Option<i64>,
    signed_in_at: Option<i64>,
    #[sqlx(try_from = "i64")]
    interventions: u32,
    #[sqlx(try_from = "i64")]
    interviews: u32,
}

impl Reading {
    /// The accounts of a directorate, those that may be used first, by name. What is to come is
    /// counted from `now` on.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn staff(
        &mut self,
        directorate: DirectorateId,
        now: Instant,
    ) -> Result<Vec<AccountRow>, DbError> {
        let rows: Vec<StaffRow> = query_as(
            "select u.id, u.login, u.display_name, u.role, u.scope, u.organisation,
                 u.disabled,
                 u.password_hash <> '' as has_password, u.signed_in_at,
                 (select l.expires_at from password_links l
                     where l.\"user\" = u.id and l.expires_at > $2) as link_until,
                 (select count(*) from assignments a
                     join interventions i on i.id = a.intervention
                     where a.\"user\" = u.id and i.starts_at >= $2) as interventions,
                 (select count(*) from interviews n
                     where n.adviser = u.id and n.state = 'planned'
                         and n.starts_at >= $2) as interviews
             from users u where u.directorate = $1
             order by u.disabled, u.display_name, u.id",
        )
        .bind(directorate.0)
        .bind(now.0)
        .fetch_all(self.connection())
        .await?;
        let mut scopes = self.scopes(directorate).await?;
        rows.into_iter().map(|row| account(row, &mut scopes)).collect()
    }

    /// Whether an account exists, in whatever directorate.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_account(&mut self, user: UserId) -> Result<bool, DbError> {
        Ok(self.display_name(user).await?.is_some())
    }

    /// The supervisors of the whole of a directorate who can sign in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn active_supervisors(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<Vec<UserId>, DbError> {
        let ids: Vec<Uuid> = query_scalar(
            "select id from users
             where directorate = $1 and role = 'supervisor' and scope = 'directorate'
                 and not disabled and password_hash <> ''",
        )
        .bind(directorate.0)
        .fetch_all(self.connection())
        .await?;
        Ok(ids.into_iter().map(UserId).collect())
    }
}

fn account(row: StaffRow, scopes: &mut Scopes) -> Result<AccountRow, DbError> {
    let (scope, limits) = scopes.take(row.id, &row.scope, row.organisation)?;
    Ok(AccountRow {
        id: UserId(row.id),
        login: row.login,
        fields: AccountFields {
            name: row.display_name,
            role: Role::from_code(&row.role).ok_or(DbError::Meaningless("users.role"))?,
            scope,
        },
        limits,
        disabled: row.disabled,
        has_password: row.has_password,
        link_until: row.link_until.map(Instant),
        signed_in_at: row.signed_in_at.map(Instant),
        interventions: row.interventions,
        interviews: row.interviews,
        own: false,
    })
}

impl Writing {
    /// Gives an account another name, role or scope. Limited to a partner it has no interventions
    /// and shares no calendar any more.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn change_account(
        &mut self,
        user: UserId,
        fields: &AccountFields,
    ) -> Result<(), DbError> {
        query("update users set display_name = $2, role = $3 where id = $1")
            .bind(user.0)
            .bind(&fields.name)
            .bind(fields.role.code())
            .execute(self.connection())
            .await?;
        self.put_scope(user, &fields.scope).await?;
        if let AccountScope::Organisation(_) = fields.scope {
            query("delete from assignments where \"user\" = $1")
                .bind(user.0)
                .execute(self.connection())
                .await?;
            self.close_calendar(user).await?;
        }
        Ok(())
    }

    /// Says whether an account may be used. Where it may not, its sessions end, and what opens
    /// something without one: the address of its calendar, and a link to choose a password.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn set_disabled(&mut self, user: UserId, disabled: bool) -> Result<(), DbError> {
        query("update users set disabled = $2 where id = $1")
            .bind(user.0)
            .bind(disabled)
            .execute(self.connection())
            .await?;
        if disabled {
            self.end_sessions_of(user).await?;
            self.close_calendar(user).await?;
            self.end_password_link(user).await?;
        }
        Ok(())
    }

    /// Puts the hash of a new password in place of the earlier one, and ends all sessions that
    /// were opened by that.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn set_password(&mut self, user: UserId, hash: &str) -> Result<(), DbError> {
        query("update users set password_hash = $2 where id = $1")
            .bind(user.0)
            .bind(hash)
            .execute(self.connection())
            .await?;
        self.end_sessions_of(user).await
    }

    /// Ends all sessions of an account.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn end_sessions_of(&mut self, user: UserId) -> Result<(), DbError> {
        query("delete from sessions where \"user\" = $1")
            .bind(user.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Notes when an account's owner signed in.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn note_sign_in(&mut self, user: UserId, now: Instant) -> Result<(), DbError> {
        query("update users set signed_in_at = $2 where id = $1")
            .bind(user.0)
            .bind(now.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
