//! A full disk: nothing is half written, what was there can still be read, nothing is lost.

use crate::app::{AMINA, TestApp, VISIT};
use crate::device::{Device, adding};
use domain::attendance::Attendance::Present;
use serde_json::json;

#[tokio::test]
async fn a_tablet_keeps_what_the_server_has_no_room_for() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    let Some(app) = app.with_full_disk(6).await else { return };
    let mut client = app.stranger();
    client.cookie.clone_from(&device.client.cookie);
    client.user = device.client.user;
    device.client = client;

    // Sends until the disk is full; what was answered for is in the database, the rest is not.
    let mut person = 1_000;
    let answer = loop {
        for _ in 0..10 {
            device.enter(&adding(VISIT, person, "Exemple-Nombreuse"));
            person += 1;
        }
        let bytes = sync::wire::encode(&device.request(false));
        let answer = device.client.post_envelope(&bytes).await;
        if answer.status != 200 {
            break answer;
        }
        let envelope: Vec<u8> = postcard::from_bytes(&answer.body).unwrap();
        device.absorb(&sync::wire::decode(&envelope).unwrap());
        assert!(person < 5_000, "the disk does not get full");
    };
    assert_eq!((answer.status, answer.text()), (507, "storage-full".to_owned()));
    assert!(!device.outbox.is_empty());

    let decided = device.outbox[0].0 - 1;
    let state = app.state().await;
    let added = state.roster_of(VISIT).count() as u64 - 2;
    assert_eq!(added, decided, "every person that was answered for, and nobody else");
    assert!(state.roster_of(VISIT).all(|entry| state.signatory(entry.signatory).is_some()));

    // Asking for news still works: reading needs no room.
    let waiting = std::mem::take(&mut device.outbox);
    device.sync().await;
    assert_eq!(device.state().roster_of(VISIT).count() as u64, decided + 2);

    // Room was made: the tablet sends the rest.
    let Some(app) = app.with_full_disk(10_000).await else { return };
    let mut client = app.stranger();
    client.cookie.clone_from(&device.client.cookie);
    client.user = device.client.user;
    device.client = client;
    device.outbox = waiting;
    device.mark(AMINA, Present);
    device.sync().await;
    assert!(device.outbox.is_empty());
    assert_eq!(app.state().await.roster_entry(VISIT, AMINA).unwrap().mark, Some(Present));
    assert_eq!(app.state().await.roster_of(VISIT).count() as u128, person - 1_000 + 2);
}

#[tokio::test]
async fn signing_in_and_importing_say_that_the_disk_is_full() {
    let app = TestApp::start().await;
    let cookie = app.supervisor().await.cookie;
    let Some(app) = app.with_full_disk(0).await else { return };
    let mut supervisor = app.stranger();
    supervisor.cookie = cookie;
    let mut full = None;
    for number in 0_u128..200 {
        let new = json!({"new": {
            "id": uuid::Uuid::from_u128(9_000 + number), "centre": crate::app::CENTRE,
            "starts_at": app.office.now(), "mode": "InPerson", "advisers": [],
        }});
        let answer = supervisor.call("desk/interventions/create", new).await;
        if answer.status != 200 {
            full = Some((answer.status, number));
            break;
        }
    }
    let Some((507, created)) = full else { panic!("{full:?}") };
    let rows = supervisor.call("desk/interventions", json!({"filter": {}})).await.json();
    assert_eq!(rows.as_array().unwrap().len() as u128, created + 2, "none was half written");
}
