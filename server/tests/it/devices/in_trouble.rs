//! Devices and rescue files when something comes in between: corrections, other people, damage, floods.

use super::{
    KEY, Store, attention, empty, is_revoked, mark_of, noted, office_key, report, revoke, row,
    surrender, tablet,
};
use crate::app::{
    ALICE, AMINA, BADRA, BRUNO, ELSEWHERE, MINUTE, OTHERS, OURS, PASSWORD, TestApp, VISIT,
};
use crate::client::Client;
use crate::device::{Device, marking};
use app::api::ApiError;
use app::api::attention::{Adoption, Answered};
use app::api::devices::{DeviceState, Taken};
use app::api::rescue::Rescued;
use app::api::vault::Reopened;
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, header};
use domain::attendance::Attendance::{Absent, Present};
use domain::time::Instant;
use serde_json::json;
use server::auth::Token;
use std::convert::Infallible;
use std::time::Duration;
use sync::{Envelope, Outcome};
use uuid::Uuid;
use vault::parcel::{Row, file_of, pack};

async fn bring(client: &Client, parcels: &[Vec<u8>]) -> Rescued {
    client.call_postcard("rescue", file_of(parcels)).await.read_postcard()
}

async fn import(client: &Client, parcels: &[Vec<u8>]) -> Rescued {
    client.call_postcard("desk/devices/rescue", file_of(parcels)).await.read_postcard()
}

/// Adopts the only entry that waits.
async fn adopt(dora: &Client) -> Answered {
    let rows = attention(dora).await;
    assert_eq!(rows.len(), 1);
    let about = json!({"client": rows[0].client, "seq": rows[0].seq});
    dora.call("desk/attention/adopt", about).await.read()
}

#[tokio::test]
async fn what_was_adopted_is_not_carried_out_once_more_when_its_author_sends_it() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Absent);
    let entry = device.outbox[0].1.clone();
    let parcels = Store::new(&key, ALICE).holding(&device).parcels();
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    surrender(&app.stranger(), &[device.id], &parcels[0]).await.read_postcard::<Taken>();
    assert_eq!(adopt(&dora).await, Answered::Done);
    assert_eq!(mark_of(&app, AMINA).await, Some(Absent));

    // Its author has found the person meanwhile.
    let mut laptop = tablet(&app, 2).await;
    laptop.mark(AMINA, Present);
    assert_eq!(laptop.sync().await, [(1, Outcome::Applied)]);
    let brought = bring(&app.alice().await, &parcels).await;
    assert_eq!(brought.taken, Taken { entries: 0, known: 1, unreadable: 0 });
    assert_eq!(mark_of(&app, AMINA).await, Some(Present));
    laptop.outbox = vec![(2, entry)];
    assert_eq!(laptop.sync().await, [(2, Outcome::Duplicate)]);
    assert_eq!(mark_of(&app, AMINA).await, Some(Present));
}

#[tokio::test]
async fn what_its_author_has_sent_since_is_not_adopted() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Absent);
    let parcels = Store::new(&key, ALICE).holding(&device).parcels();
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    surrender(&app.stranger(), &[device.id], &parcels[0]).await.read_postcard::<Taken>();
    assert_eq!(bring(&app.alice().await, &parcels).await.taken.entries, 1);
    let mut laptop = tablet(&app, 2).await;
    laptop.mark(AMINA, Present);
    assert_eq!(laptop.sync().await, [(1, Outcome::Applied)]);

    assert_eq!(attention(&dora).await[0].adoption, Some(Adoption::Already));
    assert_eq!(adopt(&dora).await, Answered::Changed);
    assert_eq!(mark_of(&app, AMINA).await, Some(Present));
}

#[tokio::test]
async fn nothing_is_emptied_of_which_nothing_arrived_and_what_it_declared_stays() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let device = tablet(&app, 1).await;
    let mut request = device.request(false);
    request.waiting = 2;
    device.client.exchange(&request).await;
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    for client in [&app.stranger(), &device.client] {
        let answer = empty(client, &[device.id], &[]).await;
        assert_eq!((answer.status, answer.header("clear-site-data")), (404, None));
    }
    assert!(matches!(row(&dora, device.id).await.state, DeviceState::Revoked { .. }));
    assert_eq!(noted(&app).await.len(), 1, "only that it was revoked");

    let parcel = Store::new(&key, ALICE).parcel();
    surrender(&app.stranger(), &[device.id], &parcel).await.read_postcard::<Taken>();
    assert_eq!(empty(&app.stranger(), &[device.id], &[parcel]).await.status, 200);
    let known = row(&dora, device.id).await;
    assert_eq!(known.state, DeviceState::Emptied { at: app.office.now() });
    assert_eq!((known.waiting, report(&dora, device.id).await.quarantined), (2, 0));
}

#[tokio::test]
async fn who_is_only_named_is_not_emptied_and_each_directorate_is_told_of_its_own() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let device = tablet(&app, 1).await;
    let mut brunos = Device::new(app.bruno().await, 2);
    brunos.sync().await;
    let mut foreign = Device::new(app.foreign_supervisor().await, 3);
    foreign.sync().await;
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    let (ids, stranger) = ([device.id, brunos.id, foreign.id], app.stranger());
    let parcels = [ALICE, ELSEWHERE].map(|owner| Store::new(&key, owner).parcel());
    for parcel in &parcels {
        surrender(&stranger, &ids, parcel).await.read_postcard::<Taken>();
    }
    assert_eq!(empty(&stranger, &ids, &parcels).await.status, 200);
    let emptied = DeviceState::Emptied { at: app.office.now() };
    assert_eq!(row(&dora, device.id).await.state, emptied);
    assert_eq!(row(&dora, brunos.id).await.state, DeviceState::InUse);
    assert_eq!(row(&app.foreign_supervisor().await, foreign.id).await.state, emptied);
    let told: Vec<(Uuid, Option<Uuid>)> = app
        .database
        .rows("select directorate, subject from audit where action = 'device_emptied' order by seq")
        .await;
    assert_eq!(told, [(OURS.0, Some(device.id.0)), (OTHERS.0, Some(foreign.id.0))]);
}

/// A shelter with so many entries that differ, from a moment on, as whoever likes can make one.
fn crowd(from: i64, count: i64) -> Vec<u8> {
    let entry = |at| Envelope::seal(&marking(VISIT, AMINA, Present), 1, Instant(at));
    let all: Vec<Envelope> = (from..from + count).map(entry).collect();
    let value = postcard::to_allocvec(&all).unwrap();
    pack(ALICE, None, vec![Row { place: "shelter".to_owned(), value }]).remove(0)
}

#[tokio::test]
async fn what_is_beyond_the_bounds_of_a_parcel_and_of_a_device_is_kept_as_it_came() {
    let app = TestApp::start().await;
    let device = tablet(&app, 1).await;
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    let parcels = [crowd(0, 2_500), crowd(10_000, 2_000), crowd(20_000, 5)];
    let mut taken = Vec::new();
    for parcel in &parcels {
        let answer = surrender(&app.stranger(), &[device.id], parcel).await;
        taken.push(answer.read_postcard::<Taken>());
    }
    let expected = [(2_000, 500), (2_000, 0), (0, 5)].map(|(entries, unreadable)| Taken {
        entries,
        known: 0,
        unreadable,
    });
    assert_eq!(taken, expected);
    let question = "select sealed from parcels where sealed is not null order by unreadable desc";
    let kept: Vec<(Vec<u8>,)> = app.database.rows(question).await;
    assert_eq!(kept, [(parcels[0].clone(),), (parcels[2].clone(),)]);
    // All of it has arrived.
    assert_eq!(empty(&app.stranger(), &[device.id], &parcels).await.status, 200);
}

#[tokio::test]
async fn a_list_that_says_it_is_longer_than_it_is_is_not_believed() {
    let app = TestApp::start().await;
    let device = tablet(&app, 1).await;
    revoke(&app.supervisor().await, device.id).await;
    let value = postcard::to_allocvec(&u64::MAX).unwrap();
    let parcel = pack(ALICE, None, vec![Row { place: "shelter".to_owned(), value }]).remove(0);
    let answer = surrender(&app.stranger(), &[device.id], &parcel).await;
    assert_eq!(answer.read_postcard::<Taken>(), Taken { entries: 0, known: 0, unreadable: 1 });
}

#[tokio::test]
async fn those_who_send_without_end_take_four_turns_and_no_more() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let device = tablet(&app, 1).await;
    revoke(&app.supervisor().await, device.id).await;
    let parcel = Store::new(&key, ALICE).parcel();
    let mut endless = Vec::new();
    for _ in 0..4 {
        let client = app.stranger();
        endless.push(tokio::spawn(async move {
            let silence = futures_util::stream::pending::<Result<Bytes, Infallible>>();
            let request = Request::builder()
                .method(Method::POST)
                .uri("/api/device/surrender")
                .header(header::CONTENT_TYPE, "application/x-postcard")
                .header("sec-fetch-site", "same-origin");
            client.respond(request.body(Body::from_stream(silence)).unwrap()).await.status()
        }));
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let refused = surrender(&app.stranger(), &[device.id], &parcel).await;
    assert_eq!((refused.status, refused.error()), (429, ApiError::TooMany { seconds: 15 }));
    assert!(is_revoked(&app.stranger(), &[device.id]).await, "asking goes on");
    for one in endless {
        assert!(!one.is_finished());
        one.abort();
    }
    let answer = surrender(&app.stranger(), &[device.id], &parcel).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[tokio::test]
async fn a_session_that_a_revoked_device_opens_or_was_about_to_bind_ends_with_it() {
    let app = TestApp::start().await;
    let device = tablet(&app, 1).await;
    let (late, opened, other) = (app.alice().await, app.alice().await, app.bruno().await);
    revoke(&app.supervisor().await, device.id).await;
    assert_eq!(late.profile().await.status, 200);

    // An exchange had begun before and notes now who speaks in its session.
    let (_, token) = late.cookie.as_deref().unwrap().split_once('=').unwrap();
    let token = Token::parse(token).unwrap();
    let mut unit = app.office.store.write().await.unwrap();
    unit.bind_session(&token.hash(), device.id, app.office.now()).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(late.profile().await.error(), ApiError::DeviceRevoked);

    // Somebody signs in on it after all.
    let bytes = sync::wire::encode(&device.request(false));
    assert_eq!(opened.post_envelope(&bytes).await.error(), ApiError::DeviceRevoked);
    assert_eq!(opened.profile().await.error(), ApiError::DeviceRevoked);
    // Who names the device of somebody else is refused, and no more.
    assert_eq!(other.post_envelope(&bytes).await.error(), ApiError::DeviceRevoked);
    assert_eq!(other.profile().await.status, 200);
}

#[tokio::test]
async fn a_file_of_a_shared_tablet_serves_each_of_its_authors() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut alices = tablet(&app, 1).await;
    alices.mark(AMINA, Absent);
    let mut brunos = Device::new(app.bruno().await, 2);
    brunos.sync().await;
    brunos.mark(BADRA, Present);
    let mut damaged = Store::new(&key, ALICE).parcel();
    damaged.truncate(8);
    let file = [
        Store::new(&key, BRUNO).holding(&brunos).parcel(),
        damaged,
        Store::new(&key, ALICE).holding(&alices).parcel(),
    ];
    let brought = bring(&app.alice().await, &file).await;
    let taken = Taken { entries: 1, known: 0, unreadable: 1 };
    assert_eq!(brought, Rescued { taken, to_check: 0, others: 1 });
    assert_eq!((mark_of(&app, AMINA).await, mark_of(&app, BADRA).await), (Some(Absent), None));
    assert_eq!(bring(&app.bruno().await, &file).await, Rescued { taken, to_check: 0, others: 1 });
    assert_eq!(mark_of(&app, BADRA).await, Some(Present));
    // Nothing of it is hers.
    let refused = app.supervisor().await.call_postcard("rescue", file_of(&file)).await;
    assert_eq!(refused.invalid().0, "file");
}

#[tokio::test]
async fn a_file_that_is_damaged_or_partly_of_others_is_taken_as_far_as_it_goes() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Present);
    let mut damaged = Store::new(&key, ALICE).holding(&device).parcel();
    damaged.truncate(9);
    let whole = Store::new(&key, ALICE).holding(&device).parcel();
    let file = [Store::new(&key, ELSEWHERE).parcel(), damaged.clone(), whole];
    let dora = app.supervisor().await;
    let taken = Taken { entries: 1, known: 0, unreadable: 1 };
    assert_eq!(import(&dora, &file).await, Rescued { taken, to_check: 1, others: 1 });
    assert_eq!(attention(&dora).await.len(), 1);
    let question = "select sealed from parcels where sealed is not null";
    let kept: Vec<(Vec<u8>,)> = app.database.rows(question).await;
    assert_eq!(kept, [(damaged,)]);
    let taken = Taken { entries: 0, known: 1, unreadable: 1 };
    assert_eq!(import(&dora, &file).await, Rescued { taken, to_check: 0, others: 1 });
    // Those of the other directorate take what is theirs.
    assert_eq!(import(&app.foreign_supervisor().await, &file[..1]).await, Rescued::default());
}

#[tokio::test]
async fn who_brings_a_file_is_told_what_was_not_carried_out() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let mut device = tablet(&app, 1).await;
    device.mark(AMINA, Absent);
    device.mark(BADRA, Present);
    let mut brunos = Device::new(app.bruno().await, 2);
    brunos.sync().await;
    brunos.mark(AMINA, Present);
    brunos.sync().await;
    let parcels = Store::new(&key, ALICE).holding(&device).parcels();
    let taken = Taken { entries: 2, known: 0, unreadable: 0 };
    let brought = bring(&app.alice().await, &parcels).await;
    assert_eq!(brought, Rescued { taken, to_check: 1, others: 0 });
    assert_eq!(attention(&app.supervisor().await).await.len(), 1);
}

/// What `docs/security.md` says of a tablet and a password in the same hands.
#[tokio::test]
async fn revoking_a_device_leaves_the_password_worth_its_key_and_disabling_the_account_does_not() {
    let app = TestApp::start().await;
    let key = office_key(&app).await;
    let device = tablet(&app, 1).await;
    let sealed = Store::new(&key, ALICE).sealed;
    let dora = app.supervisor().await;
    revoke(&dora, device.id).await;
    app.advance(MINUTE);
    let reopened: Reopened =
        app.alice().await.call_postcard("vault/reopen", &sealed).await.read_postcard();
    assert_eq!(reopened.key, KEY);
    let off = json!({"user": ALICE, "disabled": true});
    assert_eq!(dora.call("desk/accounts/disable", off).await.status, 200);
    assert_eq!(app.stranger().sign_in("alice", PASSWORD).await.status, 401);
}
