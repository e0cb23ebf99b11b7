//! Giving out changes: what a device may hold and does not hold yet.

use crate::clock::DAY;
use crate::db::Account;
use crate::db::{DbError, Reading};
use crate::services::Office;
use ::sync::feed::ScopePlan;
use ::sync::wire::{Change, Held, Reset, SyncRequest, SyncResponse};
use ::sync::{Cursor, Scope, ScopeDigest};
use domain::Record;
use domain::time::Instant;

/// Visits stay on a device for so long after they began, and files after their end.
pub(crate) const KEPT_FOR: i64 = 90 * DAY;
/// About how many bytes of changes one answer carries: at 50 kbit/s a broken line loses eight
/// seconds.
const BUDGET: usize = 48 * 1024;

/// Fills in what the device lacks, from one consistent snapshot.
///
/// # Errors
/// When the database fails.
pub(super) async fn pull(
    office: &Office,
    account: &Account,
    request: &SyncRequest,
    response: &mut SyncResponse,
) -> Result<(), DbError> {
    let now = office.now();
    let mut unit = office.store.read().await?;
    let epoch = unit.epoch().await?;
    let (head, head_tag) = unit.feed_head(account.directorate).await?;
    let start = Cursor { epoch, seq: 0, tag: 0 };
    response.cursor = start;
    if let Some(cursor) = request.cursor
        && !belongs(&mut unit, account, cursor, start, head).await?
    {
        response.reset = Some(Reset::OtherHistory);
        response.more = true;
        return Ok(());
    }

    let from = now.plus(-KEPT_FOR);
    let allowed = allowed(&mut unit, account, from, now).await?;
    let Some(plan) = plan(request, &allowed) else {
        response.list_scopes = true;
        response.more = true;
        response.cursor = request.cursor.unwrap_or(start);
        return Ok(());
    };

    response.revoked = plan.revoked;
    let after = request.cursor.map_or(0, |cursor| cursor.seq);
    let piece = unit.feed_after(account.directorate, after, &plan.kept, BUDGET).await?;
    response.changes = piece.changes;
    if let (true, Some((seq, tag))) = (piece.cut, piece.last) {
        response.cursor = Cursor { epoch, seq, tag };
        response.more = true;
        return Ok(());
    }
    response.cursor = Cursor { epoch, seq: head, tag: head_tag };
    grant(&mut unit, &allowed, &plan.granted, response).await
}

/// What an account's devices may hold: the schemes, the visits assigned to it, and the files it
/// follows.
async fn allowed(
    unit: &mut Reading,
    account: &Account,
    from: Instant,
    now: Instant,
) -> Result<Vec<Scope>, DbError> {
    let visits = unit.assigned_to(account.id, from, now).await?;
    let files = unit.followed_by(account.id, from).await?;
    let catalogue = std::iter::once(Scope::Catalogue(account.directorate));
    Ok(visits
        .into_iter()
        .map(Scope::Intervention)
        .chain(catalogue)
        .chain(files.into_iter().map(Scope::File))
        .collect())
}

/// Whether the device's place in the feed is one of this history.
async fn belongs(
    unit: &mut Reading,
    account: &Account,
    cursor: Cursor,
    start: Cursor,
    head: u64,
) -> Result<bool, DbError> {
    if cursor.epoch != start.epoch || cursor.seq > head {
        return Ok(false);
    }
    if cursor.seq == 0 {
        return Ok(true);
    }
    Ok(unit.feed_tag(account.directorate, cursor.seq).await? == Some(cursor.tag))
}

/// What becomes of the device's scopes; `None` when it has to list them first.
fn plan(request: &SyncRequest, allowed: &[Scope]) -> Option<ScopePlan> {
    let nothing = ScopeDigest::of(&[]);
    match &request.held {
        // A device without a place in the feed cannot be sent changes, only whole scopes.
        Held::List(held) if request.cursor.is_none() => Some(ScopePlan {
            revoked: ScopePlan::between(held, allowed).revoked,
            ..ScopePlan::between(&[], allowed)
        }),
        Held::List(held) => Some(ScopePlan::between(held, allowed)),
        Held::Digest(digest) if *digest == nothing => Some(ScopePlan::between(&[], allowed)),
        Held::Digest(digest) if *digest == ScopeDigest::of(allowed) && request.cursor.is_some() => {
            Some(ScopePlan::between(allowed, allowed))
        }
        Held::Digest(_) => None,
    }
}

/// Adds whole scopes, those nearest to today first, at least one and as many as fit.
async fn grant(
    unit: &mut Reading,
    allowed: &[Scope],
    granted: &[Scope],
    response: &mut SyncResponse,
) -> Result<(), DbError> {
    let mut size = 0;
    for scope in allowed.iter().filter(|scope| granted.contains(scope)) {
        let records = unit.scope_records(*scope).await?;
        size += records.iter().map(length).sum::<usize>();
        if size > BUDGET && !response.granted.is_empty() {
            response.more = true;
            break;
        }
        response.granted.push(*scope);
        response.changes.extend(records.into_iter().map(|record| Change::Put(*scope, record)));
    }
    Ok(())
}

fn length(record: &Record) -> usize {
    // The scope around a record takes as much as its identity.
    postcard::to_allocvec(record).map_or(0, |bytes| bytes.len() + 18)
}
