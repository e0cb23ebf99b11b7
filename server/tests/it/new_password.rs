//! The owner of an account chooses a password by a link.

use crate::app::{ALICE, DAY, MINUTE, PASSWORD, TestApp};
use crate::client::Answer;
use crate::partner::sound;
use crate::partner_world::{Partner, audited};
use app::text::fr::new_password as text;
use serde_json::json;

const CHOSEN: &str = "une phrase choisie";

async fn link(app: &TestApp) -> Partner {
    let supervisor = app.supervisor().await;
    let arguments = json!({"user": ALICE});
    let path: String = supervisor.call("desk/accounts/password-link", arguments).await.read();
    Partner::at(app, &path)
}

async fn choose(link: &Partner, password: &str, again: &str) -> Answer {
    link.post(&[("login", "somebody"), ("password", password), ("again", again)]).await
}

#[tokio::test]
async fn a_password_is_chosen_once_and_ends_the_sessions_of_the_earlier_one() {
    let app = TestApp::start().await;
    let before = app.alice().await;
    let owner = link(&app).await;
    for _ in 0..2 {
        let shown = sound(owner.open().await, 200).text();
        assert!(shown.contains("ALICE Exemple") && shown.contains("value=\"alice\""), "{shown}");
    }
    assert_eq!(before.profile().await.status, 200, "looking changes nothing");
    for (password, again, problem) in [
        ("court", "court", text::TOO_SHORT),
        ("", "", text::TOO_SHORT),
        (CHOSEN, "une phrase choisi", text::DIFFER),
        (&"x".repeat(1_025), &"x".repeat(1_025), text::TOO_LONG),
        (&"x".repeat(20_000), "", text::TOO_LONG),
    ] {
        let refused = sound(choose(&owner, password, again).await, 422).text();
        assert!(refused.contains(problem), "{problem}: {refused}");
        assert!(refused.contains("<title>À corriger"), "{refused}");
        assert!(password.is_empty() || !refused.contains(&format!("\"{password}\"")), "{refused}");
    }
    assert_eq!(before.profile().await.status, 200);

    let done = sound(choose(&owner, CHOSEN, CHOSEN).await, 200).text();
    assert!(done.contains(text::CHOSEN.0) && done.contains("/connexion"), "{done}");
    assert_eq!(before.profile().await.status, 401);
    assert_eq!(app.stranger().sign_in("alice", PASSWORD).await.status, 401);
    assert_eq!(app.stranger().sign_in("alice", CHOSEN).await.status, 200);
    sound(owner.open().await, 404);
    sound(choose(&owner, "une autre phrase", "une autre phrase").await, 404);
    assert_eq!(app.stranger().sign_in("alice", CHOSEN).await.status, 200);
    let entry = ("password_chosen".to_owned(), Some(ALICE), Some(ALICE.0));
    assert_eq!(audited(&app).await.iter().filter(|it| **it == entry).count(), 1);
}

#[tokio::test]
async fn a_link_that_opens_nothing_looks_the_same_whatever_the_reason() {
    let app = TestApp::start().await;
    let owner = link(&app).await;
    app.advance(7 * DAY - 1);
    sound(owner.open().await, 200);
    app.advance(1);
    let expired = sound(owner.open().await, 404).text();
    assert!(expired.contains(text::CLOSED.1) && !expired.contains("ALICE"), "{expired}");
    sound(choose(&owner, CHOSEN, CHOSEN).await, 404);

    let (older, newer) = (link(&app).await, link(&app).await);
    assert_eq!(sound(older.open().await, 404).text(), expired);
    sound(newer.open().await, 200);
    for path in ["/mot-de-passe/x".to_owned(), format!("/mot-de-passe/{}", "0".repeat(64))] {
        assert_eq!(sound(Partner::at(&app, &path).open().await, 404).text(), expired, "{path}");
    }
    assert_eq!(app.stranger().sign_in("alice", PASSWORD).await.status, 200, "nothing was chosen");
}

#[tokio::test]
async fn tries_at_a_link_have_to_wait() {
    let app = TestApp::start().await;
    let owner = link(&app).await;
    app.advance(MINUTE);
    let mut waits = 0;
    for _ in 0..25 {
        let answer = choose(&owner, "court", "court").await;
        if answer.status == 429 {
            waits += 1;
            assert!(answer.header("retry-after").is_some());
            sound(answer, 429);
        }
    }
    assert!(waits >= 4, "{waits}");
}
