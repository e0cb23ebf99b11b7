//! The rules of the room: attendance, people, interests.

use super::{Context, Decision};
use crate::attendance::{Attendance, RosterEntry};
use crate::command::{NewPerson, RegisterInterest};
use crate::consent;
use crate::contact::Contact;
use crate::id::{InterestId, InterventionId, SignatoryId};
use crate::interest::{Interest, Withdrawal};
use crate::person::Signatory;
use crate::refusal::{Conflict, Refusal};
use crate::state::{Record, State, next_version};

/// Two advisers may share a class. Saying the same twice is agreement; saying something else of a
/// mark one has not seen is a question for a person, whatever the clocks say.
pub(super) fn mark_attendance(
    state: &State,
    context: &Context,
    intervention: InterventionId,
    signatory: SignatoryId,
    mark: Option<Attendance>,
) -> Result<Decision, Refusal> {
    let entry = line(state, intervention, signatory)?;
    if entry.mark == mark {
        return Ok(Decision::Nothing);
    }
    Ok(marked(entry, context, mark))
}

/// An answer is a mark like any other: whoever marked meanwhile is not overruled unseen. Where the
/// mark that stands is chosen, it stays its author's; but a line that was seen counts as changed all
/// the same, so that another answer that had not seen this one is a question again.
pub(super) fn settle_attendance(
    state: &State,
    context: &Context,
    intervention: InterventionId,
    signatory: SignatoryId,
    mark: Option<Attendance>,
) -> Result<Decision, Refusal> {
    let entry = line(state, intervention, signatory)?;
    if entry.mark == mark {
        // Made by this very answer: there is nothing left to do, whatever version it says it saw.
        let own = (entry.marked_by, entry.marked_at) == (context.author, Some(context.claimed_at));
        if own || context.base != entry.version {
            return Ok(Decision::Nothing);
        }
        let version = entry.version + 1;
        let confirmed = RosterEntry { version, ..entry.clone() };
        return Ok(Decision::Change(vec![Record::RosterEntry(confirmed)]));
    }
    Ok(marked(entry, context, mark))
}

fn line(
    state: &State,
    intervention: InterventionId,
    signatory: SignatoryId,
) -> Result<&RosterEntry, Refusal> {
    state.intervention(intervention).ok_or(Refusal::UnknownIntervention)?;
    state.roster_entry(intervention, signatory).ok_or(Refusal::NotOnRoster)
}

/// Another mark in place of the one that stands, unless that was somebody else's and not seen.
fn marked(entry: &RosterEntry, context: &Context, mark: Option<Attendance>) -> Decision {
    let seen = context.base == entry.version;
    let own = entry.marked_by.is_some() && entry.marked_by == context.author;
    // A blank line holds nobody's word, unless somebody blanked it.
    let blank = entry.mark.is_none() && entry.marked_by.is_none();
    if !(seen || own || blank) {
        return Decision::Conflict(Conflict {
            standing: entry.mark,
            standing_by: entry.marked_by,
            standing_at: entry.marked_at,
            proposed: mark,
        });
    }
    Decision::Change(vec![Record::RosterEntry(RosterEntry {
        mark,
        marked_by: context.author,
        marked_at: Some(context.claimed_at),
        version: next_version(entry.version),
        ..entry.clone()
    })])
}

pub(super) fn add_person(
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

pub(super) fn register_interest(
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
            version: next_version(person.version),
            ..person.clone()
        }));
    }
    Ok(Decision::Change(changes))
}

/// Two people may correct at the same time, the person and an adviser: the second has to look at
/// what the first wrote.
pub(super) fn correct_contact(
    state: &State,
    context: &Context,
    person: SignatoryId,
    contact: &Contact,
) -> Result<Decision, Refusal> {
    let known = state.signatory(person).ok_or(Refusal::UnknownPerson)?;
    if known.contact == *contact {
        return Ok(Decision::Nothing);
    }
    if !contact.can_reach() {
        return Err(Refusal::NoWayToReach);
    }
    if context.base != known.version {
        return Err(Refusal::ChangedMeanwhile);
    }
    Ok(Decision::Change(vec![Record::Signatory(Signatory {
        contact: contact.clone(),
        version: next_version(known.version),
        ..known.clone()
    })]))
}

/// Needs no version seen: a withdrawal wins over everything that happened meanwhile.
pub(super) fn withdraw_interest(
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
        version: next_version(known.version),
        ..known.clone()
    })]))
}
