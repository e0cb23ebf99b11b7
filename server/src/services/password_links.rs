//! What the page behind a link to choose a password needs of the database.

use super::Office;
use crate::auth::Token;
use crate::auth::password::PasswordError;
use crate::clock::DAY;
use crate::db::Action;
use crate::new_password::{NewPasswordError, NewPasswords, Owner};
use async_trait::async_trait;
use std::sync::Arc;

/// How long a link is valid.
pub const LINK_LASTS: i64 = 7 * DAY;

/// The path of the page that a link opens. Never to be logged.
#[must_use]
pub fn password_path(token: &Token) -> String {
    format!("/mot-de-passe/{}", token.to_hex())
}

/// Passwords chosen by links.
pub struct PasswordDesk {
    office: Arc<Office>,
}

impl PasswordDesk {
    /// With these works.
    #[must_use]
    pub const fn new(office: Arc<Office>) -> Self {
        Self { office }
    }
}

#[async_trait]
impl NewPasswords for PasswordDesk {
    async fn owner(&self, token: &Token) -> Result<Owner, NewPasswordError> {
        let mut unit = self.office.store.read().await?;
        let found = unit.password_link(&token.hash(), self.office.now()).await?;
        let owner = found.ok_or(NewPasswordError::Closed)?;
        Ok(Owner { login: owner.login, name: owner.display_name })
    }

    async fn choose(&self, token: &Token, password: String) -> Result<(), NewPasswordError> {
        // Hashed before anybody has to wait for the unit of work, and for a link that stands only.
        self.owner(token).await?;
        let hash = self.office.passwords.hash(password).await.map_err(|error| match error {
            PasswordError::TooShort => NewPasswordError::TooShort,
            PasswordError::TooLong => NewPasswordError::TooLong,
            PasswordError::Failed => NewPasswordError::Internal,
        })?;
        let now = self.office.now();
        let mut unit = self.office.store.write().await?;
        // Somebody may have used it meanwhile, or made a newer one.
        let owner =
            unit.password_link(&token.hash(), now).await?.ok_or(NewPasswordError::Closed)?;
        unit.set_password(owner.id, &hash).await?;
        unit.end_password_link(owner.id).await?;
        let (action, user) = (Action::PasswordChosen, Some(owner.id));
        unit.audit(now, owner.directorate, user, action, Some(owner.id.0), None).await?;
        unit.commit().await?;
        Ok(())
    }
}
