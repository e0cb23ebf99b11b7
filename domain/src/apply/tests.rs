//! The rules, as sentences about people in a classroom.

mod closing;
mod conflicts;
mod follow_up;
mod interviews;
mod referrals;

use super::*;
use crate::attendance::Attendance;
use crate::command::{NewPerson, RegisterInterest};
use crate::consent::{self, TextVersion};
use crate::contact::{Contact, ContactWay, PhoneNumber};
use crate::fixtures::{ALICE, AMINA, BRUNO, VISIT, WISH, by, class, interest, person, run};
use crate::id::{InterestId, InterventionId, SignatoryId};
use crate::interest::Withdrawal;
use crate::level::CefrLevel;
use crate::person::PersonName;
use crate::refusal::Refusal;
use crate::time::Instant;
use proptest::prelude::*;
use uuid::Uuid;

fn mark(mark: Option<Attendance>) -> Command {
    Command::MarkAttendance { intervention: VISIT, signatory: AMINA, mark }
}

#[test]
fn a_mark_is_made_and_taken_back() {
    let mut state = class();
    run(&mut state, &mark(Some(Attendance::Present)), by(ALICE, 1));
    let entry = state.roster_entry(VISIT, AMINA).expect("on the list");
    assert_eq!(
        (entry.mark, entry.marked_by, entry.version),
        (Some(Attendance::Present), Some(ALICE), 2)
    );
    run(&mut state, &mark(None), by(ALICE, 2));
    assert_eq!(state.roster_entry(VISIT, AMINA).and_then(|entry| entry.mark), None);
}

#[test]
fn two_advisers_who_agree_have_no_conflict() {
    let mut state = class();
    run(&mut state, &mark(Some(Attendance::Present)), by(ALICE, 1));
    assert_eq!(run(&mut state, &mark(Some(Attendance::Present)), by(BRUNO, 1)), Decision::Nothing);
}

#[test]
fn two_advisers_who_disagree_leave_the_first_mark_and_a_question() {
    let mut state = class();
    run(&mut state, &mark(Some(Attendance::Present)), by(ALICE, 1));
    let decision = run(&mut state, &mark(Some(Attendance::Absent)), by(BRUNO, 1));
    let Decision::Conflict(conflict) = decision else { panic!("{decision:?}") };
    assert_eq!((conflict.standing, conflict.standing_by), (Some(Attendance::Present), Some(ALICE)));
    assert_eq!(conflict.proposed, Some(Attendance::Absent));
    assert_eq!(state.roster_entry(VISIT, AMINA).and_then(|e| e.mark), Some(Attendance::Present));
}

#[test]
fn a_mark_that_was_seen_can_be_corrected_by_a_colleague() {
    let mut state = class();
    run(&mut state, &mark(Some(Attendance::Present)), by(ALICE, 1));
    run(&mut state, &mark(Some(Attendance::Excused)), by(BRUNO, 2));
    assert_eq!(state.roster_entry(VISIT, AMINA).and_then(|e| e.mark), Some(Attendance::Excused));
}

#[test]
fn a_mark_taken_back_is_somebodys_word_too() {
    let mut state = class();
    run(&mut state, &mark(Some(Attendance::Present)), by(ALICE, 1));
    run(&mut state, &mark(None), by(ALICE, 2));
    let decision = run(&mut state, &mark(Some(Attendance::Absent)), by(BRUNO, 1));
    assert!(matches!(decision, Decision::Conflict(_)), "{decision:?}");
}

#[test]
fn one_author_is_never_in_conflict_with_themselves() {
    let mut state = class();
    run(&mut state, &mark(Some(Attendance::Present)), by(ALICE, 1));
    let decision = run(&mut state, &mark(Some(Attendance::Absent)), by(ALICE, 1));
    assert!(matches!(decision, Decision::Change(_)), "{decision:?}");
}

#[test]
fn nobody_is_marked_who_is_not_on_the_list() {
    let mut state = class();
    let stranger = SignatoryId(Uuid::from_u128(77));
    let command = Command::MarkAttendance { intervention: VISIT, signatory: stranger, mark: None };
    assert_eq!(run(&mut state, &command, by(ALICE, 0)), Decision::Refused(Refusal::NotOnRoster));
    let elsewhere = InterventionId(Uuid::from_u128(78));
    let command = Command::MarkAttendance { intervention: elsewhere, signatory: AMINA, mark: None };
    assert_eq!(
        run(&mut state, &command, by(ALICE, 0)),
        Decision::Refused(Refusal::UnknownIntervention)
    );
}

#[test]
fn adding_a_person_twice_changes_nothing_and_another_person_never_takes_the_place() {
    let mut state = class();
    let command = Command::AddPerson { intervention: VISIT, person: person(AMINA) };
    assert_eq!(run(&mut state, &command, by(ALICE, 0)), Decision::Nothing);
    let other =
        NewPerson { family_name: PersonName::new("Autre").expect("a name"), ..person(AMINA) };
    let command = Command::AddPerson { intervention: VISIT, person: other };
    assert_eq!(run(&mut state, &command, by(ALICE, 0)), Decision::Refused(Refusal::IdentityTaken));
}

#[test]
fn an_interest_brings_contact_and_level_up_to_date() {
    let mut state = class();
    run(&mut state, &Command::RegisterInterest(interest()), by(ALICE, 0));
    let amina = state.signatory(AMINA).expect("known");
    assert_eq!(amina.level, Some(CefrLevel::A2));
    assert_eq!(amina.contact.preferred, Some(ContactWay::Text));
    assert_eq!(amina.version, 2);
    let again = run(&mut state, &Command::RegisterInterest(interest()), by(ALICE, 0));
    assert_eq!(again, Decision::Nothing);
}

#[test]
fn an_interest_needs_a_way_to_reach_the_person_and_a_known_text() {
    let mut state = class();
    let mut mute = interest();
    mute.contact.phone = None;
    let decision = run(&mut state, &Command::RegisterInterest(mute), by(ALICE, 0));
    assert_eq!(decision, Decision::Refused(Refusal::NoWayToReach));
    for text in [0, consent::CURRENT_TEXT.0 + 1] {
        let mut unknown = interest();
        unknown.consent.text = TextVersion(text);
        let decision = run(&mut state, &Command::RegisterInterest(unknown), by(ALICE, 0));
        assert_eq!(decision, Decision::Refused(Refusal::UnknownConsentText));
    }
}

#[test]
fn a_withdrawal_wins_over_a_late_copy_of_the_interest() {
    let mut state = class();
    run(&mut state, &Command::RegisterInterest(interest()), by(ALICE, 0));
    let withdraw = Command::WithdrawInterest { interest: WISH, reason: Withdrawal::ByPerson };
    run(&mut state, &withdraw, by(BRUNO, 0));
    run(&mut state, &Command::RegisterInterest(interest()), by(ALICE, 0));
    assert_eq!(state.interest(WISH).and_then(|it| it.withdrawn), Some(Withdrawal::ByPerson));
    assert_eq!(run(&mut state, &withdraw, by(ALICE, 0)), Decision::Nothing);
}

fn any_command() -> impl Strategy<Value = Command> {
    let marks = prop::option::of(prop::sample::select(Attendance::ALL.to_vec()));
    prop_oneof![
        (0..4_u128, marks).prop_map(|(who, mark)| Command::MarkAttendance {
            intervention: VISIT,
            signatory: SignatoryId(Uuid::from_u128(who)),
            mark,
        }),
        (0..4_u128).prop_map(|who| Command::AddPerson {
            intervention: VISIT,
            person: person(SignatoryId(Uuid::from_u128(who))),
        }),
        (0..4_u128, 0..4_u128).prop_map(|(who, wish)| Command::RegisterInterest(
            RegisterInterest {
                id: InterestId(Uuid::from_u128(wish)),
                signatory: SignatoryId(Uuid::from_u128(who)),
                ..interest()
            }
        )),
        (0..4_u128).prop_map(|wish| Command::WithdrawInterest {
            interest: InterestId(Uuid::from_u128(wish)),
            reason: Withdrawal::Mistake,
        }),
    ]
}

proptest! {
    /// Versions only grow, by one; the records changed are among those the command says it
    /// touches; what is repeated changes nothing; what is withdrawn stays withdrawn.
    #[test]
    fn rules_hold_over_random_histories(
        history in prop::collection::vec((any_command(), 0..6_u32, prop::bool::ANY), 0..40),
    ) {
        let mut state = class();
        for (command, base, alice) in history {
            let context = by(if alice { ALICE } else { BRUNO }, base);
            let before = state.clone();
            let decision = run(&mut state, &command, context);
            if let Decision::Change(records) = &decision {
                prop_assert!(!records.is_empty());
                for record in records {
                    prop_assert!(command.touches().contains(&record.key()));
                    prop_assert_eq!(record.version(), before.version(record.key()) + 1);
                }
                prop_assert_eq!(apply(&state, &command, &context), Decision::Nothing);
            } else {
                prop_assert_eq!(&before, &state);
            }
            for known in before.interests().filter(|interest| interest.withdrawn.is_some()) {
                prop_assert_eq!(state.interest(known.id).and_then(|it| it.withdrawn), known.withdrawn);
            }
        }
    }

    /// Deciding on the touched records alone gives what deciding on everything gives.
    #[test]
    fn a_server_that_loads_only_what_is_touched_decides_alike(
        history in prop::collection::vec((any_command(), 0..6_u32), 1..30),
    ) {
        let mut state = class();
        for (command, base) in history {
            let mut loaded = State::default();
            for key in command.touches() {
                if let Some(record) = state.record(key) {
                    loaded.put(record);
                }
            }
            let context = by(ALICE, base);
            prop_assert_eq!(apply(&loaded, &command, &context), apply(&state, &command, &context));
            run(&mut state, &command, context);
        }
    }
}

fn corrected(phone: &str) -> Command {
    let phone = PhoneNumber::new(phone).ok();
    let contact = Contact { phone, email: None, preferred: Some(ContactWay::Call) };
    Command::CorrectContact { signatory: AMINA, contact }
}

#[test]
fn a_contact_is_corrected_by_who_saw_the_last_one() {
    let mut state = class();
    let own = |base| Context { author: None, claimed_at: Instant(1_000), base };
    let command = corrected("06 39 98 00 02");
    assert!(matches!(run(&mut state, &command, own(1)), Decision::Change(_)));
    let person = state.signatory(AMINA).expect("known");
    assert_eq!((person.version, &person.contact), (2, &contact_of(&command)));
    // Sent twice it still happened once; said of what was seen before, it is not taken.
    assert_eq!(run(&mut state, &command, own(1)), Decision::Nothing);
    let late = run(&mut state, &corrected("06 39 98 00 03"), by(ALICE, 1));
    assert_eq!(late, Decision::Refused(Refusal::ChangedMeanwhile));
    let nothing = Command::CorrectContact { signatory: AMINA, contact: Contact::default() };
    let refused = run(&mut state, &nothing, own(2));
    assert_eq!(refused, Decision::Refused(Refusal::NoWayToReach));
}

fn contact_of(command: &Command) -> Contact {
    match command {
        Command::CorrectContact { contact, .. } => contact.clone(),
        other => panic!("{other:?}"),
    }
}
