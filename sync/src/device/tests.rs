//! A device, without a browser: what it shows, what it keeps, what it gives up.

use super::*;
use crate::wire::{Own, Reset};
use domain::attendance::{Attendance, RosterEntry};
use domain::code::RegistrationCode;
use domain::contact::Contact;
use domain::id::{CentreId, InterventionId, SignatoryId};
use domain::intervention::{Intervention, Mode};
use domain::person::{Origin, PersonName, Signatory};
use uuid::Uuid;

const ALICE: UserId = UserId(Uuid::from_u128(1));
const BRUNO: UserId = UserId(Uuid::from_u128(2));
const AMINA: SignatoryId = SignatoryId(Uuid::from_u128(3));

fn visit(number: u128) -> InterventionId {
    InterventionId(Uuid::from_u128(number))
}

fn scope(number: u128) -> Scope {
    Scope::Intervention(visit(number))
}

fn intervention(number: u128) -> Record {
    Record::Intervention(Intervention {
        id: visit(number),
        centre: CentreId(Uuid::from_u128(9)),
        centre_name: "Centre fictif".to_owned(),
        town: "Laon".to_owned(),
        starts_at: Instant(0),
        mode: Mode::InPerson,
        code: RegistrationCode::from_bits(1),
        code_expires_at: Instant(1),
        version: 1,
    })
}

fn entry(number: u128, mark: Option<Attendance>, by: Option<UserId>, version: u32) -> Record {
    Record::RosterEntry(RosterEntry {
        mark,
        marked_by: by,
        version,
        ..RosterEntry::expected(visit(number), AMINA)
    })
}

fn answer(seq: u64) -> SyncResponse {
    SyncResponse {
        last_seq: 0,
        outcomes: Vec::new(),
        reset: None,
        list_scopes: false,
        revoked: Vec::new(),
        granted: Vec::new(),
        changes: Vec::new(),
        cursor: Cursor { epoch: 1, seq, tag: 0 },
        more: false,
        answered_at: Instant(0),
        forked: None,
        part: None,
        lacking: Vec::new(),
        durable: None,
        settled: Vec::new(),
        names: Vec::new(),
        own: None,
    }
}

/// What was asked carried no commands.
const NOTHING: Sent<'static> = Sent { author: ALICE, commands: &[] };

fn class() -> Replica {
    let mut replica = Replica::default();
    let mut first = answer(2);
    first.granted = vec![scope(10)];
    first.changes = vec![
        Change::Put(scope(10), intervention(10)),
        Change::Put(scope(10), entry(10, None, None, 1)),
    ];
    replica.absorb(&first, NOTHING);
    replica
}

fn mark(replica: &Replica, mark: Attendance) -> Envelope {
    let command =
        Command::MarkAttendance { intervention: visit(10), signatory: AMINA, mark: Some(mark) };
    Envelope::seal(&command, replica.state().version(command.subject()), Instant(5))
}

#[test]
fn what_was_entered_is_shown_on_top_of_what_the_server_said() {
    let replica = class();
    let present = mark(&replica, Attendance::Present);
    let overlay = Overlay::build(&replica, ALICE, [(1, &present)]);
    let shown = overlay.state.roster_entry(visit(10), AMINA).and_then(|entry| entry.mark);
    assert_eq!(shown, Some(Attendance::Present));
    assert!(overlay.unsent.contains(&RecordKey::RosterEntry(visit(10), AMINA)));
    assert_eq!(replica.state().roster_entry(visit(10), AMINA).and_then(|entry| entry.mark), None);
}

#[test]
fn a_second_thought_offline_never_overrides_a_mark_nobody_here_has_seen() {
    let mut replica = class();
    let first = mark(&replica, Attendance::Present);
    let second = mark(&replica, Attendance::Excused);
    let mut news = answer(3);
    news.changes =
        vec![Change::Put(scope(10), entry(10, Some(Attendance::Absent), Some(BRUNO), 2))];
    replica.absorb(&news, NOTHING);
    let overlay = Overlay::build(&replica, ALICE, [(1, &first), (2, &second)]);
    assert_eq!(overlay.doubtful, [1, 2]);
    let shown = overlay.state.roster_entry(visit(10), AMINA).and_then(|entry| entry.mark);
    assert_eq!(shown, Some(Attendance::Absent));
}

#[test]
fn a_scope_that_is_lost_takes_its_records_along_and_only_its_own() {
    let mut replica = class();
    let mut second = answer(3);
    second.granted = vec![scope(11)];
    second.changes = vec![
        Change::Put(scope(11), intervention(11)),
        Change::Put(scope(11), entry(10, None, None, 1)),
    ];
    replica.absorb(&second, NOTHING);
    let mut lost = answer(3);
    lost.revoked = vec![scope(10)];
    let touched = replica.absorb(&lost, NOTHING);
    assert!(touched.iter().next().is_some());
    assert_eq!(replica.scopes, [scope(11)]);
    assert!(replica.state().intervention(visit(10)).is_none());
    assert!(replica.state().roster_entry(visit(10), AMINA).is_some(), "still given by the other");
}

#[test]
fn a_late_copy_of_a_change_does_not_turn_back_a_newer_one() {
    let mut replica = class();
    for version in [3, 2] {
        let mut news = answer(3);
        news.changes = vec![Change::Put(scope(10), entry(10, None, Some(BRUNO), version))];
        replica.absorb(&news, NOTHING);
    }
    assert_eq!(replica.state().version(RecordKey::RosterEntry(visit(10), AMINA)), 3);
}

#[test]
fn another_history_empties_the_copy_and_every_page_of_it() {
    let mut replica = class();
    let mut reset = answer(1);
    reset.reset = Some(Reset::OtherHistory);
    let touched = replica.absorb(&reset, NOTHING);
    assert!(touched.iter().all(|page| replica.page(page).is_empty()));
    assert_eq!(replica, Replica::default());
}

#[test]
fn pages_hold_everything_and_load_back_to_the_same_copy() {
    let replica = class();
    let mut loaded =
        Replica { cursor: replica.cursor, scopes: replica.scopes.clone(), ..Replica::default() };
    (0..PAGES).for_each(|page| loaded.load_page(replica.page(page)));
    assert_eq!(loaded, replica);
}

/// What the office comes to for commands that it carries out one after the other.
fn decided(replica: &Replica, envelopes: &[(u64, Envelope)]) -> Vec<Record> {
    let mut state = replica.state();
    let mut last = BTreeMap::new();
    for (_, envelope) in envelopes {
        let command = envelope.open().expect("readable");
        match domain::apply(&state, &command, &envelope.context(ALICE)) {
            Decision::Change(records) => records.into_iter().for_each(|record| {
                state.put(record.clone());
                last.insert(record.key(), record);
            }),
            other => panic!("{other:?}"),
        }
    }
    last.into_values().collect()
}

#[test]
fn what_its_own_commands_came_to_a_device_works_out_itself() {
    let mut replica = class();
    let commands =
        [(1, mark(&replica, Attendance::Present)), (2, mark(&replica, Attendance::Excused))];
    let records = decided(&replica, &commands);
    let told = SyncResponse { own: Some(Own::of([1, 2], &records)), last_seq: 2, ..answer(3) };
    let touched = replica.absorb(&told, Sent { author: ALICE, commands: &commands });
    assert_eq!(touched.iter().collect::<Vec<_>>(), [page_of(&records[0].key())]);
    assert_eq!(replica.record(&records[0].key()), Some(&records[0]));
    assert_eq!(replica.cursor, Some(told.cursor));
    assert!(replica.page(page_of(&records[0].key())).iter().all(|it| it.scopes == [scope(10)]));
}

#[test]
fn a_device_that_comes_to_something_else_fetches_its_copy_anew() {
    let commands = [(1, mark(&class(), Attendance::Present))];
    let records = decided(&class(), &commands);
    let own = Own::of([1], &records);
    let other = Own { sum: own.sum ^ 1, ..own.clone() };
    let missing = Own { numbers: vec![(1, 2)], sum: 0 };
    for (own, sent, author) in [
        (other, &commands[..], ALICE),
        (own.clone(), &commands[..], BRUNO),
        (own, &[], ALICE),
        (missing, &commands[..], ALICE),
    ] {
        let mut replica = class();
        let told = SyncResponse { own: Some(own), last_seq: 1, ..answer(3) };
        let touched = replica.absorb(&told, Sent { author, commands: sent });
        assert_eq!(replica, Replica::default());
        assert!(touched.iter().any(|page| page == page_of(&records[0].key())));
    }
}

fn person() -> Record {
    Record::Signatory(Signatory {
        id: AMINA,
        family_name: PersonName::new("Fictive").expect("a name"),
        given_name: None,
        birth: None,
        contact: Contact::default(),
        level: None,
        training_ends: None,
        origin: Origin::Adviser,
        version: 1,
    })
}

#[test]
fn a_person_on_two_lists_comes_once_and_stays_while_one_of_them_is_there() {
    let key = person().key();
    let mut replica = class();
    let mut known = answer(3);
    known.changes = vec![Change::Put(scope(10), person())];
    replica.absorb(&known, NOTHING);
    let mut second = answer(3);
    second.granted = vec![scope(11), Scope::File(AMINA)];
    second.changes = vec![
        Change::Put(scope(11), intervention(11)),
        Change::Put(scope(11), entry(11, None, None, 1)),
    ];
    let touched = replica.absorb(&second, NOTHING);
    assert!(touched.iter().any(|page| page == page_of(&key)));
    for scope in [scope(10), Scope::File(AMINA), scope(11)] {
        assert!(replica.record(&key).is_some());
        let mut gone = answer(4);
        gone.revoked = vec![scope];
        replica.absorb(&gone, NOTHING);
    }
    assert_eq!(replica.record(&key), None);
}

#[test]
fn pages_from_one_look_are_those_from_a_look_at_each() {
    let mut replica = class();
    let mut second = answer(3);
    second.granted = vec![scope(11)];
    second.changes = vec![Change::Put(scope(11), intervention(11))];
    let touched = replica.absorb(&second, NOTHING);
    let looked: Vec<_> = replica.contents(touched).into_iter().collect();
    assert_eq!(looked.len(), touched.iter().count());
    for (page, content) in looked {
        let content: Vec<_> = content.into_iter().cloned().collect();
        assert_eq!(content, replica.page(page));
    }
}

#[test]
fn a_copy_differs_by_what_an_answer_brought() {
    let before = class();
    let mut after = before.clone();
    assert_eq!(after.differing(&before), Some(vec![]));
    let mut news = answer(3);
    news.granted = vec![scope(11)];
    news.changes = vec![Change::Put(scope(11), intervention(11))];
    after.absorb(&news, NOTHING);
    assert_eq!(after.differing(&before), Some(vec![&intervention(11)]));
    let mut left = answer(4);
    left.changes = vec![Change::Remove(scope(10), entry(10, None, None, 1).key())];
    after.absorb(&left, NOTHING);
    assert_eq!(after.differing(&before), None);
}

#[test]
fn an_answer_names_only_what_was_not_plainly_applied() {
    let mut response = answer(1);
    response.last_seq = 3;
    response.outcomes = vec![(2, Outcome::Held(domain::Refusal::NotOnRoster))];
    assert_eq!(outcome_of(&response, 1), Some(Outcome::Applied));
    assert_eq!(outcome_of(&response, 2), Some(Outcome::Held(domain::Refusal::NotOnRoster)));
    assert_eq!(outcome_of(&response, 4), None);
}
