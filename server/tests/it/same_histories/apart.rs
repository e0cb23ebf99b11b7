//! The records with which both offices begin, and the commands about them.
//!
//! The histories count each kind of thing from 1 on. What is a scope needs an identity that no other
//! thing has, as real ones do: a database tells scopes apart by that alone. So the visits are moved
//! away from the people, here and in every command, and back where a command is to be drawn.

use domain::id::{InterventionId, SignatoryId, UserId};
use domain::{Command, Record, State};
use histories::{ADVISERS, PEOPLE, VISITS};
use simulator::DIRECTORATE;
use sync::Scope;
use uuid::Uuid;

/// By how much.
const APART: u128 = 1_000;

/// The adviser who has both visits, from the beginning to the end.
pub const EVERYWHERE: UserId = ADVISERS[0];

/// The visits.
pub fn visits() -> [InterventionId; 2] {
    VISITS.map(apart)
}

/// The visit on whose list a person comes first, before any other.
pub fn home(person: SignatoryId) -> InterventionId {
    visits()[usize::from(person.0.as_bytes()[15] % 2)]
}

/// Everything that can be given to a device.
pub fn scopes() -> impl Iterator<Item = Scope> {
    let visits = visits().into_iter().map(Scope::Intervention);
    visits.chain([Scope::Catalogue(DIRECTORATE)]).chain(PEOPLE.into_iter().map(Scope::File))
}

/// The records at the beginning.
pub fn start() -> State {
    with_visits(&histories::start(), apart)
}

/// The records as the histories draw commands from them.
pub fn as_drawn(state: &State) -> State {
    with_visits(state, back)
}

/// Has a command that was drawn mean the visits of the offices.
pub fn moved(mut command: Command) -> Command {
    match &mut command {
        Command::MarkAttendance { intervention, .. } | Command::AddPerson { intervention, .. } => {
            *intervention = apart(*intervention);
        }
        Command::RegisterInterest(register) => {
            register.intervention = apart(register.intervention);
        }
        _ => {}
    }
    command
}

fn apart(visit: InterventionId) -> InterventionId {
    InterventionId(Uuid::from_u128(visit.0.as_u128() + APART))
}

fn back(visit: InterventionId) -> InterventionId {
    InterventionId(Uuid::from_u128(visit.0.as_u128() - APART))
}

fn with_visits(state: &State, place: fn(InterventionId) -> InterventionId) -> State {
    let mut moved = State::default();
    for mut record in state.records() {
        match &mut record {
            Record::Intervention(it) => it.id = place(it.id),
            Record::RosterEntry(it) => it.intervention = place(it.intervention),
            Record::Interest(it) => it.intervention = place(it.intervention),
            Record::Signatory(_)
            | Record::Scheme(_)
            | Record::Interview(_)
            | Record::Referral(_) => {}
        }
        moved.put(record);
    }
    moved
}
