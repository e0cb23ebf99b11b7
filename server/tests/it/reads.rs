//! Who was given or shown people of whom is noted, by identities only.

use crate::app::{ALICE, AMINA, DORA, NEXT, TestApp, VISIT};
use crate::device::Device;
use crate::rights::world::{CLARA, Stage, World};
use app::api::figures::{Behind, Period, Stage as Step};
use domain::id::{ClientId, UserId};
use serde_json::json;
use sync::Scope;
use uuid::Uuid;

type Entry = (String, Option<Uuid>, Option<Uuid>, Option<Uuid>);

/// Entries about people who were read: what, by whom, about what, where.
async fn reads(app: &TestApp) -> Vec<Entry> {
    let question = "select action, actor, subject, place from audit
                    where action in ('file_given', 'list_given', 'people_listed', 'figure_listed',
                        'attention_listed', 'messages_listed', 'slots_listed')
                    order by seq";
    app.database.rows(question).await
}

fn entry(action: &str, actor: UserId, subject: Option<Uuid>, place: Option<Uuid>) -> Entry {
    (action.to_owned(), Some(actor.0), subject, place)
}

#[tokio::test]
async fn a_device_is_given_nothing_that_was_not_noted_and_is_noted_once() {
    let world = World::at(Stage::Sent).await;
    let app = &world.app;
    let list = |visit: domain::id::InterventionId, device: ClientId| {
        entry("list_given", ALICE, Some(device.0), Some(visit.0))
    };
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    assert_eq!(reads(app).await, [list(VISIT, tablet.id)]);
    // News of what it holds are no new look.
    tablet.mark(AMINA, domain::attendance::Attendance::Absent);
    tablet.sync().await;
    tablet.sync().await;
    assert_eq!(reads(app).await.len(), 1);

    app.assign(NEXT, &[ALICE]).await;
    tablet.sync().await;
    assert_eq!(reads(app).await[1..], [list(NEXT, tablet.id)]);
    let mut laptop = Device::new(app.alice().await, 2);
    laptop.sync().await;
    assert_eq!(reads(app).await[2..], [list(VISIT, laptop.id), list(NEXT, laptop.id)]);
}

#[tokio::test]
async fn a_file_given_names_who_and_whose() {
    let world = World::at(Stage::Sent).await;
    let clara = world.adviser("Clara", CLARA).await;
    let mut device = Device::new(clara.client, 3);
    device.sync().await;
    let mut files: Vec<Uuid> = Vec::new();
    for (action, actor, subject, place) in reads(&world.app).await {
        assert_eq!((action.as_str(), actor, place), ("file_given", Some(CLARA.0), None));
        files.extend(subject);
    }
    files.sort();
    assert_eq!(files, [AMINA.0, crate::app::BADRA.0]);
}

#[tokio::test]
async fn each_list_of_people_that_is_opened_is_one_entry() {
    let world = World::at(Stage::Planned).await.with_failed_message().await;
    let app = &world.app;
    let supervisor = app.supervisor().await;
    let behind = Behind::Funnel { period: Period::default(), stage: Step::Present, group: None };
    for (list, arguments, action) in [
        ("people", json!({"query": {}}), "people_listed"),
        ("people", json!({"query": {"search": "Exemple-Amina"}}), "people_listed"),
        ("figures/people", json!({"behind": behind, "page": 0}), "figure_listed"),
        ("jobs", json!({"query": {}}), "messages_listed"),
    ] {
        let before = reads(app).await.len();
        let answer = supervisor.call(&format!("desk/{list}"), arguments).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(reads(app).await[before..], [entry(action, DORA, None, None)], "{list}");
    }
    // Where nobody is on it, nobody was looked at.
    let before = reads(app).await;
    supervisor.call("desk/people", json!({"query": {"search": "Personne-Ainsi"}})).await;
    supervisor.call("desk/attention", json!({})).await;
    let asked = json!({"period": {}, "breakdown": "Centre"});
    supervisor.call("desk/figures/funnel", asked).await;
    app.foreign_supervisor().await.call("desk/jobs", json!({"query": {}})).await;
    assert_eq!(reads(app).await, before);
}

#[tokio::test]
async fn on_a_full_disk_nobody_is_shown_and_a_device_still_hears_its_news() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    let supervisor = app.supervisor().await.cookie;
    app.assign(NEXT, &[ALICE]).await;
    let Some(app) = app.with_full_disk(0).await else { return };
    let mut desk = app.stranger();
    desk.cookie = supervisor;
    let mut full = 200;
    for _ in 0..500 {
        let answer = desk.call("desk/people", json!({"query": {}})).await;
        if answer.status != 200 {
            assert!(!answer.text().contains("EXEMPLE"));
            full = answer.status;
            break;
        }
    }
    assert_eq!(full, 507);

    let mut client = app.stranger();
    client.cookie.clone_from(&device.client.cookie);
    device.client = client;
    device.sync().await;
    assert_eq!(device.replica.scopes.len(), 2, "the visit it has, and the schemes");
    assert!(!device.replica.scopes.contains(&Scope::Intervention(NEXT)));
    // One that has nothing is told why, and not that there is nothing.
    let fresh = Device::new(device.client.clone(), 1);
    let answer = fresh.client.post_envelope(&sync::wire::encode(&fresh.request(false))).await;
    assert_eq!(answer.status, 507);

    let Some(app) = app.with_full_disk(10_000).await else { return };
    let mut client = app.stranger();
    client.cookie.clone_from(&device.client.cookie);
    device.client = client;
    device.sync().await;
    assert!(device.replica.scopes.contains(&Scope::Intervention(NEXT)));
    assert!(reads(&app).await.iter().any(|it| it.0 == "list_given" && it.3 == Some(NEXT.0)));
}
