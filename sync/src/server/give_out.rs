//! Giving out changes: what a device may hold and does not hold yet.

use super::own::Effects;
use super::{Counter, PassedOver, Reading, Unanswered};
use crate::feed::{Cursor, Scope, ScopeDigest, ScopePlan};
use crate::seeded::{self, Bug};
use crate::wire::{Change, Held, Lacking, Mark, Part, Reset, SyncRequest, SyncResponse};
use domain::id::{ReferralId, SignatoryId};
use domain::order::sort_by_key;
use domain::{Record, RecordKey};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Marks looked at in one request: a store has as many as it had installations, few.
const MARKS: usize = 64;

/// What a device understands.
#[derive(Debug)]
pub(super) struct Abilities {
    /// That a scope comes in parts.
    pub takes_parts: bool,
    /// That what it holds already is not sent once more for a scope that it is given.
    pub completes: bool,
    /// The effects of its own commands that it works out.
    pub effects: Effects,
}

/// Fills in what the device lacks, from one consistent snapshot.
///
/// # Errors
/// When the records cannot be read.
pub(super) async fn give_out<C: Counter>(
    counter: &C,
    request: &SyncRequest,
    device: &Abilities,
    response: &mut SyncResponse,
) -> Result<(), Unanswered<C::Error>> {
    read(counter, request, device, response).await?;
    note(counter, request, response).await
}

async fn read<C: Counter>(
    counter: &C,
    request: &SyncRequest,
    device: &Abilities,
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
    response.revoked.clone_from(&plan.revoked);
    let after = request.cursor.map_or(0, |cursor| cursor.seq);
    // What is left out takes no room.
    let budget = counter.budget().saturating_add(device.effects.bytes());
    let piece = unit.feed(counter.directorate(), after, &plan.kept, budget).await?;
    response.changes = piece.changes;
    if request.cursor.is_some() {
        response.own = device.effects.leave_out_of(&mut response.changes);
    }
    if let (true, Some((seq, tag))) = (piece.cut, piece.last) {
        response.cursor = Cursor { epoch, seq, tag };
        response.more = true;
        return Ok(());
    }
    response.cursor = Cursor { epoch, seq: head, tag: head_tag };
    response.durable = unit.durable(counter.directorate()).await?;
    let given = plan.kept.iter().copied().collect();
    let granted = allowed.iter().filter(|scope| plan.granted.binary_search(scope).is_ok());
    let handing = Handing { unit, device, left: counter.budget(), given, last: None };
    handing.hand_out(granted, response).await
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

/// A place after all records of a scope.
const LAST: RecordKey = RecordKey::Referral(ReferralId(Uuid::max()));

/// Gives scopes, one after the other, as far as there is room.
struct Handing<'d, R> {
    unit: R,
    device: &'d Abilities,
    /// How many bytes the answer still carries; 0 when it is full.
    left: usize,
    /// The scopes whose records are on the device with this answer, all of them.
    given: BTreeSet<Scope>,
    /// How far it came with the last one.
    last: Option<Part>,
}

impl<R: Reading> Handing<'_, R> {
    /// The rest of the scope that has come in part, then those that come for the first time.
    async fn hand_out(
        mut self,
        granted: impl Iterator<Item = &Scope>,
        response: &mut SyncResponse,
    ) -> Result<(), R::Error> {
        if let Some(Part { scope, after }) = response.part.take() {
            self.given.remove(&scope);
            let records = self.unit.scope_records(scope, true).await?;
            self.give(scope, Some(after), records, response);
        }
        let takes_parts = self.device.takes_parts;
        for scope in granted {
            let is_full = self.left == 0;
            let mut records = if is_full { Vec::new() } else { self.lacking_of(*scope).await? };
            let is_first = response.granted.is_empty() && response.changes.is_empty();
            let is_too_long = takes_parts && records.iter().map(length).sum::<usize>() > self.left;
            if is_full || (is_too_long && !is_first) {
                response.more = true;
                // Nothing of that scope is left, but by naming it the device says how far it is.
                response.part = response.part.or(self.last.filter(|_| takes_parts));
                return Ok(());
            }
            if is_too_long {
                // In parts, and whole: what is left out of a part could be gone from the device
                // before the list comes that says it belongs there.
                records = self.unit.scope_records(*scope, true).await?;
            }
            response.granted.push(*scope);
            self.give(*scope, None, records, response);
        }
        Ok(())
    }

    /// What a device lacks of a scope that it is given: people that it holds through another one are
    /// there already, with their interviews and referrals.
    async fn lacking_of(&mut self, scope: Scope) -> Result<Vec<Record>, R::Error> {
        if !self.device.completes {
            return self.unit.scope_records(scope, true).await;
        }
        let lists = self.unit.lists_of(scope).await?;
        let everybody: BTreeSet<SignatoryId> = lists.iter().map(|(person, _)| *person).collect();
        let there = |(_, visit): &&_| self.given.contains(&Scope::Intervention(*visit));
        let mut held: BTreeSet<SignatoryId> =
            lists.iter().filter(there).map(|(person, _)| *person).collect();
        let followed = |person: &&_| self.given.contains(&Scope::File(**person));
        held.extend(everybody.iter().filter(followed));
        let mut records = self.unit.scope_records(scope, held.len() < everybody.len()).await?;
        records.retain(|record| match record {
            Record::Signatory(it) => !held.contains(&it.id),
            Record::Interview(it) => !held.contains(&it.signatory),
            Record::Referral(it) => !held.contains(&it.signatory),
            // Those given elsewhere are only in the file.
            Record::Interest(it) => !self.given.contains(&Scope::Intervention(it.intervention)),
            Record::Intervention(_) | Record::RosterEntry(_) | Record::Scheme(_) => true,
        });
        Ok(records)
    }

    /// Adds records of a scope, in the order of their keys, from the one after `after` on; at least
    /// one, and as many as fit. Where they do not all fit the rest follows in a later answer.
    fn give(
        &mut self,
        scope: Scope,
        after: Option<RecordKey>,
        mut records: Vec<Record>,
        response: &mut SyncResponse,
    ) {
        sort_by_key(&mut records, Record::key);
        let mut last = None;
        for record in records.into_iter().filter(|record| Some(record.key()) > after) {
            if let (0, true, Some(after)) = (self.left, self.device.takes_parts, last) {
                response.part = Some(Part { scope, after });
                response.more = true;
                self.last = response.part;
                return;
            }
            self.left = self.left.saturating_sub(length(&record));
            last = Some(record.key());
            response.changes.push(Change::Put(scope, record));
        }
        self.given.insert(scope);
        self.last = Some(Part { scope, after: LAST });
    }
}

pub(super) fn length(record: &Record) -> usize {
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
