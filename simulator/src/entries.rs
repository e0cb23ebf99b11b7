//! What people enter.

use crate::chance::Chance;
use domain::attendance::Attendance;
use domain::id::{InterestId, InterventionId, InterviewId, ReferralId, SignatoryId};
use domain::{Command, Record, State};
use histories::Step;

/// Something that makes sense of these records, or nearly so.
pub(crate) fn entry(state: &State, chance: &mut Chance) -> Command {
    let step = Step::from(chance.number().to_le_bytes());
    // Marks are what people enter most, and what can meet a conflict.
    let mark = chance.in_a_thousand(300).then(|| mark(state, chance));
    let command = mark.flatten().unwrap_or_else(|| histories::command(state, step));
    with_own_identity(state, command, chance)
}

/// Marks somebody who is on a list.
fn mark(state: &State, chance: &mut Chance) -> Option<Command> {
    let lines: Vec<(InterventionId, SignatoryId)> = state
        .records()
        .filter_map(|record| match record {
            Record::RosterEntry(line) => Some((line.intervention, line.signatory)),
            _ => None,
        })
        .collect();
    let (intervention, signatory) = *chance.one(&lines)?;
    let marks = [Attendance::Present, Attendance::Absent, Attendance::Excused];
    let mark = chance.one(&marks).copied();
    Some(Command::MarkAttendance { intervention, signatory, mark })
}

/// New records get an identity of their own, as those made on a device do: counted ones would meet
/// those of other devices.
pub fn with_own_identity(state: &State, command: Command, chance: &mut Chance) -> Command {
    let id = chance.identity();
    match command {
        Command::PlanInterview(mut plan) if state.interview(plan.id).is_none() => {
            plan.id = InterviewId(id);
            Command::PlanInterview(plan)
        }
        Command::SendReferral(mut send) if state.referral(send.id).is_none() => {
            send.id = ReferralId(id);
            Command::SendReferral(send)
        }
        Command::RegisterInterest(mut register) if state.interest(register.id).is_none() => {
            register.id = InterestId(id);
            Command::RegisterInterest(register)
        }
        other => other,
    }
}
