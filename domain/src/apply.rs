//! The rules: what a command does to the records, decided the same on the tablet and on the server.

use crate::attendance::{Attendance, RosterEntry};
use crate::command::{Command, NewPerson, RegisterInterest};
use crate::consent;
use crate::id::{InterestId, InterventionId, SignatoryId, UserId};
use crate::interest::{Interest, Withdrawal};
use crate::person::Signatory;
use crate::refusal::{Conflict, Refusal};
use crate::state::{Record, State};
use crate::time::Instant;

/// Who acts, when, and what they had seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The account; `None` when a signatory acts for themselves.
    pub author: Option<UserId>,
    /// When, by the clock of the device that took the command: a claim that never decides order.
    pub claimed_at: Instant,
    /// The version of the command's subject that the author had before their eyes; 0 for none.
    pub base: u32,
}

/// What a command comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// These records take the place of the old ones.
    Change(Vec<Record>),
    /// Everything is already as the command wants it.
    Nothing,
    /// Somebody else said something different meanwhile; theirs stays, a person must look.
    Conflict(Conflict),
    /// Not possible.
    Refused(Refusal),
}

/// Decides what `command` does, given the records it [touches](Command::touches).
#[must_use]
pub fn apply(state: &State, command: &Command, context: &Context) -> Decision {
    let decided = match command {
        Command::MarkAttendance { intervention, signatory, mark } => {
            mark_attendance(state, context, *intervention, *signatory, *mark)
        }
        Command::AddPerson { intervention, person } => add_person(state, *intervention, person),
        Command::RegisterInterest(register) => register_interest(state, context, register),
        Command::WithdrawInterest { interest, reason } => {
            withdraw_interest(state, *interest, *reason)
        }
    };
    decided.unwrap_or_else(Decision::Refused)
}

/// Two advisers may share a class. Saying the same twice is agreement; saying something else of a
/// mark one has not seen is a question for a person, whatever the clocks say.
fn mark_attendance(
    state: &State,
    context: &Context,
    intervention: InterventionId,
    signatory: SignatoryId,
    mark: Option<Attendance>,
) -> Result<Decision, Refusal> {
    state.intervention(intervention).ok_or(Refusal::UnknownIntervention)?;
    let entry = state.roster_entry(intervention, signatory).ok_or(Refusal::NotOnRoster)?;
    if entry.mark == mark {
        return Ok(Decision::Nothing);
    }
    let seen = context.base == entry.version;
    let own = entry.marked_by.is_some() && entry.marked_by == context.author;
    // A blank line holds nobody's word, unless somebody blanked it.
    let blank = entry.mark.is_none() && entry.marked_by.is_none();
    if !(seen || own || blank) {
        return Ok(Decision::Conflict(Conflict {
            standing: entry.mark,
            standing_by: entry.marked_by,
            standing_at: entry.marked_at,
            proposed: mark,
        }));
    }
    Ok(Decision::Change(vec![Record::RosterEntry(RosterEntry {
        mark,
        marked_by: context.author,
        marked_at: Some(context.claimed_at),
        version: entry.version + 1,
        ..entry.clone()
    })]))
}

fn add_person(
    state: &State,
    intervention: InterventionId,
    person: &NewPerson,
) -> Result<Decision, Refusal> {
    state.intervention(intervention).ok_or(Refusal::UnknownIntervention)?;
    let wanted = Signatory {
        id: person.id,
        family_name: person.family_name.clone(),
        given_name: person.given_name.clone(),
        birth: person.birth,
        contact: person.contact.clone(),
        level: person.level,
        training_ends: None,
        origin: person.origin,
        version: 1,
    };
    let known = state.signatory(person.id);
    if known.is_some_and(|known| Signatory { version: 1, ..known.clone() } != wanted) {
        return Err(Refusal::IdentityTaken);
    }
    let mut changes = Vec::with_capacity(2);
    if known.is_none() {
        changes.push(Record::Signatory(wanted));
    }
    if state.roster_entry(intervention, person.id).is_none() {
        let entry = RosterEntry::expected(intervention, person.id);
        changes.push(Record::RosterEntry(RosterEntry { version: 1, ..entry }));
    }
    Ok(if changes.is_empty() { Decision::Nothing } else { Decision::Change(changes) })
}

fn register_interest(
    state: &State,
    context: &Context,
    register: &RegisterInterest,
) -> Result<Decision, Refusal> {
    state.intervention(register.intervention).ok_or(Refusal::UnknownIntervention)?;
    let person = state.signatory(register.signatory).ok_or(Refusal::NotOnRoster)?;
    state.roster_entry(register.intervention, register.signatory).ok_or(Refusal::NotOnRoster)?;
    if !register.contact.can_reach() {
        return Err(Refusal::NoWayToReach);
    }
    if register.consent.text.0 == 0 || register.consent.text > consent::CURRENT_TEXT {
        return Err(Refusal::UnknownConsentText);
    }
    let wanted = Interest {
        id: register.id,
        signatory: register.signatory,
        intervention: register.intervention,
        wishes: register.wishes.clone(),
        consent: register.consent.clone(),
        origin: register.origin,
        entered_by: context.author,
        entered_at: context.claimed_at,
        receipt: register.receipt,
        withdrawn: None,
        version: 1,
    };
    if let Some(known) = state.interest(register.id) {
        let same = Interest { withdrawn: None, version: 1, ..known.clone() } == wanted;
        return if same { Ok(Decision::Nothing) } else { Err(Refusal::IdentityTaken) };
    }
    let mut changes = vec![Record::Interest(wanted)];
    let level = register.level.or(person.level);
    if person.contact != register.contact || person.level != level {
        changes.push(Record::Signatory(Signatory {
            contact: register.contact.clone(),
            level,
            version: person.version + 1,
            ..person.clone()
        }));
    }
    Ok(Decision::Change(changes))
}

/// Needs no version seen: a withdrawal wins over everything that happened meanwhile.
fn withdraw_interest(
    state: &State,
    interest: InterestId,
    reason: Withdrawal,
) -> Result<Decision, Refusal> {
    let known = state.interest(interest).ok_or(Refusal::UnknownInterest)?;
    if known.withdrawn.is_some() {
        return Ok(Decision::Nothing);
    }
    Ok(Decision::Change(vec![Record::Interest(Interest {
        withdrawn: Some(reason),
        version: known.version + 1,
        ..known.clone()
    })]))
}

#[cfg(test)]
mod tests;
