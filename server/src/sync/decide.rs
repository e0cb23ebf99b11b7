//! Deciding one command inside a unit of work. The same for devices and for people who register
//! themselves.

use crate::db::{DbError, Reading, Writing};
use ::sync::wire::Change;
use ::sync::{Outcome, Scope};
use domain::attendance::RosterEntry;
use domain::id::{DirectorateId, SchemeId};
use domain::time::Instant;
use domain::{Command, Context, Decision, Record, State};
use std::collections::BTreeSet;

/// What a command came to.
#[derive(Debug)]
pub(crate) struct Decided {
    /// To be kept and given back.
    pub outcome: Outcome,
    /// To be added to the feed at the end of the unit of work.
    pub changes: Vec<Change>,
}

/// Decides a command of `directorate` and writes its effects. Whether the author may do this at
/// all was decided before.
///
/// # Errors
/// When the database fails or the disk is full.
pub(crate) async fn decide(
    unit: &mut Writing,
    directorate: DirectorateId,
    command: &Command,
    context: &Context,
    now: Instant,
) -> Result<Decided, DbError> {
    let state = load(unit, command).await?;
    let (outcome, changes) = match domain::apply(&state, command, context) {
        Decision::Change(records) => {
            for record in &records {
                unit.put_record(directorate, record, now).await?;
            }
            (Outcome::Applied, visible(unit, directorate, &state, &records).await?)
        }
        Decision::Nothing => (Outcome::Nothing, Vec::new()),
        Decision::Conflict(conflict) => (Outcome::Conflict(conflict), Vec::new()),
        Decision::Refused(refusal) => (Outcome::Held(refusal), Vec::new()),
    };
    Ok(Decided { outcome, changes })
}

/// What the rules look at for a command.
///
/// # Errors
/// When the database fails or holds what means nothing.
pub(crate) async fn load(unit: &mut Reading, command: &Command) -> Result<State, DbError> {
    let mut state = unit.state(&command.touches()).await?;
    if let Some(person) = command.whole_file() {
        for record in unit.file_records(person).await? {
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
/// When the database fails.
pub(crate) async fn visible(
    unit: &mut Writing,
    directorate: DirectorateId,
    before: &State,
    records: &[Record],
) -> Result<Vec<Change>, DbError> {
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
async fn joining(
    unit: &mut Writing,
    entry: &RosterEntry,
    records: &[Record],
) -> Result<Vec<Change>, DbError> {
    let scope = Scope::Intervention(entry.intervention);
    let file = unit.file_records(entry.signatory).await?;
    let news = file.into_iter().filter(|record| {
        !matches!(record, Record::Interest(_))
            && !records.iter().any(|other| other.key() == record.key())
    });
    Ok(news.map(|record| Change::Put(scope, record)).collect())
}
