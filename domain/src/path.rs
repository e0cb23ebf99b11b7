//! A person's way from the visit to a scheme: where they stand and what happened in order, both
//! computed from the records.

use crate::attendance::Attendance;
use crate::id::{InterventionId, SchemeId, SignatoryId, UserId};
use crate::interview::{Interview, InterviewEvent, InterviewState, Missed};
use crate::order::sort_by_key;
use crate::referral::{Referral, ReferralEvent, ReferralState};
use crate::state::State;
use crate::time::Instant;

/// Where a person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No interest was ever registered.
    NotInterested,
    /// Interested, an interview is to be planned; since when.
    InterviewToPlan(Instant),
    /// An interview is planned for then.
    InterviewPlanned(Instant),
    /// The last interview did not take place, so that another is to be planned.
    InterviewMissed(Missed),
    /// Interviewed, nothing was sent yet.
    ToRefer,
    /// A referral stands like this: the one that is furthest.
    Referred(ReferralState),
    /// Everything was taken back.
    Withdrawn,
}

/// Where a person stands, by the referral that is furthest, else by the last interview, else by
/// the interest. Who took everything back and whose referrals came to nothing has withdrawn.
#[must_use]
pub fn standing(state: &State, person: SignatoryId) -> Standing {
    let known = state.interests_of(person).next().is_some();
    // An interest given elsewhere may not be known here, an interview shows that there is one.
    if !known && state.interviews_of(person).next().is_none() {
        return Standing::NotInterested;
    }
    let since = state
        .interests_of(person)
        .filter(|it| it.withdrawn.is_none())
        .map(|it| it.entered_at)
        .min();
    let taken_back = known && since.is_none();
    let furthest = state.referrals_of(person).map(Referral::state).max_by_key(|it| reach(*it));
    let counts = |it: &ReferralState| match it {
        ReferralState::Withdrawn => false,
        ReferralState::Superseded | ReferralState::Expired | ReferralState::Declined => !taken_back,
        _ => true,
    };
    if let Some(referral) = furthest.filter(counts) {
        return Standing::Referred(referral);
    }
    if taken_back {
        return Standing::Withdrawn;
    }
    let planned = |it: &&Interview| it.state() == InterviewState::Planned;
    if let Some(slot) = state.interviews_of(person).find(planned).and_then(Interview::slot) {
        return Standing::InterviewPlanned(slot.starts_at);
    }
    match (state.interviews_of(person).last().map(Interview::state), since) {
        (Some(InterviewState::Held), _) => Standing::ToRefer,
        (Some(InterviewState::Missed(why)), _) => Standing::InterviewMissed(why),
        (_, Some(since)) => Standing::InterviewToPlan(since),
        (_, None) => Standing::Withdrawn,
    }
}

/// How far a referral has come.
const fn reach(state: ReferralState) -> u8 {
    match state {
        ReferralState::Withdrawn => 0,
        ReferralState::Superseded => 1,
        ReferralState::Expired => 2,
        ReferralState::Declined => 3,
        ReferralState::Sent => 4,
        ReferralState::UnderReview => 5,
        ReferralState::Waitlisted => 6,
        ReferralState::DroppedOut => 7,
        ReferralState::Accepted => 8,
        ReferralState::Entered => 9,
        ReferralState::Completed => 10,
    }
}

/// One thing that happened to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// Marked at a visit.
    Marked(InterventionId, Attendance),
    /// Registered an interest; whether it was taken back later.
    Interested {
        /// Whether it was taken back later. When is not recorded.
        withdrawn: bool,
    },
    /// Something about an interview.
    Interview(InterviewEvent),
    /// Something about a referral.
    Referral(SchemeId, ReferralEvent),
}

/// What happened to a person: when it was entered, by whom, what.
pub type Entry = (Instant, Option<UserId>, Happening);

/// Everything that happened to a person, the latest first.
#[must_use]
pub fn timeline(state: &State, person: SignatoryId) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for visit in state.interventions() {
        if let Some(entry) = state.roster_entry(visit.id, person)
            && let (Some(mark), Some(at)) = (entry.mark, entry.marked_at)
        {
            entries.push((at, entry.marked_by, Happening::Marked(visit.id, mark)));
        }
    }
    for interest in state.interests_of(person) {
        let withdrawn = interest.withdrawn.is_some();
        let happening = Happening::Interested { withdrawn };
        entries.push((interest.entered_at, interest.entered_by, happening));
    }
    for interview in state.interviews_of(person) {
        let events = interview.events.iter();
        entries.extend(events.map(|it| (it.at, it.by, Happening::Interview(it.what.clone()))));
    }
    for referral in state.referrals_of(person) {
        let scheme = referral.scheme;
        let events = referral.events.iter();
        entries
            .extend(events.map(|it| (it.at, it.by, Happening::Referral(scheme, it.what.clone()))));
    }
    // Sorting keeps the order of what was entered at one moment, so that has to be right before.
    entries.reverse();
    sort_by_key(&mut entries, |(at, ..)| std::cmp::Reverse(*at));
    entries
}

#[cfg(test)]
mod tests;
