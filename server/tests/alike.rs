//! Whether a request exists cannot be told from what the server does: the statements it sends to
//! the database are the same. A program of its own, since the statements are heard by a listener
//! of the whole process.

#![expect(clippy::unwrap_used, reason = "a test may end at what it did not expect")]

#[expect(dead_code, reason = "the other tests' world has more than this one needs")]
#[path = "it/app.rs"]
mod app;
#[expect(dead_code, reason = "the other tests' world has more than this one needs")]
#[path = "it/client.rs"]
mod client;
#[expect(dead_code, reason = "the other tests look into it more closely")]
#[path = "it/database.rs"]
mod database;

use crate::app::{TestApp, VISIT};
use crate::client::Client;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// The statements that were sent to the database, in their order.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut text = Text::default();
            event.record(&mut text);
            // Sent when a connection is given back, which may be a moment later, or opened.
            if text.0 != "rollback" && !text.0.starts_with("PRAGMA") {
                self.0.lock().unwrap().push(text.0);
            }
        }
    }
}

/// What a statement says, without how long it took.
#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_str(&mut self, field: &Field, value: &str) {
        if matches!(field.name(), "summary" | "db.statement") {
            self.0.push_str(value);
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if matches!(field.name(), "summary" | "db.statement") {
            let _ = write!(self.0, "{value:?}");
        }
    }
}

async fn post(client: &Client, path: &str, body: String) -> u16 {
    client.post(path, "application/x-www-form-urlencoded", body.into()).await.status
}

#[tokio::test]
async fn an_unknown_receipt_and_a_wrong_proof_ask_the_database_the_same() {
    let statements = Statements::default();
    let listening = tracing_subscriber::registry().with(statements.clone());
    tracing::subscriber::set_global_default(listening).unwrap();
    let app = TestApp::start().await;
    let phone = app.stranger();
    let visit = app.code(VISIT).await;
    let registration = phone
        .post(
            &format!("/r/{visit}"),
            "application/x-www-form-urlencoded",
            b"form=00000000-0000-0000-0000-00000000002a&wish-training=yes&family_name=Exemple\
              &way=call&phone=0639980001&consent=yes"
                .to_vec(),
        )
        .await
        .text();
    let code = registration.split("receipt-code\">").nth(1).unwrap();
    let code = code.split('<').next().unwrap().trim().to_owned();

    let mut asked = Vec::new();
    for (code, phone_number) in
        [(code.as_str(), "0639980002"), ("77777777", "0639980002"), ("77777777", "0639980001")]
    {
        statements.0.lock().unwrap().clear();
        let body = format!("code={code}&year=1990&phone={phone_number}");
        assert_eq!(post(&phone, "/s", body).await, 403);
        asked.push(std::mem::take(&mut *statements.0.lock().unwrap()));
    }
    assert!(asked[0].iter().any(|statement| statement.contains("receipt = $1")), "{asked:?}");
    assert_eq!((&asked[1], &asked[2]), (&asked[0], &asked[0]));
    // The listener would have heard more: the right proof does more.
    statements.0.lock().unwrap().clear();
    assert_eq!(post(&phone, "/s", format!("code={code}&phone=0639980001")).await, 303);
    assert!(statements.0.lock().unwrap().len() > asked[0].len());
}
