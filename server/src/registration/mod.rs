//! Self-registration: the public pages `/r` and `/r/{code}`, rendered here, working without script.
//!
//! This module knows pages and forms, not databases: what it needs of the rest of the server is
//! the trait [`Registrations`].

mod answer;
mod framed;
mod handlers;
#[cfg(test)]
mod tests;

pub(crate) use framed::{Framed, Frames, unread};

use async_trait::async_trait;
use domain::Refusal;
use domain::code::{ReceiptCode, RegistrationCode};
use domain::consent::Consent;
use domain::contact::Contact;
use domain::id::InterventionId;
use domain::level::CefrLevel;
use domain::person::PersonName;
use domain::scheme::Wishes;
use domain::time::Instant;
use std::sync::Arc;
use uuid::Uuid;

/// What the pages need of the rest of the server.
#[async_trait]
pub trait Registrations: Send + Sync {
    /// The visit that a code opens.
    ///
    /// # Errors
    /// [`UnknownCode`](RegistrationError::UnknownCode) and
    /// [`ExpiredCode`](RegistrationError::ExpiredCode) for the code,
    /// [`Busy`](RegistrationError::Busy) and [`Internal`](RegistrationError::Internal) for the
    /// server.
    async fn visit(&self, code: RegistrationCode) -> Result<OpenVisit, RegistrationError>;

    /// Records a person and what they wish, durably, before it returns.
    ///
    /// Called again with the same [`form`](SelfRegistration::form) and the same content it
    /// changes nothing and returns the same receipt: phones send twice.
    ///
    /// # Errors
    /// Any [`RegistrationError`]; then nothing was recorded. Another content under a known `form`
    /// is refused with [`Refusal::IdentityTaken`].
    async fn register(&self, form: SelfRegistration) -> Result<ReceiptCode, RegistrationError>;
}

/// A visit that takes registrations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenVisit {
    /// Its identity.
    pub intervention: InterventionId,
    /// The centre visited.
    pub centre_name: String,
    /// The town.
    pub town: String,
    /// When it begins.
    pub starts_at: Instant,
}

/// What a person sent, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfRegistration {
    /// The sheet that was filled in: drawn when the form was shown, sent back with it, so that
    /// one sheet sent twice is one registration.
    pub form: Uuid,
    /// The code of the visit.
    pub code: RegistrationCode,
    /// Family name, or the only name.
    pub family_name: PersonName,
    /// Given name.
    pub given_name: Option<PersonName>,
    /// How to reach the person; [`can_reach`](Contact::can_reach) holds.
    pub contact: Contact,
    /// Wished kinds of scheme, the dearest first.
    pub wishes: Wishes,
    /// Level of French, as the person says.
    pub level: Option<CefrLevel>,
    /// The consent given.
    pub consent: Consent,
}

/// Why a visit cannot be shown or a registration was not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegistrationError {
    /// No visit has this code.
    #[error("no intervention has this code")]
    UnknownCode,
    /// The code of the visit is no longer taken.
    #[error("the code of the intervention has expired")]
    ExpiredCode,
    /// The rules refuse it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// The disk is full.
    #[error("there is no room left to store the registration")]
    StorageFull,
    /// The server cannot take it now, but will a little later.
    #[error("the server is busy")]
    Busy,
    /// Anything else; the detail is in the server's log.
    #[error("the registration failed")]
    Internal,
}

/// Addresses of the files that the pages use, with the hash of their content in the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet of the registration pages.
    pub register_css: String,
    /// The style sheet of the partner's pages.
    pub partner_css: String,
    /// The sprite of icons and pictograms.
    pub icons: String,
}

/// Reads the clock.
pub type Now = Arc<dyn Fn() -> Instant + Send + Sync>;
/// Draws a random UUID.
pub type RandomUuid = Arc<dyn Fn() -> Uuid + Send + Sync>;

/// The routes `GET /r`, `GET /r/{code}` and `POST /r/{code}`. `follow` is the address that the
/// receipt names for the way back, as a person types it.
pub fn routes(
    registrations: Arc<dyn Registrations>,
    assets: Assets,
    now: Now,
    random_uuid: RandomUuid,
    follow: String,
) -> axum::Router {
    handlers::routes(handlers::Desk::new(registrations, &assets, now, random_uuid, follow))
}
