//! Referrals are sent, answered, waited for and followed to their end.

use super::follow_up::*;

#[test]
fn who_was_interviewed_is_sent_once() {
    let mut state = interviewed();
    let command = Command::SendReferral(send(1, COURSE));
    done(&mut state, &command);
    assert_eq!(stands(&state, 1), Some(ReferralState::Sent));
    assert_eq!(run(&mut state, &command, at(1_000)), Decision::Nothing);
    refused(&mut state, &Command::SendReferral(send(2, COURSE)), Refusal::AlreadyReferred);
}

#[test]
fn only_a_known_person_is_sent_and_only_to_a_known_scheme() {
    let mut state = interviewed();
    let stranger = SendReferral { signatory: STRANGER, ..send(1, COURSE) };
    refused(&mut state, &Command::SendReferral(stranger), Refusal::UnknownPerson);
    refused(&mut state, &Command::SendReferral(send(1, NOWHERE)), Refusal::UnknownScheme);
}

#[test]
fn nobody_is_sent_without_consent() {
    let mut state = interviewed();
    done(&mut state, &withdraw_interest());
    refused(&mut state, &Command::SendReferral(send(1, COURSE)), Refusal::NoConsent);
}

#[test]
fn nobody_is_sent_without_an_interview_of_their_own_that_was_held() {
    let mut state = interviewed();
    let with = |interview| Command::SendReferral(SendReferral { interview, ..send(1, COURSE) });
    refused(&mut state, &with(OTHER_TALK), Refusal::NoHeldInterview);
    let nothing = InterviewId(Uuid::from_u128(98));
    refused(&mut state, &with(nothing), Refusal::NoHeldInterview);

    let mut state = interested();
    done(&mut state, &Command::PlanInterview(plan(0)));
    refused(&mut state, &with(TALK), Refusal::NoHeldInterview);
    done(&mut state, &talk(NO_SHOW));
    refused(&mut state, &with(TALK), Refusal::NoHeldInterview);
}

#[test]
fn nobody_is_sent_to_a_closed_scheme() {
    let mut state = interviewed();
    let closed = Scheme { open: false, ..state.scheme(COURSE).cloned().expect("a scheme") };
    state.put(Record::Scheme(closed));
    refused(&mut state, &Command::SendReferral(send(1, COURSE)), Refusal::SchemeClosed);
}

#[test]
fn an_identity_stands_for_one_referral() {
    let mut state = sent_to(&[COURSE]);
    let others = [
        send(1, TRAINING),
        SendReferral { interview: OTHER_TALK, ..send(1, COURSE) },
        SendReferral { signatory: BASMA, interview: OTHER_TALK, ..send(1, COURSE) },
    ];
    for other in others {
        refused(&mut state, &Command::SendReferral(other), Refusal::IdentityTaken);
    }
    let later = run(&mut state, &Command::SendReferral(send(1, COURSE)), at(2_000));
    assert_eq!(later, Decision::Refused(Refusal::IdentityTaken));
}

#[test]
fn a_full_scheme_can_still_be_asked() {
    let mut state = sent_to(&[COURSE]);
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    done(&mut state, &basma_sent(2, COURSE));
}

#[test]
fn a_referral_goes_from_the_answer_to_the_end() {
    let mut state = sent_to(&[COURSE]);
    let way = [
        (ReferralEvent::UnderReview, ReferralState::UnderReview, 0),
        (ReferralEvent::Accepted(Some(Day(40))), ReferralState::Accepted, 1),
        (ReferralEvent::Entered(Day(40)), ReferralState::Entered, 1),
        (ReferralEvent::Completed(Day(90), Some(CefrLevel::B1)), ReferralState::Completed, 0),
    ];
    for (event, then, places) in way {
        done(&mut state, &follow(1, COURSE, event.clone()));
        assert_eq!((stands(&state, 1), taken(&state, COURSE)), (Some(then), places));
        let again = run(&mut state, &follow(1, COURSE, event), by(BRUNO, 0));
        assert_eq!(again, Decision::Nothing);
    }
    refused(&mut state, &follow(1, COURSE, ReferralEvent::Withdrawn), Refusal::NotPossibleNow);
}

#[test]
fn who_leaves_before_the_end_gives_the_place_back() {
    let mut state = sent_to(&[COURSE]);
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    done(&mut state, &follow(1, COURSE, ReferralEvent::Entered(Day(1))));
    done(&mut state, &follow(1, COURSE, ReferralEvent::DroppedOut(Day(2))));
    assert_eq!(taken(&state, COURSE), 0);
}

#[test]
fn who_was_accepted_and_never_came_gives_the_place_back() {
    let mut state = sent_to(&[COURSE]);
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    done(&mut state, &follow(1, COURSE, declined(DeclineReason::Unreachable)));
    assert_eq!((stands(&state, 1), taken(&state, COURSE)), (Some(ReferralState::Declined), 0));
}

#[test]
fn the_last_place_is_given_once() {
    let mut state = sent_to(&[COURSE]);
    done(&mut state, &basma_sent(2, COURSE));
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    refused(&mut state, &basmas(2, COURSE, ACCEPTED), Refusal::SchemeFull);
    done(&mut state, &follow(1, COURSE, ReferralEvent::Withdrawn));
    done(&mut state, &basmas(2, COURSE, ACCEPTED));
    assert_eq!(taken(&state, COURSE), 1);
}

#[test]
fn a_refusal_for_want_of_places_becomes_the_waiting_list_and_then_an_entry() {
    let mut state = sent_to(&[COURSE]);
    done(&mut state, &basma_sent(2, COURSE));
    done(&mut state, &basmas(2, COURSE, ACCEPTED));
    done(&mut state, &follow(1, COURSE, declined(DeclineReason::Full)));
    done(&mut state, &follow(1, COURSE, ReferralEvent::Waitlisted));
    refused(&mut state, &follow(1, COURSE, ReferralEvent::Expired), Refusal::NotPossibleNow);
    refused(&mut state, &follow(1, COURSE, ACCEPTED), Refusal::SchemeFull);
    done(&mut state, &basmas(2, COURSE, ReferralEvent::Withdrawn));
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    done(&mut state, &follow(1, COURSE, ReferralEvent::Entered(Day(10))));
    assert_eq!((stands(&state, 1), taken(&state, COURSE)), (Some(ReferralState::Entered), 1));
}

#[test]
fn only_a_refusal_for_want_of_places_becomes_the_waiting_list() {
    for reason in DeclineReason::ALL {
        let mut state = sent_to(&[COURSE]);
        done(&mut state, &follow(1, COURSE, declined(reason)));
        let wait = follow(1, COURSE, ReferralEvent::Waitlisted);
        if reason == DeclineReason::Full {
            done(&mut state, &wait);
        } else {
            refused(&mut state, &wait, Refusal::NotPossibleNow);
        }
    }
}

#[test]
fn who_was_sent_again_meanwhile_does_not_wait_in_the_same_scheme_twice() {
    let mut state = sent_to(&[COURSE]);
    done(&mut state, &follow(1, COURSE, declined(DeclineReason::Full)));
    done(&mut state, &Command::SendReferral(send(2, COURSE)));
    let wait = follow(1, COURSE, ReferralEvent::Waitlisted);
    refused(&mut state, &wait, Refusal::AlreadyReferred);
    done(&mut state, &follow(2, COURSE, ReferralEvent::Expired));
    done(&mut state, &wait);
}

#[test]
fn nobody_waits_accepts_or_enters_without_consent() {
    let mut state = sent_to(&[COURSE]);
    let wait = follow(1, COURSE, ReferralEvent::Waitlisted);
    let enter = follow(1, COURSE, ReferralEvent::Entered(Day(1)));
    done(&mut state, &withdraw_interest());
    refused(&mut state, &wait, Refusal::NoConsent);
    refused(&mut state, &follow(1, COURSE, ACCEPTED), Refusal::NoConsent);

    let mut state = sent_to(&[COURSE]);
    done(&mut state, &follow(1, COURSE, ACCEPTED));
    done(&mut state, &withdraw_interest());
    refused(&mut state, &enter, Refusal::NoConsent);
    // The end of it is recorded all the same, and frees the place.
    done(&mut state, &follow(1, COURSE, declined(DeclineReason::NotInterested)));
    assert_eq!(taken(&state, COURSE), 0);
}

#[test]
fn nobody_enters_without_having_been_accepted() {
    let mut state = sent_to(&[COURSE]);
    let enter = follow(1, COURSE, ReferralEvent::Entered(Day(1)));
    refused(&mut state, &enter, Refusal::NotPossibleNow);
    refused(
        &mut state,
        &follow(1, COURSE, ReferralEvent::DroppedOut(Day(1))),
        Refusal::NotPossibleNow,
    );
    done(&mut state, &follow(1, COURSE, ReferralEvent::Waitlisted));
    refused(&mut state, &enter, Refusal::NotPossibleNow);
    refused(&mut state, &follow(1, COURSE, ReferralEvent::Sent), Refusal::NotPossibleNow);
}

#[test]
fn only_a_known_referral_of_that_person_to_that_scheme_is_followed() {
    let mut state = sent_to(&[COURSE]);
    let stranger = Command::FollowReferral {
        signatory: STRANGER,
        referral: referral_id(1),
        scheme: COURSE,
        event: ACCEPTED,
    };
    refused(&mut state, &stranger, Refusal::UnknownPerson);
    refused(&mut state, &follow(2, COURSE, ACCEPTED), Refusal::UnknownReferral);
    refused(&mut state, &follow(1, TRAINING, ACCEPTED), Refusal::UnknownReferral);
    refused(&mut state, &basmas(1, COURSE, ACCEPTED), Refusal::UnknownReferral);
    state.remove(crate::RecordKey::Scheme(COURSE));
    refused(&mut state, &follow(1, COURSE, ACCEPTED), Refusal::UnknownScheme);
}
