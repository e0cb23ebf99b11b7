//! What the tests of the follow-up share.

pub use crate::apply::Decision;
pub use crate::command::{Command, PlanInterview, SendReferral};
pub use crate::fixtures::*;
pub use crate::id::{InterestId, InterviewId, SchemeId, SignatoryId};
pub use crate::interest::Withdrawal;
pub use crate::interview::{Interview, InterviewEvent, InterviewState, Missed};
pub use crate::level::CefrLevel;
pub use crate::referral::{DeclineReason, Referral, ReferralEvent, ReferralState};
pub use crate::refusal::Refusal;
pub use crate::scheme::Scheme;
pub use crate::state::{Record, State};
pub use crate::time::Day;
pub use rstest::rstest;
pub use uuid::Uuid;

pub const STRANGER: SignatoryId = SignatoryId(Uuid::from_u128(99));
pub const NOWHERE: SchemeId = SchemeId(Uuid::from_u128(99));
pub const ACCEPTED: ReferralEvent = ReferralEvent::Accepted(None);
pub const WITHDRAW: Command = Command::WithdrawPerson { signatory: AMINA };

pub fn declined(reason: DeclineReason) -> ReferralEvent {
    ReferralEvent::Declined(reason, String::new())
}

pub fn basma_sent(number: u128, scheme: SchemeId) -> Command {
    let sent = SendReferral { signatory: BASMA, interview: OTHER_TALK, ..send(number, scheme) };
    Command::SendReferral(sent)
}

pub fn basmas(number: u128, scheme: SchemeId, event: ReferralEvent) -> Command {
    Command::FollowReferral { signatory: BASMA, referral: referral_id(number), scheme, event }
}

/// Amina is sent to these schemes, by referrals 1, 2, …
pub fn sent_to(schemes: &[SchemeId]) -> State {
    let mut state = interviewed();
    for (number, scheme) in (1..).zip(schemes) {
        done(&mut state, &Command::SendReferral(send(number, *scheme)));
    }
    state
}

pub fn stands(state: &State, number: u128) -> Option<ReferralState> {
    state.referral(referral_id(number)).map(Referral::state)
}

pub fn taken(state: &State, scheme: SchemeId) -> u16 {
    state.scheme(scheme).map_or(0, |it| it.taken)
}

pub fn withdraw_interest() -> Command {
    Command::WithdrawInterest { interest: WISH, reason: Withdrawal::Mistake }
}
