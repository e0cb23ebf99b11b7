//! The rules of the follow-up: interviews, referrals, and taking everything back.

use super::{Context, Decision};
use crate::command::{PlanInterview, SendReferral};
use crate::id::{InterviewId, ReferralId, SchemeId, SignatoryId};
use crate::interest::{Interest, Withdrawal};
use crate::interview::{Dated, Interview, InterviewEvent, InterviewState, Slot};
use crate::referral::{Referral, ReferralEvent, ReferralState};
use crate::refusal::Refusal;
use crate::scheme::Scheme;
use crate::state::{Record, State, next_version};

fn dated<T>(context: &Context, what: T) -> Dated<T> {
    Dated { at: context.claimed_at, by: context.author, what }
}

/// Consent is in force while an interest stands.
fn has_consent(state: &State, person: SignatoryId) -> bool {
    state.interests_of(person).any(|interest| interest.withdrawn.is_none())
}

fn known(state: &State, person: SignatoryId) -> Result<(), Refusal> {
    state.signatory(person).map(|_| ()).ok_or(Refusal::UnknownPerson)
}

/// Whether somebody else is with the adviser at that time.
fn is_taken(state: &State, but: InterviewId, adviser: crate::id::UserId, slot: &Slot) -> bool {
    state.interviews().any(|other| {
        other.id != but
            && other.adviser == adviser
            && other.state() == InterviewState::Planned
            && other.slot().is_some_and(|taken| taken.overlaps(slot))
    })
}

pub(super) fn plan_interview(
    state: &State,
    context: &Context,
    plan: &PlanInterview,
) -> Result<Decision, Refusal> {
    known(state, plan.signatory)?;
    let wanted = Interview {
        id: plan.id,
        signatory: plan.signatory,
        interest: plan.interest,
        adviser: plan.adviser,
        events: vec![dated(context, InterviewEvent::Planned(plan.slot.clone()))],
        version: 1,
    };
    if let Some(known) = state.interview(plan.id) {
        let begun = known.events.starts_with(&wanted.events);
        let same = begun
            && (known.signatory, known.interest, known.adviser)
                == (wanted.signatory, wanted.interest, wanted.adviser);
        return if same { Ok(Decision::Nothing) } else { Err(Refusal::IdentityTaken) };
    }
    let stands = state
        .interest(plan.interest)
        .is_some_and(|it| it.signatory == plan.signatory && it.withdrawn.is_none());
    if !stands {
        return Err(Refusal::NoConsent);
    }
    if state.interviews_of(plan.signatory).any(|it| it.state() == InterviewState::Planned) {
        return Err(Refusal::InterviewAlreadyPlanned);
    }
    if is_taken(state, plan.id, plan.adviser, &plan.slot) {
        return Err(Refusal::SlotTaken);
    }
    Ok(Decision::Change(vec![Record::Interview(wanted)]))
}

pub(super) fn follow_interview(
    state: &State,
    context: &Context,
    person: SignatoryId,
    id: InterviewId,
    event: &InterviewEvent,
) -> Result<Decision, Refusal> {
    known(state, person)?;
    let interview =
        state.interview(id).filter(|it| it.signatory == person).ok_or(Refusal::UnknownInterview)?;
    // Entered twice (a lost answer, two tablets), it still happened once.
    if interview.events.last().is_some_and(|last| last.what == *event) {
        return Ok(Decision::Nothing);
    }
    let before = interview.state();
    match (before, event) {
        (InterviewState::Planned, InterviewEvent::Withdrawn) => {}
        (InterviewState::Planned, _) if !has_consent(state, person) => {
            return Err(Refusal::NoConsent);
        }
        (InterviewState::Planned | InterviewState::Missed(_), InterviewEvent::Planned(slot)) => {
            let other = |it: &Interview| it.id != id && it.state() == InterviewState::Planned;
            if state.interviews_of(person).any(other) {
                return Err(Refusal::InterviewAlreadyPlanned);
            }
            if !has_consent(state, person) {
                return Err(Refusal::NoConsent);
            }
            if is_taken(state, id, interview.adviser, slot) {
                return Err(Refusal::SlotTaken);
            }
        }
        (InterviewState::Planned, InterviewEvent::Held(_) | InterviewEvent::Missed(_)) => {}
        // Marked as missed by mistake, or held after all on the same day.
        (InterviewState::Missed(_), InterviewEvent::Held(_) | InterviewEvent::Missed(_))
            if has_consent(state, person) => {}
        _ => return Err(Refusal::InterviewOver),
    }
    let mut interview = interview.clone();
    interview.events.push(dated(context, event.clone()));
    interview.version = next_version(interview.version);
    let mut changes = Vec::with_capacity(2);
    if let InterviewEvent::Held(findings) = event
        && let Some(level) = findings.level
        && let Some(known) = state.signatory(person).filter(|it| it.level != Some(level))
    {
        let version = next_version(known.version);
        changes.push(Record::Signatory(crate::person::Signatory {
            level: Some(level),
            version,
            ..known.clone()
        }));
    }
    changes.push(Record::Interview(interview));
    Ok(Decision::Change(changes))
}

/// Whether another referral of the person to that scheme is under way.
fn is_referred(state: &State, referral: &Referral) -> bool {
    state.referrals_of(referral.signatory).any(|other| {
        other.id != referral.id && other.scheme == referral.scheme && !other.state().is_over()
    })
}

/// The person's own consent, a held interview and an open scheme: without these nobody is sent
/// anywhere. Whether there is a place is asked when the partner accepts, not before.
pub(super) fn send_referral(
    state: &State,
    context: &Context,
    send: &SendReferral,
) -> Result<Decision, Refusal> {
    known(state, send.signatory)?;
    let wanted = Referral {
        id: send.id,
        signatory: send.signatory,
        scheme: send.scheme,
        interview: send.interview,
        events: vec![dated(context, ReferralEvent::Sent)],
        version: 1,
    };
    if let Some(known) = state.referral(send.id) {
        let begun = known.events.starts_with(&wanted.events);
        let same = begun
            && (known.signatory, known.scheme, known.interview)
                == (wanted.signatory, wanted.scheme, wanted.interview);
        return if same { Ok(Decision::Nothing) } else { Err(Refusal::IdentityTaken) };
    }
    if !has_consent(state, send.signatory) {
        return Err(Refusal::NoConsent);
    }
    let held = state
        .interview(send.interview)
        .is_some_and(|it| it.signatory == send.signatory && it.state() == InterviewState::Held);
    if !held {
        return Err(Refusal::NoHeldInterview);
    }
    let scheme = state.scheme(send.scheme).ok_or(Refusal::UnknownScheme)?;
    if !scheme.open {
        return Err(Refusal::SchemeClosed);
    }
    if is_referred(state, &wanted) {
        return Err(Refusal::AlreadyReferred);
    }
    Ok(Decision::Change(vec![Record::Referral(wanted)]))
}

/// One step of a referral, with what it brings about elsewhere: a place taken or freed, and the
/// person's other open referrals closed by an acceptance.
pub(super) fn follow_referral(
    state: &State,
    context: &Context,
    (person, id, scheme): (SignatoryId, ReferralId, SchemeId),
    event: &ReferralEvent,
) -> Result<Decision, Refusal> {
    known(state, person)?;
    let referral = state
        .referral(id)
        .filter(|it| it.signatory == person && it.scheme == scheme)
        .ok_or(Refusal::UnknownReferral)?;
    let scheme = state.scheme(scheme).ok_or(Refusal::UnknownScheme)?;
    if referral.events.last().is_some_and(|last| last.what == *event) {
        return Ok(Decision::Nothing);
    }
    let before = referral.state();
    let after = before.after(event).ok_or(Refusal::NotPossibleNow)?;
    let refused_for_another_reason = before == ReferralState::Declined
        && referral.declined_for() != Some(crate::referral::DeclineReason::Full);
    if *event == ReferralEvent::Sent || refused_for_another_reason {
        return Err(Refusal::NotPossibleNow);
    }
    if !after.is_over() && !has_consent(state, person) {
        return Err(Refusal::NoConsent);
    }
    // Refused for want of places, the person may have been sent again before being put on the list.
    if before.is_over() && !after.is_over() && is_referred(state, referral) {
        return Err(Refusal::AlreadyReferred);
    }
    let mut changes = vec![Record::Referral(step(referral, context, event.clone()))];
    if let Some(scheme) = with_places(scheme, before, after)? {
        changes.push(Record::Scheme(scheme));
    }
    if after == ReferralState::Accepted && !scheme.cumulative {
        changes.extend(superseded(state, context, referral).map(Record::Referral));
    }
    Ok(Decision::Change(changes))
}

fn step(referral: &Referral, context: &Context, event: ReferralEvent) -> Referral {
    let mut referral = referral.clone();
    referral.events.push(dated(context, event));
    referral.version = next_version(referral.version);
    referral
}

/// The scheme with one more or one fewer place taken; `None` where the step changes nothing.
fn with_places(
    scheme: &Scheme,
    before: ReferralState,
    after: ReferralState,
) -> Result<Option<Scheme>, Refusal> {
    let taken = match (before.takes_a_place(), after.takes_a_place()) {
        (false, true) if scheme.is_full() => return Err(Refusal::SchemeFull),
        (false, true) => scheme.taken.saturating_add(1),
        (true, false) => scheme.taken.saturating_sub(1),
        _ => return Ok(None),
    };
    Ok(Some(Scheme { taken, version: next_version(scheme.version), ..scheme.clone() }))
}

/// The person's other referrals that wait for an answer, closed, except to schemes that can be
/// followed beside another.
fn superseded<'a>(
    state: &'a State,
    context: &'a Context,
    accepted: &'a Referral,
) -> impl Iterator<Item = Referral> + 'a {
    let beside = |it: &Referral| state.scheme(it.scheme).is_some_and(|scheme| scheme.cumulative);
    state
        .referrals_of(accepted.signatory)
        .filter(move |it| it.id != accepted.id && it.state().is_open() && !beside(it))
        .map(|it| step(it, context, ReferralEvent::Superseded))
}

/// Needs no version seen and no consent: taking back wins over everything that happened meanwhile.
pub(super) fn withdraw_person(
    state: &State,
    context: &Context,
    person: SignatoryId,
) -> Result<Decision, Refusal> {
    known(state, person)?;
    let interests = state.interests_of(person).filter(|it| it.withdrawn.is_none()).map(|it| {
        let version = next_version(it.version);
        let withdrawn = Some(Withdrawal::ByPerson);
        Record::Interest(Interest { withdrawn, version, ..it.clone() })
    });
    let planned = |it: &&Interview| it.state() == InterviewState::Planned;
    let interviews = state.interviews_of(person).filter(planned).map(|it| {
        let mut it = it.clone();
        it.events.push(dated(context, InterviewEvent::Withdrawn));
        it.version = next_version(it.version);
        Record::Interview(it)
    });
    let mut changes: Vec<Record> = interests.chain(interviews).collect();
    let mut schemes: Vec<Scheme> = Vec::new();
    for referral in state.referrals_of(person).filter(|it| !it.state().is_over()) {
        changes.push(Record::Referral(step(referral, context, ReferralEvent::Withdrawn)));
        if !referral.state().takes_a_place() {
            continue;
        }
        if let Some(scheme) = schemes.iter_mut().find(|it| it.id == referral.scheme) {
            scheme.taken = scheme.taken.saturating_sub(1);
        } else if let Some(scheme) = state.scheme(referral.scheme) {
            let taken = scheme.taken.saturating_sub(1);
            schemes.push(Scheme { taken, version: next_version(scheme.version), ..scheme.clone() });
        }
    }
    changes.extend(schemes.into_iter().map(Record::Scheme));
    Ok(if changes.is_empty() { Decision::Nothing } else { Decision::Change(changes) })
}
