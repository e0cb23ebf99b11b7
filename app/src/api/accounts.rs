//! The accounts of a directorate, for the supervisor: the list, writing one down, disabling it, and
//! the link by which its owner chooses a password.

use super::ApiError;
use super::account::Role;
use super::line::Line;
use domain::id::{CentreId, OrganisationId, UserId};
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

/// What of the directorate a supervisor's account is for (decision 0016). An adviser's follows
/// from the interventions and interviews that are theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountScope {
    /// All of it, and what bears on all: accounts, centres, partners, schemes.
    #[default]
    Directorate,
    /// The interventions in the centres of these departments, by code, and the people on their
    /// lists.
    Departments(Vec<String>),
    /// The interventions in these centres, and the people on their lists.
    Centres(Vec<CentreId>),
    /// The schemes of this partner, and the people referred to them.
    Organisation(OrganisationId),
}

impl AccountScope {
    /// Whether it holds nothing at all: no department or no centre was chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Directorate | Self::Organisation(_) => false,
            Self::Departments(codes) => codes.is_empty(),
            Self::Centres(centres) => centres.is_empty(),
        }
    }

    fn tidied(self) -> Self {
        match self {
            Self::Departments(mut codes) => {
                codes.sort_unstable();
                codes.dedup();
                Self::Departments(codes)
            }
            Self::Centres(mut centres) => {
                centres.sort_unstable();
                centres.dedup();
                Self::Centres(centres)
            }
            other => other,
        }
    }
}

/// What can be changed of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFields {
    /// The name shown to colleagues.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// What of the directorate it is for, where it is a supervisor's; of an adviser's always the
    /// whole, within which the assignments say more.
    #[serde(default)]
    pub scope: AccountScope,
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
    /// It is limited, and nothing was chosen to which.
    NoScope,
}

impl AccountFault {
    /// The field it is about.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::NoName | Self::NameTooLong => "name",
            Self::NoScope => "scope",
        }
    }
}

impl AccountFields {
    /// The same, with blanks in the name made single, and the scope in its one order.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        self.scope = match self.role {
            Role::Adviser => AccountScope::Directorate,
            Role::Supervisor => self.scope.tidied(),
        };
        self
    }

    /// What is wrong with it, if anything.
    #[must_use]
    pub fn fault(&self) -> Option<AccountFault> {
        match self.name.chars().count() {
            0 => Some(AccountFault::NoName),
            1..=NAME_MAX => self.scope.is_empty().then_some(AccountFault::NoScope),
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
    /// The names of what it is limited to, in order; empty where it is for the whole directorate.
    #[serde(default)]
    pub limits: Vec<String>,
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

/// What the account of who asks is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnScope {
    /// The scope.
    pub scope: AccountScope,
    /// As [`AccountRow::limits`].
    pub limits: Vec<String>,
}

/// What the account of who asks is for.
#[server(prefix = "/api", endpoint = "desk/scope", protocol = Line<JsonEncoding>)]
pub async fn own_account_scope() -> Result<OwnScope, ApiError> {
    services::answer(services::desk()?.own_scope().await)
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
        let named = |name: &str| {
            let scope = AccountScope::Directorate;
            AccountFields { name: name.to_owned(), role: Role::Adviser, scope }.tidied()
        };
        assert_eq!(named("  Léa \t Exemple ").name, "Léa Exemple");
        assert_eq!(named(" ").fault(), Some(AccountFault::NoName));
        assert_eq!(named(&"é".repeat(NAME_MAX)).fault(), None);
        assert_eq!(named(&"é".repeat(NAME_MAX + 1)).fault(), Some(AccountFault::NameTooLong));
    }
    #[test]
    fn only_a_supervisor_is_limited_and_to_something() {
        let of = |role, codes: &[&str]| {
            let codes = codes.iter().map(|code| (*code).to_owned()).collect();
            let scope = AccountScope::Departments(codes);
            AccountFields { name: "Léa".to_owned(), role, scope }.tidied()
        };
        assert_eq!(of(Role::Adviser, &["02"]).scope, AccountScope::Directorate);
        let twice = of(Role::Supervisor, &["60", "02", "60"]);
        assert_eq!(twice.scope, of(Role::Supervisor, &["02", "60"]).scope);
        assert_eq!(twice.fault(), None);
        assert_eq!(of(Role::Supervisor, &[]).fault(), Some(AccountFault::NoScope));
    }
}
