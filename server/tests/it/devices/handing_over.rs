//! What a revoked device hands over, and when it is emptied.

use super::{
    Store, THIRD, attention, empty, list, mark_of, noted, office_key, report, revoke, row,
    surrender, tablet,
};
use crate::app::{ALICE, AMINA, BADRA, BRUNO, DAY, MINUTE, TestApp, VISIT};
use crate::device::{Device, adding};
use app::api::ApiError;
use app::api::attention::{Adoption, Answered};
use app::api::devices::{DeviceState, Taken};
use domain::Refusal;
use domain::attendance::Attendance::{Absent, Excused, Present};
use domain::id::{ClientId, UserId};
use rstest::rstest;
use serde_json::json;
use sync::{Envelope, Outcome};
use uuid::Uuid;
use vault::OfficeKey;
use vault::parcel::{MAX_PARCEL, pack};

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
