//! The server's shell around the synchronisation: an account at the counter, and the database
//! behind it.

mod counter;
mod rights;
mod units;

pub(crate) use ::sync::server::{about, decide, load};
pub(crate) use counter::KEPT_FOR;
pub(crate) use rights::forbidden;

use crate::auth::Token;
use crate::clock::MINUTE;
use crate::db::{Account, Contact, DbError, OpenSession, Reading};
use crate::services::Office;
use crate::text_fr;
use ::sync::WireError;
use ::sync::server::{self, Unanswered};
use ::sync::wire::{self, Change, Envelope, Held, Outcome, SyncRequest};
use app::api::ApiError;
use counter::AtCounter;
use domain::id::{ClientId, DirectorateId};
use domain::{Record, State};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use std::borrow::Cow;

/// A contact without anything new is noted again after so long.
const NOTE_AFTER: i64 = 5 * MINUTE;

/// Takes in what a device sends and answers with what it lacks.
///
/// # Errors
/// [`ApiError::Invalid`] for bytes that are not an envelope of a known version,
/// [`ApiError::Forbidden`] for an installation of another account, [`ApiError::DeviceRevoked`] for
/// one that was revoked, and the faults of the server when nothing at all could be decided, or a
/// device without a copy cannot be given one.
pub async fn exchange(
    office: &Office,
    account: &Account,
    envelope: &[u8],
) -> Result<Vec<u8>, ApiError> {
    let (request, version) = read(envelope)?;
    answered(office, account, &request, version).await.map(|(answer, _)| answer)
}

/// The same in a session, which from then on is that of the installation that asks.
///
/// # Errors
/// The same.
pub async fn exchange_in(
    office: &Office,
    session: (&Token, &OpenSession),
    envelope: &[u8],
) -> Result<Vec<u8>, ApiError> {
    let (request, version) = read(envelope)?;
    let answered = answered(office, &session.1.account, &request, version).await;
    if answered == Err(ApiError::DeviceRevoked) {
        end_with_device(office, session, request.client).await;
    }
    let (answer, before) = answered?;
    note_contact(office, session, &request, before).await;
    Ok(answer)
}

fn read(question: &[u8]) -> Result<(SyncRequest, u8), ApiError> {
    let envelope = match question.strip_prefix(wire::PACKED) {
        Some(deflated) => Cow::Owned(unpacked(deflated).map_err(unreadable)?),
        None => Cow::Borrowed(question),
    };
    wire::decode_with_version(&envelope).map_err(unreadable)
}

/// What was deflated, unless it is more than any envelope may be.
fn unpacked(deflated: &[u8]) -> Result<Vec<u8>, WireError> {
    decompress_to_vec_with_limit(deflated, wire::MAX_ENVELOPE).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => WireError::TooLarge,
        _ => WireError::Damaged,
    })
}

/// The answer, and how it stood with the installation before.
async fn answered(
    office: &Office,
    account: &Account,
    request: &SyncRequest,
    version: u8,
) -> Result<(Vec<u8>, Option<Contact>), ApiError> {
    let before = office.store.read().await?.contact(request.client).await?;
    if before.is_some_and(|before| before.is_revoked) {
        return Err(ApiError::DeviceRevoked);
    }
    match server::exchange(&AtCounter { office, account }, request, version).await {
        Ok(response) => {
            let answer = wire::encode_as(version, &response).ok_or(ApiError::Internal)?;
            Ok((answer, before))
        }
        Err(Unanswered::OtherAccount) => Err(ApiError::Forbidden),
        Err(Unanswered::Failed(error)) => Err(error.into()),
    }
}

/// Takes in commands of an installation from this number on, all of them, without an answer of records.
/// Gives what became of those that were not plainly applied.
///
/// # Errors
/// The faults of the server; what was decided before stays.
pub(crate) async fn take_in(
    office: &Office,
    account: &Account,
    (client, first_seq): (ClientId, u64),
    commands: &[Envelope],
) -> Result<Vec<Outcome>, ApiError> {
    let request = SyncRequest {
        client,
        cursor: None,
        held: Held::List(Vec::new()),
        first_seq,
        commands: commands.to_vec(),
        sent_at: office.now(),
        waiting: u32::try_from(commands.len()).unwrap_or(u32::MAX),
        part: None,
        journaled: Vec::new(),
        unsettled: Vec::new(),
    };
    match server::receive(&AtCounter { office, account }, &request).await {
        Ok(received) if received.last_seq + 1 == first_seq + commands.len() as u64 => {
            Ok(received.outcomes.into_iter().map(|(_, outcome)| outcome).collect())
        }
        Ok(_) => Err(ApiError::Busy),
        Err(Unanswered::OtherAccount) => Err(ApiError::Forbidden),
        Err(Unanswered::Failed(error)) => Err(error.into()),
    }
}

/// Ends a session in which a revoked device of the account's speaks: one that was opened there after
/// it was revoked has not ended with it.
async fn end_with_device(
    office: &Office,
    (token, session): (&Token, &OpenSession),
    client: ClientId,
) {
    let ended: Result<(), DbError> = async {
        let mut unit = office.store.write().await?;
        let known = unit.client(client).await?;
        // Whoever names the device of another account is refused, and stays who they are.
        if known.is_some_and(|known| known.user == session.account.id) {
            unit.bind_session(&token.hash(), client, session.opened_at).await?;
            unit.commit().await?;
        }
        Ok(())
    }
    .await;
    if let Err(error) = ended {
        tracing::warn!(%error, "the session of a revoked device was not ended");
    }
}

/// Notes which device speaks in a session, when, and what waits on it: where that is news, and only
/// if it can be written. Asking for news goes on while the disk is full.
async fn note_contact(
    office: &Office,
    (token, session): (&Token, &OpenSession),
    request: &SyncRequest,
    before: Option<Contact>,
) {
    let now = office.now();
    let is_bound = session.client == Some(request.client);
    let is_noted = before.is_some_and(|before| {
        // What is sent with commands is noted as these are decided.
        !request.commands.is_empty()
            || before.waiting == request.waiting && now.0 - before.last_seen_at.0 < NOTE_AFTER
    });
    if is_bound && is_noted {
        return;
    }
    let noted: Result<(), DbError> = async {
        let mut unit = office.store.write().await?;
        if !is_bound {
            unit.bind_session(&token.hash(), request.client, session.opened_at).await?;
        }
        if !is_noted && request.commands.is_empty() {
            unit.note_contact(request.client, request.waiting, now).await?;
        }
        unit.commit().await
    }
    .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "the contact of a device was not noted");
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
