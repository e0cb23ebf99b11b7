//! Noting which people a device is given: nothing is given that was not noted.

use crate::db::{Account, Action, DbError};
use crate::services::Office;
use ::sync::Scope;
use ::sync::wire::{Change, SyncRequest, SyncResponse};
use domain::id::ClientId;

/// Notes the scopes that an answer gives for the first time: each file by its person, the people of
/// a visit by the visit. What comes later into a scope that is held is in the audit as what brought
/// it there.
///
/// Where it cannot be noted these scopes are held back, until a later exchange. News of what the
/// device already holds go out all the same: they must come while the disk is full.
///
/// # Errors
/// When the database fails and the device holds nothing yet, so that an answer without these
/// scopes would look as if there were none.
pub(super) async fn note(
    office: &Office,
    account: &Account,
    request: &SyncRequest,
    response: &mut SyncResponse,
) -> Result<(), DbError> {
    let given: Vec<Scope> = response.granted.iter().copied().filter(holds_people).collect();
    if given.is_empty() {
        return Ok(());
    }
    match write(office, account, request.client, &given).await {
        Err(error) if request.cursor.is_none() => Err(error),
        Err(error) => {
            tracing::warn!(%error, "what could not be noted was not given");
            response.granted.retain(|scope| !given.contains(scope));
            response.changes.retain(|change| !given.contains(&scope_of(change)));
            response.more = false;
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

const fn holds_people(scope: &Scope) -> bool {
    match scope {
        Scope::Intervention(_) | Scope::File(_) => true,
        Scope::Catalogue(_) => false,
    }
}

const fn scope_of(change: &Change) -> Scope {
    match change {
        Change::Put(scope, _) | Change::Remove(scope, _) => *scope,
    }
}

async fn write(
    office: &Office,
    account: &Account,
    client: ClientId,
    given: &[Scope],
) -> Result<(), DbError> {
    let (now, directorate, actor) = (office.now(), account.directorate, Some(account.id));
    let mut unit = office.store.write().await?;
    for scope in given {
        let (action, subject, place) = match scope {
            Scope::File(person) => (Action::FileGiven, person.0, None),
            Scope::Intervention(visit) => (Action::ListGiven, client.0, Some(*visit)),
            Scope::Catalogue(_) => continue,
        };
        unit.audit(now, directorate, actor, action, Some(subject), place).await?;
    }
    unit.commit().await
}
