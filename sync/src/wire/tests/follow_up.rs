//! Golden bytes of the follow-up: commands as devices keep them, outcomes as they are sent.

use super::*;
use domain::Refusal;
use domain::command::{PlanInterview, SendReferral};
use domain::id::{InterestId, InterviewId, ReferralId, SchemeId, UserId};
use domain::intervention::Mode;
use domain::interview::{Barrier, Findings, InterviewEvent, Missed, Slot};
use domain::level::CefrLevel;
use domain::referral::{DeclineReason, ReferralEvent};
use domain::scheme::SchemeKind;
use domain::time::Day;

const PERSON: SignatoryId = SignatoryId(Uuid::from_u128(1));
const INTERVIEW: InterviewId = InterviewId(Uuid::from_u128(2));
const REFERRAL: ReferralId = ReferralId(Uuid::from_u128(3));
const SCHEME: SchemeId = SchemeId(Uuid::from_u128(4));

fn slot() -> Slot {
    Slot {
        starts_at: Instant(1_000),
        minutes: 45,
        mode: Mode::Remote,
        place: "B2".to_owned(),
        interpreter: "arabe".to_owned(),
        summoned: true,
    }
}

/// The bytes without the identities, of which all but the last byte are zero here.
fn bytes(value: &impl Serialize) -> String {
    let bytes = postcard::to_allocvec(value).expect("encodes");
    hex(&bytes).replace("10000000000000000000000000000000", "#")
}

#[test]
fn golden_bytes_of_the_commands() {
    let commands = [
        Command::PlanInterview(PlanInterview {
            id: INTERVIEW,
            signatory: PERSON,
            interest: InterestId(Uuid::from_u128(5)),
            adviser: UserId(Uuid::from_u128(6)),
            slot: slot(),
        }),
        Command::FollowInterview {
            signatory: PERSON,
            interview: INTERVIEW,
            event: InterviewEvent::Withdrawn,
        },
        Command::SendReferral(SendReferral {
            id: REFERRAL,
            signatory: PERSON,
            scheme: SCHEME,
            interview: INTERVIEW,
        }),
        Command::FollowReferral {
            signatory: PERSON,
            referral: REFERRAL,
            scheme: SCHEME,
            event: ReferralEvent::Withdrawn,
        },
        Command::WithdrawPerson { signatory: PERSON },
    ];
    let lines: Vec<String> = commands.iter().map(bytes).collect();
    assert_eq!(
        lines,
        [
            "04#02#01#05#06d00f2d0102423205617261626501",
            "05#01#0203",
            "06#03#01#04#02",
            "07#01#03#0407",
            "08#01"
        ]
    );
    for command in commands {
        assert_eq!(Envelope::seal(&command, 0, Instant(0)).open(), Ok(command));
    }
}

#[test]
fn golden_bytes_of_what_happens_to_an_interview() {
    let events = [
        InterviewEvent::Planned(slot()),
        InterviewEvent::Held(Findings {
            level: Some(CefrLevel::A2),
            barriers: Barrier::ALL.to_vec(),
            decided: SchemeKind::ALL.to_vec(),
            note: "n".to_owned(),
        }),
        InterviewEvent::Missed(Missed::NoShow),
        InterviewEvent::Missed(Missed::Excused),
        InterviewEvent::Missed(Missed::CancelledByService),
        InterviewEvent::Withdrawn,
    ];
    let lines: Vec<String> = events.iter().map(bytes).collect();
    assert_eq!(
        lines,
        [
            "00d00f2d0102423205617261626501",
            "010102050001020304050001020304016e",
            "0200",
            "0201",
            "0202",
            "03"
        ]
    );
}

#[test]
fn golden_bytes_of_what_happens_to_a_referral() {
    let events = [
        ReferralEvent::Sent,
        ReferralEvent::UnderReview,
        ReferralEvent::Accepted(Some(Day(1))),
        ReferralEvent::Declined(DeclineReason::Other, "n".to_owned()),
        ReferralEvent::Waitlisted,
        ReferralEvent::Expired,
        ReferralEvent::Superseded,
        ReferralEvent::Withdrawn,
        ReferralEvent::Entered(Day(1)),
        ReferralEvent::Completed(Day(1), Some(CefrLevel::B1)),
        ReferralEvent::DroppedOut(Day(1)),
    ];
    let lines: Vec<String> = events.iter().map(bytes).collect();
    assert_eq!(
        lines,
        ["00", "01", "020102", "030a016e", "04", "05", "06", "07", "0802", "09020103", "0a02"]
    );
    let reasons: String = [
        DeclineReason::Unreachable,
        DeclineReason::AbsentFromInterview,
        DeclineReason::Employed,
        DeclineReason::InTraining,
        DeclineReason::NotEligible,
        DeclineReason::NotMobile,
        DeclineReason::NotInterested,
        DeclineReason::PeripheralBarriers,
        DeclineReason::Full,
        DeclineReason::Duplicate,
        DeclineReason::Other,
    ]
    .iter()
    .map(bytes)
    .collect();
    assert_eq!(reasons, "000102030405060708090a");
}

#[test]
fn golden_bytes_of_the_refusals() {
    let refusals = [
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
    assert_eq!(refusals.iter().map(bytes).collect::<String>(), "08090a0b0c0d0e0f1011121314");
}
