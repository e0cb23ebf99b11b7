use super::*;
use crate::command::Command;
use crate::fixtures::{
    ALICE, AMINA, BASMA, BRUNO, COURSE, NO_SHOW, TALK, done, follow, held, interested, plan,
    referral_id, send, talk,
};
use crate::level::CefrLevel;
use crate::referral::ReferralEvent;
use crate::time::Day;

const MINUTE: i64 = 60_000;
/// Before any interview of these stories begins.
const EARLY: Instant = Instant(2_000);

fn todo_of(state: &State, person: SignatoryId, now: Instant) -> Option<Todo> {
    let work = work_of(state, ALICE, now);
    work.into_iter().find(|work| work.person == person).map(|work| work.todo)
}

fn interviewed() -> State {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(60)));
    done(&mut state, &talk(held(Some(CefrLevel::A2))));
    state
}

#[test]
fn who_is_interested_waits_for_an_interview_with_whoever_has_them_on_a_list() {
    let state = interested();
    for adviser in [ALICE, BRUNO] {
        let work = work_of(&state, adviser, EARLY);
        assert_eq!(work.iter().map(|it| it.person).collect::<Vec<_>>(), [AMINA, BASMA]);
        assert!(work.iter().all(|it| it.todo == Todo::Plan && !it.is_late(EARLY)));
    }
    let week_later = Instant(1_000 + FIRST_INTERVIEW_WITHIN + 1);
    assert!(work_of(&state, ALICE, week_later).iter().all(|it| it.is_late(week_later)));
}

#[test]
fn an_interview_is_to_come_then_to_be_noted_and_only_its_adviser_s() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(60)));
    assert_eq!(todo_of(&state, AMINA, EARLY), None);
    assert_eq!(planned_interviews(&state, ALICE, EARLY).len(), 1);
    assert!(planned_interviews(&state, BRUNO, EARLY).is_empty());
    let after = Instant(91 * MINUTE);
    assert_eq!(todo_of(&state, AMINA, after), Some(Todo::Note(TALK)));
    assert!(planned_interviews(&state, ALICE, after).is_empty());
    assert!(work_of(&state, BRUNO, after).iter().all(|it| it.person != AMINA));
}

#[test]
fn what_did_not_take_place_is_planned_again() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(60)));
    done(&mut state, &talk(NO_SHOW));
    assert_eq!(todo_of(&state, AMINA, EARLY), Some(Todo::PlanAgain(Missed::NoShow)));
}

#[test]
fn after_the_interview_a_scheme_is_proposed_and_then_the_partner_s_turn_comes() {
    let mut state = interviewed();
    assert_eq!(todo_of(&state, AMINA, EARLY), Some(Todo::Refer));
    done(&mut state, &Command::SendReferral(send(70, COURSE)));
    assert_eq!(todo_of(&state, AMINA, EARLY), None);
    let waiting = waiting_for_partners(&state, ALICE);
    assert_eq!(waiting.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [referral_id(70)]);
    assert!(waiting_for_partners(&state, BRUNO).is_empty());
}

#[test]
fn a_refusal_and_a_silence_come_back_to_the_adviser_and_an_end_does_not() {
    let mut declined = interviewed();
    done(&mut declined, &Command::SendReferral(send(70, COURSE)));
    let mut silent = declined.clone();
    let mut finished = declined.clone();
    let refusal = ReferralEvent::Declined(DeclineReason::NotMobile, String::new());
    done(&mut declined, &follow(70, COURSE, refusal));
    let wanted = Todo::Declined(referral_id(70), DeclineReason::NotMobile);
    assert_eq!(todo_of(&declined, AMINA, EARLY), Some(wanted));

    done(&mut silent, &follow(70, COURSE, ReferralEvent::Expired));
    assert_eq!(todo_of(&silent, AMINA, EARLY), Some(Todo::Unanswered(referral_id(70))));

    for event in [
        ReferralEvent::Accepted(None),
        ReferralEvent::Entered(Day(1)),
        ReferralEvent::Completed(Day(90), None),
    ] {
        done(&mut finished, &follow(70, COURSE, event));
    }
    assert_eq!(todo_of(&finished, AMINA, EARLY), None);
}

#[test]
fn who_withdraws_is_nobody_s_work_any_more() {
    let mut state = interviewed();
    done(&mut state, &Command::SendReferral(send(70, COURSE)));
    done(&mut state, &Command::WithdrawPerson { signatory: AMINA });
    assert_eq!(todo_of(&state, AMINA, EARLY), None);
    assert!(waiting_for_partners(&state, ALICE).is_empty());
}
