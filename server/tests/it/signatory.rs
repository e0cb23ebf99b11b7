//! People who follow their own request.

use crate::app::{ALICE, AMINA, BADRA, BRUNO, DAY, HOUR, MINUTE, OURS, TestApp, VISIT, expected};
use crate::client::{Answer, Client};
use crate::device::Device;
use app::api::slots::{SlotDraft, SlotRow};
use axum::body::Body;
use axum::http::Request;
use domain::code::ReceiptCode;
use domain::command::{PlanInterview, RegisterInterest, SendReferral};
use domain::consent::{CURRENT_TEXT, Consent, Explained};
use domain::contact::{Contact, ContactWay, EmailAddress, PhoneNumber};
use domain::id::{
    InterestId, InterviewId, OfferedSlotId, OrganisationId, ReferralId, SchemeId, SignatoryId,
    UserId,
};
use domain::intervention::Mode;
use domain::interview::{Findings, InterviewEvent, InterviewState, Missed, Slot};
use domain::language::Language;
use domain::organisation::{OrganisationFields, OrganisationKind};
use domain::person::{Birth, Origin, PersonName, Signatory};
use domain::referral::{ReferralEvent, ReferralState};
use domain::scheme::{Scheme, SchemeKind, Wishes};
use domain::time::{Day, Instant};
use domain::{Command, Record, Refusal};
use serde_json::json;
use std::io::Write;
use std::sync::{Arc, Mutex};
use sync::Outcome;
use tracing_subscriber::fmt::MakeWriter;
use uuid::Uuid;

const CODE: &str = "0123ABCD";
const OTHER_CODE: &str = "ZYXW9876";
const PHONE: &str = "06 39 98 12 34";
const WISH: InterestId = InterestId(Uuid::from_u128(7_000));
const OTHER_WISH: InterestId = InterestId(Uuid::from_u128(7_001));
const COURSE: SchemeId = SchemeId(Uuid::from_u128(500));
const TALK: InterviewId = InterviewId(Uuid::from_u128(7_100));
const REFERRAL: ReferralId = ReferralId(Uuid::from_u128(7_200));

/// Amina, born in 1990, with a number, and Badra, born in 1985; both gave an interest at the visit
/// and hold a receipt.
async fn with_receipts() -> TestApp {
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
        let person = Record::Signatory(Signatory {
            id,
            family_name: PersonName::new(name).unwrap(),
            given_name: None,
            birth: Some(Birth::Year(year)),
            contact: contact.clone(),
            level: None,
            training_ends: None,
            origin: Origin::OwnPhone,
            version: 2,
        });
        unit.put_record(OURS, &person, now).await.unwrap();
        unit.put_record(OURS, &expected(VISIT, id), now).await.unwrap();
        let interest = interest_of(interest, id, contact, code, now);
        unit.put_record(OURS, &interest, now).await.unwrap();
    }
    unit.commit().await.unwrap();
    app
}

fn interest_of(
    id: InterestId,
    signatory: SignatoryId,
    contact: Contact,
    code: &str,
    now: Instant,
) -> Record {
    let register = RegisterInterest {
        id,
        signatory,
        intervention: VISIT,
        wishes: Wishes::new(vec![SchemeKind::Employment]).unwrap(),
        contact,
        level: None,
        consent: Consent {
            text: CURRENT_TEXT,
            language: Language::French,
            explained: Explained::Read,
            given_at: now,
        },
        origin: Origin::OwnPhone,
        receipt: ReceiptCode::parse(code).ok(),
    };
    Record::Interest(domain::interest::Interest {
        id,
        signatory,
        intervention: register.intervention,
        wishes: register.wishes,
        consent: register.consent,
        origin: register.origin,
        entered_by: None,
        entered_at: now,
        receipt: register.receipt,
        withdrawn: None,
        version: 1,
    })
}

/// A phone with its cookie.
struct Phone(Client);

impl Phone {
    fn new(app: &TestApp) -> Self {
        Self(app.stranger())
    }

    async fn post(&self, path: &str, body: &str) -> Answer {
        self.0.post(path, "application/x-www-form-urlencoded", body.into()).await
    }

    /// Says who it is.
    async fn try_to_open(&mut self, body: &str) -> Answer {
        let answer = self.post("/s?l=fr", body).await;
        if let Some(cookie) = answer.header("set-cookie") {
            self.0.cookie = cookie.split(';').next().map(str::to_owned);
        }
        answer
    }

    /// A phone that has opened its request.
    async fn opened(app: &TestApp, body: &str) -> Self {
        let mut phone = Self::new(app);
        let answer = phone.try_to_open(body).await;
        assert_eq!((answer.status, answer.header("location")), (303, Some("/s/moi?l=fr")));
        phone
    }

    async fn amina(app: &TestApp) -> Self {
        Self::opened(app, &format!("code={CODE}&year=1990")).await
    }

    async fn badra(app: &TestApp) -> Self {
        Self::opened(app, &format!("code={OTHER_CODE}&year=1985")).await
    }

    /// A page that must come, in French.
    async fn page(&self, path: &str) -> String {
        let answer = self.0.get(&format!("{path}?l=fr")).await;
        assert_eq!(answer.status, 200, "{path} {}", answer.text());
        answer.text()
    }
}

/// The value of a hidden field or of the first choice.
fn value<'a>(html: &'a str, name: &str) -> &'a str {
    let field = html.split("<input").find(|tag| tag.contains(&format!("name=\"{name}\""))).unwrap();
    field.split("value=\"").nth(1).unwrap().split('"').next().unwrap()
}

fn offered(number: u128, adviser: UserId, starts_at: Instant) -> SlotDraft {
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
async fn with_offers(app: &TestApp) -> Vec<SlotDraft> {
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

async fn choose(phone: &Phone, slot: &SlotDraft) -> Answer {
    phone.post("/s/moi/rendez-vous?l=fr", &format!("slot={}", slot.id)).await
}

#[tokio::test]
async fn a_request_opens_by_the_birth_year_or_by_the_number() {
    let app = with_receipts().await;
    for body in [
        "code=oi23-abcd&year=1990&phone=",
        "code=0123ABCD&year=&phone=%2B33+6+39+98+12+34",
        "code=0123ABCD&year=%D9%A1%D9%A9%D9%A9%D9%A0",
    ] {
        let phone = Phone::opened(&app, body).await;
        let html = phone.page("/s/moi").await;
        assert!(html.contains("Votre demande est arrivée."), "{html}");
        assert!(html.contains("Trouver un travail") && html.contains("#p-job"), "{html}");
        assert!(html.contains("•• •• •• •• 34") && html.contains("q•••@exemple.invalid"));
        for never in ["06 39 98", "3399812", "quelquun", "Exemple-Amina", "EXEMPLE", "1990"] {
            assert!(!html.contains(never), "{never} in {html}");
        }
    }
    let supervisor = app.supervisor().await;
    let people = supervisor.call("desk/people", json!({"query": {}})).await.json();
    assert_eq!(people["total"], 2, "looking changes nothing");
}

#[tokio::test]
async fn an_unknown_receipt_and_a_wrong_proof_get_the_same_answer() {
    let app = with_receipts().await;
    let told = |answer: &Answer, code: &str| {
        let headers: Vec<_> = answer
            .headers
            .iter()
            .filter(|(name, _)| *name != "x-request-id")
            .map(|(name, value)| (name.to_string(), value.clone()))
            .collect();
        (answer.status, headers, answer.text().replace(code, "CODE"))
    };
    for proof in ["year=1991&phone=", "year=&phone=0639980009", "year=1991&phone=0639980009"] {
        let wrong = Phone::new(&app).try_to_open(&format!("code={CODE}&{proof}")).await;
        let unknown = Phone::new(&app).try_to_open(&format!("code=77777777&{proof}")).await;
        assert_eq!(told(&wrong, CODE), told(&unknown, "77777777"));
        assert_eq!((wrong.status, wrong.header("set-cookie")), (403, None));
        assert!(wrong.text().contains("n’ouvrent aucune demande"));
    }
    // Somebody else's year opens nothing either.
    let others = Phone::new(&app).try_to_open(&format!("code={CODE}&year=1985")).await;
    assert_eq!(others.status, 403);
}

#[tokio::test]
async fn what_is_no_code_and_no_year_is_said_at_the_field() {
    let app = with_receipts().await;
    let mut phone = Phone::new(&app);
    let odd = phone.try_to_open("code=abc&year=90").await;
    assert_eq!(odd.status, 422);
    let html = odd.text();
    assert!(html.contains("href=\"#code\"") && html.contains("href=\"#year\""), "{html}");
    assert!(html.contains("value=\"abc\"") && html.contains("value=\"90\""), "nothing is lost");
    let empty = phone.try_to_open(&format!("code={CODE}")).await;
    assert!(empty.text().contains("votre année de naissance ou votre téléphone"));
}

#[tokio::test]
async fn five_tries_at_a_receipt_and_then_a_wait_whether_it_exists_or_not() {
    let app = with_receipts().await;
    for code in [CODE, "77777777"] {
        for _ in 0..5 {
            let answer = Phone::new(&app).try_to_open(&format!("code={code}&year=1900")).await;
            assert_eq!(answer.status, 403);
        }
        // Now also the right answer waits.
        let answer = Phone::new(&app).try_to_open(&format!("code={code}&year=1990")).await;
        assert_eq!(answer.status, 429, "{code}");
        assert!(answer.text().contains("trop d’essais") && answer.header("set-cookie").is_none());
        let wait: u64 = answer.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=720).contains(&wait), "{wait}");
    }
    Phone::badra(&app).await;
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_and_when_it_is_closed() {
    let app = TestApp::start().await;
    assert_eq!(Phone::new(&app).0.get("/s/moi").await.status, 403);
    let app = with_receipts().await;
    let phone = Phone::amina(&app).await;
    app.advance(29 * MINUTE);
    phone.page("/s/moi").await;
    app.advance(MINUTE);
    for path in ["/s/moi", "/s/moi/contact", "/s/moi/rendez-vous", "/s/moi/arret"] {
        let ended = phone.0.get(&format!("{path}?l=fr")).await;
        assert_eq!(ended.status, 403, "{path}");
        assert!(ended.text().contains("La page s’est fermée.") && !ended.text().contains("•• 34"));
    }
    for path in ["contact", "rendez-vous", "annuler", "arret"] {
        let body = format!("version=2&way=centre&slot={}", Uuid::nil());
        assert_eq!(phone.post(&format!("/s/moi/{path}"), &body).await.status, 403, "{path}");
    }

    let phone = Phone::amina(&app).await;
    let closed = phone.post("/s/moi/fin?l=fr", "").await;
    assert!(closed.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(phone.0.get("/s/moi").await.status, 403, "also with the cookie kept");
}

#[tokio::test]
async fn the_two_kinds_of_session_do_not_open_each_other() {
    let app = with_receipts().await;
    let own = Phone::amina(&app).await;
    assert_eq!(own.0.profile().await.status, 401);
    let hex = own.0.cookie.as_deref().unwrap().split('=').nth(1).unwrap().to_owned();
    let mut thief = app.stranger();
    thief.cookie = Some(format!("passerelle={hex}"));
    assert_eq!(thief.profile().await.status, 401);
    assert_eq!(app.alice().await.get("/s/moi").await.status, 403);
}

#[tokio::test]
async fn pages_are_guarded_kept_nowhere_and_found_by_nobody() {
    let app = with_receipts().await;
    let phone = Phone::amina(&app).await;
    for path in ["/s", "/s/moi", "/s/moi/contact", "/s/moi/rendez-vous", "/s/moi/arret"] {
        let answer = phone.0.get(path).await;
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{path}");
        let html = answer.text();
        assert!(html.contains("name=\"robots\" content=\"noindex\""), "{path}");
        for never in ["<script", "<style", " style=", "<!--"] {
            assert!(!html.contains(never), "{path} {never}");
        }
    }
    let secure = TestApp::start_at("https://passerelle.example").await;
    let cookie = secure.office.cookies.of_signatories();
    let drawn = server::auth::Token::parse(&"ab".repeat(32)).unwrap();
    let written = cookie.open(&drawn, 1_800);
    for guard in ["__Host-", "HttpOnly", "SameSite=Strict", "Secure", "Max-Age=1800"] {
        assert!(written.contains(guard), "{written}");
    }
}

/// The style sheet may have 3.5 KB and the pictures take less than 3: with what is left each page
/// comes in the first 14 KB that a server sends without waiting.
#[tokio::test]
async fn every_page_is_small_enough_for_a_bad_line() {
    let app = with_receipts().await;
    let now = app.office.now();
    let many: Vec<SlotDraft> =
        (1..=40).map(|n| offered(n, ALICE, now.plus(i64::try_from(n).unwrap() * DAY))).collect();
    app.supervisor().await.call("desk/slots/offer", json!({"slots": many})).await;
    let phone = Phone::amina(&app).await;
    assert_eq!(phone.page("/s/moi/rendez-vous").await.matches("name=\"slot\"").count(), 16);
    for path in ["/s", "/s/moi", "/s/moi/contact", "/s/moi/rendez-vous", "/s/moi/arret"] {
        for tag in ["fr", "ar"] {
            let request = Request::builder().uri(format!("{path}?l={tag}"));
            let request = request.header("accept-encoding", "br").body(Body::empty()).unwrap();
            let answer = phone.0.send(request).await;
            assert_eq!(answer.header("content-encoding"), Some("br"), "{path}");
            assert!(answer.body.len() < 6 * 1024, "{path} {tag}: {}", answer.body.len());
        }
    }
}

#[tokio::test]
async fn every_page_stands_in_every_language_and_direction() {
    let app = with_receipts().await;
    with_offers(&app).await;
    let phone = Phone::amina(&app).await;
    for (tag, direction, words) in [("fr", "ltr", "Ma demande"), ("ar", "rtl", "طلبي")] {
        for path in ["/s", "/s/moi", "/s/moi/contact", "/s/moi/rendez-vous", "/s/moi/arret"] {
            let html = phone.0.get(&format!("{path}?l={tag}")).await.text();
            let root = format!("<html lang=\"{tag}\" dir=\"{direction}\">");
            assert!(html.contains(&root), "{path} {html}");
            assert!(html.matches("<h1").count() == 1, "{path}");
        }
        let html = phone.0.get(&format!("/s/moi?l={tag}")).await.text();
        assert!(html.contains(words) && html.contains(&format!("/s/moi/contact?l={tag}")));
    }
}

#[tokio::test]
async fn a_correction_reaches_the_advisers_tablet() {
    let app = with_receipts().await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    let phone = Phone::amina(&app).await;
    let form = phone.page("/s/moi/contact").await;
    assert!(!form.contains("06 39 98") && form.contains("•• •• •• •• 34"));
    let version = value(&form, "version").to_owned();
    let body = format!("version={version}&way=call&phone=06+39+98+55+66&email=");
    let saved = phone.post("/s/moi/contact?l=fr", &body).await;
    let html = saved.text();
    assert_eq!(saved.status, 200, "{html}");
    assert!(html.contains("C’est enregistré.") && html.contains("06 39 98 55 66"), "{html}");
    assert!(phone.page("/s/moi").await.contains("•• •• •• •• 66"), "masked again afterwards");

    tablet.sync().await;
    let person = tablet.state().signatory(AMINA).cloned().unwrap();
    assert_eq!(person.contact.phone, PhoneNumber::new("0639985566").ok());
    assert_eq!(person.contact.preferred, Some(ContactWay::Call));
    assert!(person.contact.email.is_some(), "what was left empty stays");
    assert_eq!(person.version, 3);

    // The same form again, as a reload sends it, changes nothing.
    assert_eq!(phone.post("/s/moi/contact?l=fr", &body).await.status, 200);
    let odd = phone.post("/s/moi/contact?l=fr", "version=3&way=call&phone=06").await;
    assert_eq!(odd.status, 422);
    assert!(odd.text().contains("Vérifiez le numéro.") && odd.text().contains("value=\"06\""));
    tablet.sync().await;
    assert_eq!(tablet.state().signatory(AMINA).unwrap().version, 3);
}

#[tokio::test]
async fn what_an_adviser_changed_meanwhile_is_not_overwritten() {
    let app = with_receipts().await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    let phone = Phone::amina(&app).await;
    let version = value(&phone.page("/s/moi/contact").await, "version").to_owned();
    let contact = Contact {
        phone: PhoneNumber::new("0639987777").ok(),
        email: None,
        preferred: Some(ContactWay::Text),
    };
    tablet.enter(&Command::CorrectContact { signatory: AMINA, contact: contact.clone() });
    assert_eq!(tablet.sync().await[0].1, Outcome::Applied);

    let body = format!("version={version}&way=call&phone=0639985566");
    let late = phone.post("/s/moi/contact?l=fr", &body).await;
    let html = late.text();
    assert_eq!(late.status, 409);
    assert!(html.contains("en même temps") && html.contains("•• •• •• •• 77"), "{html}");
    assert!(html.contains("value=\"0639985566\""), "nothing typed is lost");
    assert_eq!(app.state().await.signatory(AMINA).unwrap().contact, contact);

    // What is shown now can be sent.
    let version = value(&html, "version").to_owned();
    let body = format!("version={version}&way=call&phone=0639985566");
    assert_eq!(phone.post("/s/moi/contact", &body).await.status, 200);
    // And the tablet, which has not heard of it, is told in its turn.
    tablet.enter(&Command::CorrectContact { signatory: AMINA, contact: Contact::default() });
    tablet.enter(&Command::CorrectContact { signatory: AMINA, contact });
    let outcomes: Vec<_> = tablet.sync().await.into_iter().map(|(_, outcome)| outcome).collect();
    let held = Outcome::Held;
    assert_eq!(outcomes, [held(Refusal::NoWayToReach), held(Refusal::ChangedMeanwhile)]);
}

#[tokio::test]
async fn a_person_chooses_an_interview_moves_it_and_calls_it_off() {
    let app = with_receipts().await;
    let slots = with_offers(&app).await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    let phone = Phone::amina(&app).await;
    assert!(phone.page("/s/moi").await.contains("Choisir un rendez-vous"));
    let list = phone.page("/s/moi/rendez-vous").await;
    assert_eq!(list.matches("name=\"slot\"").count(), 3);
    assert!(list.contains("mardi") && list.contains("16/06/2026") && list.contains("11:00"));

    let done = choose(&phone, &slots[0]).await;
    assert_eq!(done.status, 200, "{}", done.text());
    assert!(done.text().contains("Votre rendez-vous est pris.") && done.text().contains("Salle 3"));
    assert_eq!(choose(&phone, &slots[0]).await.status, 200, "sent twice");
    tablet.sync().await;
    let planned = tablet.state().interviews_of(AMINA).next().cloned().unwrap();
    assert_eq!((planned.adviser, planned.version), (ALICE, 1));
    assert_eq!((planned.events[0].by, planned.interest), (None, WISH));
    let slot = planned.slot().unwrap();
    assert_eq!((slot.starts_at, slot.minutes, slot.summoned), (slots[0].starts_at, 45, false));

    // Only the same adviser's times are left to move to.
    assert_eq!(phone.page("/s/moi/rendez-vous").await.matches("name=\"slot\"").count(), 1);
    assert_eq!(choose(&phone, &slots[2]).await.status, 409);
    assert_eq!(choose(&phone, &slots[1]).await.status, 200);
    tablet.sync().await;
    let moved = tablet.state().interview(planned.id).cloned().unwrap();
    assert_eq!(moved.slot().unwrap().starts_at, slots[1].starts_at);

    let page = phone.page("/s/moi/annuler").await;
    let version = value(&page, "version").to_owned();
    let unseen = phone.post("/s/moi/annuler?l=fr", "version=1").await;
    assert_eq!(unseen.status, 409, "what was not seen is not called off");
    for _ in 0..2 {
        let body = format!("version={version}");
        let cancelled = phone.post("/s/moi/annuler?l=fr", &body).await;
        assert_eq!(cancelled.status, 200);
        assert!(cancelled.text().contains("Le rendez-vous est annulé."));
    }
    tablet.sync().await;
    let state = tablet.state().interview(planned.id).unwrap().state();
    assert_eq!(state, InterviewState::Missed(Missed::Excused));

    // All three are free again; with another adviser it is another interview.
    assert_eq!(choose(&phone, &slots[2]).await.status, 200);
    let state = app.state().await;
    assert_eq!(state.interviews_of(AMINA).count(), 2);
    assert!(state.interviews_of(AMINA).any(|it| it.adviser == BRUNO));
}

#[tokio::test]
async fn of_two_people_who_want_one_time_the_second_is_told_and_asked_again() {
    let app = with_receipts().await;
    let slots = with_offers(&app).await;
    let (amina, badra) = (Phone::amina(&app).await, Phone::badra(&app).await);
    let (first, second) = tokio::join!(choose(&amina, &slots[0]), choose(&badra, &slots[0]));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let late = if first.status == 409 { first } else { second };
    let html = late.text();
    assert!(html.contains("Cette date vient d’être prise."), "{html}");
    assert!(!html.contains(&slots[0].id.to_string()) && html.contains(&slots[1].id.to_string()));
    assert_eq!(app.state().await.interviews().count(), 1);

    // An adviser who plans without the list takes a time from it as well.
    let mut tablet = Device::new(app.bruno().await, 1);
    tablet.sync().await;
    let person = if app.state().await.interviews_of(AMINA).count() == 0 { AMINA } else { BADRA };
    tablet.enter(&planned(person, BRUNO, slots[2].starts_at.plus(10 * MINUTE)));
    assert_eq!(tablet.sync().await[0].1, Outcome::Applied);
    let rows: Vec<SlotRow> = app.supervisor().await.call("desk/slots", json!({})).await.read();
    assert_eq!(rows.iter().map(|row| row.taken).collect::<Vec<_>>(), [true, false, true]);
}

fn planned(person: SignatoryId, adviser: UserId, starts_at: Instant) -> Command {
    Command::PlanInterview(PlanInterview {
        id: TALK,
        signatory: person,
        interest: if person == AMINA { WISH } else { OTHER_WISH },
        adviser,
        slot: Slot {
            starts_at,
            minutes: 45,
            mode: Mode::InPerson,
            place: String::new(),
            interpreter: "pachto".to_owned(),
            summoned: true,
        },
    })
}

#[tokio::test]
async fn two_hours_before_and_of_a_summons_the_team_decides() {
    let app = with_receipts().await;
    let slots = with_offers(&app).await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    tablet.enter(&planned(AMINA, ALICE, slots[0].starts_at));
    assert_eq!(tablet.sync().await[0].1, Outcome::Applied);
    let phone = Phone::amina(&app).await;
    let html = phone.page("/s/moi").await;
    assert!(html.contains("Je ne peux pas venir") && !html.contains("Choisir une autre date"));
    assert_eq!(choose(&phone, &slots[1]).await.status, 409);

    app.advance(DAY - 2 * HOUR + 1);
    let phone = Phone::amina(&app).await;
    let html = phone.page("/s/moi").await;
    assert!(!html.contains("Je ne peux pas venir") && html.contains("appelez l’équipe"), "{html}");
    assert_eq!(phone.0.get("/s/moi/annuler").await.status, 409);
    assert_eq!(phone.post("/s/moi/annuler", "version=1").await.status, 409);
    let state = app.state().await.interview(TALK).unwrap().state();
    assert_eq!(state, InterviewState::Planned);
    // Nor are times offered that begin so soon.
    let other = Phone::badra(&app).await;
    assert_eq!(other.page("/s/moi/rendez-vous").await.matches("name=\"slot\"").count(), 2);
}

#[tokio::test]
async fn advisers_offer_their_own_time_and_supervisors_everybodys() {
    let app = with_receipts().await;
    let tomorrow = app.office.now().plus(DAY);
    let alice = app.alice().await;
    let own = vec![offered(1, ALICE, tomorrow), offered(2, ALICE, tomorrow.plus(HOUR))];
    for _ in 0..2 {
        let rows: Vec<SlotRow> =
            alice.call_postcard("slots/offer", (own.clone(),)).await.read_postcard();
        assert_eq!(rows.len(), 2, "sent twice, offered once");
    }
    let refused = |draft: SlotDraft| {
        let alice = alice.clone();
        async move { alice.call_postcard("slots/offer", (vec![draft],)).await.invalid().0 }
    };
    assert_eq!(refused(offered(4, BRUNO, tomorrow)).await, "adviser");
    assert_eq!(refused(offered(4, ALICE, tomorrow.plus(30 * MINUTE))).await, "starts_at");
    assert_eq!(refused(offered(4, ALICE, app.office.now())).await, "starts_at");
    assert_eq!(refused(SlotDraft { minutes: 5, ..offered(4, ALICE, tomorrow) }).await, "minutes");
    let long = "x".repeat(121);
    assert_eq!(refused(SlotDraft { place: long, ..offered(4, ALICE, tomorrow) }).await, "place");
    assert_eq!(refused(SlotDraft { minutes: 30, ..offered(1, ALICE, tomorrow) }).await, "");
    // Half of a list is not offered.
    let half = vec![offered(5, ALICE, tomorrow.plus(DAY)), offered(6, BRUNO, tomorrow)];
    assert_eq!(alice.call_postcard("slots/offer", (half,)).await.status, 422);

    let bruno = app.bruno().await;
    let rows: Vec<SlotRow> = bruno.call_postcard("slots", ()).await.read_postcard();
    assert!(rows.is_empty());
    assert_eq!(bruno.call_postcard("slots/remove", (own[0].id,)).await.status, 403);
    let foreign = app.foreign_supervisor().await;
    let arguments = json!({"slot": own[0].id});
    assert_eq!(foreign.call("desk/slots/remove", arguments.clone()).await.status, 404);
    let rows: Vec<SlotRow> = foreign.call("desk/slots", json!({})).await.read();
    assert!(rows.is_empty());
    let desk = app.supervisor().await;
    let rows: Vec<SlotRow> = desk.call("desk/slots/remove", arguments).await.read();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].adviser_name, "ALICE Exemple");
    let rows: Vec<SlotRow> =
        alice.call_postcard("slots/remove", (own[1].id,)).await.read_postcard();
    assert!(rows.is_empty());
}

async fn with_course(app: &TestApp) {
    let mut unit = app.office.store.write().await.unwrap();
    let organisation = OrganisationId(Uuid::from_u128(600));
    let fields = OrganisationFields {
        name: "Association fictive".to_owned(),
        kind: OrganisationKind::Association,
        email: None,
        phone: None,
    };
    unit.put_organisation(OURS, organisation, &fields).await.unwrap();
    let course = Record::Scheme(Scheme {
        id: COURSE,
        organisation,
        organisation_name: String::new(),
        kind: SchemeKind::LanguageCourse,
        title: "Cours fictif".to_owned(),
        town: "Laon".to_owned(),
        mode: Mode::InPerson,
        entry_level: None,
        target_level: None,
        publics: String::new(),
        conditions: String::new(),
        cumulative: false,
        places: Some(1),
        taken: 0,
        next_intake: None,
        open: true,
        verified_on: None,
        cards: Vec::new(),
        version: 1,
    });
    unit.put_record(OURS, &course, app.office.now()).await.unwrap();
    unit.commit().await.unwrap();
}

fn held() -> Command {
    Command::FollowInterview {
        signatory: AMINA,
        interview: TALK,
        event: InterviewEvent::Held(Findings {
            level: None,
            barriers: Vec::new(),
            decided: vec![SchemeKind::LanguageCourse],
            note: String::new(),
        }),
    }
}

fn sent() -> Command {
    Command::SendReferral(SendReferral {
        id: REFERRAL,
        signatory: AMINA,
        scheme: COURSE,
        interview: TALK,
    })
}

#[tokio::test]
async fn each_standing_is_told_in_plain_words() {
    let app = with_receipts().await;
    with_course(&app).await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    let phone = Phone::amina(&app).await;
    let missed = |why| Command::FollowInterview {
        signatory: AMINA,
        interview: TALK,
        event: InterviewEvent::Missed(why),
    };
    let answered = |event| Command::FollowReferral {
        signatory: AMINA,
        referral: REFERRAL,
        scheme: COURSE,
        event,
    };
    let begins = Day::new(2026, 9, 1).unwrap();
    let at = app.office.now().plus(DAY);
    for (command, words) in [
        (planned(AMINA, ALICE, at), vec!["Vous avez un rendez-vous.", "16/06/2026", "11:00"]),
        (missed(Missed::CancelledByService), vec!["Nous avons annulé le rendez-vous."]),
        (missed(Missed::NoShow), vec!["Le rendez-vous n’a pas eu lieu."]),
        (held(), vec!["Votre entretien est fait."]),
        (sent(), vec!["Votre demande est envoyée.", "Association fictive"]),
        (answered(ReferralEvent::Waitlisted), vec!["la liste d’attente"]),
        (
            answered(ReferralEvent::Accepted(Some(begins))),
            vec!["C’est accepté.", "Début :", "mardi", "01/09/2026"],
        ),
        (answered(ReferralEvent::Entered(begins)), vec!["Vous avez commencé."]),
        (answered(ReferralEvent::Completed(begins, None)), vec!["jusqu’au bout"]),
    ] {
        tablet.enter(&command);
        assert_eq!(tablet.sync().await[0].1, Outcome::Applied, "{command:?}");
        let html = phone.page("/s/moi").await;
        for word in words {
            assert!(html.contains(word), "{word} after {command:?}: {html}");
        }
    }
}

#[tokio::test]
async fn a_withdrawal_stops_what_an_adviser_enters_without_knowing() {
    let app = with_receipts().await;
    with_course(&app).await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    tablet.enter(&planned(AMINA, ALICE, app.office.now().plus(DAY)));
    tablet.enter(&held());
    assert!(tablet.sync().await.iter().all(|(_, outcome)| *outcome == Outcome::Applied));
    // Away from the network the adviser sends the person to a course.
    tablet.enter(&sent());

    let phone = Phone::amina(&app).await;
    assert!(phone.page("/s/moi/arret").await.contains("Oui, j’arrête tout"));
    assert!(app.state().await.interest(WISH).unwrap().withdrawn.is_none(), "not by asking");
    for _ in 0..2 {
        let stopped = phone.post("/s/moi/arret?l=fr", "").await;
        assert_eq!(stopped.status, 200);
        assert!(stopped.text().contains("Vous avez arrêté votre demande."));
    }
    let html = phone.page("/s/moi").await;
    assert!(html.contains("Nous n’envoyons plus rien.") && !html.contains("/s/moi/arret"));
    assert!(!html.contains("•• 34") && !html.contains("/s/moi/rendez-vous"), "{html}");

    assert_eq!(tablet.sync().await[0].1, Outcome::Held(Refusal::NoConsent));
    let state = tablet.state();
    assert!(state.interests_of(AMINA).all(|it| it.withdrawn.is_some()));
    assert_eq!(state.referrals_of(AMINA).count(), 0);
    // The receipt still opens the page that says so.
    assert!(Phone::amina(&app).await.page("/s/moi").await.contains("Vous avez arrêté"));
    let slots = with_offers(&app).await;
    assert_eq!(choose(&phone, &slots[0]).await.status, 409);
}

#[tokio::test]
async fn a_withdrawal_gives_the_place_back() {
    let app = with_receipts().await;
    with_course(&app).await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    let accepted = Command::FollowReferral {
        signatory: AMINA,
        referral: REFERRAL,
        scheme: COURSE,
        event: ReferralEvent::Accepted(None),
    };
    let plan = planned(AMINA, ALICE, app.office.now().plus(DAY));
    for command in [plan, held(), sent(), accepted] {
        tablet.enter(&command);
    }
    assert!(tablet.sync().await.iter().all(|(_, outcome)| *outcome == Outcome::Applied));
    assert_eq!(tablet.state().scheme(COURSE).unwrap().taken, 1);
    Phone::amina(&app).await.post("/s/moi/arret", "").await;
    tablet.sync().await;
    assert_eq!(tablet.state().scheme(COURSE).unwrap().taken, 0);
    let state = tablet.state().referral(REFERRAL).unwrap().state();
    assert_eq!(state, ReferralState::Withdrawn);
}

#[tokio::test]
async fn the_receipt_of_a_registration_leads_here() {
    let app = TestApp::start_at("https://passerelle.example").await;
    let code = app.code(VISIT).await;
    let body = format!(
        "form={}&l=fr&wish-training=yes&family_name=Exemple&way=call&phone=0639980001&consent=yes",
        Uuid::from_u128(42)
    );
    let phone = Phone::new(&app);
    let receipt = phone.post(&format!("/r/{code}?l=fr"), &body).await.text();
    assert!(receipt.contains("passerelle.example/s<") && receipt.contains("/s?l=fr"), "{receipt}");
    let code = receipt.split("receipt-code\">").nth(1).unwrap();
    let code = code.split('<').next().unwrap().trim();
    let opened = Phone::opened(&app, &format!("code={code}&phone=0639980001")).await;
    assert!(opened.page("/s/moi").await.contains("Apprendre un métier"));
}

#[tokio::test]
async fn an_interest_entered_by_mistake_opens_nothing() {
    let app = with_receipts().await;
    let mut tablet = Device::new(app.alice().await, 1);
    tablet.sync().await;
    tablet.enter(&Command::WithdrawInterest {
        interest: WISH,
        reason: domain::interest::Withdrawal::Mistake,
    });
    tablet.sync().await;
    let answer = Phone::new(&app).try_to_open(&format!("code={CODE}&year=1990")).await;
    assert_eq!(answer.status, 403);
}

/// Log lines of this thread.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn nothing_personal_gets_into_the_logs() {
    let app = with_receipts().await;
    let slots = with_offers(&app).await;
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(lines.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    Phone::new(&app).try_to_open(&format!("code={CODE}&year=1991")).await;
    let phone = Phone::opened(&app, &format!("code={CODE}&phone=0639981234")).await;
    phone.page("/s/moi").await;
    phone.post("/s/moi/contact", "version=2&way=call&phone=0639985566").await;
    choose(&phone, &slots[0]).await;
    phone.post("/s/moi/arret", "").await;
    drop(guard);
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("/s/moi/contact") && text.contains("answered"), "{text}");
    let token = phone.0.cookie.clone().unwrap();
    let token = token.split('=').nth(1).unwrap();
    let amina = AMINA.to_string();
    for never in [CODE, "1990", "1991", "39981234", "39985566", "quelquun", token, &amina] {
        assert!(!text.contains(never), "{never} in {text}");
    }
}
