//! Deciding one command inside a unit of work. The same for devices and for people who register
//! themselves.

use crate::db::{DbError, Writing};
use ::sync::wire::Change;
use ::sync::{Outcome, Scope};
use domain::id::DirectorateId;
use domain::time::Instant;
use domain::{Command, Context, Decision, Record, RecordKey, State};

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
    let state = unit.state(&command.touches()).await?;
    let (outcome, changes) = match domain::apply(&state, command, context) {
        Decision::Change(records) => {
            for record in &records {
                unit.put_record(directorate, record, now).await?;
            }
            (Outcome::Applied, visible(unit, &state, &records).await?)
        }
        Decision::Nothing => (Outcome::Nothing, Vec::new()),
        Decision::Conflict(conflict) => (Outcome::Conflict(conflict), Vec::new()),
        Decision::Refused(refusal) => (Outcome::Held(refusal), Vec::new()),
    };
    Ok(Decided { outcome, changes })
}

/// The changes that devices must hear of, given the records as written and as they were before:
/// each record once for every scope it is visible in.
///
/// # Errors
/// When the database fails.
pub(crate) async fn visible(
    unit: &mut Writing,
    before: &State,
    records: &[Record],
) -> Result<Vec<Change>, DbError> {
    let mut changes = Vec::with_capacity(records.len());
    for record in records {
        match record {
            Record::Intervention(it) => {
                changes.push(Change::Put(Scope::Intervention(it.id), record.clone()));
            }
            Record::Interest(it) => {
                changes.push(Change::Put(Scope::Intervention(it.intervention), record.clone()));
            }
            Record::RosterEntry(it) => {
                let scope = Scope::Intervention(it.intervention);
                let joins = before.roster_entry(it.intervention, it.signatory).is_none();
                let person = RecordKey::Signatory(it.signatory);
                // Who joins a list becomes visible there, also when nothing of them changed.
                if joins && !records.iter().any(|other| other.key() == person) {
                    let person = unit.record(person).await?;
                    changes.extend(person.map(|person| Change::Put(scope, person)));
                }
                changes.push(Change::Put(scope, record.clone()));
            }
            Record::Signatory(it) => {
                for visit in unit.visits_of(it.id).await? {
                    changes.push(Change::Put(Scope::Intervention(visit), record.clone()));
                }
            }
        }
    }
    Ok(changes)
}
