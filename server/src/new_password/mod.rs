//! The page `/mot-de-passe/{token}`: the owner of an account chooses a password by a link that a
//! supervisor gave them. Rendered here, working without script.
//!
//! This module knows pages and forms, not databases: what it needs of the rest of the server is
//! the trait [`NewPasswords`].

mod handlers;

use crate::auth::Token;
use crate::registration::Assets;
use async_trait::async_trait;
use std::sync::Arc;

/// What the page needs of the rest of the server.
#[async_trait]
pub trait NewPasswords: Send + Sync {
    /// Whose password a link lets choose. Looking does not use the link up: programs that preview
    /// links look too.
    ///
    /// # Errors
    /// [`Closed`](NewPasswordError::Closed) where it opens nothing, whatever the reason.
    async fn owner(&self, token: &Token) -> Result<Owner, NewPasswordError>;

    /// Puts the password in place of the earlier one, ends the link and all sessions.
    ///
    /// # Errors
    /// Any [`NewPasswordError`]; then nothing was written.
    async fn choose(&self, token: &Token, password: String) -> Result<(), NewPasswordError>;
}

/// Whose password is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// What they type to sign in.
    pub login: String,
    /// Their name.
    pub name: String,
}

/// Why a page cannot be shown or a password was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NewPasswordError {
    /// The link is unknown, used, replaced or has expired, or its account is disabled.
    #[error("the link opens nothing")]
    Closed,
    /// Too short to be safe.
    #[error("the password is too short")]
    TooShort,
    /// Longer than is taken.
    #[error("the password is too long")]
    TooLong,
    /// The disk is full.
    #[error("there is no room left to store it")]
    StorageFull,
    /// The server cannot take it now, but will a little later.
    #[error("the server is busy")]
    Busy,
    /// Anything else; the detail is in the server's log.
    #[error("a password could not be chosen")]
    Internal,
}

/// The routes below `/mot-de-passe`.
pub fn routes(passwords: Arc<dyn NewPasswords>, assets: Assets) -> axum::Router {
    handlers::routes(handlers::Desk::new(passwords, assets))
}
