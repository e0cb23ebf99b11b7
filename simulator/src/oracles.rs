//! The promises, each as a question that is asked of everything while it runs and at the end.

use crate::books::{Books, Decided};
use crate::disk::{Disk, OnDisk};
use crate::plan::Broken;
use crate::play::Play;
use crate::schedule::{finish, happened};
use domain::id::UserId;
use domain::referral::ReferralEvent;
use domain::{Command, Context, Decision, Record, RecordKey, Refusal, State};
use std::collections::{BTreeMap, BTreeSet};
use sync::client::{CommandId, Contents, Kept, Receipt, Store as _, Table};
use sync::device::{Overlay, PAGES, StoredRecord};
use sync::{Envelope, Outcome, Scope};

/// A command of which a device said that it is safe there.
#[derive(Clone, Debug)]
pub struct Promise {
    /// Which device.
    pub device: usize,
    /// Whose.
    pub user: UserId,
    /// Under which number.
    pub id: CommandId,
    /// The command.
    pub envelope: Envelope,
}

/// Whether a person has to look at what became of a command.
pub(crate) const fn is_unsettled(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Conflict(_) | Outcome::Held(_))
}

/// No device gives a number twice.
pub(crate) fn a_new_promise(play: &Play, promise: &Promise) -> Result<(), Broken> {
    let same = |known: &&Promise| known.device == promise.device && known.id == promise.id;
    match play.promises.iter().find(same) {
        Some(_) => Err(play.broken(format!("order: the number {:?} was given twice", promise.id))),
        None => Ok(()),
    }
}

/// What lies on a disk, read without any of its faults.
fn contents(disk: &Disk) -> Option<Contents> {
    let store = Kept::in_tables(OnDisk(disk.copy(0)));
    finish(Box::pin(async move { store.load().await.ok() }))
}

fn stored(contents: &Contents) -> Vec<StoredRecord> {
    (0..PAGES).flat_map(|page| contents.replica.page(page)).collect()
}

/// After a device has taken over an answer: what it holds is what the office showed at that place
/// of the feed, no more and no less; and what has left its outbox is at the office.
pub(crate) fn after_an_answer(play: &Play, device: usize) -> Result<(), Broken> {
    let disk = &play.devices[device].disk;
    let Some(here) = contents(disk) else { return Ok(()) };
    happened(|| {
        let (scopes, records) = (here.replica.scopes.len(), stored(&here).len());
        format!("    device {device} holds {scopes} scopes, {records} records")
    });
    nothing_is_kept_of_lost_scopes(play, device, &here)?;
    view_is_of_one_moment(play, device, &here)?;
    let books = play.office.books();
    for promise in play.promises.iter().filter(|promise| promise.device == device) {
        let envelope = &promise.envelope;
        let waits = here.outbox.iter().any(|(_, waiting)| waiting == envelope);
        let known = || books.log.iter().any(|it| it.envelope == *envelope);
        // What a restored office has forgotten was sent, and lies in the journal to be sent again.
        let forgotten =
            || play.office.has_ever_decided(promise.user, envelope) && is_journaled(disk, envelope);
        if !waits && !known() && !forgotten() {
            let what = format!("truth: shown as sent and not at the office: {:?}", promise.id);
            return Err(play.broken(what));
        }
    }
    Ok(())
}

/// Whether a command lies in a device's journal: each row begins with it.
fn is_journaled(disk: &Disk, envelope: &Envelope) -> bool {
    let begins = postcard::to_allocvec(envelope).unwrap_or_default();
    disk.rows(Table::Journal).iter().any(|(_, row)| row.starts_with(&begins))
}

/// No page on the disk holds a record of a scope that is not held.
fn nothing_is_kept_of_lost_scopes(
    play: &Play,
    device: usize,
    here: &Contents,
) -> Result<(), Broken> {
    let held: BTreeSet<&Scope> = here.replica.scopes.iter().collect();
    for (_, page) in play.devices[device].disk.rows(Table::Pages) {
        // Its first byte names the format.
        let records: Vec<StoredRecord> =
            page.get(1..).and_then(|rows| postcard::from_bytes(rows).ok()).unwrap_or_default();
        let leak = records.iter().find(|it| it.scopes.iter().any(|scope| !held.contains(scope)));
        if let Some(leak) = leak {
            let (key, through) = (leak.record.key(), &leak.scopes);
            let what = format!(
                "confidentiality: device {device} keeps {key:?} through {through:?}, and holds {held:?}"
            );
            return Err(play.broken(what));
        }
    }
    Ok(())
}

fn view_is_of_one_moment(play: &Play, device: usize, here: &Contents) -> Result<(), Broken> {
    let Some(cursor) = here.replica.cursor else { return Ok(()) };
    if play.office.books().epoch != cursor.epoch {
        // The office was restored, and this device has not heard of it.
        return Ok(());
    }
    let Some(then) = play.office.books_at(cursor.seq) else { return Ok(()) };
    let tag = then.feed.get(&cursor.seq).map_or(0, |(tag, _)| *tag);
    if tag != cursor.tag {
        return Ok(());
    }
    let records = stored(here);
    for scope in &here.replica.scopes {
        if here.replica.part.is_some_and(|part| part.scope == *scope) {
            continue;
        }
        let shown: BTreeMap<RecordKey, &Record> = records
            .iter()
            .filter(|stored| stored.scopes.contains(scope))
            .map(|stored| (stored.record.key(), &stored.record))
            .collect();
        let seen = then.scope_records(*scope);
        let right: BTreeMap<RecordKey, &Record> = seen.iter().map(|it| (it.key(), it)).collect();
        // What came through another scope may be newer than this place in the feed.
        let differs = right.iter().find(|(key, record)| {
            shown.get(key).is_none_or(|shown| shown.version() < record.version())
        });
        if let Some((key, record)) = differs {
            let shown = shown.get(key).map(|it| it.version());
            let what = format!(
                "view: device {device} shows {key:?} as {shown:?} where the office has {} at {}",
                record.version(),
                cursor.seq
            );
            return Err(play.broken(what));
        }
        if let Some(key) = shown.keys().find(|key| !right.contains_key(key)) {
            return Err(play.broken(format!("view: device {device} shows {key:?}, which is gone")));
        }
    }
    Ok(())
}

/// A tab with nothing to do shows what lies on the disk: the copy, and on it what waits.
pub(crate) fn at_rest(play: &Play, device: usize, tab: usize) -> Result<(), Broken> {
    let here = &play.devices[device];
    let Some(client) = &here.tabs[tab].client else { return Ok(()) };
    // It knows that it does not know, and looks with the next conversation.
    if client.is_in_doubt() {
        return Ok(());
    }
    // Now and then, since it takes as long as much else together.
    if !play.steps().is_multiple_of(8) {
        return Ok(());
    }
    // Another tab may have written and have yet to tell.
    if here.tabs.iter().any(|tab| !tab.work.is_empty() || tab.told.get()) {
        return Ok(());
    }
    let Some(lying) = contents(&here.disk) else { return Ok(()) };
    // A store that was thrown away is noticed with the next conversation.
    if play.evicted.contains(&device) {
        return Ok(());
    }
    let waiting = lying.outbox.iter().map(|(id, envelope)| (id.seq, envelope));
    let sheltered = here.disk.sheltered();
    let waits = |it: &&Envelope| lying.outbox.iter().all(|(_, waiting)| waiting != *it);
    let unnumbered = sheltered.iter().filter(waits).map(|envelope| (u64::MAX, envelope));
    let right = Overlay::build(&lying.replica, here.user, waiting.chain(unnumbered));
    let differs = client.read(|state| first_difference(state, &right.state));
    match differs {
        None => Ok(()),
        Some(key) => {
            let what =
                format!("screen: a tab of device {device} does not show {key:?} as it lies there");
            Err(play.broken(what))
        }
    }
}

/// A record that is not the same in both.
fn first_difference(one: &State, other: &State) -> Option<RecordKey> {
    if one == other {
        return None;
    }
    let mut keys = one.records().chain(other.records()).map(|record| record.key());
    keys.find(|key| one.record(*key) != other.record(*key))
}

/// When everybody has said everything.
pub(crate) fn at_the_end(play: &Play) -> Result<(), Broken> {
    let books = play.office.books();
    every_promise_is_kept(play, &books)?;
    everything_once_and_in_order(play, &books)?;
    nothing_is_dropped_in_silence(play, &books)?;
    records_follow_from_the_log(play, &books)?;
    for device in 0..play.devices.len() {
        converged(play, &books, device)?;
    }
    Ok(())
}

fn every_promise_is_kept(play: &Play, books: &Books) -> Result<(), Broken> {
    for promise in &play.promises {
        let kept = |it: &Decided| it.envelope == promise.envelope && it.author == promise.user;
        if !books.log.iter().any(kept) {
            let (device, id) = (promise.device, promise.id);
            return Err(play.broken(format!("durability: device {device} lost {id:?}")));
        }
    }
    for (number, device) in play.devices.iter().enumerate() {
        let (waits, sheltered) = (device.disk.rows(Table::Outbox).len(), device.disk.sheltered());
        if waits > 0 || !sheltered.is_empty() {
            return Err(play.broken(format!("progress: device {number} still keeps {waits}")));
        }
    }
    Ok(())
}

fn everything_once_and_in_order(play: &Play, books: &Books) -> Result<(), Broken> {
    let mut seen = BTreeSet::new();
    let mut last: BTreeMap<_, u64> = BTreeMap::new();
    for decided in &books.log {
        let content = (decided.author, decided.envelope.claimed_at, decided.envelope.body.clone());
        if !decided.again && !seen.insert(content) {
            let (client, seq) = (decided.client, decided.seq);
            return Err(play.broken(format!("once: {client:?} {seq} was decided twice")));
        }
        let number = last.entry(decided.client).or_default();
        if decided.seq != *number + 1 {
            let (client, seq) = (decided.client, decided.seq);
            return Err(play.broken(format!("order: {client:?} {seq} came after {number}")));
        }
        *number = decided.seq;
    }
    Ok(())
}

fn nothing_is_dropped_in_silence(play: &Play, books: &Books) -> Result<(), Broken> {
    let mut receipts: Vec<(UserId, Envelope, Outcome)> = Vec::new();
    for device in &play.devices {
        let here = contents(&device.disk).map(|here| here.receipts).unwrap_or_default();
        let told = |(_, it): (CommandId, Receipt)| (device.user, it.envelope, it.outcome);
        receipts.extend(here.into_iter().map(told));
    }
    let thrown_away: BTreeSet<UserId> =
        play.evicted.iter().map(|device| play.devices[*device].user).collect();
    for decided in books.log.iter().filter(|it| is_unsettled(&it.outcome)) {
        let (author, envelope, outcome) = (decided.author, &decided.envelope, &decided.outcome);
        let closed = |it: &Receipt| it.envelope == *envelope && it.outcome == *outcome;
        let seen = play.closed.iter().any(closed)
            || is_answered(books, decided)
            || receipts.contains(&(author, envelope.clone(), outcome.clone()))
            || thrown_away.contains(&decided.author);
        if !seen {
            let (client, seq) = (decided.client, decided.seq);
            let outcome = &decided.outcome;
            let what = format!("silence: nobody was told of {client:?} {seq}: {outcome:?}");
            return Err(play.broken(what));
        }
    }
    Ok(())
}

/// Whether its author has answered the question that an entry became.
fn is_answered(books: &Books, question: &Decided) -> bool {
    let content = question.envelope.hash();
    books.log.iter().filter(|it| it.author == question.author).any(|it| {
        let command = it.envelope.open();
        matches!(command, Ok(Command::SettleAttendance { answers, .. }) if answers == content)
    })
}

/// The records are what the rules make of the log, from the beginning, and nothing else.
fn records_follow_from_the_log(play: &Play, books: &Books) -> Result<(), Broken> {
    let mut state = histories::start();
    let mut desk = books.desk.iter().peekable();
    for (place, decided) in books.log.iter().enumerate() {
        while let Some((_, record)) = desk.next_if(|(before, _)| *before <= place) {
            state.put(record.clone());
        }
        let Ok(command) = decided.envelope.open() else { continue };
        if decided.again || decided.outcome == Outcome::Held(Refusal::NotAllowed) {
            continue;
        }
        if !consent_stands(&state, decided, &command) {
            let (client, seq) = (decided.client, decided.seq);
            return Err(play.broken(format!("consent: {client:?} {seq} overtook a withdrawal")));
        }
        let context = Context {
            author: Some(decided.author),
            claimed_at: decided.envelope.claimed_at,
            base: decided.envelope.base,
        };
        let decision = domain::apply(&state, &command, &context);
        let outcome = match &decision {
            Decision::Change(records) => {
                records.iter().cloned().for_each(|record| state.put(record));
                Outcome::Applied
            }
            Decision::Nothing => Outcome::Nothing,
            Decision::Conflict(conflict) => Outcome::Conflict(conflict.clone()),
            Decision::Refused(refusal) => Outcome::Held(*refusal),
        };
        if outcome != decided.outcome {
            let (client, seq) = (decided.client, decided.seq);
            let what = format!(
                "rules: {client:?} {seq} came to {:?}, by the rules {outcome:?}",
                decided.outcome
            );
            return Err(play.broken(what));
        }
    }
    desk.for_each(|(_, record)| state.put(record.clone()));
    if state == books.state {
        Ok(())
    } else {
        Err(play.broken("rules: the records are not what the log makes of them"))
    }
}

/// Nobody is sent anywhere, and nobody enters, whose consent does not stand at that moment.
fn consent_stands(state: &State, decided: &Decided, command: &Command) -> bool {
    let person = match command {
        Command::SendReferral(send) => send.signatory,
        Command::FollowReferral { signatory, event: ReferralEvent::Entered(_), .. } => *signatory,
        _ => return true,
    };
    decided.outcome != Outcome::Applied
        || state.interests_of(person).any(|it| it.withdrawn.is_none())
}

fn converged(play: &Play, books: &Books, device: usize) -> Result<(), Broken> {
    let Some(here) = contents(&play.devices[device].disk) else {
        return Err(play.broken(format!("convergence: device {device} cannot be read")));
    };
    let allowed: BTreeSet<Scope> = books.allowed(play.devices[device].user).into_iter().collect();
    let held: BTreeSet<Scope> = here.replica.scopes.iter().copied().collect();
    if allowed != held {
        return Err(play.broken(format!("convergence: device {device} holds other scopes")));
    }
    let right: BTreeMap<RecordKey, Record> = allowed
        .iter()
        .flat_map(|scope| books.scope_records(*scope))
        .map(|record| (record.key(), record))
        .collect();
    let stored: BTreeMap<RecordKey, Record> =
        stored(&here).into_iter().map(|it| (it.record.key(), it.record)).collect();
    if stored != right {
        return Err(play.broken(format!("convergence: device {device} keeps other records")));
    }
    for tab in &play.devices[device].tabs {
        let Some(client) = &tab.client else { continue };
        let shown: BTreeMap<RecordKey, Record> =
            client.read(|state| state.records().map(|it| (it.key(), it)).collect());
        if shown != right {
            return Err(play.broken(format!("convergence: a tab of device {device} shows others")));
        }
    }
    Ok(())
}
