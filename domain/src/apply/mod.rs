//! The rules: what a command does to the records, decided the same on the tablet and on the server.

mod follow_up;
mod room;

use crate::command::Command;
use crate::id::UserId;
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
            room::mark_attendance(state, context, *intervention, *signatory, *mark)
        }
        Command::SettleAttendance { intervention, signatory, mark, .. } => {
            room::settle_attendance(state, context, *intervention, *signatory, *mark)
        }
        Command::AddPerson { intervention, person } => {
            room::add_person(state, *intervention, person)
        }
        Command::RegisterInterest(register) => room::register_interest(state, context, register),
        Command::WithdrawInterest { interest, reason } => {
            room::withdraw_interest(state, *interest, *reason)
        }
        Command::PlanInterview(plan) => follow_up::plan_interview(state, context, plan),
        Command::FollowInterview { signatory, interview, event } => {
            follow_up::follow_interview(state, context, *signatory, *interview, event)
        }
        Command::SendReferral(send) => follow_up::send_referral(state, context, send),
        Command::FollowReferral { signatory, referral, scheme, event } => {
            follow_up::follow_referral(state, context, (*signatory, *referral, *scheme), event)
        }
        Command::WithdrawPerson { signatory } => {
            follow_up::withdraw_person(state, context, *signatory)
        }
        Command::CorrectContact { signatory, contact } => {
            room::correct_contact(state, context, *signatory, contact)
        }
    };
    decided.unwrap_or_else(Decision::Refused)
}

#[cfg(test)]
mod tests;
