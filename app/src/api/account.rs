//! Signing in and out.
//!
//! In postcard: the adviser's program then needs no JSON at all, which would be a sixth of it. Its
//! types are few and stable; one that has to change gets another path.

use super::ApiError;
use super::line::Line;
use domain::id::UserId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::PostcardEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Runs interventions, registers interests.
    Adviser,
    /// Answers for the records of a directorate.
    Supervisor,
}

impl Role {
    /// The word that stands for the role in tables and on the command line. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Adviser => "adviser",
            Self::Supervisor => "supervisor",
        }
    }

    /// The role a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Adviser, Self::Supervisor].into_iter().find(|role| role.code() == code)
    }
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The account.
    pub user: UserId,
    /// The name shown to colleagues.
    pub display_name: String,
    /// What the account may do.
    pub role: Role,
}

/// Opens a session.
#[server(prefix = "/api", endpoint = "account/sign-in", protocol = Line<PostcardEncoding>)]
pub async fn sign_in(login: String, password: String) -> Result<Profile, ApiError> {
    let signed_in = services::answer(services::account()?.sign_in(login, password).await)?;
    services::set_cookie(&signed_in.cookie)?;
    Ok(signed_in.profile)
}

/// Ends the session, on the server and in the browser.
#[server(prefix = "/api", endpoint = "account/sign-out", protocol = Line<PostcardEncoding>)]
pub async fn sign_out() -> Result<(), ApiError> {
    let cookie = services::answer(services::account()?.sign_out().await)?;
    services::set_cookie(&cookie)
}

/// Who is signed in in this browser.
#[server(prefix = "/api", endpoint = "account/profile", protocol = Line<PostcardEncoding>)]
pub async fn who_am_i() -> Result<Profile, ApiError> {
    services::answer(services::account()?.profile().await)
}
