//! The territory and its training centres.

use crate::app::{ALICE, CENTRE, DAY, NEXT, OTHER_CENTRE, OURS, TestApp, VISIT};
use crate::client::{Answer, Client};
use crate::device::Device;
use crate::partner_world::audited;
use app::api::centres::{CentreSheet, CommuneRow, Territory};
use app::api::interventions::{CentreRow, InterventionRow};
use app::api::schemes::SEEN;
use domain::id::{CentreId, InterventionId};
use serde_json::{Value, json};
use server::communes::Commune;
use uuid::Uuid;

const NEW: CentreId = CentreId(Uuid::from_u128(9_000));

fn fields(name: &str, commune: &str) -> Value {
    json!({"name": name, "commune": commune})
}

async fn save(client: &Client, id: CentreId, seen: Value, fields: Value) -> Answer {
    let draft = json!({"id": id, "seen": seen, "fields": fields});
    client.call("desk/centres/save", json!({"draft": draft})).await
}

async fn territory(client: &Client) -> Territory {
    client.call("desk/territory", json!({})).await.read()
}

async fn plan(app: &TestApp, client: &Client, id: u128, centre: CentreId) -> Answer {
    let new = json!({
        "id": InterventionId(Uuid::from_u128(id)), "centre": centre,
        "starts_at": app.office.now().plus(DAY), "mode": "InPerson", "advisers": [],
    });
    client.call("desk/interventions/create", json!({"new": new})).await
}

/// Two more communes of ours, and a department without any.
async fn app() -> TestApp {
    let app = TestApp::start().await;
    let mut unit = app.office.store.write().await.unwrap();
    for (code, name, postal) in
        [("02168", "Château-Thierry", "02400"), ("02409", "Laonnois-Fictif", "02860")]
    {
        let commune = Commune {
            code: code.to_owned(),
            name: name.to_owned(),
            department: "02".to_owned(),
            postal_codes: vec![postal.to_owned()],
        };
        unit.put_commune(&commune).await.unwrap();
    }
    unit.put_department(OURS, "80", "Somme").await.unwrap();
    unit.commit().await.unwrap();
    app
}

#[tokio::test]
async fn a_centre_is_written_down_and_interventions_are_planned_there() {
    let app = app().await;
    let supervisor = app.supervisor().await;
    let chateau = fields(" Centre  fictif ", "02168");
    let made: CentreSheet = save(&supervisor, NEW, Value::Null, chateau.clone()).await.read();
    assert_eq!(
        (made.fields.name.as_str(), made.town.as_str()),
        ("Centre fictif", "Château-Thierry")
    );
    assert_eq!((made.department.as_str(), made.closed, made.interventions), ("02", false, 0));
    let again: CentreSheet = save(&supervisor, NEW, Value::Null, chateau).await.read();
    assert_eq!(again, made, "sent twice, created once");
    let planned: InterventionRow = plan(&app, &supervisor, 9_001, NEW).await.read();
    assert_eq!(planned.centre.town, "Château-Thierry");
    let all = territory(&supervisor).await;
    assert_eq!(all.directorate, "Ours");
    let counts: Vec<_> = all.departments.iter().map(|it| (it.code.as_str(), it.communes)).collect();
    assert_eq!(counts, [("02", 3), ("80", 0)]);
    let ids: Vec<_> = all.centres.iter().map(|it| (it.id, it.interventions)).collect();
    assert_eq!(ids, [(NEW, 1), (CENTRE, 2)], "by town; none of another directorate");
    assert!(audited(&app).await.iter().any(|it| it.0 == "centre_created" && it.2 == Some(NEW.0)));
}

#[tokio::test]
async fn what_cannot_be_written_down_is_told_by_its_field() {
    let app = app().await;
    let supervisor = app.supervisor().await;
    for (name, commune, field) in [
        (" ", "02408", "name"),
        ("Autre centre", "", "commune"),
        ("Autre centre", "59350", "commune"),
        ("CENTRE  fictif", "02408", "name"),
    ] {
        let answer = save(&supervisor, NEW, Value::Null, fields(name, commune)).await;
        assert_eq!(answer.invalid().0, field, "{name} {commune}");
    }
    for known in [CENTRE, OTHER_CENTRE] {
        let answer = save(&supervisor, known, Value::Null, fields("Autre", "02168")).await;
        assert_eq!(answer.status, 422);
    }
    let theirs =
        save(&supervisor, OTHER_CENTRE, fields("Centre fictif", "59350"), fields("A", "02408"));
    assert_eq!(theirs.await.status, 404);
    assert_eq!(territory(&supervisor).await.centres.len(), 1);
}

#[tokio::test]
async fn communes_are_found_by_name_and_postal_code_in_the_territory_only() {
    let app = app().await;
    let supervisor = app.supervisor().await;
    let found = async |search: &str| {
        let rows: Vec<CommuneRow> =
            supervisor.call("desk/communes", json!({"search": search})).await.read();
        rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!(found("laon").await, ["Laon", "Laonnois-Fictif"], "the shortest first");
    assert_eq!(found("CHATEAU t").await, ["Château-Thierry"]);
    assert_eq!(found("0240").await, ["Château-Thierry"]);
    for nothing in ["", " ", "lille", "%", "59000"] {
        assert!(found(nothing).await.is_empty(), "{nothing}");
    }
}

#[tokio::test]
async fn a_correction_reaches_tablets_and_who_was_slower_changes_nothing() {
    let app = app().await;
    app.assign(NEXT, &[ALICE]).await;
    let supervisor = app.supervisor().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    assert_eq!(device.state().intervention(VISIT).unwrap().centre_name, "Centre fictif");
    let seen = fields("Centre fictif", "02408");
    let moved: CentreSheet =
        save(&supervisor, CENTRE, seen.clone(), fields("Centre du Vase", "02168")).await.read();
    assert_eq!((moved.town.as_str(), moved.interventions), ("Château-Thierry", 2));
    device.sync().await;
    for visit in [VISIT, NEXT] {
        let known = device.state().intervention(visit).unwrap().clone();
        assert_eq!(
            (known.centre_name.as_str(), known.town.as_str()),
            ("Centre du Vase", "Château-Thierry")
        );
    }
    let slower = save(&supervisor, CENTRE, seen, fields("Centre lent", "02408")).await;
    assert_eq!(slower.invalid().0, SEEN);
    assert_eq!(territory(&supervisor).await.centres, [moved]);
}

#[tokio::test]
async fn a_closed_centre_keeps_its_history_and_gets_nothing_new() {
    let app = app().await;
    let supervisor = app.supervisor().await;
    let turn = async |closed: bool| -> CentreSheet {
        let arguments = json!({"centre": CENTRE, "closed": closed});
        supervisor.call("desk/centres/close", arguments).await.read()
    };
    assert!(turn(true).await.closed && turn(true).await.closed);
    let refused = plan(&app, &supervisor, 9_002, CENTRE).await.invalid();
    assert!(refused.0 == "centre" && refused.1.contains("fermé"), "{refused:?}");
    let centres: Vec<CentreRow> = supervisor.call("desk/centres", json!({})).await.read();
    assert!(centres[0].closed, "filters still offer it");
    let rows: Vec<InterventionRow> =
        supervisor.call("desk/interventions", json!({"filter": {}})).await.read();
    assert_eq!(rows.len(), 2);
    let twin = save(&supervisor, NEW, Value::Null, fields("Centre fictif", "02408")).await;
    assert_eq!(twin.invalid().0, "name", "its name stays taken");
    assert!(!turn(false).await.closed);
    assert_eq!(plan(&app, &supervisor, 9_002, CENTRE).await.status, 200);
    let foreign = app.foreign_supervisor().await;
    let theirs =
        foreign.call("desk/centres/close", json!({"centre": CENTRE, "closed": true})).await;
    assert_eq!(theirs.status, 404);
    let noted: Vec<_> = audited(&app).await.into_iter().map(|it| it.0).collect();
    let about = noted.iter().filter(|it| it.starts_with("centre_")).cloned().collect::<Vec<_>>();
    assert_eq!(about, ["centre_closed", "centre_reopened"]);
}
