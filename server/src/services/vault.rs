//! Giving back the keys of devices' stores.
//!
//! For whoever may synchronise: what the server gives to keep, it gives a key to keep it by. The
//! application keeps a store for advisers only.

use super::Office;
use crate::auth::Token;
use crate::clock::MINUTE;
use crate::db::{Account, Action, VaultPair, Writing};
use crate::randomness;
use app::api::ApiError;
use app::api::services::VaultServices;
use app::api::vault::{Reopened, Terms};
use async_trait::async_trait;
use domain::time::Instant;
use std::sync::Arc;
use vault::{OfficeKey, Sealed};

/// How long a sign-in proves that its owner knows the password.
const FRESH: i64 = 10 * MINUTE;

/// The keys of devices' stores, for one request of one session.
///
/// No limit of their own on calls: each takes a sign-in, and those are limited.
pub struct VaultDesk {
    office: Arc<Office>,
    token: Token,
    account: Account,
}

impl VaultDesk {
    /// For a request of `account` in the session of `token`.
    #[must_use]
    pub const fn new(office: Arc<Office>, token: Token, account: Account) -> Self {
        Self { office, token, account }
    }

    /// Begins a unit of work in which the proof of the session is used up. Units of work take
    /// turns: of two at once one finds it used.
    async fn proven(&self, now: Instant) -> Result<Writing, ApiError> {
        let mut unit = self.office.store.write().await?;
        if unit.use_proof(&self.token.hash(), now.plus(-FRESH), now).await? {
            Ok(unit)
        } else {
            Err(ApiError::PasswordNeeded)
        }
    }

    /// The terms of today. The first who asks has the first pair made.
    async fn today(&self, unit: &mut Writing, now: Instant) -> Result<Terms, ApiError> {
        let pair = match unit.newest_vault_pair().await? {
            Some(pair) => pair,
            None => self.first_pair(unit, now).await?,
        };
        Ok(Terms {
            office: OfficeKey { id: pair.id, public: pair.public },
            lease_minutes: self.office.lifetimes.lease_minutes,
        })
    }

    async fn first_pair(&self, unit: &mut Writing, now: Instant) -> Result<VaultPair, ApiError> {
        let (private, public) = vault::new_pair(randomness::bytes(&*self.office.randomness)?);
        let pair = VaultPair { id: 1, private, public };
        unit.keep_vault_pair(&pair, now).await?;
        Ok(pair)
    }
}

#[async_trait]
impl VaultServices for VaultDesk {
    async fn terms(&self) -> Result<Terms, ApiError> {
        let now = self.office.now();
        let mut unit = self.proven(now).await?;
        let terms = self.today(&mut unit, now).await?;
        unit.commit().await?;
        Ok(terms)
    }

    async fn reopen(&self, sealed: Sealed) -> Result<Reopened, ApiError> {
        let (now, Account { id, directorate, .. }) = (self.office.now(), &self.account);
        let mut unit = self.proven(now).await?;
        let pair = unit.vault_pair(sealed.office_key()).await?;
        let (action, answer) = match pair.and_then(|pair| sealed.open(&pair.private, *id).ok()) {
            Some(key) => {
                let terms = self.today(&mut unit, now).await?;
                (Action::VaultReopened, Ok(Reopened { key: key.to_bytes(), terms }))
            }
            // One answer for whatever is the reason.
            None => (Action::VaultRefused, Err(ApiError::Forbidden)),
        };
        unit.audit(now, *directorate, Some(*id), action, None, None).await?;
        unit.commit().await?;
        answer
    }
}
