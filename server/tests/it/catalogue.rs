//! Partners and schemes: written by supervisors, of one directorate, known to every device.

use crate::app::{OURS, TestApp};
use crate::client::{Answer, Client};
use crate::device::Device;
use app::api::ApiError;
use app::api::organisations::OrganisationRow;
use app::api::schemes::SchemeRow;
use domain::Record;
use domain::id::{OrganisationId, SchemeId};
use domain::scheme::Scheme;
use domain::time::Day;
use rstest::rstest;
use serde_json::{Value, json};
use server::civil::{day_of, start_of};
use uuid::Uuid;

const PARTNER: OrganisationId = OrganisationId(Uuid::from_u128(8_000));
const COURSE: SchemeId = SchemeId(Uuid::from_u128(8_100));

fn partner(name: &str) -> Value {
    json!({"name": name, "kind": "Association", "email": "contact@exemple.invalid",
        "phone": "03 23 00 00 00"})
}

fn course() -> Value {
    json!({
        "organisation": PARTNER, "kind": "LanguageCourse", "title": "Cours d'exemple",
        "town": "Laon", "mode": "InPerson", "entry_level": "A2", "target_level": "B1",
        "publics": "", "conditions": "", "cumulative": false, "places": 12, "next_intake": null,
        "open": true,
        "cards": [
            {"language": "French", "title": "Un cours", "text": "On apprend."},
            {"language": "Arabic", "title": "مثال", "text": "مثال"},
        ],
    })
}

async fn save_partner(client: &Client, id: OrganisationId, seen: Value, fields: Value) -> Answer {
    let draft = json!({"draft": {"id": id, "seen": seen, "fields": fields}});
    client.call("desk/organisations/save", draft).await
}

async fn save(client: &Client, seen: Value, fields: Value) -> Answer {
    let draft = json!({"draft": {"id": COURSE, "seen": seen, "fields": fields}});
    client.call("desk/schemes/save", draft).await
}

async fn list(client: &Client, filter: Value) -> Vec<SchemeRow> {
    client.call("desk/schemes", json!({"filter": filter})).await.read()
}

/// A supervisor who has written down the partner and the course.
async fn with_course(app: &TestApp) -> (Client, SchemeRow) {
    let supervisor = app.supervisor().await;
    let partner = save_partner(&supervisor, PARTNER, Value::Null, partner("Exemple")).await;
    assert_eq!(partner.status, 200, "{}", partner.text());
    let row = save(&supervisor, Value::Null, course()).await.read();
    (supervisor, row)
}

/// What somebody has before them who opens the sheet now.
async fn seen(client: &Client) -> Value {
    let rows = list(client, json!({"id": COURSE})).await;
    serde_json::to_value(rows[0].scheme.fields()).unwrap()
}

fn changed(field: &str, value: Value) -> Value {
    let mut fields = course();
    fields[field] = value;
    fields
}

/// Places are taken as if partners had accepted so many people.
async fn take_places(app: &TestApp, taken: u16) {
    let mut unit = app.office.store.write().await.unwrap();
    let scheme = unit.scheme(COURSE).await.unwrap().unwrap();
    let record = Record::Scheme(Scheme { taken, version: scheme.version + 1, ..scheme });
    unit.put_record(OURS, &record, app.office.now()).await.unwrap();
    unit.commit().await.unwrap();
}

#[tokio::test]
async fn a_scheme_that_is_written_down_reaches_every_device_and_so_does_its_change() {
    let app = TestApp::start().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    let (supervisor, row) = with_course(&app).await;
    assert_eq!((row.scheme.version, row.scheme.taken, row.waiting), (1, 0, 0));
    assert_eq!(row.scheme.verified_on, Some(day_of(app.office.now())));
    device.sync().await;
    assert_eq!(device.state().scheme(COURSE), Some(&row.scheme));

    let fields = changed("open", json!(false));
    let row: SchemeRow = save(&supervisor, seen(&supervisor).await, fields).await.read();
    assert_eq!((row.scheme.open, row.scheme.version), (false, 2));
    device.sync().await;
    assert_eq!(device.state().scheme(COURSE), Some(&row.scheme));
    let mut fresh = Device::new(app.bruno().await, 2);
    fresh.sync().await;
    assert_eq!(fresh.state().scheme(COURSE), Some(&row.scheme));
}

#[tokio::test]
async fn what_is_sent_twice_is_written_once() {
    let app = TestApp::start().await;
    let (supervisor, row) = with_course(&app).await;
    let again: SchemeRow = save(&supervisor, Value::Null, course()).await.read();
    assert_eq!(again, row);
    let first = seen(&supervisor).await;
    let fields = changed("title", json!("  Autre exemple "));
    let changed: SchemeRow = save(&supervisor, first.clone(), fields.clone()).await.read();
    assert_eq!(changed.scheme.title, "Autre exemple");
    let again: SchemeRow = save(&supervisor, first, fields).await.read();
    assert_eq!(again, changed);
    let other = save(&supervisor, Value::Null, course()).await;
    assert!(other.invalid().1.contains("existe déjà"), "an identity is used once");
    let partners = supervisor.call("desk/organisations", json!({})).await;
    assert_eq!(partners.read::<Vec<OrganisationRow>>()[0].schemes, 1);
}

#[tokio::test]
async fn who_was_slower_is_told_and_writes_nothing() {
    let app = TestApp::start().await;
    let (supervisor, _) = with_course(&app).await;
    let both_saw = seen(&supervisor).await;
    save(&supervisor, both_saw.clone(), changed("town", json!("Soissons"))).await;
    let answer = save(&supervisor, both_saw, changed("town", json!("Chauny"))).await;
    let (field, message) = answer.invalid();
    assert_eq!(field, app::api::schemes::SEEN);
    assert!(message.contains("rechargez la page"), "{message}");
    assert_eq!(list(&supervisor, json!({})).await[0].scheme.town, "Soissons");

    // Who has looked at the new values may go on.
    let answer = save(&supervisor, seen(&supervisor).await, changed("town", json!("Chauny"))).await;
    assert_eq!(answer.read::<SchemeRow>().scheme.town, "Chauny");
}

#[tokio::test]
async fn a_place_that_a_partner_gives_is_no_change_of_the_sheet() {
    let app = TestApp::start().await;
    let (supervisor, _) = with_course(&app).await;
    let before = seen(&supervisor).await;
    take_places(&app, 4).await;
    let row: SchemeRow = save(&supervisor, before, changed("places", json!(6))).await.read();
    assert_eq!((row.scheme.taken, row.scheme.places), (4, Some(6)));
}

#[tokio::test]
async fn places_cannot_go_below_those_taken() {
    let app = TestApp::start().await;
    let (supervisor, _) = with_course(&app).await;
    take_places(&app, 4).await;
    let answer = save(&supervisor, seen(&supervisor).await, changed("places", json!(3))).await;
    let (field, message) = answer.invalid();
    assert_eq!(field, "places");
    assert!(message.contains("4 places sont déjà prises"), "{message}");
    for enough in [json!(4), Value::Null] {
        let fields = changed("places", enough);
        assert_eq!(save(&supervisor, seen(&supervisor).await, fields).await.status, 200);
    }
}

#[rstest]
#[case("title", "title", json!("  "))]
#[case("town", "town", json!(""))]
#[case("target_level", "target_level", json!("A1"))]
#[case("places", "places", json!(0))]
#[case("next_intake", "next_intake", json!(0))]
#[case("organisation", "organisation", json!(OrganisationId(Uuid::from_u128(8_999))))]
#[case("cards", "card_en", json!([{"language": "English", "title": "A", "text": ""}]))]
#[tokio::test]
async fn what_cannot_be_written_down_is_told_by_its_field(
    #[case] field: &str,
    #[case] told: &str,
    #[case] value: Value,
) {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    save_partner(&supervisor, PARTNER, Value::Null, partner("Exemple")).await;
    let answer = save(&supervisor, Value::Null, changed(field, value)).await;
    assert_eq!((answer.status, answer.invalid().0.as_str()), (422, told));
    assert_eq!(list(&supervisor, json!({})).await, [], "nothing was written");
}

#[tokio::test]
async fn a_town_is_written_as_the_official_code_writes_it() {
    let app = TestApp::start().await;
    let (supervisor, _) = with_course(&app).await;
    let fields = changed("town", json!("LAÔN"));
    let row: SchemeRow = save(&supervisor, seen(&supervisor).await, fields).await.read();
    assert_eq!(row.scheme.town, "Laon", "or no adviser would find it near");
}

#[tokio::test]
async fn a_sheet_is_verified_with_one_tap_and_once_a_day() {
    let app = TestApp::start().await;
    let (supervisor, _) = with_course(&app).await;
    // As the day begins in France, when it is still the day before by UTC.
    let today = Day(day_of(app.office.now()).0 + 200);
    app.advance(start_of(today).unwrap().0 - app.office.now().0);
    let supervisor_later = app.supervisor().await;
    assert!(list(&supervisor_later, json!({})).await[0].scheme.needs_check(today));
    drop(supervisor);
    let verify = async || {
        let asked = json!({"scheme": COURSE});
        let answer = supervisor_later.call("desk/schemes/verify", asked).await;
        answer.read::<SchemeRow>().scheme
    };
    let first = verify().await;
    assert_eq!((first.verified_on, first.version), (Some(today), 2));
    assert_eq!(verify().await, first);
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    assert_eq!(device.state().scheme(COURSE), Some(&first));
}

#[tokio::test]
async fn filters_narrow_the_schemes() {
    let app = TestApp::start().await;
    let (supervisor, _) = with_course(&app).await;
    let other = OrganisationId(Uuid::from_u128(8_001));
    for (filter, count) in [
        (json!({}), 1),
        (json!({"kind": "LanguageCourse"}), 1),
        (json!({"kind": "Employment"}), 0),
        (json!({"organisation": PARTNER}), 1),
        (json!({"organisation": other}), 0),
        (json!({"open": true}), 1),
        (json!({"open": false}), 0),
        (json!({"search": "LÀON cours"}), 1),
        (json!({"search": "exemple 02"}), 0),
        (json!({"search": "%"}), 0),
        (json!({"id": COURSE}), 1),
    ] {
        assert_eq!(list(&supervisor, filter.clone()).await.len(), count, "{filter}");
    }
}

#[tokio::test]
async fn a_partner_is_changed_under_the_eyes_of_the_devices() {
    let app = TestApp::start().await;
    let (supervisor, _) = with_course(&app).await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    let rows: Vec<OrganisationRow> = supervisor.call("desk/organisations", json!({})).await.read();
    let before = json!(rows[0].fields);
    assert_eq!(before["phone"], "+33323000000");
    let row: OrganisationRow =
        save_partner(&supervisor, PARTNER, before.clone(), partner(" Fictif   Un ")).await.read();
    assert_eq!((row.fields.name.as_str(), row.schemes), ("Fictif Un", 1));
    device.sync().await;
    assert_eq!(device.state().scheme(COURSE).unwrap().organisation_name, "Fictif Un");

    let slower = save_partner(&supervisor, PARTNER, before, partner("Fictif Deux")).await;
    assert_eq!(slower.invalid().0, app::api::schemes::SEEN);
}

#[rstest]
#[case("exemple")]
#[case(" EXEMPLE ")]
#[tokio::test]
async fn a_name_is_one_of_a_kind(#[case] name: &str) {
    let app = TestApp::start().await;
    let (supervisor, _) = with_course(&app).await;
    let second = OrganisationId(Uuid::from_u128(8_001));
    let answer = save_partner(&supervisor, second, Value::Null, partner(name)).await;
    let (field, message) = answer.invalid();
    assert_eq!(field, "name");
    assert!(message.contains("« Exemple »"), "{message}");
    // Another directorate may have one of the same name.
    let foreign = app.foreign_supervisor().await;
    assert_eq!(save_partner(&foreign, second, Value::Null, partner(name)).await.status, 200);
}

#[rstest]
#[case("name", json!(" "))]
#[case("email", json!("exemple"))]
#[case("phone", json!("12"))]
#[tokio::test]
async fn a_partner_who_cannot_be_reached_so_is_refused(#[case] field: &str, #[case] value: Value) {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let mut fields = partner("Exemple");
    fields[field] = value;
    let answer = save_partner(&supervisor, PARTNER, Value::Null, fields).await;
    assert_eq!(answer.status, 422);
    assert_eq!(supervisor.call("desk/organisations", json!({})).await.json(), json!([]));
}

#[tokio::test]
async fn an_adviser_may_not_and_another_directorate_finds_nothing() {
    let app = TestApp::start().await;
    let (supervisor, row) = with_course(&app).await;
    let alice = app.alice().await;
    let partners = alice.call("desk/organisations", json!({})).await;
    assert_eq!(partners.error(), ApiError::Forbidden);
    assert_eq!(save(&alice, seen(&supervisor).await, course()).await.error(), ApiError::Forbidden);
    assert_eq!(
        save_partner(&alice, PARTNER, Value::Null, partner("Exemple")).await.error(),
        ApiError::Forbidden
    );

    let foreign = app.foreign_supervisor().await;
    assert_eq!(list(&foreign, json!({})).await, []);
    assert_eq!(list(&foreign, json!({"id": COURSE})).await, []);
    let seen = seen(&supervisor).await;
    let verify = foreign.call("desk/schemes/verify", json!({"scheme": COURSE})).await;
    assert_eq!(verify.error(), ApiError::NotFound);
    assert_eq!(save(&foreign, seen, course()).await.error(), ApiError::NotFound);
    let theirs = save_partner(&foreign, PARTNER, Value::Null, partner("Voisin")).await;
    assert_eq!(theirs.invalid().0, "", "an identity of ours is not theirs to use");
    assert_eq!(list(&supervisor, json!({})).await, [row]);
    // A scheme cannot be given to a partner of another directorate.
    let second = OrganisationId(Uuid::from_u128(8_001));
    save_partner(&foreign, second, Value::Null, partner("Voisin")).await;
    let draft = json!({"draft": {"id": SchemeId(Uuid::from_u128(8_101)), "seen": null,
        "fields": changed("organisation", json!(second))}});
    let answer = supervisor.call("desk/schemes/save", draft).await;
    assert_eq!(answer.invalid().0, "organisation");
}
