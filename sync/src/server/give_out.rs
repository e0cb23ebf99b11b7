//! Giving out changes: what a device may hold and does not hold yet.

use super::{Counter, PassedOver, Reading, Unanswered};
use crate::feed::{Cursor, Scope, ScopeDigest, ScopePlan};
use crate::seeded::{self, Bug};
use crate::wire::{Change, Held, Lacking, Mark, Part, Reset, SyncRequest, SyncResponse};
use domain::order::sort_by_key;
use domain::{Record, RecordKey};

/// Marks looked at in one request: a store has as many as it had installations, few.
const MARKS: usize = 64;

/// Fills in what the device lacks, from one consistent snapshot.
///
/// # Errors
/// When the records cannot be read.
pub(super) async fn give_out<C: Counter>(
    counter: &C,
    request: &SyncRequest,
    may_cut: bool,
    response: &mut SyncResponse,
) -> Result<(), Unanswered<C::Error>> {
    read(counter, request, may_cut, response).await?;
    note(counter, request, response).await
}

async fn read<C: Counter>(
    counter: &C,
    request: &SyncRequest,
    may_cut: bool,
    response: &mut SyncResponse,
) -> Result<(), C::Error> {
    let now = counter.now();
    let mut unit = counter.read().await?;
    for mark in request.journaled.iter().take(MARKS) {
        response.lacking.extend(lacking(counter, &mut unit, request, mark).await?);
    }
    let epoch = unit.epoch().await?;
    let (head, head_tag) = unit.head(counter.directorate()).await?;
    let start = Cursor { epoch, seq: 0, tag: 0 };
    response.cursor = start;
    if let Some(cursor) = request.cursor
        && !belongs(counter, &mut unit, cursor, start, head).await?
    {
        response.reset = Some(Reset::OtherHistory);
        response.more = true;
        return Ok(());
    }

    let allowed = counter.allowed(&mut unit, now).await?;
    let Some(plan) = plan(request, &allowed) else {
        response.list_scopes = true;
        response.more = true;
        response.cursor = request.cursor.unwrap_or(start);
        response.part = request.part;
        return Ok(());
    };

    response.part = request.part.filter(|part| plan.kept.contains(&part.scope));
    response.revoked = plan.revoked;
    let after = request.cursor.map_or(0, |cursor| cursor.seq);
    let piece = unit.feed(counter.directorate(), after, &plan.kept, counter.budget()).await?;
    response.changes = piece.changes;
    if let (true, Some((seq, tag))) = (piece.cut, piece.last) {
        response.cursor = Cursor { epoch, seq, tag };
        response.more = true;
        return Ok(());
    }
    response.cursor = Cursor { epoch, seq: head, tag: head_tag };
    response.durable = unit.durable(counter.directorate()).await?;
    let mut room = Room { left: counter.budget(), may_cut };
    let mut last = None;
    if let Some(Part { scope, after }) = response.part.take() {
        last = room.give(&mut unit, scope, Some(after), response).await?;
    }
    for scope in allowed.iter().filter(|scope| plan.granted.contains(scope)) {
        if room.left == 0 {
            response.more = true;
            // Nothing of that scope is left, but by naming it the device says how far it is.
            response.part = response.part.or(last.filter(|_| may_cut));
            break;
        }
        response.granted.push(*scope);
        last = room.give(&mut unit, *scope, None, response).await?;
    }
    Ok(())
}

/// What the office knows less of than it had confirmed with this mark.
async fn lacking<C: Counter>(
    counter: &C,
    unit: &mut C::Reading,
    request: &SyncRequest,
    mark: &Mark,
) -> Result<Option<Lacking>, C::Error> {
    let client = mark.client.unwrap_or(request.client);
    let known = unit.client(client).await?.filter(|known| known.user == counter.user());
    let known = known.map_or(0, |known| known.last_seq);
    if known < mark.seq {
        return Ok(Some(Lacking { client, known: Some(known) }));
    }
    let same = unit.decided(client, mark.seq).await?.is_some_and(|(hash, _)| hash == mark.hash);
    Ok((!same).then_some(Lacking { client, known: None }))
}

/// Whether the device's place in the feed is one of this history.
async fn belongs<C: Counter>(
    counter: &C,
    unit: &mut C::Reading,
    cursor: Cursor,
    start: Cursor,
    head: u64,
) -> Result<bool, C::Error> {
    if seeded::is(Bug::NoEpoch) {
        return Ok(true);
    }
    if cursor.epoch != start.epoch || cursor.seq > head {
        return Ok(false);
    }
    if cursor.seq == 0 {
        return Ok(true);
    }
    Ok(unit.tag_of(counter.directorate(), cursor.seq).await? == Some(cursor.tag))
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
        Held::Digest(digest) => {
            let so_far = given_so_far(request, allowed)?;
            (*digest == ScopeDigest::of(so_far)).then(|| ScopePlan::between(so_far, allowed))
        }
    }
}

/// What a device holds that is in the middle of its first load: scopes are granted in the order in which
/// they are allowed, up to the one that comes in parts. Where that is so it need not list them, which would
/// cost another exchange and their identities each time.
fn given_so_far<'a>(request: &SyncRequest, allowed: &'a [Scope]) -> Option<&'a [Scope]> {
    let part = request.part.filter(|_| request.cursor.is_some())?;
    let place = allowed.iter().position(|scope| *scope == part.scope)?;
    allowed.get(..=place)
}

/// How much an answer still carries.
struct Room {
    /// Bytes; 0 when it is full.
    left: usize,
    /// Whether the device understands that a scope comes in parts.
    may_cut: bool,
}

impl Room {
    /// Adds the records of a scope, in the order of their keys, from the one after `after` on; at
    /// least one, and as many as fit. Where they do not all fit the rest follows in a later answer.
    /// Says how far it came.
    async fn give<R: Reading>(
        &mut self,
        unit: &mut R,
        scope: Scope,
        after: Option<RecordKey>,
        response: &mut SyncResponse,
    ) -> Result<Option<Part>, R::Error> {
        let mut records = unit.scope_records(scope).await?;
        sort_by_key(&mut records, Record::key);
        let mut last = None;
        for record in records.into_iter().filter(|record| Some(record.key()) > after) {
            if let (0, true, Some(last)) = (self.left, self.may_cut, last) {
                response.part = Some(Part { scope, after: last });
                response.more = true;
                return Ok(response.part);
            }
            self.left = self.left.saturating_sub(length(&record));
            last = Some(record.key());
            response.changes.push(Change::Put(scope, record));
        }
        Ok(last.map(|after| Part { scope, after }))
    }
}

fn length(record: &Record) -> usize {
    // The scope around a record takes as much as its identity.
    postcard::to_allocvec(record).map_or(0, |bytes| bytes.len() + 18)
}

/// Has the scopes noted that an answer gives for the first time: each file by its person, the
/// people of a visit by the visit. What comes later into a scope that is held is known from what
/// brought it there.
///
/// Where it cannot be noted these scopes are held back, until a later exchange. News of what the
/// device already holds go out all the same: they must come while the disk is full.
///
/// # Errors
/// When they cannot be noted and the device holds nothing yet, so that an answer without these
/// scopes would look as if there were none.
async fn note<C: Counter>(
    counter: &C,
    request: &SyncRequest,
    response: &mut SyncResponse,
) -> Result<(), Unanswered<C::Error>> {
    let given: Vec<Scope> = response.granted.iter().copied().filter(holds_people).collect();
    if given.is_empty() {
        return Ok(());
    }
    match counter.note_given(request.client, &given).await {
        Err(error) if request.cursor.is_none() => Err(error.into()),
        Err(error) => {
            counter.passed_over(PassedOver::Giving, &error);
            response.granted.retain(|scope| !given.contains(scope));
            response.changes.retain(|change| !given.contains(&scope_of(change)));
            response.part = response.part.filter(|part| !given.contains(&part.scope));
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
