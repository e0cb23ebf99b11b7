//! Accounts of supervisors that are limited inside their directorate: that they may nothing beyond
//! is the rights table's to try; here is what their numbers come to, and who limits whom.

use crate::app::{ALICE, AMINA, BADRA, CENTRE, DORA, OTHER_CENTRE, TestApp, VISIT};
use crate::client::{Answer, Client};
use crate::device::Device;
use crate::rights::world::{
    AWAY, COURSE, ERNA, FOREIGN_PARTNER, OF_AWAY, OF_AWAY_DEPARTMENT, OF_CENTRE, OF_DEPARTMENT,
    OF_OTHER_PARTNER, OF_PARTNER, PARTNER, REFERRAL, Stage, WISH, World,
};
use app::api::Page;
use app::api::accounts::{AccountRow, AccountScope, OwnScope};
use app::api::figures::{
    Audience, Behind, Breakdown, Count, Funnel, Part, Period, Report, Stage as Step,
};
use app::api::people::PersonRow;
use domain::Command;
use domain::id::{SignatoryId, UserId};
use domain::interest::Withdrawal;
use domain::referral::{DeclineReason, ReferralEvent};
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
        assert_eq!((report.directorate.as_str(), report.visits), (place, visits));
        assert_eq!(report.referred[0].people, Count::Exact(number), "{place}");
        assert_eq!(report.funnel[0], Count::Exact(number), "{place}");
    }
}

#[tokio::test]
async fn a_partners_report_is_of_its_own_referrals_and_of_nothing_else() {
    let world = World::at(Stage::Sent).await;
    for (user, seen, place) in [
        (OF_PARTNER, &[AMINA, BADRA][..], "Ours (Association fictive)"),
        (OF_OTHER_PARTNER, &[BADRA], "Ours (Atelier fictif)"),
    ] {
        let client = world.adviser("somebody", user).await.client;
        assert_eq!(behind(&client, REFERRED).await, seen, "{place}");
        let report = report(&client).await;
        let number = u32::try_from(seen.len()).unwrap();
        assert_eq!((report.directorate.as_str(), report.visits), (place, 2));
        assert_eq!(report.referred[0].people, Count::Exact(number), "{place}");
        assert!(report.funnel.is_empty() && report.without_path.is_none(), "{place}");
        // Of the file nothing but who this is and how to reach them.
        let query = json!({"interested": false, "centre": AWAY, "kind": "SocialIntegration"});
        let page: Page<PersonRow> =
            client.call("desk/people", json!({"query": query})).await.read();
        assert_eq!(page.rows.len(), seen.len(), "what is not shown cannot be asked for");
        for row in page.rows {
            assert!(row.phone.is_some() && row.birth.is_some());
            assert!(row.centre.is_none() && row.attendance.is_none() && row.wishes.is_empty());
            assert!(row.interest_origin.is_none() && row.interested_at.is_none());
        }
    }
}

#[tokio::test]
async fn a_partners_export_tells_of_no_other_referral_visit_or_interview() {
    let world = World::at(Stage::Sent).await;
    let export = async |user: UserId| {
        let client = world.adviser("somebody", user).await.client;
        let events = client.get("/api/desk/export/evenements.csv?annee=2026").await.text();
        let lines = client.get("/api/desk/export/personnes.csv?annee=2026").await.text();
        format!("{events}{lines}")
    };
    let (own, other) = (export(OF_PARTNER).await, export(OF_OTHER_PARTNER).await);
    assert!(own.contains("Exemple-Badra") && other.contains("Exemple-Badra"));
    assert!(own.contains("Association fictive") && !own.contains("Atelier fictif"), "{own}");
    assert!(other.contains("Atelier fictif") && !other.contains("Association fictive"), "{other}");
    for text in [&own, &other] {
        for never in ["Laon", "ALICE", "Entretien planifié", "Centre fictif"] {
            assert!(!text.contains(never), "{never} in {text}");
        }
    }
    let whole = export(ERNA).await;
    assert!(whole.contains("Laon") && whole.contains("ALICE"), "{whole}");
}

#[tokio::test]
async fn who_withdrew_or_takes_back_the_consent_is_out_of_a_partners_sight() {
    for everything in [true, false] {
        let world = World::at(Stage::Sent).await;
        let client = world.adviser("somebody", OF_PARTNER).await.client;
        assert_eq!(people(&client).await, [AMINA, BADRA]);
        let alice = world.adviser("Alice", ALICE).await.client;
        let mut device = Device::new(alice, 950);
        device.sync().await;
        // What is over stays as it was; the person is out of sight all the same.
        device.enter(&Command::FollowReferral {
            signatory: AMINA,
            referral: REFERRAL,
            scheme: COURSE,
            event: ReferralEvent::Declined(DeclineReason::Full, String::new()),
        });
        device.enter(&if everything {
            Command::WithdrawPerson { signatory: AMINA }
        } else {
            Command::WithdrawInterest { interest: WISH, reason: Withdrawal::ByPerson }
        });
        let applied: Vec<Outcome> =
            device.sync().await.into_iter().map(|(_, outcome)| outcome).collect();
        assert_eq!(applied, [Outcome::Applied, Outcome::Applied]);
        assert_eq!(people(&client).await, [BADRA]);
        assert_eq!(behind(&client, REFERRED).await, [BADRA]);
        assert_eq!(report(&client).await.referred[0].people, Count::Exact(1));
        let export = client.get("/api/desk/export/personnes.csv?annee=2026").await.text();
        assert!(export.contains("Badra") && !export.contains("Amina"), "{export}");
    }
}

#[tokio::test]
async fn who_becomes_a_partners_leaves_the_classroom() {
    let world = World::at(Stage::Sent).await;
    let dora = world.adviser("Dora", DORA).await.client;
    let erna = world.adviser("Erna", ERNA).await.client;
    let assign = async || {
        let arguments = json!({"intervention": VISIT, "advisers": [ALICE, ERNA]});
        dora.call("desk/interventions/assign", arguments).await
    };
    assert_eq!(assign().await.status, 200);
    let mut tablet = Device::new(erna.clone(), 951);
    tablet.sync().await;
    assert!(tablet.state().signatory(AMINA).is_some());
    let before = json!({"name": "ERNA Exemple", "role": "Supervisor"});
    let partner = AccountScope::Organisation(PARTNER);
    let row: AccountRow = save(&dora, ERNA, before, &partner).await.read();
    assert_eq!(row.interventions, 0);
    let answer = erna.post_envelope(&sync::wire::encode(&tablet.request(false))).await;
    assert_eq!(answer.status, 403, "nothing more is given, and nothing taken");
    let (field, message) = assign().await.invalid();
    assert_eq!(field, "advisers", "{message}");
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
