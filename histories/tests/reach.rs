//! The histories are worth playing: together they come everywhere.

use domain::interview::{InterviewState, Missed};
use domain::referral::{Referral, ReferralState};
use domain::{Decision, Record, Refusal};
use histories::{PEOPLE, play};
use std::collections::HashSet;

const HISTORIES: u64 = 3_000;

/// Every refusal a rule can give. The last two of the list in `domain` that are missing here,
/// `NotAllowed` and `Unreadable`, are the server's. `UnknownIntervention` has no way to happen:
/// all visits are there from the beginning.
const REFUSALS: [Refusal; 18] = [
    Refusal::NotOnRoster,
    Refusal::UnknownInterest,
    Refusal::IdentityTaken,
    Refusal::NoWayToReach,
    Refusal::UnknownConsentText,
    Refusal::UnknownPerson,
    Refusal::NoConsent,
    Refusal::InterviewAlreadyPlanned,
    Refusal::SlotTaken,
    Refusal::UnknownInterview,
    Refusal::InterviewOver,
    Refusal::NoHeldInterview,
    Refusal::UnknownScheme,
    Refusal::SchemeClosed,
    Refusal::SchemeFull,
    Refusal::AlreadyReferred,
    Refusal::UnknownReferral,
    Refusal::NotPossibleNow,
];

#[test]
fn histories_reach_every_state_and_every_refusal() {
    let (mut referrals, mut interviews) = (HashSet::new(), HashSet::new());
    let (mut refusals, mut conflict, mut nothing) = (HashSet::new(), false, false);
    for seed in 0..HISTORIES {
        let end = play(seed, |_, decision| match decision {
            Decision::Change(records) => {
                for record in records {
                    if let Record::Interview(it) = record {
                        interviews.insert(it.state());
                    }
                }
            }
            Decision::Nothing => nothing = true,
            Decision::Conflict(_) => conflict = true,
            Decision::Refused(refusal) => {
                refusals.insert(*refusal);
            }
        });
        for person in PEOPLE {
            referrals.extend(end.referrals_of(person).map(Referral::state));
        }
    }
    for state in ReferralState::ALL {
        assert!(referrals.contains(&state), "{state:?}");
    }
    let missed = [Missed::NoShow, Missed::Excused, Missed::CancelledByService];
    let states = [InterviewState::Planned, InterviewState::Held, InterviewState::Withdrawn];
    for state in missed.map(InterviewState::Missed).into_iter().chain(states) {
        assert!(interviews.contains(&state), "{state:?}");
    }
    for refusal in REFUSALS {
        assert!(refusals.contains(&refusal), "{refusal:?}");
    }
    assert!(conflict && nothing);
}

#[test]
fn a_history_comes_to_the_same_every_time_and_another_to_something_else() {
    let digests: HashSet<u64> = (0..200).map(histories::digest).collect();
    assert_eq!(digests.len(), 200);
    assert!((0..200).map(histories::digest).all(|digest| digests.contains(&digest)));
}
