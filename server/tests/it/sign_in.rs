//! Signing in, staying in, being put out.

use crate::app::{ALICE, HOUR, MINUTE, PASSWORD, TestApp};
use app::api::ApiError;
use app::api::account::{Profile, Role};
use serde_json::json;

#[tokio::test]
async fn the_right_password_opens_a_session() {
    let app = TestApp::start().await;
    let mut client = app.stranger();
    let answer = client.sign_in(" Alice ", PASSWORD).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.read_postcard::<Profile>().role, Role::Adviser);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict"), "{cookie}");
    let profile = client.profile().await;
    assert_eq!(profile.read_postcard::<Profile>().display_name, "ALICE Exemple");
}

#[tokio::test]
async fn over_https_the_cookie_can_be_set_by_no_other_host() {
    let app = TestApp::start_at("https://passerelle.example").await;
    let answer = app.stranger().sign_in("alice", PASSWORD).await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-passerelle=") && cookie.ends_with("; Secure"), "{cookie}");
    assert!(answer.header("strict-transport-security").is_some());
}

#[tokio::test]
async fn a_wrong_password_an_unknown_login_and_a_closed_account_are_answered_alike() {
    let app = TestApp::start().await;
    let mut unit = app.office.store.write().await.unwrap();
    unit.set_disabled(crate::app::BRUNO, true).await.unwrap();
    unit.commit().await.unwrap();
    let mut client = app.stranger();
    let mut seen = Vec::new();
    for (login, password) in [("alice", "wrong"), ("nobody", PASSWORD), ("bruno", PASSWORD)] {
        let answer = client.sign_in(login, password).await;
        assert!(answer.header("set-cookie").is_none());
        seen.push((answer.status, answer.text()));
    }
    assert!(seen.iter().all(|one| *one == (401, "wrong-credentials".to_owned())), "{seen:?}");
}

#[tokio::test]
async fn guessing_has_to_wait_and_colleagues_do_not() {
    let app = TestApp::start().await;
    let mut client = app.stranger();
    for _ in 0..5 {
        assert_eq!(client.sign_in("alice", "wrong").await.status, 401);
    }
    let answer = client.sign_in("ALICE", PASSWORD).await;
    assert_eq!(answer.status, 429);
    let wait: u32 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=11).contains(&wait));
    assert_eq!(answer.error(), ApiError::TooMany { seconds: wait });
    assert_eq!(client.sign_in("bruno", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_supervisor_who_went_away_is_signed_out_and_one_at_work_is_not() {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    for _ in 0..3 {
        app.advance(29 * MINUTE);
        assert_eq!(client.profile().await.status, 200);
    }
    app.advance(31 * MINUTE);
    let answer = client.call("desk/centres", json!({})).await;
    assert_eq!((answer.status, answer.text()), (401, "sign-in".to_owned()));
}

#[tokio::test]
async fn an_adviser_stays_signed_in_for_a_day_in_class_and_no_longer() {
    let app = TestApp::start().await;
    let client = app.alice().await;
    app.advance(8 * HOUR);
    assert_eq!(client.profile().await.status, 200);
    app.advance(5 * HOUR);
    assert_eq!(client.profile().await.status, 401);
}

#[tokio::test]
async fn a_session_that_was_ended_cannot_be_used_again() {
    let app = TestApp::start().await;
    let client = app.alice().await;
    let answer = client.call_postcard("account/sign-out", ()).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("set-cookie").unwrap().starts_with("passerelle=; "));
    assert_eq!(client.profile().await.status, 401);
}

#[tokio::test]
async fn closing_an_account_ends_its_sessions() {
    let app = TestApp::start().await;
    let client = app.alice().await;
    let mut unit = app.office.store.write().await.unwrap();
    unit.set_disabled(ALICE, true).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(client.profile().await.status, 401);
}

#[tokio::test]
async fn an_adviser_has_no_desk() {
    let app = TestApp::start().await;
    let client = app.alice().await;
    for path in ["desk/centres", "desk/attention", "desk/advisers"] {
        let answer = client.call(path, json!({})).await;
        assert_eq!((answer.status, answer.text()), (403, "forbidden".to_owned()), "{path}");
    }
    assert_eq!(app.stranger().call("desk/centres", json!({})).await.status, 401);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let app = TestApp::start().await;
    let before = app.alice().await;
    let mut client = before.clone();
    client.sign_in("alice", PASSWORD).await;
    assert_eq!(before.profile().await.status, 401);
    assert_eq!(client.profile().await.status, 200);
}
