//! What closes a person's other referrals, and what stops everything.

use super::follow_up::*;

#[test]
fn an_acceptance_closes_the_persons_other_open_referrals() {
    let mut state = sent_to(&[COURSE, TRAINING]);
    done(&mut state, &basma_sent(3, TRAINING));
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    assert_eq!(stands(&state, 2), Some(ReferralState::Superseded));
    assert_eq!(stands(&state, 3), Some(ReferralState::Sent), "another person's");
    refused(&mut state, &follow(2, TRAINING, ACCEPTED), Refusal::NotPossibleNow);
    assert_eq!((taken(&state, COURSE), taken(&state, TRAINING)), (1, 0));
}

#[test]
fn a_waiting_list_is_left_for_another_acceptance() {
    let mut state = sent_to(&[COURSE, TRAINING]);
    done(&mut state, &follow(2, TRAINING, ReferralEvent::Waitlisted));
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    assert_eq!(stands(&state, 2), Some(ReferralState::Superseded));
}

#[test]
fn what_can_be_followed_beside_another_neither_closes_nor_is_closed() {
    let mut state = sent_to(&[COURSE, WORKSHOP, TRAINING]);
    done(&mut state, &follow(2, WORKSHOP, ACCEPTED));
    assert_eq!(stands(&state, 1), Some(ReferralState::Sent));
    assert_eq!(stands(&state, 3), Some(ReferralState::Sent));
    assert_eq!(taken(&state, WORKSHOP), 1);

    let mut state = sent_to(&[COURSE, WORKSHOP, TRAINING]);
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    assert_eq!(stands(&state, 2), Some(ReferralState::Sent));
    assert_eq!(stands(&state, 3), Some(ReferralState::Superseded));
}

#[test]
fn a_withdrawal_stops_everything_and_frees_the_places() {
    let mut state = sent_to(&[COURSE, WORKSHOP]);
    done(&mut state, &follow(2, WORKSHOP, ACCEPTED));
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    done(&mut state, &follow(1, COURSE, ReferralEvent::Entered(Day(1))));
    done(&mut state, &Command::SendReferral(send(3, TRAINING)));
    let next = PlanInterview { id: InterviewId(Uuid::from_u128(61)), ..plan(600) };
    done(&mut state, &Command::PlanInterview(next.clone()));
    let basma = crate::path::timeline(&state, BASMA);

    done(&mut state, &WITHDRAW);
    assert_eq!(state.interest(WISH).and_then(|it| it.withdrawn), Some(Withdrawal::ByPerson));
    assert_eq!(state.interview(next.id).map(Interview::state), Some(InterviewState::Withdrawn));
    assert_eq!(state.interview(TALK).map(Interview::state), Some(InterviewState::Held));
    for number in 1..=3 {
        assert_eq!(stands(&state, number), Some(ReferralState::Withdrawn));
    }
    for scheme in [COURSE, TRAINING, WORKSHOP] {
        assert_eq!(taken(&state, scheme), 0);
    }
    assert_eq!(crate::path::timeline(&state, BASMA), basma, "another person's");
    assert_eq!(run(&mut state, &WITHDRAW, at(2_000)), Decision::Nothing);
    refused(&mut state, &Command::SendReferral(send(4, COURSE)), Refusal::NoConsent);
}

#[test]
fn a_withdrawal_frees_every_place_a_person_has_in_one_scheme() {
    let mut state = sent_to(&[COURSE]);
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    // As a merge of two records of one person could leave it.
    let first = state.referral(referral_id(1)).cloned().expect("sent");
    let second = Referral { id: referral_id(2), ..first };
    state.put(Record::Referral(second));
    let course = state.scheme(COURSE).cloned().expect("a scheme");
    state.put(Record::Scheme(Scheme { taken: 2, places: Some(2), ..course }));
    done(&mut state, &WITHDRAW);
    assert_eq!(taken(&state, COURSE), 0);
}

#[test]
fn a_withdrawal_leaves_what_is_over_as_it_was() {
    let mut state = sent_to(&[COURSE]);
    done(&mut state, &follow(1, COURSE, declined(DeclineReason::NotMobile)));
    done(&mut state, &WITHDRAW);
    assert_eq!(stands(&state, 1), Some(ReferralState::Declined));
}

#[test]
fn a_withdrawal_needs_a_known_person_and_no_more() {
    let mut state = interested();
    refused(&mut state, &Command::WithdrawPerson { signatory: STRANGER }, Refusal::UnknownPerson);
    let mut state = class();
    assert_eq!(run(&mut state, &WITHDRAW, at(1_000)), Decision::Nothing);
}

#[test]
fn who_comes_back_begins_with_a_new_interest_and_keeps_the_held_interview() {
    let mut state = sent_to(&[COURSE]);
    done(&mut state, &WITHDRAW);
    let again =
        crate::command::RegisterInterest { id: InterestId(Uuid::from_u128(51)), ..interest() };
    done(&mut state, &Command::RegisterInterest(again));
    assert_eq!(stands(&state, 1), Some(ReferralState::Withdrawn));
    done(&mut state, &Command::SendReferral(send(2, COURSE)));
}
