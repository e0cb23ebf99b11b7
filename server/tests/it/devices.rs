//! Devices: who sees them, what is known of them, revoking one, and what it hands over before it is
//! emptied.

use crate::app::{ALICE, AMINA, BADRA, BRUNO, DAY, DORA, LEASE, MINUTE, PASSWORD, TestApp, VISIT};
use crate::client::{Answer, Client};
use crate::device::{Device, adding};
use crate::rights::world::{OF_CENTRE, OF_PARTNER, Stage, World};
use app::api::ApiError;
use app::api::attention::{Adoption, Answered, AttentionRow};
use app::api::devices::{DeviceReport, DeviceRow, DeviceState, Taken};
use app::api::rescue::Rescued;
use app::api::vault::Terms;
use domain::Refusal;
use domain::attendance::Attendance::{self, Absent, Excused, Present};
use domain::id::{ClientId, SignatoryId, UserId};
use rstest::rstest;
use serde_json::json;
use sync::{Envelope, Outcome};
use uuid::Uuid;
use vault::parcel::{MAX_PARCEL, Row, digest, file_of, pack};
use vault::{OfficeKey, Sealed, StoreKey};

pub const KEY: [u8; 32] = [0xa7; 32];
pub const THIRD: u128 = 1_003;

/// An account's store in a browser, as it lies there.
pub struct Store {
    owner: UserId,
    pub sealed: Sealed,
    pub rows: Vec<Row>,
}

impl Store {
    pub fn new(office: &OfficeKey, owner: UserId) -> Self {
        let sealed = Sealed::new(office, owner, &StoreKey::from_bytes(KEY), [5; 32]).unwrap();
        Self { owner, sealed, rows: Vec::new() }
    }

    /// Puts a value there, sealed for its place.
    pub fn put(&mut self, place: String, value: &[u8]) {
        let mut nonce = [0; 24];
        nonce[..8].copy_from_slice(&(self.rows.len() as u64).to_le_bytes());
        let value = StoreKey::from_bytes(KEY).seal(&place, nonce, value);
        self.rows.push(Row { place, value });
    }

    /// All that waits on a device.
    pub fn holding(mut self, device: &Device) -> Self {
        for (seq, envelope) in &device.outbox {
            let place = format!("outbox/{}/{seq:016x}", device.id.0.simple());
            self.put(place, &postcard::to_allocvec(envelope).unwrap());
        }
        self
    }

    pub fn parcels(&self) -> Vec<Vec<u8>> {
        pack(self.owner, Some(&self.sealed), self.rows.clone())
    }

    pub fn parcel(&self) -> Vec<u8> {
        self.parcels().remove(0)
    }
}

/// What the office seals its keys by.
pub async fn office_key(app: &TestApp) -> OfficeKey {
    let terms: Terms = app.bruno().await.call_postcard("vault/terms", ()).await.read_postcard();
    terms.office
}

/// Alice's tablet, which has synchronised once.
pub async fn tablet(app: &TestApp, number: u128) -> Device {
    let mut device = Device::new(app.alice().await, number);
    device.sync().await;
    device
}

pub async fn list(client: &Client) -> Vec<DeviceRow> {
    client.call("desk/devices", json!({})).await.read()
}

pub async fn row(client: &Client, id: ClientId) -> DeviceRow {
    list(client).await.into_iter().find(|row| row.id == id).unwrap()
}

pub async fn revoke(client: &Client, id: ClientId) -> Answer {
    client.call("desk/devices/revoke", json!({"device": id})).await
}

pub async fn report(client: &Client, id: ClientId) -> DeviceReport {
    client.call("desk/devices/report", json!({"device": id})).await.read()
}

pub async fn attention(client: &Client) -> Vec<AttentionRow> {
    client.call("desk/attention", json!({})).await.read()
}

pub async fn surrender(client: &Client, ids: &[ClientId], parcel: &[u8]) -> Answer {
    client.call_postcard("device/surrender", (ids.to_vec(), parcel.to_vec())).await
}

pub async fn is_revoked(client: &Client, ids: &[ClientId]) -> bool {
    client.call_postcard("device/revoked", ids.to_vec()).await.read_postcard()
}

pub async fn empty(client: &Client, ids: &[ClientId], parcels: &[Vec<u8>]) -> Answer {
    let digests: Vec<[u8; 32]> = parcels.iter().map(|it| digest(it)).collect();
    client.call_postcard("device/empty", (ids.to_vec(), digests)).await
}

/// What the audit table says of devices.
pub async fn noted(app: &TestApp) -> Vec<(String, Option<Uuid>, Option<Uuid>)> {
    let question = "select action, actor, subject from audit
                    where action like 'device_%' or action like 'rescue_%' order by seq";
    app.database.rows(question).await
}

pub async fn mark_of(app: &TestApp, person: SignatoryId) -> Option<Attendance> {
    app.state().await.roster_entry(VISIT, person).unwrap().mark
}

#[tokio::test]
async fn a_supervisor_sees_the_devices_of_the_directorate_and_nobody_else_does() {
    let world = World::at(Stage::Interested).await;
    let app = &world.app;
    let before = list(&app.supervisor().await).await.len();
    let device = tablet(app, 1).await;
    let dora = app.supervisor().await;
    let now = app.office.now();
    let expected = DeviceRow {
        id: device.id,
        owner: "ALICE Exemple".to_owned(),
        last_seen_at: now,
        waiting: 0,
        state: DeviceState::InUse,
        to_check: 0,
    };
    assert_eq!(row(&dora, device.id).await, expected);
    assert_eq!(list(&dora).await.len(), before + 1);
    let elsewhere = app.foreign_supervisor().await;
    assert!(list(&elsewhere).await.is_empty());
    for path in ["desk/devices/report", "desk/devices/revoke"] {
        let answer = elsewhere.call(path, json!({"device": device.id})).await;
        assert_eq!((answer.status, answer.error()), (404, ApiError::NotFound));
    }
    let limited = [
        app.alice().await,
        world.adviser("a centre's", OF_CENTRE).await.client,
        world.adviser("a partner's", OF_PARTNER).await.client,
    ];
    for client in &limited {
        assert_eq!(client.call("desk/devices", json!({})).await.error(), ApiError::Forbidden);
        assert_eq!(revoke(client, device.id).await.error(), ApiError::Forbidden);
    }
    assert_eq!(revoke(&app.stranger(), device.id).await.error(), ApiError::SignIn);
    assert!(!is_revoked(&app.stranger(), &[device.id]).await);
    assert!(noted(app).await.is_empty());
}

#[tokio::test]
async fn what_waits_is_told_as_it_was_last_declared() {
    let app = TestApp::start().await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    device.mark(BADRA, Present);
    // Five wait in all, two of them are sent.
    let mut request = device.request(false);
    request.waiting = 5;
    let response = device.client.exchange(&request).await;
    device.absorb(&response);
    let dora = app.supervisor().await;
    assert_eq!(row(&dora, device.id).await.waiting, 3);
    app.advance(MINUTE);
    let mut request = device.request(false);
    request.waiting = 3;
    device.client.exchange(&request).await;
    let before = row(&dora, device.id).await;
    assert_eq!((before.waiting, before.last_seen_at), (3, app.office.now().plus(-MINUTE)));
    // A contact without anything new is noted after five minutes.
    app.advance(5 * MINUTE);
    device.client.exchange(&request).await;
    assert_eq!(row(&dora, device.id).await.last_seen_at, app.office.now());
    device.client.exchange(&device.request(false)).await;
    assert_eq!(row(&dora, device.id).await.waiting, 0);
}

#[tokio::test]
async fn a_revoked_device_opens_nothing_any_more_and_the_account_goes_on_elsewhere() {
    let app = TestApp::start().await;
    let mut device = tablet(&app, 1).await;
    let mut laptop = tablet(&app, 2).await;
    let dora = app.supervisor().await;
    let revoked: DeviceRow = revoke(&dora, device.id).await.read();
    let state = DeviceState::Revoked { at: app.office.now(), by: "DORA Exemple".to_owned() };
    assert_eq!(revoked.state, state);

    // By its session, whatever it asks.
    let refused = device.client.profile().await;
    assert_eq!((refused.status, refused.error()), (403, ApiError::DeviceRevoked));
    let bytes = sync::wire::encode(&device.request(false));
    assert_eq!(device.client.post_envelope(&bytes).await.error(), ApiError::DeviceRevoked);
    let again = device.client.sign_in("alice", PASSWORD).await;
    assert_eq!(again.error(), ApiError::DeviceRevoked);
    assert!(is_revoked(&device.client, &[]).await, "the cookie alone says so");

    // By its own name, with whatever session.
    device.client = app.alice().await;
    assert_eq!(device.client.post_envelope(&bytes).await.error(), ApiError::DeviceRevoked);
    assert!(is_revoked(&app.stranger(), &[laptop.id, device.id]).await);
    assert!(!is_revoked(&app.stranger(), &[laptop.id]).await);

    laptop.mark(AMINA, Present);
    assert_eq!(laptop.sync().await, [(1, Outcome::Applied)]);
    assert_eq!(row(&dora, laptop.id).await.state, DeviceState::InUse);
}

#[tokio::test]
async fn revoked_twice_the_first_time_stands() {
    let app = TestApp::start().await;
    let device = tablet(&app, 1).await;
    let dora = app.supervisor().await;
    let first: DeviceRow = revoke(&dora, device.id).await.read();
    app.advance(MINUTE);
    let second: DeviceRow = revoke(&app.supervisor().await, device.id).await.read();
    assert_eq!(second.state, first.state);
    let once = [("device_revoked".to_owned(), Some(DORA.0), Some(device.id.0))];
    assert_eq!(noted(&app).await, once);
    assert_eq!(revoke(&dora, ClientId(Uuid::from_u128(77))).await.error(), ApiError::NotFound);
}

#[tokio::test]
async fn what_waited_is_taken_into_quarantine_once_and_counts_when_it_is_adopted() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    device.mark(BADRA, Absent);
    device.enter(&adding(VISIT, THIRD, "Exemple-Nouvelle"));
    let store = Store::new(&key, ALICE).holding(&device);
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    app.advance(3 * DAY);
    let (dora, stranger) = (app.supervisor().await, app.stranger());
    let taken: Taken = surrender(&stranger, &[device.id], &store.parcel()).await.read_postcard();
    assert_eq!(taken, Taken { entries: 3, known: 0, unreadable: 0 });
    assert_eq!(mark_of(&app, AMINA).await, None, "nothing is carried out by itself");
    let state = DeviceState::HandingOver { at: app.office.now() };
    let known = row(&dora, device.id).await;
    assert_eq!((known.state, known.to_check), (state, 3));

    let rows = attention(&dora).await;
    assert_eq!(rows.len(), 3);
    for row in &rows {
        assert_eq!(row.outcome, Outcome::Held(Refusal::Quarantined));
        assert_eq!(row.adoption, Some(Adoption::Possible));
        assert_eq!(row.author, "ALICE Exemple");
    }
    assert!(attention(&app.foreign_supervisor().await).await.is_empty());

    // The same parcel, and the same entries in another one.
    let again: Taken = surrender(&stranger, &[device.id], &store.parcel()).await.read_postcard();
    assert_eq!(again, Taken { entries: 0, known: 3, unreadable: 0 });
    let other = Store::new(&key, ALICE).holding(&device);
    let mut bytes = other.parcel();
    assert_eq!(bytes, store.parcel());
    bytes = pack(ALICE, Some(&other.sealed), other.rows[1..].to_vec()).remove(0);
    let again: Taken = surrender(&stranger, &[device.id], &bytes).await.read_postcard();
    assert_eq!(again, Taken { entries: 0, known: 2, unreadable: 0 });
    assert_eq!(attention(&dora).await.len(), 3);

    let about = json!({"client": rows[0].client, "seq": rows[0].seq});
    let answer: Answered = dora.call("desk/attention/adopt", about).await.read();
    assert_eq!(answer, Answered::Done);
    assert_eq!(mark_of(&app, AMINA).await, Some(Present));
    assert_eq!(attention(&dora).await.len(), 2);
    let report = report(&dora, device.id).await;
    assert_eq!((report.quarantined, report.known, report.unreadable), (3, 2, 0));
    assert_eq!(list(&dora).await.len(), 1, "what stands for the quarantine is no device");
}

#[tokio::test]
async fn what_had_arrived_is_known_and_the_journal_and_the_shelter_are_read_too() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    let sent = device.outbox[0].1.clone();
    device.sync().await;
    device.mark(BADRA, Excused);
    device.enter(&adding(VISIT, THIRD, "Exemple-Nouvelle"));
    let (_, sheltered) = device.outbox.pop().unwrap();
    let mut store = Store::new(&key, ALICE).holding(&device);
    let journal = format!("meta/journal/{}/{:016x}", device.id.0.simple(), 1);
    let cursor = device.replica.cursor.unwrap();
    store.put(journal, &postcard::to_allocvec(&(&sent, cursor)).unwrap());
    store.put("shelter".to_owned(), &postcard::to_allocvec(&vec![&sheltered, &sent]).unwrap());
    revoke(&app.supervisor().await, device.id).await;
    let taken: Taken = surrender(&device.client, &[], &store.parcel()).await.read_postcard();
    assert_eq!(taken, Taken { entries: 2, known: 2, unreadable: 0 });
}

#[tokio::test]
async fn nobody_hands_over_for_a_device_that_is_not_revoked() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    let parcel = Store::new(&key, ALICE).holding(&device).parcel();
    let unknown = ClientId(Uuid::from_u128(99));
    for ids in [&[device.id][..], &[unknown], &[]] {
        for client in [&app.stranger(), &device.client] {
            let answer = surrender(client, ids, &parcel).await;
            assert_eq!((answer.status, answer.error()), (404, ApiError::NotFound));
            let answer = empty(client, ids, &[]).await;
            assert_eq!((answer.status, answer.header("clear-site-data")), (404, None));
        }
    }
    let many = vec![unknown; 65];
    assert_eq!(surrender(&app.stranger(), &many, &parcel).await.error(), ApiError::TooLarge);
    assert!(attention(&app.supervisor().await).await.is_empty());
    assert!(noted(&app).await.is_empty());
}

/// What cannot be read.
#[derive(Clone, Copy, Debug)]
enum Wrong {
    Truncated,
    SealedToAnotherOffice,
    OfAnUnknownAccount,
    OneRowDamaged,
}

#[rstest]
#[case(Wrong::Truncated, Taken { entries: 0, known: 0, unreadable: 1 })]
#[case(Wrong::SealedToAnotherOffice, Taken { entries: 0, known: 0, unreadable: 2 })]
#[case(Wrong::OfAnUnknownAccount, Taken { entries: 0, known: 0, unreadable: 2 })]
#[case(Wrong::OneRowDamaged, Taken { entries: 1, known: 0, unreadable: 1 })]
#[tokio::test]
async fn what_cannot_be_read_is_kept_as_it_came(#[case] wrong: Wrong, #[case] expected: Taken) {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    device.mark(BADRA, Present);
    let parcel = match wrong {
        Wrong::Truncated => {
            let mut whole = Store::new(&key, ALICE).holding(&device).parcel();
            whole.truncate(whole.len() - 1);
            whole
        }
        Wrong::SealedToAnotherOffice => {
            let other = OfficeKey { id: key.id + 1, public: vault::new_pair([9; 32]).1 };
            Store::new(&other, ALICE).holding(&device).parcel()
        }
        Wrong::OfAnUnknownAccount => {
            Store::new(&key, UserId(Uuid::from_u128(555))).holding(&device).parcel()
        }
        Wrong::OneRowDamaged => {
            let mut store = Store::new(&key, ALICE).holding(&device);
            *store.rows[1].value.last_mut().unwrap() ^= 1;
            store.parcel()
        }
    };
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    let taken: Taken = surrender(&app.stranger(), &[device.id], &parcel).await.read_postcard();
    assert_eq!(taken, expected);
    let kept: Vec<(Vec<u8>,)> = app.database.rows("select sealed from parcels").await;
    assert_eq!(kept, [(parcel.clone(),)]);
    assert_eq!(report(&dora, device.id).await.unreadable, expected.unreadable);
    // It has arrived: the device may be emptied.
    let answer = empty(&app.stranger(), &[device.id], &[parcel]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn a_parcel_that_is_too_large_is_not_taken() {
    let app = TestApp::start().await;
    let device = tablet(&app, 1).await;
    revoke(&app.supervisor().await, device.id).await;
    let answer = surrender(&app.stranger(), &[device.id], &vec![0; MAX_PARCEL + 8_192]).await;
    assert_eq!((answer.status, answer.error()), (413, ApiError::TooLarge));
}

#[tokio::test]
async fn an_entry_that_no_version_reads_is_kept_and_shown_and_cannot_be_adopted() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    device.outbox[0].1.version = 9;
    let parcel = Store::new(&key, ALICE).holding(&device).parcel();
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    let taken: Taken = surrender(&app.stranger(), &[device.id], &parcel).await.read_postcard();
    assert_eq!(taken, Taken { entries: 1, known: 0, unreadable: 0 });
    let rows = attention(&dora).await;
    assert_eq!((&rows[0].outcome, &rows[0].adoption), (&Outcome::Held(Refusal::Unreadable), &None));
}

#[tokio::test]
async fn who_shares_the_tablet_loses_nothing_and_their_own_device_goes_on() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let device = tablet(&app, 1).await;
    let mut brunos = Device::new(app.bruno().await, 2);
    brunos.sync().await;
    brunos.mark(BADRA, Absent);
    let entry: Envelope = brunos.outbox[0].1.clone();
    let shared = Store::new(&key, BRUNO).holding(&brunos);
    let own = Store::new(&key, ALICE);
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    let (ids, stranger) = ([device.id, brunos.id], app.stranger());
    surrender(&stranger, &ids, &own.parcel()).await.read_postcard::<Taken>();
    let taken: Taken = surrender(&stranger, &ids, &shared.parcel()).await.read_postcard();
    assert_eq!(taken.entries, 1);
    assert_eq!(attention(&dora).await[0].author, "BRUNO Exemple");
    assert_eq!(row(&dora, brunos.id).await.state, DeviceState::InUse);

    let answer = empty(&stranger, &ids, &[own.parcel(), shared.parcel()]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let at = app.office.now();
    for id in ids {
        assert_eq!(row(&dora, id).await.state, DeviceState::Emptied { at });
    }
    // What came without its author does not stand in the author's own way.
    app.advance(MINUTE);
    brunos.outbox = vec![(1, entry)];
    assert_eq!(brunos.sync().await, [(1, Outcome::Applied)]);
    assert_eq!(mark_of(&app, BADRA).await, Some(Absent));
    assert_eq!(row(&dora, brunos.id).await.state, DeviceState::InUse);
    assert_eq!(attention(&dora).await[0].adoption, Some(Adoption::Already));
}

#[tokio::test]
async fn a_device_is_emptied_once_all_that_it_says_it_holds_has_arrived() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    let parcel = Store::new(&key, ALICE).holding(&device).parcel();
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    let answer = empty(&device.client, &[device.id], std::slice::from_ref(&parcel)).await;
    assert_eq!((answer.status, answer.error()), (404, ApiError::NotFound));
    assert_eq!((answer.header("clear-site-data"), answer.header("set-cookie")), (None, None));
    assert!(matches!(row(&dora, device.id).await.state, DeviceState::Revoked { .. }));

    surrender(&device.client, &[device.id], &parcel).await.read_postcard::<Taken>();
    let answer = empty(&device.client, &[device.id], std::slice::from_ref(&parcel)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let all = r#""cache", "cookies", "storage""#;
    assert_eq!(answer.header("clear-site-data"), Some(all));
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("passerelle=;") && cookie.contains("Max-Age=0"), "{cookie}");
    let at = app.office.now();
    assert_eq!(row(&dora, device.id).await.state, DeviceState::Emptied { at });
    assert_eq!(row(&dora, device.id).await.waiting, 0);
    let actions: Vec<String> = noted(&app).await.into_iter().map(|it| it.0).collect();
    assert_eq!(actions, ["device_revoked", "device_surrendered", "device_emptied"]);
    // A browser that was not emptied by that says so again.
    assert_eq!(empty(&app.stranger(), &[device.id], &[parcel]).await.status, 200);
    assert_eq!(noted(&app).await.len(), 3);
}

#[tokio::test]
async fn on_a_full_disk_nothing_is_taken_and_nothing_is_emptied() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    for person in 0..400 {
        device.enter(&adding(VISIT, 5_000 + person, "Exemple-Nombreuse"));
    }
    let parcel = Store::new(&key, ALICE).holding(&device).parcel();
    revoke(&app.supervisor().await, device.id).await;
    let Some(app) = app.with_full_disk(4).await else { return };
    let answer = surrender(&app.stranger(), &[device.id], &parcel).await;
    assert_eq!((answer.status, answer.error()), (507, ApiError::StorageFull));
    let answer = empty(&app.stranger(), &[device.id], std::slice::from_ref(&parcel)).await;
    assert_eq!((answer.status, answer.header("clear-site-data")), (404, None));
    // Room was made.
    let Some(app) = app.with_full_disk(10_000).await else { return };
    let taken: Taken = surrender(&app.stranger(), &[device.id], &parcel).await.read_postcard();
    assert_eq!(taken.entries, 400);
}

#[tokio::test]
async fn the_report_says_what_may_have_been_on_it() {
    let app = TestApp::start().await;
    let signed_in = app.office.now();
    let client = app.alice().await;
    app.advance(7 * MINUTE);
    let mut device = Device::new(client, 1);
    device.sync().await;
    let seen = app.office.now();
    app.advance(DAY);
    let dora = app.supervisor().await;
    let known = report(&dora, device.id).await;
    let until = signed_in.plus(i64::from(LEASE) * MINUTE);
    assert_eq!((known.directorate.as_str(), known.openable_until), ("Ours", Some(until)));
    assert_eq!((known.visits, known.people, known.files), (1, 2, 0));
    assert_eq!((known.device.last_seen_at, known.device.owner.as_str()), (seen, "ALICE Exemple"));
    // Who is not assigned any more has had the list all the same.
    app.assign(VISIT, &[BRUNO]).await;
    assert_eq!(report(&dora, device.id).await.people, 2);
}

#[tokio::test]
async fn its_author_brings_a_rescue_file_back_any_number_of_times_and_it_counts_once() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    device.sync().await;
    let sent = device.next_seq;
    device.mark(BADRA, Excused);
    device.enter(&adding(VISIT, THIRD, "Exemple-Nouvelle"));
    let mut store = Store::new(&key, ALICE).holding(&device);
    let (_, twice) = &device.outbox[0];
    store.put("shelter".to_owned(), &postcard::to_allocvec(&vec![twice]).unwrap());
    let file = file_of(&store.parcels());
    let bring = async |client: &Client| client.call_postcard("rescue", file.clone()).await;
    let alice = app.alice().await;
    let Rescued { taken, to_check, others } = bring(&alice).await.read_postcard();
    assert_eq!(taken, Taken { entries: 2, known: 0, unreadable: 0 });
    assert_eq!((to_check, others), (0, 0));
    assert_eq!(mark_of(&app, BADRA).await, Some(Excused));
    let counted = app.state().await.roster_of(VISIT).count();
    assert_eq!(counted, 3);
    let Rescued { taken: again, .. } = bring(&alice).await.read_postcard();
    assert_eq!(again, Taken { entries: 0, known: 2, unreadable: 0 });
    // The tablet sends the same after all.
    let outcomes = [(sent, Outcome::Duplicate), (sent + 1, Outcome::Duplicate)];
    assert_eq!(device.sync().await, outcomes);
    assert_eq!(app.state().await.roster_of(VISIT).count(), counted);
    assert_eq!(list(&app.supervisor().await).await.len(), 1, "the file is no device");
    assert_eq!(bring(&app.bruno().await).await.invalid().0, "file");
    assert_eq!(bring(&app.stranger()).await.error(), ApiError::SignIn);
}

#[tokio::test]
async fn a_rescue_file_is_taken_any_number_of_times_and_changes_something_once() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    device.mark(BADRA, Present);
    let file = file_of(&Store::new(&key, ALICE).holding(&device).parcels());
    let dora = app.supervisor().await;
    let import = async |client: &Client, file: &[u8]| {
        client.call_postcard("desk/devices/rescue", file.to_vec()).await
    };
    let Rescued { taken, .. } = import(&dora, &file).await.read_postcard();
    assert_eq!(taken, Taken { entries: 2, known: 0, unreadable: 0 });
    let Rescued { taken: again, .. } = import(&dora, &file).await.read_postcard();
    assert_eq!(again, Taken { entries: 0, known: 2, unreadable: 0 });
    assert_eq!(attention(&dora).await.len(), 2);
    assert_eq!(list(&dora).await.len(), 1);

    // The tablet finds its network again: its own entries count, and are no conflict with the file.
    assert_eq!(device.sync().await, [(1, Outcome::Applied), (2, Outcome::Applied)]);
    let Rescued { taken: again, .. } = import(&dora, &file).await.read_postcard();
    assert_eq!((again.entries, again.known), (0, 2));

    let elsewhere = import(&app.foreign_supervisor().await, &file).await;
    // Known already: that is all that is said of it.
    assert_eq!(elsewhere.read_postcard::<Rescued>().taken.entries, 0);
    let other = file_of(&Store::new(&key, BRUNO).parcels());
    let (field, _) = import(&app.foreign_supervisor().await, &other).await.invalid();
    assert_eq!(field, "file");
    for nonsense in [&b"%PDF-1.7"[..], &[]] {
        assert_eq!(import(&dora, nonsense).await.invalid().0, "file");
    }
    assert_eq!(import(&app.alice().await, &file).await.error(), ApiError::Forbidden);
    assert_eq!(import(&app.stranger(), &file).await.error(), ApiError::SignIn);
}
