//! The accounts of the directorate: listing, writing down, disabling, links to choose a password.

use super::{Desk, invalid};
use crate::auth::Token;
use crate::db::{Account, Action, Limit, Reading, Writing, fold_login};
use crate::services::password_links::{LINK_LASTS, password_path};
use crate::services::staff::{self, Standing, Turned};
use crate::text_fr;
use app::api::ApiError;
use app::api::account::Role;
use app::api::accounts::{AccountDraft, AccountFields, AccountRow, AccountScope, login_fault};
use app::api::schemes::SEEN;
use app::text::fr::desk::accounts::fault;
use domain::id::UserId;

impl Desk {
    pub(super) async fn staff(&self) -> Result<Vec<AccountRow>, ApiError> {
        self.for_all()?;
        let mut unit = self.office.store.read().await?;
        self.staff_rows(&mut unit).await
    }

    /// Creates an account, which nobody can sign in to before its owner has chosen a password, or
    /// changes one. A session is of the role it was opened in: with another role it ends.
    pub(super) async fn put_account(&self, draft: AccountDraft) -> Result<AccountRow, ApiError> {
        self.for_all()?;
        let fields = draft.fields.tidied();
        let login = fold_login(&draft.login);
        let mut unit = self.office.store.write().await?;
        let all = self.staff_rows(&mut unit).await?;
        let known = all.iter().find(|row| row.id == draft.id);
        // The login of an account that exists stays as it is.
        let wrong = draft.seen.is_none().then(|| login_fault(&login)).flatten();
        if let Some(wrong) = wrong.or_else(|| fields.fault()) {
            return Err(invalid(wrong.field(), fault(wrong)));
        }
        match (known, &draft.seen) {
            // Sent twice: the first answer again.
            (Some(known), Some(_)) if known.fields == fields => return Ok(known.clone()),
            (Some(known), None) if known.fields == fields && known.login == login => {
                return Ok(known.clone());
            }
            (Some(known), Some(seen)) if known.fields != *seen => {
                return Err(invalid(SEEN, text_fr::CHANGED_MEANWHILE));
            }
            (Some(_), None) => return Err(invalid("", text_fr::ACCOUNT_EXISTS)),
            (None, Some(_)) => return Err(ApiError::NotFound),
            (None, None) if unit.is_account(draft.id).await? => {
                return Err(invalid("", text_fr::ACCOUNT_EXISTS));
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
        if !unit.is_scope_of(self.directorate(), &fields.scope).await? {
            return Err(invalid("scope", text_fr::UNKNOWN_SCOPE));
        }
        let action = if let Some(known) = known {
            self.may_become(&mut unit, known, &fields).await?;
            unit.change_account(draft.id, &fields).await?;
            if known.fields.role != fields.role {
                unit.end_sessions_of(draft.id).await?;
            }
            Action::AccountChanged
        } else {
            if unit.credentials(&login).await?.is_some() {
                return Err(invalid("login", text_fr::LOGIN_TAKEN));
            }
            let account = Account {
                id: draft.id,
                login,
                display_name: fields.name.clone(),
                role: fields.role,
                directorate: self.directorate(),
                limit: Limit::Whole,
            };
            unit.create_account(&account, "", self.office.now()).await?;
            unit.change_account(draft.id, &fields).await?;
            Action::AccountCreated
        };
        self.noted(unit, action, draft.id).await
    }

    /// Nobody takes rights from themselves, and somebody stays who answers for everything.
    async fn may_become(
        &self,
        unit: &mut Writing,
        known: &AccountRow,
        fields: &AccountFields,
    ) -> Result<(), ApiError> {
        let is_whole = |fields: &AccountFields| {
            fields.role == Role::Supervisor && fields.scope == AccountScope::Directorate
        };
        if !is_whole(&known.fields) || is_whole(fields) {
            return Ok(());
        }
        let (field, own) = if fields.role == Role::Adviser {
            ("role", text_fr::OWN_ROLE)
        } else {
            ("scope", text_fr::OWN_SCOPE)
        };
        if known.own {
            return Err(invalid(field, own));
        }
        if !known.disabled && staff::is_last(unit, self.directorate(), known.id).await? {
            return Err(invalid(field, text_fr::LAST_SUPERVISOR));
        }
        Ok(())
    }

    pub(super) async fn turn_account(
        &self,
        user: UserId,
        disabled: bool,
    ) -> Result<AccountRow, ApiError> {
        self.for_all()?;
        let mut unit = self.office.store.write().await?;
        let row = self.staff_row(&mut unit, user).await?;
        if row.own {
            return Err(invalid("", text_fr::OWN_ACCOUNT));
        }
        let standing = Standing {
            id: user,
            directorate: self.directorate(),
            role: row.fields.role,
            disabled: row.disabled,
        };
        let (author, now) = (Some(self.account.id), self.office.now());
        match staff::turn(&mut unit, standing, disabled, author, now).await? {
            Turned::Done => {
                let row = self.staff_row(&mut unit, user).await?;
                unit.commit().await?;
                Ok(row)
            }
            Turned::LastSupervisor => Err(invalid("", text_fr::LAST_SUPERVISOR)),
        }
    }

    /// Makes the link by which the owner of an account chooses a password. The password that there
    /// is stays until then.
    pub(super) async fn link_to_password(&self, user: UserId) -> Result<String, ApiError> {
        self.for_all()?;
        let now = self.office.now();
        let mut unit = self.office.store.write().await?;
        if self.staff_row(&mut unit, user).await?.disabled {
            return Err(invalid("", text_fr::ACCOUNT_DISABLED));
        }
        let token = Token::draw(&*self.office.randomness)?;
        unit.put_password_link(user, &token.hash(), now, now.plus(LINK_LASTS)).await?;
        let (action, author) = (Action::PasswordLinkMade, Some(self.account.id));
        unit.audit(now, self.directorate(), author, action, Some(user.0), None).await?;
        unit.commit().await?;
        Ok(password_path(&token))
    }

    /// Ends a unit of work that changed an account.
    async fn noted(
        &self,
        mut unit: Writing,
        action: Action,
        user: UserId,
    ) -> Result<AccountRow, ApiError> {
        let (now, author) = (self.office.now(), Some(self.account.id));
        unit.audit(now, self.directorate(), author, action, Some(user.0), None).await?;
        let row = self.staff_row(&mut unit, user).await?;
        unit.commit().await?;
        Ok(row)
    }

    async fn staff_row(&self, unit: &mut Reading, user: UserId) -> Result<AccountRow, ApiError> {
        let rows = self.staff_rows(unit).await?;
        rows.into_iter().find(|row| row.id == user).ok_or(ApiError::NotFound)
    }

    async fn staff_rows(&self, unit: &mut Reading) -> Result<Vec<AccountRow>, ApiError> {
        let mut rows = unit.staff(self.directorate(), self.office.now()).await?;
        for row in &mut rows {
            row.own = row.id == self.account.id;
        }
        Ok(rows)
    }
}
