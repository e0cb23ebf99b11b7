//! Telling a device what it needs to show a conflict as a question: who made the other mark, and
//! whether somebody has settled it meanwhile.

use super::{Counter, PassedOver, Reading as _};
use crate::wire::{MAX_ASKED, Outcome, SyncRequest, SyncResponse};
use domain::id::UserId;
use std::collections::BTreeSet;

/// Adds it to an answer. Where it cannot be read the answer goes without: a device that is not told
/// who it was says "a colleague", and asks again what became of it.
pub(super) async fn tell<C: Counter>(
    counter: &C,
    request: &SyncRequest,
    response: &mut SyncResponse,
) {
    if let Err(error) = told(counter, request, response).await {
        counter.passed_over(PassedOver::Telling, &error);
    }
}

async fn told<C: Counter>(
    counter: &C,
    request: &SyncRequest,
    response: &mut SyncResponse,
) -> Result<(), C::Error> {
    let authors: BTreeSet<UserId> = response
        .outcomes
        .iter()
        .filter_map(|(_, outcome)| match outcome {
            Outcome::Conflict(conflict) => conflict.standing_by,
            _ => None,
        })
        .collect();
    if authors.is_empty() && request.unsettled.is_empty() {
        return Ok(());
    }
    let mut unit = counter.read().await?;
    for author in authors {
        response.names.extend(unit.name(author).await?.map(|name| (author, name)));
    }
    for entry in request.unsettled.iter().take(MAX_ASKED) {
        let settlement = unit.settlement(counter.user(), *entry).await?;
        response.settled.extend(settlement.map(|settlement| (*entry, settlement)));
    }
    Ok(())
}
