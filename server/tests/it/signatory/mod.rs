//! People who follow their own request.

mod contact;
mod door;
mod pages;
mod times;
mod withdrawal;

use crate::app::{ALICE, AMINA, BADRA, BRUNO, DAY, HOUR, OURS, TestApp, VISIT, expected};
use crate::client::{Answer, Client};
use crate::invented;
use app::api::slots::SlotDraft;
use app::api::slots::SlotRow;
use domain::Command;
use domain::Record;
use domain::command::PlanInterview;
use domain::command::SendReferral;
use domain::contact::Contact;
use domain::contact::ContactWay;
use domain::contact::EmailAddress;
use domain::contact::PhoneNumber;
use domain::id::InterestId;
use domain::id::InterviewId;
use domain::id::OfferedSlotId;
use domain::id::OrganisationId;
use domain::id::ReferralId;
use domain::id::SchemeId;
use domain::id::SignatoryId;
use domain::id::UserId;
use domain::intervention::Mode;
use domain::interview::Findings;
use domain::interview::InterviewEvent;
use domain::interview::Slot;
use domain::scheme::Scheme;
use domain::scheme::SchemeKind;
use domain::time::Instant;
use serde_json::json;
use uuid::Uuid;

pub(super) const CODE: &str = "0123ABCD";

pub(super) const OTHER_CODE: &str = "ZYXW9876";

pub(super) const PHONE: &str = "06 39 98 12 34";

pub(super) const WISH: InterestId = InterestId(Uuid::from_u128(7_000));

pub(super) const OTHER_WISH: InterestId = InterestId(Uuid::from_u128(7_001));

pub(super) const COURSE: SchemeId = SchemeId(Uuid::from_u128(500));

pub(super) const TALK: InterviewId = InterviewId(Uuid::from_u128(7_100));

pub(super) const REFERRAL: ReferralId = ReferralId(Uuid::from_u128(7_200));

/// Amina, born in 1990, with a number, and Badra, born in 1985; both gave an interest at the visit
/// and hold a receipt.
pub(super) async fn with_receipts() -> TestApp {
    let app = TestApp::start().await;
    let now = app.office.now();
    let mut unit = app.office.store.write().await.unwrap();
    for (id, interest, name, year, phone, code) in [
        (AMINA, WISH, "Exemple-Amina", 1990, Some(PHONE), CODE),
        (BADRA, OTHER_WISH, "Exemple-Badra", 1985, None, OTHER_CODE),
    ] {
        let contact = Contact {
            phone: phone.and_then(|text| PhoneNumber::new(text).ok()),
            email: EmailAddress::new("quelquun@exemple.invalid").ok(),
            preferred: Some(ContactWay::Email),
        };
        let person = Record::Signatory(invented::registered(id, name, year, contact));
        unit.put_record(OURS, &person, now).await.unwrap();
        unit.put_record(OURS, &expected(VISIT, id), now).await.unwrap();
        let interest = invented::interest_with_receipt(interest, id, code, now);
        unit.put_record(OURS, &Record::Interest(interest), now).await.unwrap();
    }
    unit.commit().await.unwrap();
    app
}

/// A phone with its cookie.
pub(super) struct Phone(Client);

impl Phone {
    pub(super) fn new(app: &TestApp) -> Self {
        Self(app.stranger())
    }

    pub(super) async fn post(&self, path: &str, body: &str) -> Answer {
        self.0.post(path, "application/x-www-form-urlencoded", body.into()).await
    }

    /// Says who it is.
    pub(super) async fn try_to_open(&mut self, body: &str) -> Answer {
        let answer = self.post("/s?l=fr", body).await;
        if let Some(cookie) = answer.header("set-cookie") {
            self.0.cookie = cookie.split(';').next().map(str::to_owned);
        }
        answer
    }

    /// A phone that has opened its request.
    pub(super) async fn opened(app: &TestApp, body: &str) -> Self {
        let mut phone = Self::new(app);
        let answer = phone.try_to_open(body).await;
        assert_eq!((answer.status, answer.header("location")), (303, Some("/s/moi?l=fr")));
        phone
    }

    pub(super) async fn amina(app: &TestApp) -> Self {
        Self::opened(app, &format!("code={CODE}&year=1990")).await
    }

    pub(super) async fn badra(app: &TestApp) -> Self {
        Self::opened(app, &format!("code={OTHER_CODE}&year=1985")).await
    }

    /// A page that must come, in French.
    pub(super) async fn page(&self, path: &str) -> String {
        let answer = self.0.get(&format!("{path}?l=fr")).await;
        assert_eq!(answer.status, 200, "{path} {}", answer.text());
        answer.text()
    }
}

/// The value of a hidden field or of the first choice.
pub(super) fn value<'a>(html: &'a str, name: &str) -> &'a str {
    let field = html.split("<input").find(|tag| tag.contains(&format!("name=\"{name}\""))).unwrap();
    field.split("value=\"").nth(1).unwrap().split('"').next().unwrap()
}

pub(super) fn offered(number: u128, adviser: UserId, starts_at: Instant) -> SlotDraft {
    SlotDraft {
        id: OfferedSlotId(Uuid::from_u128(number)),
        adviser,
        starts_at,
        minutes: 45,
        mode: Mode::InPerson,
        place: "Salle 3".to_owned(),
    }
}

/// Alice offers two times tomorrow, Bruno one the day after.
pub(super) async fn with_offers(app: &TestApp) -> Vec<SlotDraft> {
    let tomorrow = app.office.now().plus(DAY);
    let drafts = vec![
        offered(1, ALICE, tomorrow),
        offered(2, ALICE, tomorrow.plus(HOUR)),
        offered(3, BRUNO, tomorrow.plus(DAY)),
    ];
    let rows: Vec<SlotRow> =
        app.supervisor().await.call("desk/slots/offer", json!({"slots": drafts})).await.read();
    assert_eq!(rows.len(), 3);
    drafts
}

pub(super) async fn choose(phone: &Phone, slot: &SlotDraft) -> Answer {
    phone.post("/s/moi/rendez-vous?l=fr", &format!("slot={}", slot.id)).await
}

pub(super) fn planned(person: SignatoryId, adviser: UserId, starts_at: Instant) -> Command {
    Command::PlanInterview(PlanInterview {
        id: TALK,
        signatory: person,
        interest: if person == AMINA { WISH } else { OTHER_WISH },
        adviser,
        slot: Slot {
            interpreter: "pachto".to_owned(),
            summoned: true,
            ..invented::slot(starts_at)
        },
    })
}

pub(super) async fn with_course(app: &TestApp) {
    let mut unit = app.office.store.write().await.unwrap();
    let organisation = OrganisationId(Uuid::from_u128(600));
    let fields = invented::association("Association fictive", None);
    unit.put_organisation(OURS, organisation, &fields).await.unwrap();
    let course = Record::Scheme(Scheme {
        entry_level: None,
        target_level: None,
        places: Some(1),
        ..invented::scheme(COURSE, organisation)
    });
    unit.put_record(OURS, &course, app.office.now()).await.unwrap();
    unit.commit().await.unwrap();
}

pub(super) fn held() -> Command {
    Command::FollowInterview {
        signatory: AMINA,
        interview: TALK,
        event: InterviewEvent::Held(Findings {
            decided: vec![SchemeKind::LanguageCourse],
            ..invented::findings()
        }),
    }
}

pub(super) fn sent() -> Command {
    Command::SendReferral(SendReferral {
        id: REFERRAL,
        signatory: AMINA,
        scheme: COURSE,
        interview: TALK,
    })
}
