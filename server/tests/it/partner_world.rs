//! Referrals to a partner, and the partner's browser, for the tests of the partner's pages.

use crate::app::{ALICE, AMINA, BADRA, HOUR, OURS, TestApp};
use crate::client::{Answer, Client};
use crate::invented;
use domain::Record;
use domain::consent::{Consent, Explained};
use domain::contact::{Contact, ContactWay, EmailAddress, PhoneNumber};
use domain::id::{
    InterestId, InterviewId, OrganisationId, ReferralId, SchemeId, SignatoryId, UserId,
};
use domain::interest::Interest;
use domain::interview::{Interview, InterviewEvent, Slot};
use domain::language::Language;
use domain::level::CefrLevel;
use domain::person::{Birth, PersonName, Signatory};
use domain::referral::{Referral, ReferralEvent};
use domain::scheme::{Scheme, SchemeKind, Wishes};
use domain::time::{Day, Instant};
use server::auth::Token;
use server::randomness::SystemRandomness;
use server::services::{issue_link, partner_path};
use std::fmt::Write as _;
use uuid::Uuid;

pub const PARTNER: OrganisationId = OrganisationId(Uuid::from_u128(600));
pub const OTHER_PARTNER: OrganisationId = OrganisationId(Uuid::from_u128(601));
/// The partner's, with one place.
pub const COURSE: SchemeId = SchemeId(Uuid::from_u128(610));
/// The other partner's, without a limit.
pub const WORKSHOP: SchemeId = SchemeId(Uuid::from_u128(611));
/// Amina's, to the partner's course.
pub const REFERRAL: ReferralId = ReferralId(Uuid::from_u128(620));
/// Badra's, to the same.
pub const NEIGHBOUR: ReferralId = ReferralId(Uuid::from_u128(621));
/// Amina's, to the other partner.
pub const ELSEWHERE: ReferralId = ReferralId(Uuid::from_u128(622));

/// Amina and Badra, interviewed by Alice and referred to the partner; Amina to another one too.
pub async fn world() -> TestApp {
    let app = TestApp::start().await;
    let now = app.office.now();
    let mut records = vec![scheme(COURSE, PARTNER, Some(1)), scheme(WORKSHOP, OTHER_PARTNER, None)];
    let mut interviews = Vec::new();
    for (person, family, given, number) in
        [(AMINA, "Exemple-Amina", "Lina", 0_u128), (BADRA, "Exemple-Badra", "Zohra", 1)]
    {
        let interest = interest(number, person, now);
        let interview = interview(number, &interest, now);
        records.push(signatory(person, family, given, number));
        records.push(Record::Interest(interest));
        records.push(Record::Interview(interview.clone()));
        interviews.push(interview);
    }
    for (id, interview, scheme) in
        [(REFERRAL, 0, COURSE), (NEIGHBOUR, 1, COURSE), (ELSEWHERE, 0, WORKSHOP)]
    {
        let referral = invented::referral(id, &interviews[interview], scheme, now);
        records.push(Record::Referral(referral));
    }
    let mut unit = app.office.store.write().await.unwrap();
    for (id, name) in [(PARTNER, "Association fictive"), (OTHER_PARTNER, "Atelier fictif")] {
        let fields = invented::association(name, Some("accueil@exemple.invalid"));
        unit.put_organisation(OURS, id, &fields).await.unwrap();
    }
    for record in &records {
        unit.put_record(OURS, record, now).await.unwrap();
    }
    unit.commit().await.unwrap();
    app
}

fn scheme(id: SchemeId, organisation: OrganisationId, places: Option<u16>) -> Record {
    let title = if places.is_some() { "Français B1" } else { "Atelier emploi" };
    Record::Scheme(Scheme { title: title.to_owned(), places, ..invented::scheme(id, organisation) })
}

fn signatory(id: SignatoryId, family: &str, given: &str, number: u128) -> Record {
    Record::Signatory(Signatory {
        given_name: Some(PersonName::new(given).unwrap()),
        birth: Some(Birth::Year(1990 + i16::try_from(number).unwrap())),
        contact: Contact {
            phone: PhoneNumber::new(&format!("06 39 98 00 0{}", number + 1)).ok(),
            email: EmailAddress::new(&format!("personne{number}@exemple.invalid")).ok(),
            preferred: Some(ContactWay::Text),
        },
        level: Some(CefrLevel::A2),
        version: 2,
        ..crate::app::signatory(id, family)
    })
}

fn interest(number: u128, person: SignatoryId, now: Instant) -> Interest {
    Interest {
        wishes: Wishes::new(vec![SchemeKind::LanguageCourse]).unwrap(),
        consent: Consent {
            language: Language::Arabic,
            explained: Explained::Aloud,
            ..invented::consent(now)
        },
        entered_by: Some(ALICE),
        ..invented::interest(InterestId(Uuid::from_u128(630 + number)), person, now)
    }
}

fn interview(number: u128, interest: &Interest, now: Instant) -> Interview {
    let starts_at = now.plus(i64::try_from(number).unwrap() * HOUR);
    let planned = InterviewEvent::Planned(Slot { minutes: 30, ..invented::slot(starts_at) });
    let id = InterviewId(Uuid::from_u128(640 + number));
    invented::interview(id, interest, ALICE, now, vec![planned, invented::held()])
}

/// A partner's browser at the page of a link.
pub struct Partner {
    client: Client,
    pub path: String,
}

impl Partner {
    /// With a new link to a referral.
    pub async fn with_link(app: &TestApp, referral: ReferralId) -> Self {
        let mut unit = app.office.store.write().await.unwrap();
        let now = app.office.now();
        let token = issue_link(&mut unit, &SystemRandomness, referral, now).await.unwrap();
        unit.commit().await.unwrap();
        Self { client: app.stranger(), path: partner_path(&token) }
    }

    /// With the link of a path.
    pub fn at(app: &TestApp, path: &str) -> Self {
        Self { client: app.stranger(), path: path.to_owned() }
    }

    pub fn token(&self) -> Token {
        Token::parse(self.path.trim_start_matches("/p/")).unwrap()
    }

    pub async fn open(&self) -> Answer {
        self.client.get(&self.path).await
    }

    pub async fn board(&self) -> Answer {
        self.client.get(&format!("{}/tableau", self.path)).await
    }

    /// Posts fields to the page.
    pub async fn post(&self, fields: &[(&str, &str)]) -> Answer {
        self.post_to(&self.path, fields).await
    }

    /// Posts fields to the board.
    pub async fn post_board(&self, fields: &[(&str, &str)]) -> Answer {
        self.post_to(&format!("{}/tableau", self.path), fields).await
    }

    async fn post_to(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let kind = "application/x-www-form-urlencoded";
        self.client.post(path, kind, encoded(fields).into_bytes()).await
    }

    /// Opens the page and answers as it offers: with the version that it holds.
    pub async fn answer(&self, fields: &[(&str, &str)]) -> Answer {
        let shown = self.open().await;
        assert_eq!(shown.status, 200, "{}", shown.text());
        let version = hidden(&shown.text(), "version");
        self.post(&[&[("version", version.as_str())], fields].concat()).await
    }
}

/// The value of a hidden field of a page.
pub fn hidden(html: &str, name: &str) -> String {
    let field = format!("type=\"hidden\" name=\"{name}\" value=\"");
    let (_, rest) = html.split_once(&field).unwrap_or_else(|| panic!("{name} in {html}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The answers that a page offers.
pub fn offered(answer: &Answer) -> Vec<String> {
    let html = answer.text();
    let radios = html.split("name=\"answer\" value=\"").skip(1);
    radios.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        let _ = write!(body, "{name}=");
        for byte in value.bytes() {
            let _ = write!(body, "%{byte:02X}");
        }
        body.push('&');
    }
    body
}

/// A referral as it is stored.
pub async fn referral(app: &TestApp, id: ReferralId) -> Referral {
    app.office.store.read().await.unwrap().referral(id).await.unwrap().unwrap()
}

/// A scheme as it is stored.
pub async fn stored_scheme(app: &TestApp, id: SchemeId) -> Scheme {
    app.office.store.read().await.unwrap().scheme(id).await.unwrap().unwrap()
}

/// What a referral has come to, without who and when.
pub async fn events(app: &TestApp, id: ReferralId) -> Vec<ReferralEvent> {
    referral(app, id).await.events.into_iter().map(|event| event.what).collect()
}

/// The entries of the audit: what was done, by whom, about what.
pub async fn audited(app: &TestApp) -> Vec<(String, Option<UserId>, Option<Uuid>)> {
    let rows: Vec<(String, Option<Uuid>, Option<Uuid>)> =
        app.database.rows("select action, actor, subject from audit order by seq").await;
    rows.into_iter().map(|(action, actor, subject)| (action, actor.map(UserId), subject)).collect()
}

/// The day that the test's calendar shows, as a browser sends it.
pub fn today(app: &TestApp) -> Day {
    server::civil::day_of(app.office.now())
}
