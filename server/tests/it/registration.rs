//! People who register themselves.

use crate::app::{ALICE, DAY, TestApp, VISIT};
use crate::device::Device;
use crate::invented;
use domain::Refusal;
use domain::code::RegistrationCode;
use domain::consent::Consent;
use domain::contact::{Contact, ContactWay, PhoneNumber};
use domain::id::InterestId;
use domain::language::Language;
use domain::person::{Origin, PersonName};
use domain::scheme::{SchemeKind, Wishes};
use domain::time::Instant;
use serde_json::json;
use server::registration::{RegistrationError, Registrations as _, SelfRegistration};
use server::services::RegistrationDesk;
use uuid::Uuid;

fn form(code: RegistrationCode) -> SelfRegistration {
    SelfRegistration {
        form: Uuid::from_u128(5_000),
        code,
        family_name: PersonName::new("Exemple-Lilas").unwrap(),
        given_name: Some(PersonName::new("أمينة").unwrap()),
        contact: Contact {
            phone: PhoneNumber::new("06 39 98 00 01").ok(),
            email: None,
            preferred: Some(ContactWay::Text),
        },
        wishes: Wishes::new(vec![SchemeKind::VocationalTraining]).unwrap(),
        level: None,
        consent: Consent { language: Language::Arabic, ..invented::consent(Instant(1)) },
    }
}

#[tokio::test]
async fn a_registration_reaches_the_adviser_and_the_supervisor() {
    let app = TestApp::start().await;
    let desk = RegistrationDesk::new(app.office.clone());
    let mut device = Device::new(app.alice().await, 1);
    device.sync().await;
    let receipt = desk.register(form(app.code(VISIT).await)).await.unwrap();
    device.sync().await;

    let state = device.state();
    let interest = state.interest(InterestId(Uuid::from_u128(5_000))).unwrap();
    assert_eq!(interest.receipt, Some(receipt));
    assert_eq!((interest.entered_by, interest.origin), (None, Origin::OwnPhone));
    let entry = state.roster_entry(VISIT, interest.signatory).unwrap();
    assert_eq!(entry.mark, None, "registering is not being present");

    let supervisor = app.supervisor().await;
    let query = json!({"query": {"search": "lilas", "interested": true}});
    let page = supervisor.call("desk/people", query).await.json();
    assert_eq!(page["total"], 1);
    assert_eq!(page["rows"][0]["interest_origin"], "OwnPhone");
    let asked = json!({"period": {}, "breakdown": "Centre"});
    let funnel = supervisor.call("desk/figures/funnel", asked).await.json();
    assert_eq!(funnel["rates"]["self_registered"]["part"], 1);
    assert_eq!(funnel["expected"], 3);
}

#[tokio::test]
async fn a_form_sent_twice_is_one_registration() {
    let app = TestApp::start().await;
    let desk = RegistrationDesk::new(app.office.clone());
    let code = app.code(VISIT).await;
    let receipt = desk.register(form(code)).await.unwrap();
    let before = app.state().await;
    let again = SelfRegistration {
        consent: Consent { given_at: Instant(2), ..form(code).consent },
        ..form(code)
    };
    assert_eq!(desk.register(again.clone()).await, Ok(receipt));
    app.advance(2 * DAY);
    assert_eq!(desk.register(again).await, Ok(receipt), "also when the code has expired since");
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn two_taps_at_the_same_moment_are_one_registration() {
    let app = TestApp::start().await;
    let code = app.code(VISIT).await;
    let desk = std::sync::Arc::new(RegistrationDesk::new(app.office.clone()));
    let taps: Vec<_> = (0..6)
        .map(|_| {
            let desk = desk.clone();
            tokio::spawn(async move { desk.register(form(code)).await })
        })
        .collect();
    let mut receipts = Vec::new();
    for tap in taps {
        receipts.push(tap.await.unwrap().unwrap().to_string());
    }
    receipts.dedup();
    assert_eq!(receipts.len(), 1);
    assert_eq!(app.state().await.interests().count(), 1);
}

#[tokio::test]
async fn another_content_under_the_same_sheet_is_refused() {
    let app = TestApp::start().await;
    let desk = RegistrationDesk::new(app.office.clone());
    let code = app.code(VISIT).await;
    desk.register(form(code)).await.unwrap();
    let other =
        SelfRegistration { family_name: PersonName::new("Exemple-Autre").unwrap(), ..form(code) };
    let refused = RegistrationError::Refused(Refusal::IdentityTaken);
    assert_eq!(desk.register(other).await, Err(refused));
    assert_eq!(app.state().await.interests().count(), 1);
}

#[tokio::test]
async fn codes_open_their_visit_and_close_after_it() {
    let app = TestApp::start().await;
    let desk = RegistrationDesk::new(app.office.clone());
    let code = app.code(VISIT).await;
    let open = desk.visit(code).await.unwrap();
    assert_eq!((open.intervention, open.town.as_str()), (VISIT, "Laon"));
    let unknown = RegistrationCode::from_bits(12_345);
    assert_eq!(desk.visit(unknown).await, Err(RegistrationError::UnknownCode));
    assert_eq!(desk.register(form(unknown)).await, Err(RegistrationError::UnknownCode));
    app.advance(DAY);
    assert_eq!(desk.visit(code).await, Err(RegistrationError::ExpiredCode));
    assert_eq!(desk.register(form(code)).await, Err(RegistrationError::ExpiredCode));
    assert_eq!(app.state().await.interests().count(), 0);
}

#[tokio::test]
async fn what_the_rules_refuse_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let desk = RegistrationDesk::new(app.office.clone());
    let code = app.code(VISIT).await;
    let unreachable = SelfRegistration { contact: Contact::default(), ..form(code) };
    let refused = RegistrationError::Refused(Refusal::NoWayToReach);
    assert_eq!(desk.register(unreachable).await, Err(refused));
    assert_eq!(app.state().await.roster_of(VISIT).count(), 2, "not half a person");
}

#[tokio::test]
async fn the_page_is_served_and_never_stored() {
    let app = TestApp::start().await;
    let code = app.code(VISIT).await;
    let page = app.stranger().get(&format!("/r/{code}")).await;
    assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
    assert!(page.text().contains("Laon") && page.text().contains("/pkg/register.1.css"));
    app.assign(VISIT, &[ALICE]).await;
}
