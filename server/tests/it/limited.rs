//! Accounts of supervisors that are limited inside their directorate: that they may nothing beyond
//! is the rights table's to try; here is what their numbers come to, and who limits whom.

use crate::app::{ALICE, AMINA, BADRA, CENTRE, DORA, OTHER_CENTRE, TestApp};
use crate::client::{Answer, Client};
use crate::device::Device;
use crate::rights::world::{
    AWAY, CLARA, ERNA, FOREIGN_PARTNER, OF_AWAY, OF_AWAY_DEPARTMENT, OF_CENTRE, OF_DEPARTMENT,
    OF_OTHER_PARTNER, OF_PARTNER, PARTNER, Stage, World,
};
use app::api::Page;
use app::api::accounts::{AccountRow, AccountScope, OwnScope};
use app::api::figures::{
    Audience, Behind, Breakdown, Count, Funnel, Part, Period, Report, Stage as Step,
};
use app::api::people::PersonRow;
use domain::Command;
use domain::id::{SignatoryId, UserId};
use serde_json::{Value, json};
use sync::Outcome;

async fn people(client: &Client) -> Vec<SignatoryId> {
    let page: Page<PersonRow> = client.call("desk/people", json!({"query": {}})).await.read();
    assert_eq!(page.rows.len(), usize::try_from(page.total).unwrap());
    page.rows.into_iter().map(|row| row.id).collect()
}

async fn behind(client: &Client, behind: Behind) -> Vec<SignatoryId> {
    let arguments = json!({"behind": behind, "page": 0});
    let page: Page<PersonRow> = client.call("desk/figures/people", arguments).await.read();
    page.rows.into_iter().map(|row| row.id).collect()
}

async fn funnel(client: &Client) -> Funnel {
    let arguments = json!({"period": Period::default(), "breakdown": Breakdown::Centre});
    client.call("desk/figures/funnel", arguments).await.read()
}

async fn report(client: &Client) -> Report {
    client
        .call("desk/figures/report", json!({"year": 2026, "audience": Audience::Office}))
        .await
        .read()
}

const REFERRED: Behind = Behind::Referred { year: 2026, part: Part::All, centre: None };

#[tokio::test]
async fn figures_lists_and_reports_are_of_what_is_in_sight() {
    let world = World::at(Stage::Sent).await;
    let both = [AMINA, BADRA];
    for (user, expected, seen, visits, place) in [
        (OF_CENTRE, 2, &both[..], 1, "Ours (Centre fictif, Laon)"),
        (OF_DEPARTMENT, 2, &both, 1, "Ours (02 (02))"),
        (OF_AWAY, 1, &[], 1, "Ours (Centre voisin, Beauvais)"),
        (OF_AWAY_DEPARTMENT, 1, &[], 1, "Ours (60 (60))"),
        (OF_PARTNER, 2, &both, 2, "Ours (Association fictive)"),
        (OF_OTHER_PARTNER, 1, &both[1..], 2, "Ours (Atelier fictif)"),
        (ERNA, 3, &both, 2, "Ours"),
    ] {
        let client = world.adviser("somebody", user).await.client;
        let number = u32::try_from(seen.len()).unwrap();
        let funnel = funnel(&client).await;
        assert_eq!(funnel.expected, expected, "{place}");
        assert_eq!(funnel.counts[..4], [number; 4], "{place}");
        assert_eq!(funnel.groups.len(), usize::from(number > 0), "{place}");
        let met = Behind::Funnel { period: Period::default(), stage: Step::Present, group: None };
        for asked in [met, REFERRED] {
            assert_eq!(behind(&client, asked).await, seen, "{place}");
        }
        let report = report(&client).await;
        assert_eq!(report.directorate, place);
        assert_eq!(report.visits, visits, "{place}");
        assert_eq!(report.referred[0].people, Count::Exact(number), "{place}");
    }
}

#[tokio::test]
async fn a_partner_is_told_of_no_referral_to_another() {
    let world = World::at(Stage::Sent).await;
    let export = async |user: UserId| {
        let client = world.adviser("somebody", user).await.client;
        let events = client.get("/api/desk/export/evenements.csv").await.text();
        let lines = client.get("/api/desk/export/personnes.csv").await.text();
        format!("{events}{lines}")
    };
    let (own, other) = (export(OF_PARTNER).await, export(OF_OTHER_PARTNER).await);
    assert!(own.contains("Exemple-Badra") && other.contains("Exemple-Badra"));
    assert!(own.contains("Association fictive") && !own.contains("Atelier fictif"), "{own}");
    assert!(other.contains("Atelier fictif") && !other.contains("Association fictive"), "{other}");
}

#[tokio::test]
async fn who_withdrew_is_out_of_a_partners_sight() {
    let world = World::at(Stage::Sent).await;
    let client = world.adviser("somebody", OF_PARTNER).await.client;
    assert_eq!(people(&client).await, [AMINA, BADRA]);
    let clara = world.adviser("Clara", CLARA).await.client;
    let mut device = Device::new(clara, 950);
    device.sync().await;
    device.enter(&Command::WithdrawPerson { signatory: AMINA });
    assert_eq!(device.sync().await, [(1, Outcome::Applied)]);
    assert_eq!(people(&client).await, [BADRA]);
    assert_eq!(behind(&client, REFERRED).await, [BADRA]);
    assert_eq!(funnel(&client).await.counts[0], 1);
    assert_eq!(report(&client).await.referred[0].people, Count::Exact(1));
    let export = client.get("/api/desk/export/personnes.csv").await.text();
    assert!(!export.contains("Exemple-Amina"), "{export}");
}

async fn save(client: &Client, user: UserId, seen: Value, scope: &AccountScope) -> Answer {
    let fields = json!({"name": "Erna", "role": "Supervisor", "scope": scope});
    let draft = json!({"id": user, "seen": seen, "fields": fields});
    client.call("desk/accounts/save", json!({"draft": draft})).await
}

#[tokio::test]
async fn limits_are_written_down_and_hold_at_once() {
    let world = World::at(Stage::Sent).await;
    let dora = world.adviser("Dora", DORA).await.client;
    let erna = world.adviser("Erna", ERNA).await.client;
    let own = async || erna.call("desk/scope", json!({})).await.read::<OwnScope>();
    assert_eq!(own().await, OwnScope { scope: AccountScope::Directorate, limits: Vec::new() });
    let before = json!({"name": "ERNA Exemple", "role": "Supervisor"});
    let two = AccountScope::Centres(vec![AWAY, CENTRE, AWAY]);
    let row: AccountRow = save(&dora, ERNA, before, &two).await.read();
    assert_eq!(row.fields.scope, AccountScope::Centres(vec![CENTRE, AWAY]));
    assert_eq!(row.limits, ["Centre voisin, Beauvais", "Centre fictif, Laon"]);
    assert_eq!(own().await, OwnScope { scope: row.fields.scope.clone(), limits: row.limits });
    assert_eq!(people(&erna).await.len(), 3);
    assert_eq!(erna.call("desk/accounts", json!({})).await.status, 403);
    let away = AccountScope::Departments(vec!["60".to_owned()]);
    let row: AccountRow = save(&dora, ERNA, json!(row.fields), &away).await.read();
    assert_eq!(row.limits, ["60 (60)"]);
    assert_eq!(people(&erna).await.len(), 1);
    let partner = AccountScope::Organisation(PARTNER);
    let row: AccountRow = save(&dora, ERNA, json!(row.fields), &partner).await.read();
    assert_eq!(row.limits, ["Association fictive"]);
    assert_eq!(people(&erna).await, [AMINA, BADRA]);
    let row: AccountRow =
        save(&dora, ERNA, json!(row.fields), &AccountScope::Directorate).await.read();
    assert!(row.limits.is_empty(), "{:?}", row.limits);
    assert_eq!(people(&erna).await.len(), 3);
}

#[tokio::test]
async fn what_cannot_be_a_limit_is_told_with_what_to_do() {
    let world = World::at(Stage::Sent).await;
    let dora = world.adviser("Dora", DORA).await.client;
    let before = json!({"name": "ERNA Exemple", "role": "Supervisor"});
    for scope in [
        AccountScope::Centres(Vec::new()),
        AccountScope::Departments(Vec::new()),
        AccountScope::Departments(vec!["59".to_owned()]),
        AccountScope::Departments(vec!["2A".to_owned()]),
        AccountScope::Centres(vec![CENTRE, OTHER_CENTRE]),
        AccountScope::Organisation(FOREIGN_PARTNER),
    ] {
        let (field, message) = save(&dora, ERNA, before.clone(), &scope).await.invalid();
        assert_eq!(field, "scope", "{scope:?}");
        assert!(message.ends_with('.'), "{message}");
    }
    let own = json!({"name": "DORA Exemple", "role": "Supervisor"});
    let centre = AccountScope::Centres(vec![CENTRE]);
    let (field, message) = save(&dora, DORA, own, &centre).await.invalid();
    assert_eq!(field, "scope");
    assert!(message.contains("votre propre compte"), "{message}");
}

#[tokio::test]
async fn somebody_stays_who_answers_for_the_whole_directorate() {
    let world = World::at(Stage::Sent).await;
    let limit = async |user: UserId, name: &str, by: &Client| {
        let seen = json!({"name": name, "role": "Supervisor"});
        save(by, user, seen, &AccountScope::Centres(vec![CENTRE])).await
    };
    let dora = world.adviser("Dora", DORA).await.client;
    let erna = world.adviser("Erna", ERNA).await.client;
    assert_eq!(limit(ERNA, "ERNA Exemple", &dora).await.status, 200);
    assert_eq!(limit(DORA, "DORA Exemple", &erna).await.status, 403, "limited by now");
    let app: &TestApp = &world.app;
    let mut unit = app.office.store.read().await.unwrap();
    let left = unit.active_supervisors(crate::app::OURS).await.unwrap();
    assert_eq!(left, [DORA], "others are there, but none for all");
    drop(unit);
    // An adviser is limited by nothing: what is sent along is not kept.
    let seen = json!({"name": "ALICE Exemple", "role": "Adviser"});
    let fields = json!({
        "name": "ALICE Exemple", "role": "Adviser", "scope": AccountScope::Centres(vec![CENTRE]),
    });
    let draft = json!({"id": ALICE, "seen": seen, "fields": fields});
    let row: AccountRow = dora.call("desk/accounts/save", json!({"draft": draft})).await.read();
    assert_eq!(row.fields.scope, AccountScope::Directorate);
}
