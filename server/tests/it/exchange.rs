//! Sending commands and asking for news: every command is decided once, whatever the line does.

use crate::app::{ALICE, AMINA, BADRA, FOREIGN, NEXT, TestApp, VISIT};
use crate::device::{Device, adding, marking};
use crate::invented;
use domain::attendance::Attendance::{Absent, Excused, Present};
use domain::command::RegisterInterest;
use domain::consent::{Consent, Explained};
use domain::contact::{Contact, ContactWay};
use domain::id::{ClientId, InterestId, SignatoryId};
use domain::interest::Withdrawal;
use domain::language::Language;
use domain::person::Origin;
use domain::scheme::{SchemeKind, Wishes};
use domain::time::Instant;
use domain::{Command, Refusal};
use serde_json::json;
use sync::device::Sent;
use sync::wire::{self, MAX_COMMANDS, PROTOCOL, Reset};
use sync::{Envelope, Outcome};
use uuid::Uuid;

pub fn interest(id: u128, signatory: SignatoryId) -> Command {
    Command::RegisterInterest(RegisterInterest {
        id: InterestId(Uuid::from_u128(id)),
        signatory,
        intervention: VISIT,
        wishes: Wishes::new(vec![SchemeKind::Employment, SchemeKind::LanguageCourse]).unwrap(),
        contact: Contact { preferred: Some(ContactWay::Centre), ..Contact::default() },
        level: None,
        consent: Consent {
            language: Language::Arabic,
            explained: Explained::Aloud,
            ..invented::consent(Instant(900))
        },
        origin: Origin::Adviser,
        receipt: None,
    })
}

#[tokio::test]
async fn a_new_tablet_gets_its_visits_in_one_answer() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    let response = device.client.exchange(&device.request(false)).await;
    device.absorb(&response);
    assert!(!response.more);
    let state = device.state();
    assert_eq!(state.interventions().map(|visit| visit.id).collect::<Vec<_>>(), [VISIT]);
    let visit = state.intervention(VISIT).unwrap();
    assert_eq!((visit.centre_name.as_str(), visit.town.as_str()), ("Centre fictif", "Laon"));
    assert_eq!(state.roster_of(VISIT).count(), 2);
    assert!(state.signatory(AMINA).is_some());
}

#[tokio::test]
async fn what_was_entered_in_class_reaches_the_database_and_the_colleague() {
    let app = TestApp::start().await;
    let mut alice = Device::new(app.alice().await, 1);
    let mut bruno = Device::new(app.bruno().await, 2);
    alice.sync().await;
    bruno.sync().await;

    alice.mark(AMINA, Present);
    alice.enter(&adding(VISIT, 900, "Exemple-Nouvelle"));
    alice.enter(&interest(901, SignatoryId(Uuid::from_u128(900))));
    let outcomes = alice.sync().await;
    assert!(outcomes.iter().all(|(_, outcome)| *outcome == Outcome::Applied), "{outcomes:?}");
    bruno.sync().await;

    let truth = app.state().await;
    for state in [&alice.state(), &bruno.state()] {
        let entry = state.roster_entry(VISIT, AMINA).unwrap();
        assert_eq!((entry.mark, entry.marked_by), (Some(Present), Some(ALICE)));
        assert_eq!(state.roster_of(VISIT).count(), 3);
        let interest = state.interest(InterestId(Uuid::from_u128(901))).unwrap();
        assert_eq!(interest.entered_by, Some(ALICE));
        for record in state.records() {
            assert_eq!(truth.record(record.key()), Some(record));
        }
    }
}

#[tokio::test]
async fn a_request_sent_twice_changes_nothing_and_is_answered_alike() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    device.mark(AMINA, Present);
    device.enter(&marking(VISIT, SignatoryId(Uuid::from_u128(999)), Absent));
    let request = device.request(false);
    let first = device.client.exchange(&request).await;
    let before = app.state().await;
    let second = device.client.exchange(&request).await;
    assert_eq!((second.last_seq, &second.outcomes), (first.last_seq, &first.outcomes));
    assert_eq!(first.outcomes, [(2, Outcome::Held(Refusal::NotOnRoster))]);
    assert_eq!(app.state().await, before);
    // The first time it works out itself what the second time is sent, and comes to the same.
    let mut again = device.replica.clone();
    let sent = Sent { author: ALICE, commands: &device.outbox };
    device.replica.absorb(&first, sent);
    again.absorb(&second, sent);
    assert_eq!((first.changes.len(), second.changes.len()), (0, 1));
    assert_eq!(device.replica, again);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_given_again_with_what_was_entered_since() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    device.mark(AMINA, Present);
    let lost = device.client.exchange(&device.request(false)).await;
    assert_eq!(lost.last_seq, 1);
    device.mark(AMINA, Excused);
    device.mark(BADRA, Absent);
    let outcomes = device.sync().await;
    assert_eq!(outcomes.len(), 3);
    assert!(device.outbox.is_empty());
    let state = app.state().await;
    assert_eq!(state.roster_entry(VISIT, AMINA).unwrap().mark, Some(Excused));
    assert_eq!(state.roster_entry(VISIT, BADRA).unwrap().mark, Some(Absent));
}

#[tokio::test]
async fn a_number_that_is_missing_stops_the_taking_in() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    device.next_seq = 2;
    device.mark(AMINA, Present);
    let response = device.client.exchange(&device.request(false)).await;
    assert_eq!((response.last_seq, response.forked), (0, None));
    assert_eq!(app.state().await.roster_entry(VISIT, AMINA).unwrap().mark, None);
}

#[tokio::test]
async fn two_tablets_with_one_identity_are_told_apart() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.mark(AMINA, Present);
    device.sync().await;
    let mut copy = Device::new(app.alice().await, 1);
    copy.mark(AMINA, Absent);
    copy.mark(BADRA, Absent);
    let response = copy.client.exchange(&copy.request(false)).await;
    assert_eq!(response.forked, Some(1));
    assert_eq!(response.last_seq, 1);
    assert_eq!(app.state().await.roster_entry(VISIT, BADRA).unwrap().mark, None);
}

#[tokio::test]
async fn an_installation_belongs_to_one_account() {
    let app = TestApp::start().await;
    Device::new(app.alice().await, 1).sync().await;
    let bruno = Device::new(app.bruno().await, 1);
    let answer = bruno.client.post_envelope(&wire::encode(&bruno.request(false))).await;
    assert_eq!((answer.status, answer.text()), (403, "forbidden".to_owned()));
}

#[tokio::test]
async fn what_one_may_not_do_is_kept_and_shown_and_holds_nothing_back() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    device.enter(&marking(NEXT, AMINA, Present));
    device.enter(&marking(FOREIGN, AMINA, Present));
    device.enter(&Command::WithdrawInterest {
        interest: InterestId(Uuid::from_u128(77)),
        reason: Withdrawal::ByPerson,
    });
    device.mark(AMINA, Present);
    let outcomes: Vec<_> = device.sync().await.into_iter().map(|(_, outcome)| outcome).collect();
    assert_eq!(
        outcomes,
        [
            Outcome::Held(Refusal::NotAllowed),
            Outcome::Held(Refusal::NotAllowed),
            Outcome::Held(Refusal::UnknownInterest),
            Outcome::Applied,
        ]
    );
    let rows = app.supervisor().await.call("desk/attention", json!({})).await.json();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["author"], "ALICE Exemple");
    assert_eq!(rows[0]["person"], "EXEMPLE-AMINA");
    assert_eq!(rows[0]["place"], "Centre fictif, Laon");
    assert_eq!(rows[1]["place"], json!(null), "another territory's visit is not shown");
}

#[tokio::test]
async fn two_advisers_who_disagree_leave_a_question_that_a_supervisor_closes() {
    let app = TestApp::start().await;
    let mut alice = Device::new(app.alice().await, 1);
    let mut bruno = Device::new(app.bruno().await, 2);
    alice.sync().await;
    bruno.sync().await;
    alice.mark(AMINA, Present);
    bruno.mark(AMINA, Absent);
    alice.sync().await;
    let outcomes = bruno.sync().await;
    let Outcome::Conflict(conflict) = &outcomes[0].1 else { panic!("{outcomes:?}") };
    assert_eq!((conflict.standing, conflict.standing_by), (Some(Present), Some(ALICE)));
    assert_eq!(bruno.state().roster_entry(VISIT, AMINA).unwrap().mark, Some(Present));

    let supervisor = app.supervisor().await;
    let rows = supervisor.call("desk/attention", json!({})).await.json();
    assert_eq!(rows[0]["standing_by"], "ALICE Exemple");
    assert_eq!(rows[0]["author"], "BRUNO Exemple");
    let place = json!({"client": rows[0]["client"], "seq": rows[0]["seq"]});
    let foreign = app.foreign_supervisor().await;
    assert_eq!(foreign.call("desk/attention/close", place.clone()).await.status, 404);
    for _ in 0..2 {
        assert_eq!(supervisor.call("desk/attention/close", place.clone()).await.status, 200);
    }
    assert_eq!(supervisor.call("desk/attention", json!({})).await.json(), json!([]));
    // Closed is not forgotten: the tablet gets the same answer again.
    let mut again = Device::new(bruno.client.clone(), 2);
    again.outbox = vec![(1, Envelope::seal(&marking(VISIT, AMINA, Absent), 1, Instant(1_000)))];
    let response = again.client.exchange(&again.request(false)).await;
    assert_eq!(response.outcomes, outcomes);
}

#[tokio::test]
async fn a_command_that_cannot_be_read_is_kept() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    for (seq, version, body) in [(1, 1, vec![250, 1, 2]), (2, 9, vec![0]), (3, 0, Vec::new())] {
        let envelope = Envelope { version, base: 0, claimed_at: Instant(i64::MIN), body };
        device.outbox.push((seq, envelope));
    }
    device.next_seq = 4;
    device.mark(AMINA, Present);
    let outcomes = device.sync().await;
    let held = Outcome::Held(Refusal::Unreadable);
    assert!(outcomes[..3].iter().all(|(_, outcome)| *outcome == held), "{outcomes:?}");
    assert_eq!(outcomes[3].1, Outcome::Applied);
}

#[tokio::test]
async fn bytes_that_are_no_envelope_are_refused_with_what_to_do() {
    let app = TestApp::start().await;
    let client = app.alice().await;
    let device = Device::new(client.clone(), 1);
    let good = wire::encode(&device.request(false));
    let mut newer = good.clone();
    newer[3] = PROTOCOL + 1;
    let mut altered = good.clone();
    altered[10] ^= 1;
    for bytes in [b"<html>".as_slice(), b"", &good[..good.len() - 3], &newer, &altered] {
        let answer = client.post_envelope(bytes).await;
        assert_eq!(answer.status, 422, "{}", answer.text());
        let (_, message) = answer.invalid();
        assert!(message.contains("Rien n'est perdu"), "{message}");
    }
    let answer = client.post("/api/sync/v1", "application/x-postcard", vec![0xff; 40]).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert_eq!(app.stranger().post_envelope(&good).await.status, 401);
}

#[tokio::test]
async fn more_commands_than_one_request_takes_are_taken_in_the_next() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    for turn in 0..MAX_COMMANDS + 30 {
        device.mark(AMINA, if turn % 2 == 0 { Present } else { Absent });
    }
    let first = device.client.exchange(&device.request(false)).await;
    assert_eq!(first.last_seq, MAX_COMMANDS as u64);
    device.absorb(&first);
    device.sync().await;
    assert!(device.outbox.is_empty());
    let state = app.state().await;
    assert_eq!(state.roster_entry(VISIT, AMINA).unwrap().mark, Some(Absent));
}

#[tokio::test]
async fn what_a_device_entered_itself_does_not_travel_back_to_it() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    let mut colleague = Device::new(app.bruno().await, 2);
    device.sync().await;
    colleague.sync().await;
    for mark in [Present, Absent] {
        device.mark(AMINA, mark);
    }
    let told = device.client.exchange(&device.request(false)).await;
    let own = told.own.clone().expect("its own");
    assert_eq!((own.numbers.as_slice(), told.changes.as_slice()), (&[(1, 2)][..], &[][..]));
    device.absorb(&told);
    colleague.sync().await;
    assert_eq!(device.state(), colleague.state());

    // Once somebody else has changed the record, it has to come.
    colleague.mark(AMINA, Present);
    colleague.sync().await;
    let moved = device.enter(&adding(VISIT, 77, "Fictive"));
    device.mark(AMINA, Absent);
    let told = device.client.exchange(&device.request(false)).await;
    assert_eq!(told.own, None, "{moved} adds a record, and the other meets what was not seen");
    assert!(!told.changes.is_empty());
    device.absorb(&told);
    device.sync().await;
    colleague.sync().await;
    assert_eq!(device.state(), colleague.state());

    // Whoever sends it again, because the answer was lost, is told all of it.
    let before = device.replica.clone();
    device.mark(AMINA, Excused);
    let request = device.request(false);
    assert!(device.client.exchange(&request).await.own.is_some());
    let again = device.client.exchange(&request).await;
    assert_eq!((again.own.as_ref(), again.changes.len()), (None, 1));
    assert_eq!(device.replica, before);
    device.absorb(&again);
    colleague.sync().await;
    assert_eq!(device.state(), colleague.state());
}

#[tokio::test]
async fn a_database_of_another_history_is_noticed_and_the_outbox_survives() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.mark(AMINA, Present);
    device.sync().await;
    let known = device.replica.cursor.unwrap();

    let restored = TestApp::start().await;
    device.client = restored.alice().await;
    device.mark(BADRA, Present);
    let response = device.client.exchange(&device.request(false)).await;
    assert_eq!(response.reset, Some(Reset::OtherHistory));
    assert_eq!(response.last_seq, 0, "the server tells how much it lacks");

    // The same epoch with another history is noticed by the tag, or by a number that is too high.
    let device = Device::new(app.alice().await, 1);
    for cursor in [
        sync::Cursor { tag: known.tag.wrapping_add(1), ..known },
        sync::Cursor { seq: known.seq + 1, ..known },
        sync::Cursor { epoch: known.epoch.wrapping_add(1), ..known },
    ] {
        let mut request = device.request(false);
        request.cursor = Some(cursor);
        let response = device.client.exchange(&request).await;
        assert_eq!(response.reset, Some(Reset::OtherHistory));
    }
}

#[tokio::test]
async fn hostile_numbers_do_no_harm() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.mark(AMINA, Present);
    for first_seq in [0, u64::MAX, u64::MAX - 1] {
        let mut request = device.request(false);
        request.first_seq = first_seq;
        request.commands = vec![device.outbox[0].1.clone(); 3];
        request.sent_at = Instant(i64::MIN);
        request.client = ClientId(Uuid::max());
        let answer = device.client.post_envelope(&wire::encode(&request)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    assert_eq!(app.state().await.roster_entry(VISIT, AMINA).unwrap().mark, None);
}
