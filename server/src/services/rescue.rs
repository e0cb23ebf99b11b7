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
use app::api::rescue::Rescued;
use domain::id::ClientId;
use std::collections::BTreeSet;
use sync::wire::MAX_COMMANDS;
use sync::{Envelope, Outcome};
use vault::parcel;

/// Takes in the entries of the account's own in a file; those of others are passed over.
///
/// # Errors
/// [`ApiError::Invalid`] for what is no such file, or has nothing of the account's; the faults of the
/// server, after which the file can be brought again.
pub(super) async fn bring_back(
    office: &Office,
    account: &Account,
    file: &[u8],
) -> Result<Rescued, ApiError> {
    let parcels = parcel::parcels_of(file).map_err(|_| invalid("file", text_fr::NO_RESCUE_FILE))?;
    if parcels.len() > MOST_PARCELS {
        return Err(ApiError::TooLarge);
    }
    let (mut taken, mut fresh, mut seen) = (Taken::default(), Vec::new(), BTreeSet::new());
    let (mut has_own, mut others) = (parcels.is_empty(), BTreeSet::new());
    let mut unit = office.store.read().await?;
    for parcel in &parcels {
        let Contents { author, entries, unreadable } = contents(&mut unit, parcel).await?;
        match author {
            Some((user, _)) if user != account.id => {
                others.insert(user);
                continue;
            }
            Some(_) => has_own = true,
            // Damaged: nobody can say whose it is.
            None => {}
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
    if !has_own {
        return Err(invalid("file", text_fr::RESCUE_FILE_NOT_OWN));
    }
    let to_check = if fresh.is_empty() { 0 } else { send(office, account, &fresh).await? };
    let others = u32::try_from(others.len()).unwrap_or(u32::MAX);
    Ok(Rescued { taken, to_check, others })
}

/// Has entries decided. Gives how many of them a supervisor has to look at.
async fn send(office: &Office, account: &Account, entries: &[Envelope]) -> Result<u32, ApiError> {
    let now = office.now();
    let client = ClientId(randomness::identity(&*office.randomness, now)?);
    let mut unit = office.store.write().await?;
    unit.open_import(client, account.id, now).await?;
    unit.commit().await?;
    let (mut sent, mut to_check) = (0, 0);
    for piece in entries.chunks(MAX_COMMANDS) {
        let outcomes = take_in(office, account, (client, sent + 1), piece).await?;
        let unsettled = |it: &&Outcome| matches!(it, Outcome::Held(_) | Outcome::Conflict(_));
        to_check += u32::try_from(outcomes.iter().filter(unsettled).count()).unwrap_or(u32::MAX);
        sent += piece.len() as u64;
    }
    Ok(to_check)
}
