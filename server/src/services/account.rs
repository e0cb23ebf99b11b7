//! Signing in and out.

use super::Office;
use crate::auth::Token;
use crate::db::{Action, DbError, NewSession, OpenSession, fold_login};
use app::api::ApiError;
use app::api::account::{Profile, Role};
use app::api::services::{AccountServices, SignedIn};
use async_trait::async_trait;
use axum::http::HeaderMap;
use domain::id::ClientId;
use std::net::IpAddr;
use std::sync::Arc;

/// How long a session's use is noted at the latest, in milliseconds.
const NOTE_AFTER: i64 = 60_000;
/// Longest login looked at, in bytes.
const LONGEST_LOGIN: usize = 200;

/// How long sessions last, in milliseconds, and how long a device's store does without them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// Without use, for supervisors, who see a whole territory.
    pub supervisor_idle: i64,
    /// Without use, for advisers, who stand in a classroom all day.
    pub adviser_idle: i64,
    /// In any case.
    pub absolute: i64,
    /// A device's store stays open for so many minutes without the server.
    pub lease_minutes: u32,
}

/// The services for everybody, for one request.
pub struct AccountDesk {
    office: Arc<Office>,
    session: Option<(Token, OpenSession)>,
    address: Option<IpAddr>,
}

impl AccountDesk {
    /// For a request from `address` with a session, if it has one.
    #[must_use]
    pub const fn new(
        office: Arc<Office>,
        session: Option<(Token, OpenSession)>,
        address: Option<IpAddr>,
    ) -> Self {
        Self { office, session, address }
    }
}

impl Office {
    /// The session of a request, and a note that it was used.
    ///
    /// # Errors
    /// [`ApiError::DeviceRevoked`] when it ended with its device; when the database fails.
    pub async fn session(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<(Token, OpenSession)>, ApiError> {
        let found = self.session_without_use(headers).await?;
        if let Some((token, session)) = &found
            && self.now().0 - session.last_seen_at.0 > NOTE_AFTER
            && let Err(error) = self.note_use(token).await
        {
            // Reading must go on while the disk is full; the session then only ends earlier.
            tracing::warn!(%error, "the use of a session was not noted");
        }
        Ok(found)
    }

    /// The session of a request that a page makes by itself: nobody need be sitting before it, so
    /// the session ends as if it had not been made.
    ///
    /// # Errors
    /// [`ApiError::DeviceRevoked`] when it ended with its device; when the database fails.
    pub async fn session_without_use(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<(Token, OpenSession)>, ApiError> {
        let Some(token) = self.cookies.read(headers) else { return Ok(None) };
        match self.session_of(&token).await? {
            Some(session) => Ok(Some((token, session))),
            None if self.device_of(&token).await?.is_some() => Err(ApiError::DeviceRevoked),
            None => Ok(None),
        }
    }

    /// The session of a token, while it stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_of(&self, token: &Token) -> Result<Option<OpenSession>, DbError> {
        self.store.read().await?.session(&token.hash(), self.now()).await
    }

    /// The installation that was revoked with the session of this token.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn device_of(&self, token: &Token) -> Result<Option<ClientId>, DbError> {
        self.store.read().await?.device_of_ended_session(&token.hash()).await
    }

    async fn note_use(&self, token: &Token) -> Result<(), DbError> {
        let mut unit = self.store.write().await?;
        unit.touch_session(&token.hash(), self.now()).await?;
        unit.commit().await
    }
}

#[async_trait]
impl AccountServices for AccountDesk {
    async fn sign_in(&self, login: String, password: String) -> Result<SignedIn, ApiError> {
        let office = &self.office;
        if login.len() > LONGEST_LOGIN {
            return Err(ApiError::WrongCredentials);
        }
        office
            .throttle
            .attempt(&fold_login(&login), self.address)
            .map_err(|seconds| ApiError::TooMany { seconds })?;
        let known = office.store.read().await?.credentials(&login).await?;
        let hash = known.as_ref().and_then(|known| known.password_hash.clone());
        let right = office.passwords.verify(password, hash).await?;
        // One answer for a wrong password, an unknown login and a closed account.
        let account = known
            .filter(|known| right && !known.disabled)
            .map(|known| known.account)
            .ok_or(ApiError::WrongCredentials)?;

        let now = office.now();
        let token = Token::draw(&*office.randomness)?;
        let lifetimes = &office.lifetimes;
        let session = NewSession {
            token_hash: token.hash(),
            user: account.id,
            idle_ms: match account.role {
                Role::Adviser => lifetimes.adviser_idle,
                Role::Supervisor => lifetimes.supervisor_idle,
            },
            expires_at: now.plus(lifetimes.absolute),
        };
        let mut unit = office.store.write().await?;
        if let Some((old, _)) = &self.session {
            unit.end_session(&old.hash()).await?;
        }
        unit.open_session(session, now).await?;
        unit.note_sign_in(account.id, now).await?;
        let user = Some(account.id);
        unit.audit(now, account.directorate, user, Action::SignedIn, None, None).await?;
        unit.commit().await?;
        Ok(SignedIn {
            cookie: office.cookies.open(&token, lifetimes.absolute / 1_000),
            profile: Profile {
                user: account.id,
                display_name: account.display_name,
                role: account.role,
            },
        })
    }

    async fn sign_out(&self) -> Result<String, ApiError> {
        let office = &self.office;
        if let Some((token, session)) = &self.session {
            let account = &session.account;
            let mut unit = office.store.write().await?;
            unit.end_session(&token.hash()).await?;
            let (now, user) = (office.now(), Some(account.id));
            unit.audit(now, account.directorate, user, Action::SignedOut, None, None).await?;
            unit.commit().await?;
        }
        Ok(office.cookies.remove())
    }

    async fn profile(&self) -> Result<Profile, ApiError> {
        let (_, session) = self.session.as_ref().ok_or(ApiError::SignIn)?;
        Ok(Profile {
            user: session.account.id,
            display_name: session.account.display_name.clone(),
            role: session.account.role,
        })
    }
}
