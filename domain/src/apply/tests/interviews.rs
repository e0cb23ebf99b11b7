//! Interviews are planned, moved, missed and held.

use super::follow_up::*;

#[test]
fn an_interview_is_planned_and_the_same_plan_again_changes_nothing() {
    let mut state = interested();
    let command = Command::PlanInterview(plan(0));
    done(&mut state, &command);
    let talk = state.interview(TALK).expect("planned");
    assert_eq!((talk.state(), talk.slot()), (InterviewState::Planned, Some(&slot(0))));
    assert_eq!(run(&mut state, &command, at(1_000)), Decision::Nothing);
}

#[test]
fn an_interview_needs_a_known_person_and_an_interest_of_theirs_that_stands() {
    let mut state = interested();
    let of = |signatory| Command::PlanInterview(PlanInterview { signatory, ..plan(0) });
    refused(&mut state, &of(STRANGER), Refusal::UnknownPerson);
    refused(&mut state, &of(BASMA), Refusal::NoConsent);
    let interest = InterestId(Uuid::from_u128(98));
    let on_nothing = Command::PlanInterview(PlanInterview { interest, ..plan(0) });
    refused(&mut state, &on_nothing, Refusal::NoConsent);
    done(&mut state, &withdraw_interest());
    refused(&mut state, &of(AMINA), Refusal::NoConsent);
}

#[test]
fn a_person_has_one_planned_interview_at_a_time() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    let another = Command::PlanInterview(PlanInterview { id: OTHER_TALK, ..plan(600) });
    refused(&mut state, &another, Refusal::InterviewAlreadyPlanned);
    done(&mut state, &talk(NO_SHOW));
    done(&mut state, &another);
    let anew = talk(InterviewEvent::Planned(slot(900)));
    refused(&mut state, &anew, Refusal::InterviewAlreadyPlanned);
}

#[rstest]
#[case(-30, true)]
#[case(-29, false)]
#[case(0, false)]
#[case(29, false)]
#[case(30, true)]
fn an_adviser_is_with_one_person_at_a_time(#[case] minute: i64, #[case] free: bool) {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    let command = Command::PlanInterview(plan_of_basma(minute));
    if free {
        done(&mut state, &command);
    } else {
        refused(&mut state, &command, Refusal::SlotTaken);
        let with_bruno = PlanInterview { adviser: BRUNO, ..plan_of_basma(minute) };
        done(&mut state, &Command::PlanInterview(with_bruno));
    }
}

#[test]
fn a_missed_interview_leaves_its_time_free_and_comes_back_only_to_free_time() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &talk(NO_SHOW));
    done(&mut state, &Command::PlanInterview(plan_of_basma(0)));
    refused(&mut state, &talk(InterviewEvent::Planned(slot(20))), Refusal::SlotTaken);
    done(&mut state, &talk(InterviewEvent::Planned(slot(40))));
}

#[test]
fn an_identity_stands_for_one_interview() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    let others = [
        PlanInterview { id: TALK, ..plan_of_basma(0) },
        PlanInterview { adviser: BRUNO, ..plan(0) },
        PlanInterview { interest: interest_of_basma().id, ..plan(0) },
        plan(60),
    ];
    for other in others {
        refused(&mut state, &Command::PlanInterview(other), Refusal::IdentityTaken);
    }
}

#[test]
fn a_late_copy_of_the_plan_brings_nothing_back() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &talk(InterviewEvent::Planned(slot(600))));
    done(&mut state, &WITHDRAW);
    let late = Command::PlanInterview(plan(0));
    assert_eq!(run(&mut state, &late, at(1_000)), Decision::Nothing);
    assert_eq!(state.interview(TALK).map(Interview::state), Some(InterviewState::Withdrawn));
}

#[rstest]
#[case(Missed::NoShow)]
#[case(Missed::Excused)]
#[case(Missed::CancelledByService)]
fn a_missed_interview_is_planned_anew_and_held(#[case] why: Missed) {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &talk(InterviewEvent::Missed(why)));
    assert_eq!(state.interview(TALK).map(Interview::state), Some(InterviewState::Missed(why)));
    done(&mut state, &talk(InterviewEvent::Planned(slot(600))));
    let again = state.interview(TALK).expect("planned anew");
    assert_eq!((again.state(), again.slot()), (InterviewState::Planned, Some(&slot(600))));
    done(&mut state, &talk(held(None)));
    let talk = state.interview(TALK).expect("held");
    assert_eq!((talk.state(), talk.version, talk.events.len()), (InterviewState::Held, 4, 4));
}

#[test]
fn a_planned_interview_moves_and_its_old_time_is_free() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &talk(InterviewEvent::Planned(slot(20))));
    done(&mut state, &Command::PlanInterview(plan_of_basma(-10)));
    refused(&mut state, &talk(InterviewEvent::Planned(slot(0))), Refusal::SlotTaken);
}

#[test]
fn a_mark_of_absence_is_corrected() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &talk(NO_SHOW));
    done(&mut state, &talk(InterviewEvent::Missed(Missed::Excused)));
    done(&mut state, &talk(held(None)));
    assert_eq!(state.interview(TALK).map(Interview::state), Some(InterviewState::Held));
}

#[test]
fn the_level_found_becomes_the_persons_level() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    let before = state.signatory(AMINA).expect("known").version;
    done(&mut state, &talk(held(Some(CefrLevel::B1))));
    let amina = state.signatory(AMINA).expect("known");
    assert_eq!((amina.level, amina.version), (Some(CefrLevel::B1), before + 1));
}

#[test]
fn an_interview_that_found_no_new_level_leaves_the_person_alone() {
    for level in [None, Some(CefrLevel::A2)] {
        let mut state = interested();
        done(&mut state, &Command::PlanInterview(plan(0)));
        let before = state.signatory(AMINA).cloned();
        done(&mut state, &talk(held(level)));
        assert_eq!(state.signatory(AMINA).cloned(), before);
    }
}

#[test]
fn what_happened_to_an_interview_happens_once() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    for event in [NO_SHOW, InterviewEvent::Planned(slot(60)), held(Some(CefrLevel::B1))] {
        done(&mut state, &talk(event.clone()));
        assert_eq!(run(&mut state, &talk(event), by(BRUNO, 0)), Decision::Nothing);
    }
}

#[test]
fn a_held_interview_is_over() {
    let mut state = interviewed();
    let events = [
        InterviewEvent::Planned(slot(600)),
        held(Some(CefrLevel::B2)),
        NO_SHOW,
        InterviewEvent::Withdrawn,
    ];
    for event in events {
        refused(&mut state, &talk(event), Refusal::InterviewOver);
    }
}

#[test]
fn a_withdrawn_interview_is_over() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &talk(InterviewEvent::Withdrawn));
    for event in [InterviewEvent::Planned(slot(600)), held(None), NO_SHOW] {
        refused(&mut state, &talk(event), Refusal::InterviewOver);
    }
}

#[test]
fn only_a_known_interview_of_a_known_person_is_followed() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    let of =
        |signatory, interview| Command::FollowInterview { signatory, interview, event: held(None) };
    refused(&mut state, &of(STRANGER, TALK), Refusal::UnknownPerson);
    refused(&mut state, &of(BASMA, TALK), Refusal::UnknownInterview);
    let nothing = InterviewId(Uuid::from_u128(98));
    refused(&mut state, &of(AMINA, nothing), Refusal::UnknownInterview);
}

#[test]
fn without_consent_an_interview_can_only_be_taken_back() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &withdraw_interest());
    for event in [held(None), NO_SHOW, InterviewEvent::Planned(slot(600))] {
        refused(&mut state, &talk(event), Refusal::NoConsent);
    }
    done(&mut state, &talk(InterviewEvent::Withdrawn));
}

#[test]
fn a_missed_interview_is_not_planned_anew_without_consent() {
    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    done(&mut state, &talk(NO_SHOW));
    done(&mut state, &withdraw_interest());
    refused(&mut state, &talk(InterviewEvent::Planned(slot(600))), Refusal::NoConsent);
}
