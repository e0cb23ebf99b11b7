//! Accounts as supervisors administer them.

use crate::app::{
    ALICE, AMINA, BRUNO, DAY, DORA, ELSEWHERE, HOUR, NEXT, OURS, PASSWORD, TestApp, VISIT, account,
};
use crate::client::{Answer, Client};
use crate::device::Device;
use crate::invented;
use crate::partner_world::audited;
use app::api::ApiError;
use app::api::account::Role;
use app::api::accounts::AccountRow;
use app::api::schemes::SEEN;
use app::api::services::DeskServices as _;
use domain::Record;
use domain::attendance::Attendance;
use domain::id::{InterestId, InterviewId, UserId};
use domain::interview::InterviewEvent;
use serde_json::{Value, json};
use server::services::Desk;
use std::sync::Arc;
use uuid::Uuid;

/// A second supervisor.
const ERNA: UserId = UserId(Uuid::from_u128(7));
const LEA: UserId = UserId(Uuid::from_u128(8_000));

fn fields(name: &str, role: &str) -> Value {
    json!({"name": name, "role": role})
}

async fn save(client: &Client, id: UserId, login: &str, seen: Value, fields: Value) -> Answer {
    let draft = json!({"id": id, "login": login, "seen": seen, "fields": fields});
    client.call("desk/accounts/save", json!({"draft": draft})).await
}

async fn disable(client: &Client, user: UserId, disabled: bool) -> Answer {
    client.call("desk/accounts/disable", json!({"user": user, "disabled": disabled})).await
}

async fn rows(client: &Client) -> Vec<AccountRow> {
    client.call("desk/accounts", json!({})).await.read()
}

async fn row(client: &Client, user: UserId) -> AccountRow {
    rows(client).await.into_iter().find(|row| row.id == user).unwrap()
}

/// Erna has an account too.
async fn with_two_supervisors() -> TestApp {
    let app = TestApp::start().await;
    let mut unit = app.office.store.write().await.unwrap();
    let erna = account(ERNA, "erna", Role::Supervisor, OURS);
    unit.create_account(&erna, "", app.office.now()).await.unwrap();
    unit.commit().await.unwrap();
    app
}

#[tokio::test]
async fn a_new_account_is_listed_and_nobody_can_sign_in_to_it_yet() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let lea = fields("  Léa   Exemple ", "Adviser");
    let made: AccountRow = save(&supervisor, LEA, " Lea ", Value::Null, lea.clone()).await.read();
    assert_eq!((made.login.as_str(), made.fields.name.as_str()), ("lea", "Léa Exemple"));
    assert_eq!((made.has_password, made.disabled, made.signed_in_at), (false, false, None));
    let again: AccountRow = save(&supervisor, LEA, "lea", Value::Null, lea.clone()).await.read();
    assert_eq!(again, made, "sent twice, created once");
    for password in ["", PASSWORD] {
        assert_eq!(app.stranger().sign_in("lea", password).await.status, 401);
    }
    let dora = row(&supervisor, DORA).await;
    assert_eq!((dora.own, dora.signed_in_at), (true, Some(app.office.now())));
    assert!(rows(&supervisor).await.iter().all(|row| row.id != ELSEWHERE));
    let created = ("account_created".to_owned(), Some(DORA), Some(LEA.0));
    assert_eq!(audited(&app).await.iter().filter(|it| **it == created).count(), 1);
}

#[tokio::test]
async fn what_cannot_be_written_down_is_told_by_its_field() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let before = rows(&supervisor).await;
    for (login, name, field) in [
        ("", "Léa Exemple", "login"),
        ("lea exemple", "Léa Exemple", "login"),
        ("lea", " ", "name"),
        // Another directorate's too: a login is what tells people apart.
        ("ALICE", "Léa Exemple", "login"),
        ("elsewhere", "Léa Exemple", "login"),
    ] {
        let answer = save(&supervisor, LEA, login, Value::Null, fields(name, "Adviser")).await;
        assert_eq!(answer.invalid().0, field, "{login} {name}");
    }
    let taken = save(&supervisor, ELSEWHERE, "lea", Value::Null, fields("Léa", "Adviser")).await;
    assert_eq!(taken.status, 422);
    let taken = save(&supervisor, ALICE, "lea", Value::Null, fields("Léa", "Adviser")).await;
    assert_eq!(taken.status, 422);
    assert_eq!(rows(&supervisor).await, before);
}

#[tokio::test]
async fn who_was_slower_changes_nothing() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let seen = fields("ALICE Exemple", "Adviser");
    let renamed: AccountRow =
        save(&supervisor, ALICE, "", seen.clone(), fields("Alice Nouvelle", "Adviser"))
            .await
            .read();
    assert_eq!((renamed.login.as_str(), renamed.fields.name.as_str()), ("alice", "Alice Nouvelle"));
    let slower =
        save(&supervisor, ALICE, "", seen.clone(), fields("ALICE Exemple", "Supervisor")).await;
    assert_eq!(slower.invalid().0, SEEN);
    let twice = save(&supervisor, ALICE, "", seen, fields("Alice Nouvelle", "Adviser")).await;
    assert_eq!(twice.read::<AccountRow>(), renamed);
    let foreign = app.foreign_supervisor().await;
    let seen = fields("Alice Nouvelle", "Adviser");
    let theirs = save(&foreign, ALICE, "", seen, fields("Alice Volée", "Adviser")).await;
    assert_eq!(theirs.status, 404);
    assert_eq!(row(&supervisor, ALICE).await, renamed);
}

#[tokio::test]
async fn another_role_ends_the_sessions_of_the_earlier_one() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let alice = app.alice().await;
    let (adviser, promoted) =
        (fields("ALICE Exemple", "Adviser"), fields("ALICE Exemple", "Supervisor"));
    save(&supervisor, ALICE, "", adviser.clone(), promoted.clone()).await.read::<AccountRow>();
    assert_eq!(alice.profile().await.status, 401);
    let alice = app.alice().await;
    assert_eq!(alice.call("desk/centres", json!({})).await.status, 200);
    save(&supervisor, ALICE, "", promoted, adviser).await.read::<AccountRow>();
    assert_eq!(alice.call("desk/centres", json!({})).await.status, 401);
}

#[tokio::test]
async fn a_disabled_account_opens_nothing_any_more_and_what_it_entered_stays() {
    let app = TestApp::start().await;
    let supervisor = app.supervisor().await;
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    device.mark(AMINA, Attendance::Present);
    device.sync().await;
    let calendar: String = device.client.call_postcard("agenda/share", ()).await.read_postcard();
    assert_eq!(app.stranger().get(&calendar).await.status, 200);
    let link: String =
        supervisor.call("desk/accounts/password-link", json!({"user": ALICE})).await.read();

    let disabled: AccountRow = disable(&supervisor, ALICE, true).await.read();
    assert!(disabled.disabled && disabled.link_until.is_none());
    let wrong = app.stranger().sign_in("alice", "a wrong one").await;
    let right = app.stranger().sign_in("alice", PASSWORD).await;
    assert_eq!((right.status, right.text()), (wrong.status, wrong.text()));
    device.mark(AMINA, Attendance::Absent);
    let refused = device.client.post_envelope(&sync::wire::encode(&device.request(false))).await;
    assert_eq!((refused.status, refused.error()), (401, ApiError::SignIn));
    assert_eq!(device.outbox.len(), 1, "what was entered waits on the device");
    assert_eq!(app.stranger().get(&calendar).await.status, 404);
    assert_eq!(app.stranger().get(&link).await.status, 404);
    let refused = supervisor.call("desk/accounts/password-link", json!({"user": ALICE})).await;
    assert!(refused.invalid().1.contains("désactivé"));
    let state = app.state().await;
    let mark = state.roster_entry(VISIT, AMINA).and_then(|entry| entry.mark);
    assert_eq!(mark, Some(Attendance::Present));

    let enabled: AccountRow = disable(&supervisor, ALICE, false).await.read();
    assert!(!enabled.disabled);
    assert_eq!(device.client.profile().await.status, 401, "sessions stay ended");
    assert_eq!(app.stranger().get(&calendar).await.status, 404, "and so does the calendar");
    device.client = app.alice().await;
    device.sync().await;
    assert!(device.outbox.is_empty());
    let actions: Vec<String> = audited(&app)
        .await
        .into_iter()
        .filter(|it| it.1 == Some(DORA) && it.2 == Some(ALICE.0))
        .map(|it| it.0)
        .collect();
    let expected = ["password_link_made", "agenda_ended", "account_disabled", "account_enabled"];
    assert_eq!(actions, expected);
}

#[tokio::test]
async fn what_is_to_come_is_counted_and_stays_when_the_account_is_disabled() {
    let app = TestApp::start().await;
    let now = app.office.now();
    app.assign(NEXT, &[ALICE]).await;
    let wish = invented::interest(InterestId(Uuid::from_u128(620)), AMINA, now);
    let planned = |starts_at| vec![InterviewEvent::Planned(invented::slot(starts_at))];
    let mut unit = app.office.store.write().await.unwrap();
    unit.put_record(OURS, &Record::Interest(wish.clone()), now).await.unwrap();
    for (number, starts_at) in [(630, now.plus(DAY)), (631, now.plus(-DAY))] {
        let id = InterviewId(Uuid::from_u128(number));
        let talk = invented::interview(id, &wish, ALICE, now, planned(starts_at));
        unit.put_record(OURS, &Record::Interview(talk), now).await.unwrap();
    }
    unit.commit().await.unwrap();
    app.advance(HOUR);
    let supervisor = app.supervisor().await;
    let alice = row(&supervisor, ALICE).await;
    assert_eq!((alice.interventions, alice.interviews), (1, 1));
    let disabled: AccountRow = disable(&supervisor, ALICE, true).await.read();
    assert_eq!((disabled.interventions, disabled.interviews), (1, 1));

    // She can stay on the list of who goes, be replaced, and not be put there anew.
    let assign = async |advisers: Value| {
        let wanted = json!({"intervention": NEXT, "advisers": advisers});
        supervisor.call("desk/interventions/assign", wanted).await.status
    };
    assert_eq!(assign(json!([ALICE, BRUNO])).await, 200);
    assert_eq!(assign(json!([BRUNO])).await, 200);
    assert_eq!(assign(json!([ALICE])).await, 422);
    let bruno = row(&supervisor, BRUNO).await;
    assert_eq!(bruno.interventions, 1);
}

#[tokio::test]
async fn nobody_takes_their_own_rights_away() {
    let app = with_two_supervisors().await;
    let supervisor = app.supervisor().await;
    assert_eq!(disable(&supervisor, DORA, true).await.status, 422);
    let (own, demoted) = (fields("DORA Exemple", "Supervisor"), fields("DORA Exemple", "Adviser"));
    assert_eq!(save(&supervisor, DORA, "", own.clone(), demoted).await.invalid().0, "role");
    let renamed = save(&supervisor, DORA, "", own, fields("Dora", "Supervisor")).await;
    assert_eq!(renamed.read::<AccountRow>().fields.name, "Dora");
    assert_eq!(supervisor.profile().await.status, 200, "the session goes on");
    assert_eq!(disable(&app.foreign_supervisor().await, ALICE, true).await.status, 404);
    assert_eq!(disable(&app.alice().await, BRUNO, true).await.status, 403);
}

#[tokio::test]
async fn two_who_take_each_others_rights_at_once_do_not_both_succeed() {
    for demote in [false, true] {
        let app = with_two_supervisors().await;
        // Both were let in before either did anything.
        let desk = |id, login| {
            Desk::new(Arc::clone(&app.office), account(id, login, Role::Supervisor, OURS))
        };
        let (dora, erna) = (desk(DORA, "dora"), desk(ERNA, "erna"));
        assert!(dora.disable_account(ERNA, true).await.unwrap().disabled);
        let refused = if demote {
            let draft = json!({
                "id": DORA, "login": "", "seen": fields("DORA Exemple", "Supervisor"),
                "fields": fields("DORA Exemple", "Adviser"),
            });
            erna.save_account(serde_json::from_value(draft).unwrap()).await
        } else {
            erna.disable_account(DORA, true).await
        };
        let Err(ApiError::Invalid { message, .. }) = refused else { panic!("{refused:?}") };
        assert!(message.contains("dernier compte de responsable"), "{message}");
    }
}
