//! Where people stand after what happened to them, and how it is told.

use super::*;
use crate::command::{Command, PlanInterview, RegisterInterest};
use crate::fixtures::*;
use crate::id::{InterestId, InterviewId};
use crate::referral::DeclineReason;
use crate::state::RecordKey;
use crate::time::Day;
use uuid::Uuid;

const WITHDRAW: Command = Command::WithdrawPerson { signatory: AMINA };

fn declined() -> ReferralEvent {
    ReferralEvent::Declined(DeclineReason::NotMobile, String::new())
}

#[test]
fn a_person_comes_from_the_visit_to_the_end_of_a_scheme() {
    let mut state = class();
    assert_eq!(standing(&state, AMINA), Standing::NotInterested);
    state = interested();
    assert_eq!(standing(&state, AMINA), Standing::InterviewToPlan(Instant(1_000)));
    let way = [
        (Command::PlanInterview(plan(60)), Standing::InterviewPlanned(slot(60).starts_at)),
        (talk(NO_SHOW), Standing::InterviewMissed(Missed::NoShow)),
        (talk(InterviewEvent::Planned(slot(600))), Standing::InterviewPlanned(slot(600).starts_at)),
        (talk(held(None)), Standing::ToRefer),
        (Command::SendReferral(send(1, COURSE)), Standing::Referred(ReferralState::Sent)),
        (
            follow(1, COURSE, ReferralEvent::Accepted(None)),
            Standing::Referred(ReferralState::Accepted),
        ),
        (
            follow(1, COURSE, ReferralEvent::Entered(Day(1))),
            Standing::Referred(ReferralState::Entered),
        ),
        (
            follow(1, COURSE, ReferralEvent::Completed(Day(9), None)),
            Standing::Referred(ReferralState::Completed),
        ),
    ];
    for (command, then) in way {
        done(&mut state, &command);
        assert_eq!(standing(&state, AMINA), then, "after {command:?}");
    }
}

#[test]
fn the_referral_that_is_furthest_tells_where_a_person_stands() {
    let mut state = interviewed();
    for (number, scheme) in [(1, COURSE), (2, TRAINING), (3, WORKSHOP)] {
        done(&mut state, &Command::SendReferral(send(number, scheme)));
    }
    done(&mut state, &follow(1, COURSE, declined()));
    assert_eq!(standing(&state, AMINA), Standing::Referred(ReferralState::Sent));
    done(&mut state, &follow(2, TRAINING, ReferralEvent::Waitlisted));
    assert_eq!(standing(&state, AMINA), Standing::Referred(ReferralState::Waitlisted));
}

#[test]
fn who_took_everything_back_has_withdrawn_whatever_was_refused_before() {
    let mut state = interviewed();
    done(&mut state, &Command::SendReferral(send(1, COURSE)));
    done(&mut state, &follow(1, COURSE, declined()));
    assert_eq!(standing(&state, AMINA), Standing::Referred(ReferralState::Declined));
    done(&mut state, &Command::SendReferral(send(2, TRAINING)));
    done(&mut state, &WITHDRAW);
    assert_eq!(standing(&state, AMINA), Standing::Withdrawn);
}

#[test]
fn what_was_completed_stays_completed_after_a_withdrawal() {
    let mut state = interviewed();
    done(&mut state, &Command::SendReferral(send(1, COURSE)));
    done(&mut state, &follow(1, COURSE, ReferralEvent::Accepted(None)));
    done(&mut state, &follow(1, COURSE, ReferralEvent::Entered(Day(1))));
    done(&mut state, &follow(1, COURSE, ReferralEvent::Completed(Day(9), None)));
    done(&mut state, &WITHDRAW);
    assert_eq!(standing(&state, AMINA), Standing::Referred(ReferralState::Completed));
}

#[test]
fn who_comes_back_after_a_withdrawal_is_to_be_met_again() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &WITHDRAW);
    assert_eq!(standing(&state, AMINA), Standing::Withdrawn);
    let id = InterestId(Uuid::from_u128(51));
    let again = Command::RegisterInterest(RegisterInterest { id, ..interest() });
    done(&mut state, &again);
    assert_eq!(standing(&state, AMINA), Standing::InterviewToPlan(Instant(1_000)));
}

#[test]
fn an_interest_given_elsewhere_shows_by_its_interview() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(60)));
    state.remove(RecordKey::Interest(WISH));
    assert_eq!(standing(&state, AMINA), Standing::InterviewPlanned(slot(60).starts_at));
    let mut after = state.clone();
    let mut talk = state.interview(TALK).cloned().expect("planned");
    for (event, then) in [
        (held(None), Standing::ToRefer),
        (NO_SHOW, Standing::InterviewMissed(Missed::NoShow)),
        (InterviewEvent::Withdrawn, Standing::Withdrawn),
    ] {
        talk.events.truncate(1);
        talk.events.push(crate::interview::Dated { at: Instant(0), by: None, what: event });
        after.put(crate::Record::Interview(talk.clone()));
        assert_eq!(standing(&after, AMINA), then);
    }
}

#[test]
fn a_timeline_tells_the_latest_first_and_of_one_person_only() {
    let mut state = interested();
    let present = Command::MarkAttendance {
        intervention: VISIT,
        signatory: AMINA,
        mark: Some(Attendance::Present),
    };
    run(&mut state, &present, at(500));
    run(&mut state, &Command::PlanInterview(plan(60)), at(2_000));
    run(&mut state, &Command::PlanInterview(plan_of_basma(120)), at(2_500));
    run(&mut state, &talk(held(None)), at(3_000));
    // Sent and looked into within one millisecond.
    run(&mut state, &Command::SendReferral(send(1, COURSE)), at(4_000));
    run(&mut state, &follow(1, COURSE, ReferralEvent::UnderReview), at(4_000));
    let told: Vec<(i64, Happening)> =
        timeline(&state, AMINA).into_iter().map(|(at, _, what)| (at.0, what)).collect();
    let expected = vec![
        (4_000, Happening::Referral(COURSE, ReferralEvent::UnderReview)),
        (4_000, Happening::Referral(COURSE, ReferralEvent::Sent)),
        (3_000, Happening::Interview(held(None))),
        (2_000, Happening::Interview(InterviewEvent::Planned(slot(60)))),
        (1_000, Happening::Interested { withdrawn: false }),
        (500, Happening::Marked(VISIT, Attendance::Present)),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_timeline_says_who_did_it_and_what_was_taken_back() {
    let mut state = interested();
    run(&mut state, &Command::PlanInterview(plan(60)), by(BRUNO, 0));
    let himself = crate::Context { author: None, ..at(5_000) };
    run(&mut state, &WITHDRAW, himself);
    let told = timeline(&state, AMINA);
    assert_eq!(told[0], (Instant(5_000), None, Happening::Interview(InterviewEvent::Withdrawn)));
    let interested = (Instant(1_000), Some(ALICE), Happening::Interested { withdrawn: true });
    assert!(told.contains(&interested), "{told:?}");
    assert_eq!(told.iter().filter(|(_, who, _)| *who == Some(BRUNO)).count(), 1);
    let stranger = SignatoryId(Uuid::from_u128(99));
    assert_eq!(timeline(&state, stranger), []);
}

#[test]
fn a_mark_that_was_taken_back_is_not_told() {
    let mut state = class();
    for mark in [Some(Attendance::Present), None] {
        run(
            &mut state,
            &Command::MarkAttendance { intervention: VISIT, signatory: AMINA, mark },
            by(ALICE, 1),
        );
    }
    assert_eq!(timeline(&state, AMINA), []);
}

#[test]
fn the_next_interview_counts_not_one_that_was_missed() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &talk(NO_SHOW));
    let next = PlanInterview { id: InterviewId(Uuid::from_u128(61)), ..plan(600) };
    done(&mut state, &Command::PlanInterview(next));
    let then = Standing::InterviewPlanned(slot(600).starts_at);
    assert_eq!(standing(&state, AMINA), then);
}
