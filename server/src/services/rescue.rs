//! Bringing back what a device wrote into a rescue file: by its author, who is signed in. It goes the
//! ordinary way, as if a device had sent it, and what had arrived before is passed over.

use super::Office;
use super::desk::invalid;
use super::quarantine::{Contents, MOST_PARCELS, contents};
use crate::db::Account;
use crate::randomness;
use crate::sync::take_in;
use crate::text_fr;
use app::api::ApiError;
use app::api::devices::Taken;
use domain::id::ClientId;
use std::collections::BTreeSet;
use sync::Envelope;
use sync::wire::MAX_COMMANDS;
use vault::parcel;

/// Takes in the entries of a file of the account's own.
///
/// # Errors
/// [`ApiError::Invalid`] for what is no such file, or is somebody else's; the faults of the server,
/// after which the file can be brought again.
pub(super) async fn bring_back(
    office: &Office,
    account: &Account,
    file: &[u8],
) -> Result<Taken, ApiError> {
    let parcels = parcel::parcels_of(file).map_err(|_| invalid("file", text_fr::NO_RESCUE_FILE))?;
    if parcels.len() > MOST_PARCELS {
        return Err(ApiError::TooLarge);
    }
    let (mut taken, mut fresh, mut seen) = (Taken::default(), Vec::new(), BTreeSet::new());
    let mut unit = office.store.read().await?;
    for parcel in &parcels {
        let Contents { author, entries, unreadable } = contents(&mut unit, parcel).await?;
        if author.is_none_or(|(user, _)| user != account.id) {
            return Err(invalid("file", text_fr::RESCUE_FILE_NOT_OWN));
        }
        taken.unreadable = taken.unreadable.saturating_add(unreadable);
        for envelope in entries {
            let hash = envelope.hash();
            let is_new = seen.insert(hash);
            if is_new && unit.decided_before(account.id, hash).await?.is_none() {
                fresh.push(envelope);
                taken.entries += 1;
            } else {
                taken.known += u32::from(is_new);
            }
        }
    }
    drop(unit);
    if !fresh.is_empty() {
        send(office, account, &fresh).await?;
    }
    Ok(taken)
}

async fn send(office: &Office, account: &Account, entries: &[Envelope]) -> Result<(), ApiError> {
    let now = office.now();
    let client = ClientId(randomness::identity(&*office.randomness, now)?);
    let mut unit = office.store.write().await?;
    unit.open_import(client, account.id, now).await?;
    unit.commit().await?;
    let mut sent = 0;
    for piece in entries.chunks(MAX_COMMANDS) {
        take_in(office, account, (client, sent + 1), piece).await?;
        sent += piece.len() as u64;
    }
    Ok(())
}
