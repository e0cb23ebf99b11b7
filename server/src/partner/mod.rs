//! The partner's pages `/p/{token}` and `/p/{token}/tableau`: an answer to a referral without an
//! account, rendered here, working without script.
//!
//! This module knows pages and forms, not databases: what it needs of the rest of the server is
//! the trait [`Referrals`].

mod answer;
mod handlers;

use crate::auth::Token;
use crate::registration::{Assets, Now};
use app::pages::partner::{BoardShown, Declared, ReferralShown};
use async_trait::async_trait;
use domain::Refusal;
use domain::id::SchemeId;
use domain::referral::{ReferralEvent, ReferralState};
use std::sync::Arc;

/// What the pages need of the rest of the server. A link opens one referral, and of the other
/// referrals of its organisation no more than [`BoardShown`] holds.
#[async_trait]
pub trait Referrals: Send + Sync {
    /// The referral that a link opens.
    ///
    /// # Errors
    /// [`Closed`](PartnerError::Closed) where it opens nothing, whatever the reason.
    async fn open(&self, token: &Token) -> Result<ReferralShown, PartnerError>;

    /// Records what the partner says, durably, before it returns. `version` is that of the
    /// referral as it was shown.
    ///
    /// # Errors
    /// Any [`PartnerError`]; then nothing was recorded.
    async fn answer(
        &self,
        token: &Token,
        version: u32,
        event: ReferralEvent,
    ) -> Result<Answered, PartnerError>;

    /// The referrals and places of the organisation of a link's referral.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    async fn board(&self, token: &Token) -> Result<BoardShown, PartnerError>;

    /// Records the places of a scheme of the link's organisation; `version` is that of the scheme
    /// as it was shown.
    ///
    /// # Errors
    /// Any [`PartnerError`]; then nothing was recorded.
    async fn declare(
        &self,
        token: &Token,
        scheme: SchemeId,
        version: u32,
        declared: Declared,
    ) -> Result<Declaration, PartnerError>;

    /// Notes the wish for a new link, where the token was once one and its referral still waits
    /// for something. Says nothing about whether it was.
    ///
    /// # Errors
    /// The faults of the server.
    async fn ask_for_link(&self, token: &Token) -> Result<(), PartnerError>;
}

/// What became of an answer, with the referral as it stands now.
#[derive(Debug)]
pub enum Answered {
    /// It was recorded.
    Done(ReferralShown),
    /// It had been recorded before: sent twice.
    Already(ReferralShown),
    /// The referral had changed since it was shown; nothing was recorded.
    Changed(ReferralShown),
    /// The rules refuse it; nothing was recorded.
    Refused(Refusal, ReferralShown),
    /// The day is before the person's entry; nothing was recorded.
    BeforeEntry(ReferralShown),
    /// Nothing more can come of the referral; nothing was recorded.
    Over(ReferralState),
}

/// What became of a declaration of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// It is recorded, now or before.
    Recorded,
    /// The scheme changed since it was shown, or is none of the organisation's; nothing was
    /// recorded.
    Changed,
    /// No scheme can have so many places; nothing was recorded.
    Impossible,
}

/// Why a page cannot be shown or an answer was not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartnerError {
    /// The link is unknown, has expired or was ended.
    #[error("the link opens nothing")]
    Closed,
    /// The disk is full.
    #[error("there is no room left to store the answer")]
    StorageFull,
    /// The server cannot take it now, but will a little later.
    #[error("the server is busy")]
    Busy,
    /// Anything else; the detail is in the server's log.
    #[error("the request of a partner failed")]
    Internal,
}

/// The routes below `/p`.
pub fn routes(referrals: Arc<dyn Referrals>, assets: Assets, now: Now) -> axum::Router {
    handlers::routes(handlers::Desk::new(referrals, assets, now))
}
