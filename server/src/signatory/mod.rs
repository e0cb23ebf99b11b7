//! The signatory's own request: the public page `/s`, and below `/s/moi` the pages behind it,
//! rendered here, working without script.
//!
//! This module knows pages and forms, not databases: what it needs of the rest of the server is
//! the trait [`OwnRequests`].

mod answer;
mod door;
mod handlers;
mod visit;

use crate::auth::{Cookies, Token};
use crate::registration::Assets;
use app::pages::own::{ContactDraft, ContactShown, FileShown, Proof, SlotShown};
use async_trait::async_trait;
use domain::code::ReceiptCode;
use domain::id::OfferedSlotId;
use std::sync::Arc;

/// What the pages need of the rest of the server. A session opens the file of one person and
/// nothing else.
#[async_trait]
pub trait OwnRequests: Send + Sync {
    /// Opens a session for the person of a receipt who proves to be them; `None` where there is no
    /// such receipt or the proof does not fit, after the same work.
    ///
    /// # Errors
    /// The faults of the server.
    async fn open(&self, code: ReceiptCode, proof: &Proof)
    -> Result<Option<Token>, SignatoryError>;

    /// Ends a session.
    ///
    /// # Errors
    /// The faults of the server.
    async fn close(&self, token: &Token) -> Result<(), SignatoryError>;

    /// The file of a session's person.
    ///
    /// # Errors
    /// [`Closed`](SignatoryError::Closed) without a session that stands.
    async fn file(&self, token: &Token) -> Result<FileShown, SignatoryError>;

    /// Corrects how the person is reached; what the draft leaves empty stays.
    ///
    /// # Errors
    /// As [`file`](Self::file); then nothing was recorded.
    async fn correct(
        &self,
        token: &Token,
        draft: ContactDraft,
    ) -> Result<Corrected, SignatoryError>;

    /// The times that the person can choose now; `None` where no interview is to be chosen.
    ///
    /// # Errors
    /// As [`file`](Self::file).
    async fn slots(&self, token: &Token) -> Result<Option<Vec<SlotShown>>, SignatoryError>;

    /// Plans the person's interview for an offered time, or moves it there.
    ///
    /// # Errors
    /// As [`file`](Self::file); then nothing was recorded.
    async fn choose(&self, token: &Token, slot: OfferedSlotId) -> Result<Chosen, SignatoryError>;

    /// Calls the person's interview off; `version` is that of the interview as it was shown. Gives
    /// the file, and whether it is called off.
    ///
    /// # Errors
    /// As [`file`](Self::file); then nothing was recorded.
    async fn cancel(
        &self,
        token: &Token,
        version: u32,
    ) -> Result<(FileShown, bool), SignatoryError>;

    /// Takes everything back that the person asked for.
    ///
    /// # Errors
    /// As [`file`](Self::file); then nothing was recorded.
    async fn withdraw(&self, token: &Token) -> Result<FileShown, SignatoryError>;
}

/// What became of a corrected contact.
#[derive(Debug)]
pub enum Corrected {
    /// It is recorded.
    Done(FileShown),
    /// Somebody else changed the file since it was shown; nothing was recorded.
    Changed(ContactShown),
    /// The preferred way cannot be used with what is known; nothing was recorded.
    Unreachable(ContactShown),
}

/// What became of a chosen time.
#[derive(Debug)]
pub enum Chosen {
    /// The interview is planned.
    Done(FileShown),
    /// The time is no longer free; nothing was recorded.
    Gone,
    /// No interview is to be chosen now; nothing was recorded.
    NotNow(FileShown),
}

/// Why a page cannot be shown or something was not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatoryError {
    /// There is no session, or it has ended.
    #[error("no session of a signatory")]
    Closed,
    /// The disk is full.
    #[error("there is no room left to store it")]
    StorageFull,
    /// The server cannot take it now, but will a little later.
    #[error("the server is busy")]
    Busy,
    /// Anything else; the detail is in the server's log.
    #[error("the request of a signatory failed")]
    Internal,
}

/// The routes `/s` and below.
pub fn routes(requests: Arc<dyn OwnRequests>, assets: Assets, cookies: Cookies) -> axum::Router {
    handlers::routes(visit::Desk::new(requests, &assets, cookies))
}
