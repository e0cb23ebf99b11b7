//! Two advisers mark the same person differently: a question with two sides, answered once, by
//! somebody, and told. And what was refused is adopted by a supervisor, or is not.

use crate::app::{ALICE, AMINA, BADRA, BRUNO, FOREIGN, NEXT, VISIT};
use crate::client::{Answer, Client};
use crate::device::{Device, marking};
use crate::rights::world::{ERNA, OF_AWAY, OF_CENTRE, OF_PARTNER, Stage, TALK, World};
use app::api::attention::{Adoption, Answered, AttentionRow, Wanted};
use domain::attendance::Attendance::{self, Absent, Excused, Present};
use domain::attendance::RosterEntry;
use domain::command::SendReferral;
use domain::id::{InterventionId, ReferralId, SchemeId, SignatoryId, UserId};
use domain::{Command, Refusal};
use serde_json::{Value, json};
use std::slice::from_ref;
use sync::wire::{Settled, Settlement, SyncRequest};
use sync::{Outcome, SyncResponse};
use uuid::Uuid;

/// Alice and Bruno in class; Alice marked Badra present, and Bruno absent without having seen it.
struct Disagreement {
    world: World,
    alice: Device,
    bruno: Device,
    /// What Bruno's entry is known by.
    question: u64,
}

impl Disagreement {
    async fn new() -> Self {
        let world = World::at(Stage::Interested).await;
        world.app.assign(VISIT, &[ALICE, BRUNO]).await;
        let mut alice = Device::new(world.app.alice().await, 1);
        let mut bruno = Device::new(world.app.bruno().await, 2);
        // Of a mark both have seen nobody could be in doubt.
        alice.sync().await;
        alice.enter(&Command::MarkAttendance { intervention: VISIT, signatory: BADRA, mark: None });
        alice.sync().await;
        bruno.sync().await;
        alice.mark(BADRA, Present);
        alice.sync().await;
        bruno.mark(BADRA, Absent);
        let question = bruno.outbox[0].1.hash();
        let outcomes = bruno.sync().await;
        assert!(matches!(outcomes[..], [(1, Outcome::Conflict(_))]), "{outcomes:?}");
        Self { world, alice, bruno, question }
    }

    async fn dora(&self) -> Client {
        self.world.app.supervisor().await
    }

    async fn erna(&self) -> Client {
        self.world.adviser("Erna", ERNA).await.client
    }

    fn answer(&self, mark: Attendance) -> Command {
        let (intervention, signatory, answers) = (VISIT, BADRA, self.question);
        Command::SettleAttendance { intervention, signatory, mark: Some(mark), answers }
    }

    async fn line(&self) -> RosterEntry {
        line(&self.world, VISIT, BADRA).await
    }

    async fn stands(&self) -> (Option<Attendance>, Option<UserId>) {
        let line = self.line().await;
        (line.mark, line.marked_by)
    }
}

async fn line(world: &World, visit: InterventionId, person: SignatoryId) -> RosterEntry {
    let mut unit = world.app.office.store.read().await.unwrap();
    unit.roster_entry(visit, person).await.unwrap().unwrap()
}

async fn waiting(client: &Client) -> Vec<AttentionRow> {
    client.call("desk/attention", json!({})).await.read()
}

/// The place of the only thing that waits.
async fn only(client: &Client) -> AttentionRow {
    let mut rows = waiting(client).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

fn place(row: &AttentionRow) -> Value {
    json!({"client": row.client, "seq": row.seq})
}

async fn chooses(client: &Client, row: &AttentionRow, mark: Attendance) -> Answer {
    let version = row.line.as_ref().unwrap().version;
    let mut arguments = place(row);
    arguments["mark"] = json!(mark);
    arguments["version"] = json!(version);
    client.call("desk/attention/choose", arguments).await
}

async fn chosen(client: &Client, row: &AttentionRow, mark: Attendance) -> Answered {
    chooses(client, row, mark).await.read()
}

async fn adopts(client: &Client, row: &AttentionRow) -> Answer {
    client.call("desk/attention/adopt", place(row)).await
}

/// What a device is told when it asks what became of these entries.
async fn told(device: &Device, entries: &[u64]) -> SyncResponse {
    let request = SyncRequest { unsettled: entries.to_vec(), ..device.request(false) };
    device.client.exchange(&request).await
}

/// By whom and how.
fn who(settlement: &Settlement) -> (&str, Settled) {
    (&settlement.by, settlement.how)
}

async fn audited(world: &World, action: &str) -> usize {
    let question = format!("select seq from audit where action = '{action}'");
    world.app.database.rows::<(i64,)>(&question).await.len()
}

#[tokio::test]
async fn an_answer_says_who_made_the_other_mark() {
    let mut it = Disagreement::new().await;
    it.alice.mark(AMINA, Absent);
    it.alice.sync().await;
    it.bruno.mark(AMINA, Excused);
    let request = it.bruno.request(false);
    let response = it.bruno.client.exchange(&request).await;
    assert!(matches!(response.outcomes[..], [(2, Outcome::Conflict(_))]), "{response:?}");
    assert_eq!(response.names, [(ALICE, "ALICE Exemple".to_owned())]);
}

#[tokio::test]
async fn the_question_shows_both_sides_where_and_when() {
    let it = Disagreement::new().await;
    let row = only(&it.dora().await).await;
    let Outcome::Conflict(conflict) = &row.outcome else { panic!("{row:?}") };
    assert_eq!((conflict.standing, conflict.proposed), (Some(Present), Some(Absent)));
    assert_eq!(
        (row.standing_by.as_deref(), row.author.as_str()),
        (Some("ALICE Exemple"), "BRUNO Exemple")
    );
    assert_eq!(row.place.as_deref(), Some("Centre fictif, Laon"));
    assert_eq!(row.received_at, it.world.app.office.now());
    assert_eq!(row.line, Some(it.line().await));
    assert!(row.starts_at.is_some() && row.settled.is_none() && row.adoption.is_none());
}

#[tokio::test]
async fn an_adviser_answers_and_the_supervisor_sees_by_whom() {
    for (mark, stands) in [(Present, ALICE), (Absent, BRUNO)] {
        let mut it = Disagreement::new().await;
        let version = it.line().await.version;
        it.bruno.enter(&it.answer(mark));
        assert_eq!(it.bruno.sync().await, [(2, Outcome::Applied)]);
        assert_eq!(it.stands().await, (Some(mark), Some(stands)));
        assert_eq!(it.line().await.version, version + 1);
        assert_eq!(audited(&it.world, "conflict_settled").await, 1);
        // It waits until a person has looked, and nobody can answer it anew.
        let dora = it.dora().await;
        let row = only(&dora).await;
        let settlement = row.settled.as_ref().unwrap();
        assert_eq!(who(settlement), ("BRUNO Exemple", Settled::Marked(Some(mark))));
        let late = chosen(&dora, &row, Excused).await;
        assert_eq!(late, Answered::Settled(settlement.clone()));
        assert_eq!(dora.call("desk/attention/close", place(&row)).await.status, 200);
        assert!(waiting(&dora).await.is_empty());
        it.alice.sync().await;
        assert_eq!(it.alice.state().roster_entry(VISIT, BADRA).unwrap().mark, Some(mark));
    }
}

#[tokio::test]
async fn an_answer_that_comes_twice_settles_once() {
    let mut it = Disagreement::new().await;
    it.bruno.enter(&it.answer(Absent));
    let request = it.bruno.request(false);
    it.bruno.client.exchange(&request).await;
    let before = it.line().await;
    it.bruno.client.exchange(&request).await;
    let mut copy = Device::new(it.bruno.client.clone(), 3);
    copy.outbox = vec![(1, it.bruno.outbox[0].1.clone())];
    assert_eq!(copy.sync().await, [(1, Outcome::Duplicate)]);
    assert_eq!(it.line().await, before);
    assert_eq!(audited(&it.world, "conflict_settled").await, 1);
}

#[tokio::test]
async fn nobody_answers_somebody_elses_question_or_a_refusal() {
    let mut it = Disagreement::new().await;
    it.alice.enter(&it.answer(Present));
    it.alice.sync().await;
    it.bruno.enter(&marking(NEXT, AMINA, Present));
    let refused = it.bruno.outbox[0].1.hash();
    it.bruno.enter(&Command::SettleAttendance {
        intervention: VISIT,
        signatory: AMINA,
        mark: Some(Present),
        answers: refused,
    });
    it.bruno.sync().await;
    let rows = waiting(&it.dora().await).await;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.settled.is_none()), "{rows:?}");
}

#[tokio::test]
async fn a_supervisor_answers_and_the_device_is_told() {
    let mut it = Disagreement::new().await;
    let dora = it.dora().await;
    let row = only(&dora).await;
    assert!(told(&it.bruno, &[it.question]).await.settled.is_empty());
    assert_eq!(chosen(&dora, &row, Present).await, Answered::Done);
    assert_eq!(it.stands().await, (Some(Present), Some(ALICE)));
    assert!(waiting(&dora).await.is_empty());
    assert_eq!(audited(&it.world, "conflict_settled").await, 1);
    let answer = told(&it.bruno, &[7, it.question]).await;
    let [(entry, settlement)] = &answer.settled[..] else { panic!("{answer:?}") };
    assert_eq!(*entry, it.question);
    assert_eq!(who(settlement), ("DORA Exemple", Settled::Marked(Some(Present))));
    // Only of what is one's own.
    assert!(told(&it.alice, &[it.question]).await.settled.is_empty());
    // An answer given meanwhile without a network does not overrule the supervisor unseen.
    it.bruno.replica = sync::Replica::default();
    let base = row.line.as_ref().unwrap().version;
    let late = sync::Envelope::seal(&it.answer(Absent), base, domain::time::Instant(5_000));
    it.bruno.outbox = vec![(2, late.clone())];
    it.bruno.next_seq = 3;
    let outcomes = it.bruno.sync().await;
    assert!(matches!(outcomes[..], [(2, Outcome::Conflict(_))]), "{outcomes:?}");
    assert_eq!(it.stands().await, (Some(Present), Some(ALICE)));
    let answer = told(&it.bruno, &[late.hash(), it.question]).await;
    assert_eq!(answer.settled.len(), 1);
    assert_eq!(only(&dora).await.author, "BRUNO Exemple");
}

#[tokio::test]
async fn of_two_supervisors_at_once_the_second_is_told() {
    let it = Disagreement::new().await;
    let (dora, erna) = (it.dora().await, it.erna().await);
    let row = only(&dora).await;
    let (one, other) = tokio::join!(chosen(&dora, &row, Present), chosen(&erna, &row, Absent));
    let answers = [one, other];
    let slower = answers.iter().filter_map(|answer| match answer {
        Answered::Settled(settlement) => Some(settlement),
        _ => None,
    });
    let [slower] = slower.collect::<Vec<_>>()[..] else { panic!("{answers:?}") };
    assert!(answers.contains(&Answered::Done), "{answers:?}");
    assert_eq!(Settled::Marked(it.stands().await.0), slower.how);
    assert_eq!(audited(&it.world, "conflict_settled").await, 1);
}

#[tokio::test]
async fn who_presses_twice_has_done_it_once() {
    let it = Disagreement::new().await;
    let dora = it.dora().await;
    let row = only(&dora).await;
    for _ in 0..2 {
        assert_eq!(chosen(&dora, &row, Absent).await, Answered::Done);
    }
    assert_eq!(audited(&it.world, "conflict_settled").await, 1);
}

#[tokio::test]
async fn what_changed_since_it_was_shown_is_looked_at_anew() {
    let mut it = Disagreement::new().await;
    let dora = it.dora().await;
    let row = only(&dora).await;
    it.alice.mark(BADRA, Excused);
    it.alice.sync().await;
    assert_eq!(chosen(&dora, &row, Absent).await, Answered::Changed);
    assert_eq!(it.stands().await, (Some(Excused), Some(ALICE)));
    let row = only(&dora).await;
    assert_eq!(row.line.as_ref().unwrap().mark, Some(Excused));
    assert_eq!(row.marked_by.as_deref(), Some("ALICE Exemple"));
    assert_eq!(chosen(&dora, &row, Absent).await, Answered::Done);
}

#[tokio::test]
async fn a_question_is_answered_by_who_may_see_it() {
    let it = Disagreement::new().await;
    let row = only(&it.dora().await).await;
    let foreign = it.world.app.foreign_supervisor().await;
    assert_eq!(chooses(&foreign, &row, Present).await.status, 404);
    for away in [OF_AWAY, OF_PARTNER] {
        let client = it.world.adviser("limited", away).await.client;
        assert_eq!(chooses(&client, &row, Present).await.status, 404);
    }
    assert_eq!(chooses(&it.alice.client, &row, Present).await.status, 403);
    let unknown = AttentionRow { seq: 99, ..row.clone() };
    assert_eq!(chooses(&it.dora().await, &unknown, Present).await.status, 404);
    let inside = it.world.adviser("of the centre", OF_CENTRE).await.client;
    assert_eq!(chosen(&inside, &row, Present).await, Answered::Done);
}

/// Bruno marked somebody at a visit that is not his.
async fn refused(it: &mut Disagreement) -> (AttentionRow, u64) {
    it.bruno.enter(&marking(NEXT, AMINA, Present));
    let entry = it.bruno.outbox[0].1.hash();
    assert_eq!(it.bruno.sync().await, [(2, Outcome::Held(Refusal::NotAllowed))]);
    let rows = waiting(&it.dora().await).await;
    (rows.into_iter().find(|row| row.seq == 2).unwrap(), entry)
}

#[tokio::test]
async fn what_was_refused_is_adopted_and_stays_its_authors() {
    let mut it = Disagreement::new().await;
    let (row, entry) = refused(&mut it).await;
    assert_eq!(row.adoption, Some(Adoption::Possible));
    let wanted = |name: &str, value: &str| Wanted { name: name.into(), value: value.into() };
    assert_eq!(
        row.wanted,
        [wanted("Saisie", "Présence à l'intervention"), wanted("Présence", "Présent·e")]
    );
    let logged = async || {
        let question = "select client, seq, body, outcome from command_log order by client, seq";
        it.world.app.database.rows::<(Uuid, i64, Vec<u8>, Vec<u8>)>(question).await
    };
    let before = logged().await;
    let (dora, erna) = (it.dora().await, it.erna().await);
    let (one, other) = tokio::join!(adopts(&dora, &row), adopts(&erna, &row));
    let answers: [Answered; 2] = [one.read(), other.read()];
    // Whoever came second wanted the same, and is told by whom it was done.
    assert!(answers.contains(&Answered::Done), "{answers:?}");
    let line = line(&it.world, NEXT, AMINA).await;
    assert_eq!((line.mark, line.marked_by), (Some(Present), Some(BRUNO)));
    assert_eq!(audited(&it.world, "entry_adopted").await, 1);
    assert_eq!(logged().await, before, "the log keeps what became of it at first");
    let answer = told(&it.bruno, from_ref(&entry)).await;
    assert_eq!(answer.settled[0].1.how, Settled::Adopted);
    assert!(!waiting(&dora).await.iter().any(|other| other.seq == row.seq));
}

#[tokio::test]
async fn what_was_closed_is_not_adopted_any_more() {
    let mut it = Disagreement::new().await;
    let (row, _) = refused(&mut it).await;
    let erna = it.erna().await;
    assert_eq!(erna.call("desk/attention/close", place(&row)).await.status, 200);
    let answer: Answered = adopts(&it.dora().await, &row).await.read();
    assert_eq!(answer, Answered::Closed("ERNA Exemple".to_owned()));
    assert_eq!(line(&it.world, NEXT, AMINA).await.mark, None);
}

#[tokio::test]
async fn what_the_rules_still_refuse_is_not_adopted() {
    let mut it = Disagreement::new().await;
    it.bruno.enter(&Command::SendReferral(SendReferral {
        id: ReferralId(Uuid::from_u128(690)),
        signatory: BADRA,
        scheme: SchemeId(Uuid::from_u128(691)),
        interview: TALK,
    }));
    // The visit of the other directorate is none of ours, whoever asks.
    it.bruno.enter(&marking(FOREIGN, AMINA, Present));
    it.bruno.sync().await;
    let dora = it.dora().await;
    let rows: Vec<_> = waiting(&dora).await.into_iter().filter(|row| row.seq > 1).collect();
    let why: Vec<_> = rows.iter().map(|row| row.adoption).collect();
    assert_eq!(
        why,
        [
            Some(Adoption::Refused(Refusal::UnknownScheme)),
            Some(Adoption::Refused(Refusal::NotAllowed))
        ]
    );
    for row in &rows {
        let answer: Answered = adopts(&dora, row).await.read();
        assert_eq!(answer, Answered::Changed);
    }
    assert_eq!(waiting(&dora).await.len(), 3, "all of it still waits");
    assert_eq!(audited(&it.world, "entry_adopted").await, 0);
}

#[tokio::test]
async fn a_mark_made_meanwhile_is_not_overruled_by_adopting() {
    let mut it = Disagreement::new().await;
    let (row, _) = refused(&mut it).await;
    it.world.app.assign(NEXT, &[ALICE]).await;
    let mut alice = Device::new(it.alice.client.clone(), 5);
    alice.sync().await;
    alice.enter(&marking(NEXT, AMINA, Absent));
    alice.sync().await;
    let rows = waiting(&it.dora().await).await;
    let now = rows.iter().find(|other| other.seq == row.seq).unwrap();
    assert_eq!(now.adoption, Some(Adoption::Marked));
    let answer: Answered = adopts(&it.dora().await, &row).await.read();
    assert_eq!(answer, Answered::Changed);
    assert_eq!(line(&it.world, NEXT, AMINA).await.mark, Some(Absent));
}

#[tokio::test]
async fn a_refusal_is_adopted_by_who_may_see_it() {
    let mut it = Disagreement::new().await;
    let (row, _) = refused(&mut it).await;
    let foreign = it.world.app.foreign_supervisor().await;
    assert_eq!(adopts(&foreign, &row).await.status, 404);
    for away in [OF_AWAY, OF_PARTNER] {
        let client = it.world.adviser("limited", away).await.client;
        assert_eq!(adopts(&client, &row).await.status, 404);
    }
    assert_eq!(adopts(&it.alice.client, &row).await.status, 403);
    // A conflict is answered, not adopted; and what was refused has no two marks.
    let dora = it.dora().await;
    let rows = waiting(&dora).await;
    let conflict = rows.iter().find(|row| row.seq == 1).unwrap();
    assert_eq!(adopts(&dora, conflict).await.status, 404);
    let inside = it.world.adviser("of the centre", OF_CENTRE).await.client;
    let answer: Answered = adopts(&inside, &row).await.read();
    assert_eq!(answer, Answered::Done);
}
