//! The accounts of a directorate, for the supervisor: the list, writing one down, disabling it, and
//! the link by which its owner chooses a password.

use super::ApiError;
use super::account::Role;
use super::line::Line;
use domain::id::UserId;
use domain::time::Instant;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// Longest login, in bytes.
pub const LOGIN_MAX: usize = 100;
/// Longest name, in characters.
pub const NAME_MAX: usize = 100;

/// What can be changed of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFields {
    /// The name shown to colleagues.
    pub name: String,
    /// What it may do.
    pub role: Role,
}

/// Why an account cannot be written down so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountFault {
    /// It has no login, or one with blanks in it or longer than [`LOGIN_MAX`].
    Login,
    /// It has no name.
    NoName,
    /// The name has more than [`NAME_MAX`] characters.
    NameTooLong,
}

impl AccountFault {
    /// The field it is about.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::NoName | Self::NameTooLong => "name",
        }
    }
}

impl AccountFields {
    /// The same, with blanks in the name made single.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        self
    }

    /// What is wrong with it, if anything.
    #[must_use]
    pub fn fault(&self) -> Option<AccountFault> {
        match self.name.chars().count() {
            0 => Some(AccountFault::NoName),
            1..=NAME_MAX => None,
            _ => Some(AccountFault::NameTooLong),
        }
    }
}

/// What is wrong with a login, if anything.
#[must_use]
pub fn login_fault(login: &str) -> Option<AccountFault> {
    let fits = !login.is_empty()
        && login.len() <= LOGIN_MAX
        && !login.chars().any(|c| c.is_whitespace() || c.is_control());
    (!fits).then_some(AccountFault::Login)
}

/// An account as the supervisor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    /// Its identity.
    pub id: UserId,
    /// What its owner types to sign in.
    pub login: String,
    /// What can be changed of it.
    pub fields: AccountFields,
    /// Whether it may no longer be used.
    pub disabled: bool,
    /// Whether its owner has chosen a password.
    pub has_password: bool,
    /// Until when a link to choose one stands, where there is one.
    pub link_until: Option<Instant>,
    /// When its owner last signed in, where it is known.
    pub signed_in_at: Option<Instant>,
    /// Interventions to come that are assigned to it.
    pub interventions: u32,
    /// Interviews to come that it holds.
    pub interviews: u32,
    /// Whether it is the account of who asks.
    pub own: bool,
}

/// An account to be written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDraft {
    /// Its identity; of a new one made by the browser: sent twice, it is created once.
    pub id: UserId,
    /// What the owner of a new one types to sign in. Of one that exists it stays as it is.
    #[serde(default)]
    pub login: String,
    /// What the person had before them when they began; `None` for a new one. Where it is no
    /// longer what the server has, somebody else changed it and nothing is written.
    #[serde(default)]
    pub seen: Option<AccountFields>,
    /// What is to stand there.
    pub fields: AccountFields,
}

/// The accounts of the directorate: those that may be used first, by name.
#[server(prefix = "/api", endpoint = "desk/accounts", protocol = Line<JsonEncoding>)]
pub async fn accounts() -> Result<Vec<AccountRow>, ApiError> {
    services::answer(services::desk()?.accounts().await)
}

/// Creates an account or changes one. The field [`SEEN`](super::schemes::SEEN) in a refusal says
/// that somebody else was quicker.
#[server(prefix = "/api", endpoint = "desk/accounts/save", protocol = Line<JsonEncoding>)]
pub async fn save_account(draft: AccountDraft) -> Result<AccountRow, ApiError> {
    services::answer(services::desk()?.save_account(draft).await)
}

/// Says whether an account may no longer be used. Its sessions then end at once.
#[server(prefix = "/api", endpoint = "desk/accounts/disable", protocol = Line<JsonEncoding>)]
pub async fn disable_account(user: UserId, disabled: bool) -> Result<AccountRow, ApiError> {
    services::answer(services::desk()?.disable_account(user, disabled).await)
}

/// Makes the link by which an account's owner chooses a password, in place of an earlier one.
/// Gives the path of its page, valid for seven days and once.
#[server(prefix = "/api", endpoint = "desk/accounts/password-link", protocol = Line<JsonEncoding>)]
pub async fn password_link(user: UserId) -> Result<String, ApiError> {
    services::answer(services::desk()?.password_link(user).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_has_no_blanks_and_a_name_has_single_ones() {
        for login in ["", "a b", "a\u{a0}b", "a\n", &"x".repeat(LOGIN_MAX + 1)] {
            assert_eq!(login_fault(login), Some(AccountFault::Login), "{login:?}");
        }
        assert_eq!(login_fault("lea.exemple"), None);
        let named =
            |name: &str| AccountFields { name: name.to_owned(), role: Role::Adviser }.tidied();
        assert_eq!(named("  Léa \t Exemple ").name, "Léa Exemple");
        assert_eq!(named(" ").fault(), Some(AccountFault::NoName));
        assert_eq!(named(&"é".repeat(NAME_MAX)).fault(), None);
        assert_eq!(named(&"é".repeat(NAME_MAX + 1)).fault(), Some(AccountFault::NameTooLong));
    }
}
