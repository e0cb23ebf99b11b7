//! Importing a list of people.

use crate::app::{ALICE, FOREIGN, TestApp, VISIT};
use crate::client::{Answer, Client};
use crate::device::Device;
use app::api::roster::{RosterPreview, RosterReport, Verdict};
use serde_json::{Value, json};

pub const LIST: &str = "Nom;Prénom;Date de naissance;Tél.;Niveau\r\n\
    EXEMPLE-TILLEUL;Olena;07/03/1990;06.39.98.00.11;A1\r\n\
    EXEMPLE-SAULE;Moussa;01/01/1985;+33 6 39 98 00 12;A2\r\n\
    EXEMPLE-SAULE;Moussa;01/01/1985;+33 6 39 98 00 12;A2\r\n\
    12;;;;\r\n";

pub async fn send(client: &Client, step: &str, options: &Value, file: &[u8]) -> Answer {
    let boundary = "limite";
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"options\"\r\n\r\n{options}\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={boundary}");
    client.post(&format!("/api/desk/roster/{step}"), &kind, body).await
}

fn options() -> Value {
    json!({"intervention": VISIT})
}

#[tokio::test]
async fn a_list_is_judged_before_anything_is_written() {
    let app = TestApp::start().await;
    let before = app.state().await;
    let supervisor = app.supervisor().await;
    let preview: RosterPreview =
        send(&supervisor, "preview", &options(), LIST.as_bytes()).await.read();
    let verdicts: Vec<_> = preview.lines.iter().map(|line| (line.line, line.verdict)).collect();
    assert_eq!(
        verdicts,
        [(2, Verdict::New), (3, Verdict::New), (4, Verdict::AlreadyKnown), (5, Verdict::Refused),]
    );
    assert!(preview.lines[3].reasons[0].ends_with('.'), "{:?}", preview.lines[3].reasons);
    assert_eq!(preview.columns[0].heading, "Nom");
    assert_eq!(preview.columns[0].examples[0], "EXEMPLE-TILLEUL");
    assert_eq!(preview.format, "Texte UTF-8, points-virgules");
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn importing_twice_changes_nothing() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    let report: RosterReport =
        send(&supervisor, "import", &options(), LIST.as_bytes()).await.read();
    assert_eq!(report, RosterReport { created: 2, joined: 0, unchanged: 1, left_out: 1 });
    device.sync().await;
    assert_eq!(device.state().roster_of(VISIT).count(), 4, "the list is on the tablet");
    assert_eq!(device.state(), {
        app.assign(crate::app::NEXT, &[]).await;
        let mut fresh = Device::new(app.alice().await, 2);
        fresh.sync().await;
        fresh.state()
    });

    let before = app.state().await;
    let cursor = device.replica.cursor;
    let again: RosterReport = send(&supervisor, "import", &options(), LIST.as_bytes()).await.read();
    assert_eq!(again, RosterReport { created: 0, joined: 0, unchanged: 3, left_out: 1 });
    assert_eq!(app.state().await, before);
    device.sync().await;
    assert_eq!(device.replica.cursor, cursor, "nothing to hear of either");
}

#[tokio::test]
async fn a_person_known_from_another_visit_joins_the_list() {
    let app = TestApp::start().await;
    app.assign(crate::app::NEXT, &[ALICE]).await;
    let supervisor = app.supervisor().await;
    send(&supervisor, "import", &options(), LIST.as_bytes()).await;
    let next = json!({"intervention": crate::app::NEXT});
    let report: RosterReport = send(&supervisor, "import", &next, LIST.as_bytes()).await.read();
    assert_eq!((report.created, report.joined), (0, 2));
    let page = supervisor.call("desk/people", json!({"query": {"search": "exemple"}})).await;
    assert_eq!(page.json()["total"], 4, "nobody is there twice");
}

#[tokio::test]
async fn a_ticked_doubt_is_imported_once() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let list = "Nom;Prénom;Tél.\nEXEMPLE-AMINA;;0639980099\nEXEMPLE-X;Ada;06 39 98\n";
    let preview: RosterPreview =
        send(&supervisor, "preview", &options(), list.as_bytes()).await.read();
    assert!(preview.lines.iter().any(|line| line.verdict == Verdict::ToCheck));
    let lines: Vec<u32> = preview
        .lines
        .iter()
        .filter(|line| line.verdict == Verdict::ToCheck)
        .map(|line| line.line)
        .collect();
    let count = u32::try_from(lines.len()).unwrap();
    let untouched: RosterReport =
        send(&supervisor, "import", &options(), list.as_bytes()).await.read();
    assert_eq!(untouched.left_out, count);
    let ticked = json!({"intervention": VISIT, "accepted": lines});
    let report: RosterReport = send(&supervisor, "import", &ticked, list.as_bytes()).await.read();
    assert_eq!((report.created, report.left_out), (count, 0));
    let again: RosterReport = send(&supervisor, "import", &ticked, list.as_bytes()).await.read();
    assert_eq!(again.created, 0, "{again:?}");
}

#[tokio::test]
async fn what_cannot_be_imported_is_told_with_what_to_do() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let before = app.state().await;
    let refused = async |options: Value, file: &[u8], field: &str| {
        for step in ["preview", "import"] {
            let answer = send(&supervisor, step, &options, file).await;
            assert_eq!(answer.status, 422, "{}", answer.text());
            let (told, message) = answer.invalid();
            assert_eq!(told, field, "{message}");
            assert!(!message.is_empty());
        }
    };
    refused(options(), b"", "file").await;
    refused(options(), b"%PDF-1.7", "file").await;
    refused(options(), b"PK\x03\x04broken", "file").await;
    refused(json!({"intervention": FOREIGN}), LIST.as_bytes(), "intervention").await;
    let mapping = json!({"intervention": VISIT, "mapping": ["Ignore"]});
    refused(mapping, LIST.as_bytes(), "mapping").await;
    refused(json!({"nothing": 1}), LIST.as_bytes(), "file").await;
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn columns_nobody_knows_are_shown_to_be_chosen() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let list = "Alpha;Nom\nx;EXEMPLE-IF\n";
    let mapping = json!({"intervention": VISIT, "mapping": ["GivenName", "FamilyName"]});
    let preview: RosterPreview =
        send(&supervisor, "preview", &mapping, list.as_bytes()).await.read();
    assert_eq!(preview.lines.len(), 1);
    assert_eq!(preview.lines[0].name, "EXEMPLE-IF x");
}

#[tokio::test]
async fn an_adviser_imports_nothing() {
    let app = TestApp::start().await;
    let answer = send(&app.alice().await, "import", &options(), LIST.as_bytes()).await;
    assert_eq!(answer.status, 403);
    assert_eq!(send(&app.stranger(), "import", &options(), LIST.as_bytes()).await.status, 401);
}
