//! A referral (*orientation*): sending a person to a scheme, the partner's answer, and what came
//! of it.
//!
//! A referral is the list of what happened to it; its state is computed from that list by one
//! table of transitions, and nothing outside that table can happen.

use crate::id::{InterviewId, ReferralId, SchemeId, SignatoryId};
use crate::interview::Dated;
use crate::level::CefrLevel;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// Why a partner declines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DeclineReason {
    /// Nobody answers.
    Unreachable,
    /// Did not come to the partner's own talk.
    AbsentFromInterview,
    /// Found work.
    Employed,
    /// Follows another training.
    InTraining,
    /// Does not meet the conditions.
    NotEligible,
    /// Cannot get there.
    NotMobile,
    /// Does not want to.
    NotInterested,
    /// Something else stands in the way (childcare, health, housing).
    PeripheralBarriers,
    /// No place.
    Full,
    /// Already known there under another referral.
    Duplicate,
    /// Something else, told in the note.
    Other,
}

impl DeclineReason {
    /// All reasons, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Full,
        Self::Unreachable,
        Self::AbsentFromInterview,
        Self::NotEligible,
        Self::NotMobile,
        Self::NotInterested,
        Self::Employed,
        Self::InTraining,
        Self::PeripheralBarriers,
        Self::Duplicate,
        Self::Other,
    ];

    /// The word that stands for the reason in forms and tables. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::AbsentFromInterview => "absent_from_interview",
            Self::Employed => "employed",
            Self::InTraining => "in_training",
            Self::NotEligible => "not_eligible",
            Self::NotMobile => "not_mobile",
            Self::NotInterested => "not_interested",
            Self::PeripheralBarriers => "peripheral_barriers",
            Self::Full => "full",
            Self::Duplicate => "duplicate",
            Self::Other => "other",
        }
    }

    /// The reason a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// What to do next: a refusal is never a dead end.
    #[must_use]
    pub const fn follow_up(self) -> FollowUp {
        match self {
            Self::Full => FollowUp::WaitingList,
            Self::NotMobile => FollowUp::NearerScheme,
            Self::Unreachable | Self::AbsentFromInterview => FollowUp::OtherContactWay,
            Self::NotEligible | Self::PeripheralBarriers | Self::Other => FollowUp::NewInterview,
            Self::NotInterested => FollowUp::AskThePerson,
            Self::Employed | Self::InTraining | Self::Duplicate => FollowUp::Nothing,
        }
    }
}

/// What an adviser does about a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FollowUp {
    /// Ask for a place on the waiting list.
    WaitingList,
    /// Look for a scheme that is nearer or remote.
    NearerScheme,
    /// Try to reach the person in another way.
    OtherContactWay,
    /// Talk again, with the reason in hand.
    NewInterview,
    /// Ask whether the person still wants a scheme.
    AskThePerson,
    /// The person is provided for.
    Nothing,
}

/// What can happen to a referral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReferralEvent {
    /// It was sent to the partner.
    Sent,
    /// The partner looks into it (*à l'étude*).
    UnderReview,
    /// The partner takes the person, from this day on where it is known.
    Accepted(Option<Day>),
    /// The partner does not.
    Declined(DeclineReason, String),
    /// The partner will when there is a place.
    Waitlisted,
    /// The partner did not answer in time.
    Expired,
    /// Another scheme took the person, and this one cannot be followed beside it.
    Superseded,
    /// The person, or the adviser by mistake, took it back.
    Withdrawn,
    /// The person began on this day.
    Entered(Day),
    /// The person went to the end, and reached this level where it was looked at.
    Completed(Day, Option<CefrLevel>),
    /// The person left before the end.
    DroppedOut(Day),
}

impl ReferralEvent {
    /// The state it leads to.
    #[must_use]
    pub const fn leads_to(&self) -> ReferralState {
        match self {
            Self::Sent => ReferralState::Sent,
            Self::UnderReview => ReferralState::UnderReview,
            Self::Accepted(_) => ReferralState::Accepted,
            Self::Declined(..) => ReferralState::Declined,
            Self::Waitlisted => ReferralState::Waitlisted,
            Self::Expired => ReferralState::Expired,
            Self::Superseded => ReferralState::Superseded,
            Self::Withdrawn => ReferralState::Withdrawn,
            Self::Entered(_) => ReferralState::Entered,
            Self::Completed(..) => ReferralState::Completed,
            Self::DroppedOut(_) => ReferralState::DroppedOut,
        }
    }
}

/// Where a referral stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferralState {
    /// With the partner, no answer yet.
    Sent,
    /// The partner looks into it.
    UnderReview,
    /// On the waiting list.
    Waitlisted,
    /// Taken, not begun.
    Accepted,
    /// Inside.
    Entered,
    /// Gone to the end.
    Completed,
    /// Left before the end.
    DroppedOut,
    /// Refused by the partner.
    Declined,
    /// Never answered.
    Expired,
    /// Closed by another acceptance.
    Superseded,
    /// Taken back.
    Withdrawn,
}

impl ReferralState {
    /// All states.
    pub const ALL: [Self; 11] = [
        Self::Sent,
        Self::UnderReview,
        Self::Waitlisted,
        Self::Accepted,
        Self::Entered,
        Self::Completed,
        Self::DroppedOut,
        Self::Declined,
        Self::Expired,
        Self::Superseded,
        Self::Withdrawn,
    ];

    /// The state after `event`; `None` where it cannot happen.
    #[must_use]
    pub const fn after(self, event: &ReferralEvent) -> Option<Self> {
        let next = event.leads_to();
        if self.can_become(next) { Some(next) } else { None }
    }

    /// The table of transitions: nothing outside it can happen to a referral.
    const fn can_become(self, next: Self) -> bool {
        match next {
            Self::Sent => false,
            Self::UnderReview => matches!(self, Self::Sent),
            Self::Accepted => self.is_open(),
            // Refused for want of places, the person can still be put on the list.
            Self::Waitlisted => matches!(self, Self::Sent | Self::UnderReview | Self::Declined),
            // Also after a yes: who was accepted and never came gives the place back.
            Self::Declined | Self::Superseded => self.is_open() || matches!(self, Self::Accepted),
            // A person on a waiting list has been answered: no timer ends that.
            Self::Expired => matches!(self, Self::Sent | Self::UnderReview),
            Self::Withdrawn => !self.is_over(),
            Self::Entered => matches!(self, Self::Accepted),
            Self::Completed | Self::DroppedOut => matches!(self, Self::Entered),
        }
    }

    /// The word that stands for the state in tables and addresses. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::UnderReview => "under_review",
            Self::Waitlisted => "waitlisted",
            Self::Accepted => "accepted",
            Self::Entered => "entered",
            Self::Completed => "completed",
            Self::DroppedOut => "dropped_out",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Superseded => "superseded",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether it waits for somebody outside: it can still be answered, expire or be superseded.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::UnderReview | Self::Waitlisted)
    }

    /// Whether it takes up a place of its scheme.
    #[must_use]
    pub const fn takes_a_place(self) -> bool {
        matches!(self, Self::Accepted | Self::Entered)
    }

    /// Whether nothing more can come of it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        !self.is_open() && !self.takes_a_place()
    }
}

/// A referral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Its identity.
    pub id: ReferralId,
    /// Who is sent.
    pub signatory: SignatoryId,
    /// Where to.
    pub scheme: SchemeId,
    /// The held interview it rests on.
    pub interview: InterviewId,
    /// What happened, in the order in which the server took it. The first is always
    /// [`Sent`](ReferralEvent::Sent).
    pub events: Vec<Dated<ReferralEvent>>,
    /// Grows by one with each change the server accepted.
    pub version: u32,
}

impl Referral {
    /// Where it stands, computed from what happened. What cannot happen changes nothing.
    #[must_use]
    pub fn state(&self) -> ReferralState {
        self.events
            .iter()
            .fold(ReferralState::Sent, |state, event| state.after(&event.what).unwrap_or(state))
    }

    /// Why the partner declined, where that is how it stands.
    #[must_use]
    pub fn declined_for(&self) -> Option<DeclineReason> {
        self.events.iter().rev().find_map(|event| match &event.what {
            ReferralEvent::Declined(reason, _) => Some(*reason),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_word_and_a_way_on() {
        for reason in DeclineReason::ALL {
            assert_eq!(DeclineReason::from_code(reason.code()), Some(reason));
        }
        assert_eq!(DeclineReason::Full.follow_up(), FollowUp::WaitingList);
        assert_eq!(DeclineReason::NotMobile.follow_up(), FollowUp::NearerScheme);
    }

    #[test]
    fn the_end_is_the_end_but_for_a_refusal_that_becomes_a_place_on_the_list() {
        let events = [
            ReferralEvent::Sent,
            ReferralEvent::UnderReview,
            ReferralEvent::Accepted(None),
            ReferralEvent::Declined(DeclineReason::Full, String::new()),
            ReferralEvent::Waitlisted,
            ReferralEvent::Expired,
            ReferralEvent::Superseded,
            ReferralEvent::Withdrawn,
            ReferralEvent::Entered(Day(0)),
            ReferralEvent::Completed(Day(1), None),
            ReferralEvent::DroppedOut(Day(1)),
        ];
        for state in ReferralState::ALL.into_iter().filter(|state| state.is_over()) {
            for event in &events {
                let next = state.after(event);
                let waits = state == ReferralState::Declined && *event == ReferralEvent::Waitlisted;
                assert_eq!(next.is_some(), waits, "{state:?} {event:?}");
            }
        }
    }

    #[test]
    fn nobody_enters_without_having_been_accepted() {
        for state in ReferralState::ALL {
            let enters = state.after(&ReferralEvent::Entered(Day(0))).is_some();
            assert_eq!(enters, state == ReferralState::Accepted, "{state:?}");
        }
    }
}
