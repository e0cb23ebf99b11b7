//! Who sees devices, what is known of them, and revoking one.

use super::{is_revoked, list, noted, report, revoke, row, tablet};
use crate::app::{AMINA, BADRA, BRUNO, DAY, DORA, LEASE, MINUTE, PASSWORD, TestApp, VISIT};
use crate::device::Device;
use crate::rights::world::{OF_CENTRE, OF_PARTNER, Stage, World};
use app::api::ApiError;
use app::api::devices::{DeviceRow, DeviceState};
use domain::attendance::Attendance::Present;
use domain::id::ClientId;
use serde_json::json;
use sync::Outcome;
use uuid::Uuid;

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
