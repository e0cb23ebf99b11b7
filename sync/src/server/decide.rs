//! Deciding one command inside a unit of work. The same for devices and for people who register
//! themselves.

use super::{About, Reading, Writing};
use crate::Scope;
use crate::seeded::{self, Bug};
use crate::wire::{Change, Outcome};
use domain::attendance::RosterEntry;
use domain::command::{PlanInterview, SendReferral};
use domain::id::{DirectorateId, SchemeId};
use domain::time::Instant;
use domain::{Command, Context, Decision, Record, RecordKey, State};
use std::collections::BTreeSet;

/// What a command came to.
#[derive(Debug)]
pub struct Decided {
    /// To be kept and given back.
    pub outcome: Outcome,
    /// To be added to the feed at the end of the unit of work.
    pub changes: Vec<Change>,
    /// Set where one record was changed, and nothing else.
    pub alone: Option<Alone>,
}

impl Decided {
    /// That nothing was changed.
    pub(super) const fn unchanged(outcome: Outcome) -> Self {
        Self { outcome, changes: Vec::new(), alone: None }
    }
}

/// The one record that a command changed. It stays visible where it was, and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alone {
    /// Its version before.
    pub before: u32,
    /// As it is now.
    pub record: Record,
}

type ErrorOf<W> = <<W as Writing>::Reading as Reading>::Error;

/// Decides a command of `directorate` and writes its effects. Whether the author may do this at
/// all was decided before.
///
/// # Errors
/// When the records cannot be read or written.
pub async fn decide<W: Writing>(
    unit: &mut W,
    directorate: DirectorateId,
    command: &Command,
    context: &Context,
    now: Instant,
) -> Result<Decided, ErrorOf<W>> {
    let mut state = load(&mut **unit, command).await?;
    if seeded::is(Bug::WithdrawalOvertaken) {
        overtake_withdrawals(&mut state, command);
    }
    Ok(match domain::apply(&state, command, context) {
        Decision::Change(records) => {
            for record in &records {
                unit.put(directorate, record, now).await?;
            }
            let changes = visible(&mut **unit, directorate, &state, &records).await?;
            Decided { outcome: Outcome::Applied, changes, alone: alone(&state, records) }
        }
        Decision::Nothing => Decided::unchanged(Outcome::Nothing),
        Decision::Conflict(conflict) => Decided::unchanged(Outcome::Conflict(conflict)),
        Decision::Refused(refusal) => Decided::unchanged(Outcome::Held(refusal)),
    })
}

/// The one record that was changed. A new one may be seen where nothing of it was before.
fn alone(before: &State, mut records: Vec<Record>) -> Option<Alone> {
    let record = records.pop().filter(|_| records.is_empty())?;
    let known = before.record(record.key())?;
    Some(Alone { before: known.version(), record })
}

/// The fault of this name: looks at consents as if nobody had ever taken one back.
fn overtake_withdrawals(state: &mut State, command: &Command) {
    let Some(person) = command.whole_file() else { return };
    let withdrawn: Vec<_> = state.interests_of(person).cloned().collect();
    for mut interest in withdrawn {
        interest.withdrawn = None;
        state.put(Record::Interest(interest));
    }
}

/// What a command is about; of a withdrawal, what the interest is about.
///
/// # Errors
/// When the records cannot be read.
pub async fn about<R: Reading>(unit: &mut R, command: &Command) -> Result<About, R::Error> {
    Ok(match command {
        Command::MarkAttendance { intervention, signatory, .. }
        | Command::SettleAttendance { intervention, signatory, .. } => {
            About { intervention: Some(*intervention), signatory: Some(*signatory) }
        }
        Command::AddPerson { intervention, person } => {
            About { intervention: Some(*intervention), signatory: Some(person.id) }
        }
        Command::RegisterInterest(register) => {
            About { intervention: Some(register.intervention), signatory: Some(register.signatory) }
        }
        Command::WithdrawInterest { interest, .. } => {
            let known = unit.state(&[RecordKey::Interest(*interest)]).await?;
            known.interest(*interest).map_or_else(About::default, |interest| About {
                intervention: Some(interest.intervention),
                signatory: Some(interest.signatory),
            })
        }
        Command::PlanInterview(PlanInterview { signatory, .. })
        | Command::FollowInterview { signatory, .. }
        | Command::SendReferral(SendReferral { signatory, .. })
        | Command::FollowReferral { signatory, .. }
        | Command::WithdrawPerson { signatory }
        | Command::CorrectContact { signatory, .. } => {
            About { intervention: None, signatory: Some(*signatory) }
        }
    })
}

/// What the rules look at for a command.
///
/// # Errors
/// When the records cannot be read.
pub async fn load<R: Reading>(unit: &mut R, command: &Command) -> Result<State, R::Error> {
    let mut state = unit.state(&command.touches()).await?;
    if let Some(person) = command.whole_file() {
        for record in unit.file(person).await? {
            state.put(record);
        }
        let schemes: BTreeSet<SchemeId> =
            state.referrals_of(person).map(|referral| referral.scheme).collect();
        for id in schemes {
            if let Some(scheme) = unit.scheme(id).await? {
                state.put(Record::Scheme(scheme));
            }
        }
    }
    if let Some(slot) = command.wanted_slot() {
        let adviser = match command {
            Command::PlanInterview(plan) => Some(plan.adviser),
            Command::FollowInterview { interview, .. } => {
                state.interview(*interview).map(|interview| interview.adviser)
            }
            _ => None,
        };
        if let Some(adviser) = adviser {
            for other in unit.interviews_during(adviser, slot).await? {
                state.put(Record::Interview(other));
            }
        }
    }
    Ok(state)
}

/// The changes that devices must hear of, given the records as written and as they were before:
/// each record once for every scope it is visible in.
///
/// # Errors
/// When the records cannot be read.
pub async fn visible<R: Reading>(
    unit: &mut R,
    directorate: DirectorateId,
    before: &State,
    records: &[Record],
) -> Result<Vec<Change>, R::Error> {
    let mut changes = Vec::with_capacity(records.len());
    for record in records {
        let person = match record {
            Record::Intervention(it) => {
                changes.push(Change::Put(Scope::Intervention(it.id), record.clone()));
                continue;
            }
            Record::RosterEntry(it) => {
                let joins = before.roster_entry(it.intervention, it.signatory).is_none();
                if joins {
                    changes.extend(joining(unit, it, records).await?);
                }
                changes.push(Change::Put(Scope::Intervention(it.intervention), record.clone()));
                continue;
            }
            Record::Scheme(_) => {
                changes.push(Change::Put(Scope::Catalogue(directorate), record.clone()));
                continue;
            }
            // Only where it was given, and in the file: another centre need not know of it.
            Record::Interest(it) => {
                changes.push(Change::Put(Scope::Intervention(it.intervention), record.clone()));
                changes.push(Change::Put(Scope::File(it.signatory), record.clone()));
                continue;
            }
            Record::Signatory(it) => it.id,
            Record::Interview(it) => it.signatory,
            Record::Referral(it) => it.signatory,
        };
        for visit in unit.visits_of(person).await? {
            changes.push(Change::Put(Scope::Intervention(visit), record.clone()));
        }
        changes.push(Change::Put(Scope::File(person), record.clone()));
    }
    Ok(changes)
}

/// Who joins a list becomes visible there with their interviews and referrals, also when nothing
/// of them changed.
async fn joining<R: Reading>(
    unit: &mut R,
    entry: &RosterEntry,
    records: &[Record],
) -> Result<Vec<Change>, R::Error> {
    let scope = Scope::Intervention(entry.intervention);
    let file = unit.file(entry.signatory).await?;
    let news = file.into_iter().filter(|record| {
        !matches!(record, Record::Interest(_))
            && !records.iter().any(|other| other.key() == record.key())
    });
    Ok(news.map(|record| Change::Put(scope, record)).collect())
}
