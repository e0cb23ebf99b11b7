//! The server's shell around the synchronisation: an account at the counter, and the database
//! behind it.

mod counter;
mod rights;
mod units;

pub(crate) use ::sync::server::{about, decide, load};
pub(crate) use counter::KEPT_FOR;
pub(crate) use rights::forbidden;

use crate::db::{Account, DbError, Reading};
use crate::services::Office;
use crate::text_fr;
use ::sync::WireError;
use ::sync::server::{self, Unanswered};
use ::sync::wire::{self, Change, SyncRequest};
use app::api::ApiError;
use counter::AtCounter;
use domain::id::DirectorateId;
use domain::{Record, State};

/// Takes in what a device sends and answers with what it lacks.
///
/// # Errors
/// [`ApiError::Invalid`] for bytes that are not an envelope of a known version,
/// [`ApiError::Forbidden`] for an installation of another account, and the faults of the server
/// when nothing at all could be decided, or a device without a copy cannot be given one.
pub async fn exchange(
    office: &Office,
    account: &Account,
    envelope: &[u8],
) -> Result<Vec<u8>, ApiError> {
    let (request, version) =
        wire::decode_with_version::<SyncRequest>(envelope).map_err(unreadable)?;
    match server::exchange(&AtCounter { office, account }, &request, version).await {
        Ok(response) => wire::encode_as(version, &response).ok_or(ApiError::Internal),
        Err(Unanswered::OtherAccount) => Err(ApiError::Forbidden),
        Err(Unanswered::Failed(error)) => Err(error.into()),
    }
}

/// In which scopes records that were just written are seen, as changes for the feed; `before` is as
/// it stood before.
///
/// # Errors
/// When the database fails.
pub(crate) async fn visible(
    unit: &mut Reading,
    directorate: DirectorateId,
    before: &State,
    records: &[Record],
) -> Result<Vec<Change>, DbError> {
    server::visible(unit, directorate, before, records).await
}

fn unreadable(error: WireError) -> ApiError {
    let message = match error {
        WireError::TooLarge => return ApiError::TooLarge,
        WireError::Newer(_) => text_fr::NEWER_ENVELOPE,
        WireError::Foreign | WireError::Damaged => text_fr::DAMAGED_ENVELOPE,
    };
    tracing::info!(%error, "an envelope was refused");
    ApiError::Invalid { field: "envelope".to_owned(), message: message.to_owned() }
}
