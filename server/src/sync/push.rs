//! Taking in the commands of a device: each is decided once, in its order, for ever.

use super::decide::{Decided, decide};
use super::rights::{About, forbidden, subject};
use crate::db::{Account, Action, NewLogEntry};
use crate::db::{DbError, Writing};
use crate::randomness;
use crate::services::Office;
use ::sync::intake::{ClientRecord, Step, step};
use ::sync::wire::{Change, MAX_COMMANDS, SyncRequest};
use ::sync::{Envelope, Outcome};
use app::api::ApiError;
use domain::id::ClientId;
use domain::time::Instant;
use domain::{Context, Refusal};

/// Commands decided in one unit of work: one wait for the disk for all of them.
const BATCH: usize = 25;

/// What became of the commands of a request.
#[derive(Debug, Default)]
pub(super) struct Pushed {
    /// All up to this number are decided.
    pub last_seq: u64,
    /// Outcomes, except of the plainly applied.
    pub outcomes: Vec<(u64, Outcome)>,
    /// The numbering clashes with what is known of the installation.
    pub forked: bool,
}

/// Why no more commands are taken from a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Gap,
    Forked,
}

/// Decides the commands of a request as far as possible.
///
/// # Errors
/// [`ApiError::Forbidden`] for an installation of another account; a fault of the server when it
/// kept even the first command from being decided.
pub(super) async fn push(
    office: &Office,
    account: &Account,
    request: &SyncRequest,
) -> Result<Pushed, ApiError> {
    let mut pushed =
        Pushed { last_seq: meet(office, account, request).await?, ..Pushed::default() };
    let numbered: Vec<(u64, &Envelope)> = (0_u64..)
        .zip(&request.commands)
        .take(MAX_COMMANDS)
        .map_while(|(place, envelope)| Some((request.first_seq.checked_add(place)?, envelope)))
        .collect();
    let mut any = false;
    for batch in numbered.chunks(BATCH) {
        match take(office, account, request.client, batch, &mut pushed).await {
            Ok(None) => any = true,
            Ok(Some(stop)) => {
                pushed.forked = stop == Stop::Forked;
                break;
            }
            Err(error) if any => {
                // What was decided before must reach the device; it sends the rest again.
                tracing::warn!(%error, "a part of a request was not decided");
                break;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(pushed)
}

/// Decides a batch; where that fails, one command after the other, so that a single one that
/// cannot be stored does not hold back those before it.
async fn take(
    office: &Office,
    account: &Account,
    client: ClientId,
    batch: &[(u64, &Envelope)],
    pushed: &mut Pushed,
) -> Result<Option<Stop>, DbError> {
    match decide_batch(office, account, client, batch, pushed).await {
        Err(error) if batch.len() > 1 && !matches!(error, DbError::Busy) => {
            tracing::warn!(%error, "a batch failed and is taken apart");
            for (place, one) in batch.iter().enumerate() {
                match decide_batch(office, account, client, &[*one], pushed).await {
                    Ok(None) => {}
                    Ok(stop) => return Ok(stop),
                    Err(error) if place == 0 => return Err(error),
                    Err(error) => {
                        tracing::warn!(%error, "a command was not decided");
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
async fn meet(office: &Office, account: &Account, request: &SyncRequest) -> Result<u64, ApiError> {
    let known = office.store.read().await?.client(request.client).await?;
    if known.is_some_and(|client| client.user != account.id) {
        return Err(ApiError::Forbidden);
    }
    // Asking for news must work while the disk is full, so it writes nothing.
    if known.is_none() || !request.commands.is_empty() {
        let now = office.now();
        let skew = request.sent_at.0.saturating_sub(now.0);
        let met = async {
            let mut unit = office.store.write().await?;
            unit.meet_client(request.client, account.id, skew, now).await?;
            unit.commit().await
        };
        if let Err(error) = met.await {
            if !request.commands.is_empty() {
                return Err(error.into());
            }
            tracing::warn!(%error, "a new installation was not noted");
        }
    }
    Ok(known.map_or(0, |client| client.last_seq))
}

/// Decides commands in one unit of work. `pushed` is only touched when all of it was committed.
async fn decide_batch(
    office: &Office,
    account: &Account,
    client: ClientId,
    batch: &[(u64, &Envelope)],
    pushed: &mut Pushed,
) -> Result<Option<Stop>, DbError> {
    let now = office.now();
    let mut unit = office.store.write().await?;
    // Another account may have met us first with the same invented identity.
    let Some(known) = unit.client(client).await?.filter(|known| known.user == account.id) else {
        return Ok(Some(Stop::Forked));
    };
    let mut record = ClientRecord { last_seq: known.last_seq };
    let mut outcomes = Vec::new();
    let mut changes = Vec::new();
    let mut stop = None;
    for (seq, envelope) in batch {
        let outcome = match step(record, *seq) {
            Step::Gap => {
                stop = Some(Stop::Gap);
                break;
            }
            Step::Known => match unit.decided(client, *seq).await? {
                Some((hash, outcome)) if hash == envelope.hash() => outcome,
                _ => {
                    stop = Some(Stop::Forked);
                    break;
                }
            },
            Step::Decide => {
                let log = LogPlace { client, seq: *seq, now };
                let decided = decide_one(&mut unit, account, log, envelope).await?;
                changes.extend(decided.changes);
                record.last_seq = *seq;
                decided.outcome
            }
        };
        if outcome != Outcome::Applied {
            outcomes.push((*seq, outcome));
        }
    }
    if record.last_seq != known.last_seq {
        finish(office, account, unit, &changes).await?;
    }
    pushed.last_seq = record.last_seq;
    pushed.outcomes.extend(outcomes);
    Ok(stop)
}

async fn finish(
    office: &Office,
    account: &Account,
    mut unit: Writing,
    changes: &[Change],
) -> Result<(), DbError> {
    let tag = u32::from_le_bytes(randomness::bytes(&*office.randomness)?);
    unit.add_changes(account.directorate, tag, changes).await?;
    unit.commit().await
}

/// Where a command stands in the log.
#[derive(Clone, Copy)]
struct LogPlace {
    client: ClientId,
    seq: u64,
    now: Instant,
}

async fn decide_one(
    unit: &mut Writing,
    account: &Account,
    place: LogPlace,
    envelope: &Envelope,
) -> Result<Decided, DbError> {
    let held = |refusal| Decided { outcome: Outcome::Held(refusal), changes: Vec::new() };
    let mut about = About::default();
    let decided = match envelope.open() {
        Err(_) => held(Refusal::Unreadable),
        Ok(command) => {
            about = subject(unit, &command).await?;
            if let Some(refusal) = forbidden(unit, account, &command, about).await? {
                held(refusal)
            } else {
                let context = Context {
                    author: Some(account.id),
                    claimed_at: envelope.claimed_at,
                    base: envelope.base,
                };
                decide(unit, account.directorate, &command, &context, place.now).await?
            }
        }
    };
    unit.log_command(&NewLogEntry {
        client: place.client,
        seq: place.seq,
        envelope,
        received_at: place.now,
        outcome: &decided.outcome,
        directorate: account.directorate,
        author: account.id,
        intervention: about.intervention,
        signatory: about.signatory,
    })
    .await?;
    let action = match &decided.outcome {
        Outcome::Applied | Outcome::Nothing => Action::CommandApplied,
        Outcome::Conflict(_) => Action::CommandConflict,
        Outcome::Held(_) => Action::CommandHeld,
    };
    unit.audit(
        place.now,
        account.directorate,
        Some(account.id),
        action,
        about.signatory.map(|id| id.0),
        about.intervention,
    )
    .await?;
    Ok(decided)
}
