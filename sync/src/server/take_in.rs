//! Taking in the commands of a device: each is decided once, in its order, for ever.

use super::decide::{Decided, about, decide};
use super::own::Effects;
use super::{About, Counter, Declared, Entry, PassedOver, Reading as _, Unanswered, Writing as _};
use crate::intake::{ClientRecord, Step, step};
use crate::seeded::{self, Bug};
use crate::wire::{Change, Envelope, MAX_COMMANDS, Outcome, SyncRequest};
use domain::Refusal;
use domain::id::ClientId;
use domain::time::Instant;

/// Commands decided in one unit of work: one wait for the disk for all of them.
const BATCH: usize = 25;

/// What became of the commands of a request.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// All up to this number are decided.
    pub last_seq: u64,
    /// Outcomes, except of the plainly applied.
    pub outcomes: Vec<(u64, Outcome)>,
    /// The number from which on the numbering clashes with what is known of the installation.
    pub forked: Option<u64>,
    /// What the device can work out by itself.
    pub effects: Effects,
}

/// Why no more commands are taken from a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Gap,
    Forked(u64),
}

/// Decides the commands of a request as far as possible.
///
/// # Errors
/// For an installation of another account; when not even the first command could be decided.
pub(super) async fn take_in<C: Counter>(
    counter: &C,
    request: &SyncRequest,
) -> Result<Taken, Unanswered<C::Error>> {
    let mut taken = Taken { last_seq: meet(counter, request).await?, ..Taken::default() };
    let numbered: Vec<(u64, &Envelope)> = (0_u64..)
        .zip(&request.commands)
        .take(MAX_COMMANDS)
        .map_while(|(place, envelope)| Some((request.first_seq.checked_add(place)?, envelope)))
        .collect();
    let mut any = false;
    for batch in numbered.chunks(BATCH) {
        match take_batch(counter, request.client, batch, &mut taken).await {
            Ok(None) => any = true,
            Ok(Some(stop)) => {
                if let Stop::Forked(from) = stop {
                    taken.forked = Some(from);
                }
                break;
            }
            Err(error) if any => {
                // What was decided before must reach the device; it sends the rest again, also
                // where a copy of it has used the same numbers further on.
                counter.passed_over(PassedOver::Command, &error);
                taken.last_seq = taken.last_seq.min(before(batch));
                break;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(taken)
}

/// The number before those of a batch.
fn before(batch: &[(u64, &Envelope)]) -> u64 {
    batch.first().map_or(0, |(seq, _)| seq.saturating_sub(1))
}

/// Decides a batch; where that fails, one command after the other, so that a single one that
/// cannot be stored does not hold back those before it.
async fn take_batch<C: Counter>(
    counter: &C,
    client: ClientId,
    batch: &[(u64, &Envelope)],
    taken: &mut Taken,
) -> Result<Option<Stop>, C::Error> {
    match decide_batch(counter, client, batch, taken).await {
        Err(error) if batch.len() > 1 && !C::is_busy(&error) => {
            counter.passed_over(PassedOver::Batch, &error);
            for (place, one) in batch.iter().enumerate() {
                match decide_batch(counter, client, &[*one], taken).await {
                    Ok(None) => {}
                    Ok(stop) => return Ok(stop),
                    Err(error) if place == 0 => return Err(error),
                    Err(error) => {
                        counter.passed_over(PassedOver::Command, &error);
                        taken.last_seq = taken.last_seq.min(before(&[*one]));
                        return Ok(Some(Stop::Gap));
                    }
                }
            }
            Ok(None)
        }
        done => done,
    }
}

/// Notes that the installation was heard of. Gives the number of its last decided command.
async fn meet<C: Counter>(counter: &C, request: &SyncRequest) -> Result<u64, Unanswered<C::Error>> {
    let known = counter.read().await?.client(request.client).await?;
    if known.is_some_and(|client| client.user != counter.user()) {
        return Err(Unanswered::OtherAccount);
    }
    // Asking for news must work while the disk is full, so it writes nothing.
    if known.is_none() || !request.commands.is_empty() {
        let now = counter.now();
        let skew_ms = request.sent_at.0.saturating_sub(now.0);
        let declared = Declared { skew_ms, waiting: request.waiting };
        let met = async {
            let mut unit = counter.write().await?;
            unit.meet(request.client, counter.user(), declared, now).await?;
            unit.commit().await
        };
        if let Err(error) = met.await {
            if !request.commands.is_empty() {
                return Err(error.into());
            }
            counter.passed_over(PassedOver::Meeting, &error);
        }
    }
    Ok(known.map_or(0, |client| client.last_seq))
}

/// Decides commands in one unit of work. `taken` is only touched when all of it was committed.
async fn decide_batch<C: Counter>(
    counter: &C,
    client: ClientId,
    batch: &[(u64, &Envelope)],
    taken: &mut Taken,
) -> Result<Option<Stop>, C::Error> {
    let now = counter.now();
    let mut unit = counter.write().await?;
    // Another account may have met us first with the same invented identity.
    let known = unit.client(client).await?.filter(|known| known.user == counter.user());
    let Some(known) = known else {
        return Ok(batch.first().map(|(seq, _)| Stop::Forked(*seq)));
    };
    let mut record = ClientRecord { last_seq: known.last_seq };
    let mut outcomes = Vec::new();
    let mut changes = Vec::new();
    let mut effects = taken.effects.clone();
    let mut stop = None;
    for (seq, envelope) in batch {
        let what = match step(record, *seq) {
            Step::Known if seeded::is(Bug::NoDuplicateCheck) => Step::Decide,
            what => what,
        };
        let outcome = match what {
            Step::Gap => {
                stop = Some(Stop::Gap);
                break;
            }
            Step::Known => match unit.decided(client, *seq).await? {
                Some((hash, outcome)) if hash == envelope.hash() => outcome,
                _ => {
                    stop = Some(Stop::Forked(*seq));
                    break;
                }
            },
            Step::Decide => {
                let place = Place { client, seq: *seq, now };
                let decided = decide_one(counter, &mut unit, place, envelope).await?;
                changes.extend(decided.changes);
                effects.note(*seq, envelope.base, decided.alone);
                record.last_seq = *seq;
                decided.outcome
            }
        };
        if outcome != Outcome::Applied {
            outcomes.push((*seq, outcome));
        }
    }
    if seeded::is(Bug::AcknowledgedBeforeCommit) {
        taken.last_seq = record.last_seq;
    }
    if record.last_seq != known.last_seq || seeded::is(Bug::NoDuplicateCheck) {
        let finished = finish(counter, unit, &changes).await;
        if !seeded::is(Bug::AcknowledgedBeforeCommit) {
            finished?;
        }
    }
    taken.last_seq = record.last_seq;
    taken.outcomes.extend(outcomes);
    taken.effects = effects;
    Ok(stop)
}

async fn finish<C: Counter>(
    counter: &C,
    mut unit: C::Writing,
    changes: &[Change],
) -> Result<(), C::Error> {
    unit.number(counter.directorate(), counter.tag()?, changes).await?;
    unit.commit().await
}

/// Where a command stands in the log.
#[derive(Clone, Copy)]
struct Place {
    client: ClientId,
    seq: u64,
    now: Instant,
}

async fn decide_one<C: Counter>(
    counter: &C,
    unit: &mut C::Writing,
    place: Place,
    envelope: &Envelope,
) -> Result<Decided, C::Error> {
    let held = |refusal| Decided::unchanged(Outcome::Held(refusal));
    let mut subject = About::default();
    let before = unit.decided_before(counter.user(), envelope.hash()).await?;
    let before = before.filter(|_| !seeded::is(Bug::NoDuplicateCheck));
    let again = before.is_some();
    let opened = envelope.open().ok();
    let decided = match (before, &opened) {
        (Some(outcome), _) => Decided::unchanged(once_more(outcome)),
        (None, None) => held(Refusal::Unreadable),
        (None, Some(command)) => {
            subject = about(&mut **unit, command).await?;
            if let Some(refusal) = counter.forbidden(unit, command, subject).await? {
                held(refusal)
            } else {
                let context = envelope.context(counter.user());
                decide(unit, counter.directorate(), command, &context, place.now).await?
            }
        }
    };
    unit.keep(&Entry {
        client: place.client,
        seq: place.seq,
        envelope,
        command: opened.as_ref(),
        received_at: place.now,
        outcome: &decided.outcome,
        again,
        directorate: counter.directorate(),
        author: counter.user(),
        about: subject,
    })
    .await?;
    Ok(decided)
}

/// What is answered for a command that came before under another number: what was not carried out
/// has to be told to whoever sends it now.
fn once_more(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Conflict(_) | Outcome::Held(_) => outcome,
        Outcome::Applied | Outcome::Nothing | Outcome::Duplicate => Outcome::Duplicate,
    }
}
