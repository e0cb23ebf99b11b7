//! What an adviser has to do next for the people they work with, and since when it waits.
//! Computed from the records, so that nothing has to be ticked off.

use crate::id::{InterviewId, ReferralId, SignatoryId, UserId};
use crate::interview::{Interview, InterviewState, Missed};
use crate::order::sort_by_key;
use crate::referral::{DeclineReason, Referral, ReferralState};
use crate::state::State;
use crate::time::Instant;
use std::collections::BTreeSet;

/// A first interview is to be offered within so long after the interest was given.
pub const FIRST_INTERVIEW_WITHIN: i64 = 7 * 24 * 60 * 60 * 1000;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Todo {
    /// Say what became of an interview whose time has passed.
    Note(InterviewId),
    /// Plan a first interview.
    Plan,
    /// Plan anew what did not take place.
    PlanAgain(Missed),
    /// Propose a scheme.
    Refer,
    /// Do something about a refusal.
    Declined(ReferralId, DeclineReason),
    /// The partner never answered: ask again or propose another scheme.
    Unanswered(ReferralId),
}

/// Something to be done for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// For whom.
    pub person: SignatoryId,
    /// What.
    pub todo: Todo,
    /// Since when it waits.
    pub since: Instant,
}

impl Work {
    /// Whether it has waited longer than it should.
    #[must_use]
    pub const fn is_late(&self, now: Instant) -> bool {
        match self.todo {
            Todo::Note(_) => true,
            _ => self.since.plus(FIRST_INTERVIEW_WITHIN).0 < now.0,
        }
    }
}

/// What `adviser` has to do, what waits longest first. Who was never interviewed is everybody's
/// who has them on a list; afterwards they are the adviser's of the last interview.
#[must_use]
pub fn work_of(state: &State, adviser: UserId, now: Instant) -> Vec<Work> {
    let interested = state.interests().filter(|it| it.withdrawn.is_none());
    let people: BTreeSet<SignatoryId> = interested.map(|it| it.signatory).collect();
    let mut all: Vec<Work> =
        people.into_iter().filter_map(|person| next(state, adviser, now, person)).collect();
    sort_by_key(&mut all, |work| work.since);
    all
}

/// What is to be done next for one person; `None` where it is somebody else's turn.
fn next(state: &State, adviser: UserId, now: Instant, person: SignatoryId) -> Option<Work> {
    let work = |todo, since| Some(Work { person, todo, since });
    let Some(last) = last_interview(state, person) else {
        let interests = state.interests_of(person).filter(|it| it.withdrawn.is_none());
        return work(Todo::Plan, interests.map(|it| it.entered_at).min()?);
    };
    if last.adviser != adviser {
        return None;
    }
    let since = last.events.last()?.at;
    match last.state() {
        InterviewState::Planned => {
            let ends = last.slot()?.ends_at();
            if ends < now { work(Todo::Note(last.id), ends) } else { None }
        }
        InterviewState::Missed(why) => work(Todo::PlanAgain(why), since),
        InterviewState::Held => after_interview(state, person, since),
        // Interested again after having withdrawn.
        InterviewState::Withdrawn => work(Todo::Plan, since),
    }
}

fn after_interview(state: &State, person: SignatoryId, held: Instant) -> Option<Work> {
    let work = |todo, since| Some(Work { person, todo, since });
    // Somebody outside has to act, or everything is done.
    let goes_on = |it: &Referral| !it.state().is_over() || it.state() == ReferralState::Completed;
    if state.referrals_of(person).any(goes_on) {
        return None;
    }
    let Some(last) = state.referrals_of(person).max_by_key(|it| changed_at(it)) else {
        return work(Todo::Refer, held);
    };
    let since = changed_at(last);
    match (last.state(), last.declined_for()) {
        (ReferralState::Declined, Some(why)) => work(Todo::Declined(last.id, why), since),
        (ReferralState::Expired, _) => work(Todo::Unanswered(last.id), since),
        _ => work(Todo::Refer, since),
    }
}

/// When something last happened to a referral.
fn changed_at(referral: &Referral) -> Instant {
    referral.events.last().map_or(Instant(0), |event| event.at)
}

/// The interview with a person that was planned last.
fn last_interview(state: &State, person: SignatoryId) -> Option<&Interview> {
    state.interviews_of(person).max_by_key(|it| it.events.first().map(|event| event.at))
}

/// The referrals that wait for a partner, with when they were sent, the oldest first. Those of
/// the people whose last interview `adviser` held.
#[must_use]
pub fn waiting_for_partners(state: &State, adviser: UserId) -> Vec<(ReferralId, Instant)> {
    let own = |it: &&Referral| {
        it.state().is_open()
            && last_interview(state, it.signatory).is_some_and(|last| last.adviser == adviser)
    };
    let mut waiting: Vec<(ReferralId, Instant)> = state
        .referrals()
        .filter(own)
        .filter_map(|it| Some((it.id, it.events.first()?.at)))
        .collect();
    sort_by_key(&mut waiting, |(_, since)| *since);
    waiting
}

/// The interviews of `adviser` that are to take place, by time. Those whose time has passed are
/// among [`work_of`].
#[must_use]
pub fn planned_interviews(state: &State, adviser: UserId, now: Instant) -> Vec<&Interview> {
    let coming = |it: &&Interview| {
        it.adviser == adviser
            && it.state() == InterviewState::Planned
            && it.slot().is_some_and(|slot| slot.ends_at() >= now)
    };
    let mut all: Vec<&Interview> = state.interviews().filter(coming).collect();
    sort_by_key(&mut all, |it| it.slot().map(|slot| slot.starts_at));
    all
}

#[cfg(test)]
mod tests;
