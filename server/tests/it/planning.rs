//! The supervisor's desk: planning, people, counts; all of one territory only.

use crate::app::{ALICE, AMINA, BRUNO, CENTRE, DAY, HOUR, NEXT, OTHER_CENTRE, TestApp, VISIT};
use crate::device::Device;
use app::api::interventions::InterventionRow;
use domain::attendance::Attendance::{Absent, Present};
use domain::id::InterventionId;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

const NEW: InterventionId = InterventionId(Uuid::from_u128(7_000));

fn new(app: &TestApp) -> Value {
    json!({"new": {
        "id": NEW, "centre": CENTRE, "starts_at": app.office.now().plus(DAY), "mode": "Remote",
        "advisers": [ALICE],
    }})
}

#[tokio::test]
async fn a_planned_visit_is_listed_and_reaches_the_adviser() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let row: InterventionRow = supervisor.call("desk/interventions/create", new(&app)).await.read();
    assert_eq!((row.advisers.len(), row.expected), (1, 0));
    let again: InterventionRow =
        supervisor.call("desk/interventions/create", new(&app)).await.read();
    assert_eq!(again, row, "sent twice, created once");

    let rows: Vec<InterventionRow> =
        supervisor.call("desk/interventions", json!({"filter": {}})).await.read();
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, [VISIT, NEW, NEXT], "the next first");
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    assert!(device.state().intervention(NEW).is_some());
}

#[rstest]
#[case("centre", json!(OTHER_CENTRE))]
#[case("starts_at", json!(0))]
#[case("advisers", json!([crate::app::ELSEWHERE]))]
#[tokio::test]
async fn what_cannot_be_planned_is_told_by_its_field(#[case] field: &str, #[case] value: Value) {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let mut wrong = new(&app);
    wrong["new"][field] = value;
    let answer = supervisor.call("desk/interventions/create", wrong).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.invalid().0, field);
    let rows = supervisor.call("desk/interventions", json!({"filter": {}})).await.json();
    assert_eq!(rows.as_array().unwrap().len(), 2, "nothing was written");
}

#[tokio::test]
async fn an_identity_cannot_be_used_for_another_visit() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    supervisor.call("desk/interventions/create", new(&app)).await;
    let mut other = new(&app);
    other["new"]["starts_at"] = json!(app.office.now().plus(HOUR));
    assert_eq!(supervisor.call("desk/interventions/create", other).await.status, 422);
    let mut foreign = new(&app);
    foreign["new"]["centre"] = json!(OTHER_CENTRE);
    foreign["new"]["advisers"] = json!([]);
    let answer = app.foreign_supervisor().await.call("desk/interventions/create", foreign).await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn assigning_replaces_who_was_and_stays_in_the_territory() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let wanted = json!({"intervention": VISIT, "advisers": [BRUNO]});
    let row: InterventionRow =
        supervisor.call("desk/interventions/assign", wanted.clone()).await.read();
    assert_eq!(row.advisers.iter().map(|one| one.id).collect::<Vec<_>>(), [BRUNO]);
    let foreign = app.foreign_supervisor().await;
    let mut theirs = wanted;
    theirs["advisers"] = json!([]);
    assert_eq!(foreign.call("desk/interventions/assign", theirs).await.status, 404);
    let rows: Vec<InterventionRow> =
        foreign.call("desk/interventions", json!({"filter": {}})).await.read();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].centre.town, "Lille");
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let now = app.office.now();
    for (filter, count) in [
        (json!({"centre": CENTRE}), 2),
        (json!({"centre": OTHER_CENTRE}), 0),
        (json!({"from": now.plus(DAY)}), 1),
        (json!({"before": now.plus(DAY)}), 1),
        (json!({"from": now, "before": now.plus(30 * DAY)}), 2),
    ] {
        let rows = supervisor.call("desk/interventions", json!({"filter": filter})).await.json();
        assert_eq!(rows.as_array().unwrap().len(), count, "{filter}");
    }
}

#[tokio::test]
async fn people_are_found_by_parts_of_their_name_and_only_in_the_territory() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let find =
        async |query: Value| supervisor.call("desk/people", json!({"query": query})).await.json();
    assert_eq!(find(json!({})).await["total"], 2);
    assert_eq!(find(json!({"search": "ÀMIN"})).await["total"], 1);
    assert_eq!(find(json!({"search": "badra exemple"})).await["total"], 1);
    assert_eq!(find(json!({"search": "%"})).await["total"], 0);
    assert_eq!(find(json!({"search": "0639"})).await["total"], 0);
    assert_eq!(find(json!({"interested": true})).await["total"], 0);
    assert_eq!(find(json!({"interested": false})).await["total"], 2);
    assert_eq!(find(json!({"kind": "Employment"})).await["total"], 0);
    assert_eq!(find(json!({"level": "A2"})).await["total"], 0);
    assert_eq!(find(json!({"centre": OTHER_CENTRE})).await["total"], 0);
    let beyond = find(json!({"page": 3})).await;
    assert_eq!(
        (beyond["total"].as_u64(), beyond["rows"].as_array().map(Vec::len)),
        (Some(2), Some(0))
    );
    for order in ["Name", "LatestInterest", "TrainingEnd"] {
        assert_eq!(find(json!({"order": order})).await["rows"][0]["name"], "EXEMPLE-AMINA");
    }
    let foreign = app.foreign_supervisor().await;
    let page = foreign.call("desk/people", json!({"query": {"search": "amina"}})).await.json();
    assert_eq!(page["total"], 0);
}

#[tokio::test]
async fn people_are_counted_once_in_a_centre() {
    let app = TestApp::start().await;
    app.assign(NEXT, &[ALICE]).await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    device.mark(AMINA, Present);
    device.enter(&crate::device::marking(NEXT, AMINA, Present));
    device.mark(crate::app::BADRA, Absent);
    device.sync().await;
    let supervisor = app.supervisor().await;
    let asked = json!({"period": {}, "breakdown": "Centre"});
    let funnel = supervisor.call("desk/figures/funnel", asked).await.json();
    assert_eq!(funnel["groups"].as_array().unwrap().len(), 1);
    assert_eq!((&funnel["expected"], &funnel["counts"][0]), (&json!(2), &json!(1)));
    let rows: Vec<InterventionRow> =
        supervisor.call("desk/interventions", json!({"filter": {"centre": CENTRE}})).await.read();
    assert_eq!((rows[0].expected, rows[0].present), (2, 1));
}

#[tokio::test]
async fn advisers_and_centres_are_those_of_the_territory() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let advisers = supervisor.call("desk/advisers", json!({})).await.json();
    assert_eq!(advisers.as_array().unwrap().len(), 2);
    let centres = supervisor.call("desk/centres", json!({})).await.json();
    assert_eq!(centres[0]["department"], "02");
    assert_eq!(centres.as_array().unwrap().len(), 1);
}
