//! The server's shell around the synchronisation: takes in commands, gives out changes.

mod decide;
mod pull;
mod push;
mod reads;
mod rights;

pub(crate) use decide::{decide, load, visible};
pub(crate) use pull::KEPT_FOR;

use crate::db::Account;
use crate::services::Office;
use crate::text_fr;
use ::sync::wire::{self, SyncRequest, SyncResponse};
use ::sync::{Cursor, WireError};
use app::api::ApiError;

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
    let request: SyncRequest = wire::decode(envelope).map_err(unreadable)?;
    let pushed = push::push(office, account, &request).await?;
    let mut response = SyncResponse {
        last_seq: pushed.last_seq,
        outcomes: pushed.outcomes,
        forked: pushed.forked,
        reset: None,
        list_scopes: false,
        revoked: Vec::new(),
        granted: Vec::new(),
        changes: Vec::new(),
        cursor: Cursor { epoch: 0, seq: 0, tag: 0 },
        more: false,
        answered_at: office.now(),
    };
    pull::pull(office, account, &request, &mut response).await?;
    reads::note(office, account, &request, &mut response).await?;
    Ok(wire::encode(&response))
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
