//! What a phone without script gets, for every good and bad thing that can be sent.

use super::*;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::contact::ContactWay;
use domain::language::Language;
use domain::scheme::SchemeKind;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use tower::ServiceExt;

const FOLLOW: &str = "passerelle.example/s";
const NOW: Instant = Instant(1_795_000_000_000);
const OPEN: &str = "0123ABCD";
const EXPIRED: &str = "0123EXP1";
const SHEET: &str = "00000000-0000-4000-8000-00000000000a";

/// Registrations in memory, which fail when they are told to.
#[derive(Default)]
struct Memory {
    failing: Mutex<Option<RegistrationError>>,
    failing_visit: Mutex<Option<RegistrationError>>,
    kept: Mutex<HashMap<Uuid, SelfRegistration>>,
}

#[async_trait]
impl Registrations for Memory {
    async fn visit(&self, code: RegistrationCode) -> Result<OpenVisit, RegistrationError> {
        if let Some(error) = *self.failing_visit.lock().unwrap() {
            return Err(error);
        }
        match code.to_string().as_str() {
            OPEN => Ok(OpenVisit {
                intervention: InterventionId(Uuid::from_u128(7)),
                centre_name: "Centre d'essai".to_owned(),
                town: "Laon".to_owned(),
                starts_at: NOW,
            }),
            EXPIRED => Err(RegistrationError::ExpiredCode),
            _ => Err(RegistrationError::UnknownCode),
        }
    }

    async fn register(&self, form: SelfRegistration) -> Result<ReceiptCode, RegistrationError> {
        if let Some(error) = *self.failing.lock().unwrap() {
            return Err(error);
        }
        let receipt = ReceiptCode::from_bits(u64::from(form.form.as_fields().0) | 1 << 35);
        self.kept.lock().unwrap().insert(form.form, form);
        Ok(receipt)
    }
}

/// A phone at the server's pages.
struct Phone {
    memory: Arc<Memory>,
    router: Router,
}

struct Shown {
    status: StatusCode,
    headers: HeaderMap,
    html: String,
}

impl Phone {
    fn new() -> Self {
        let memory = Arc::new(Memory::default());
        let drawn = AtomicU64::new(1);
        let assets = Assets {
            register_css: "/assets/register-0a1b.css".to_owned(),
            partner_css: "/assets/partner-4e5f.css".to_owned(),
            icons: "/assets/icons-2c3d.svg".to_owned(),
        };
        let random_uuid =
            Arc::new(move || Uuid::from_u128(drawn.fetch_add(1, Ordering::Relaxed).into()));
        let router =
            routes(Arc::clone(&memory) as _, assets, Arc::new(|| NOW), random_uuid, FOLLOW.into());
        Self { memory, router }
    }

    async fn send(&self, request: Request<Body>) -> Shown {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let html = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().into()).unwrap();
        Shown { status: parts.status, headers: parts.headers, html }
    }

    async fn get(&self, path: &str, accept_language: &str) -> Shown {
        let request = Request::get(path).header(header::ACCEPT_LANGUAGE, accept_language);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, code: &str, fields: &[(&str, &str)]) -> Shown {
        self.post_body(code, encode(fields)).await
    }

    async fn post_body(&self, code: &str, body: String) -> Shown {
        let request = Request::post(format!("/r/{code}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    fn kept(&self) -> Vec<SelfRegistration> {
        self.memory.kept.lock().unwrap().values().cloned().collect()
    }
}

/// As a browser writes a form, every byte but letters and digits escaped.
fn encode(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| -> String {
        let escaped = text.bytes().map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        });
        escaped.collect()
    };
    let pairs: Vec<_> =
        fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
    pairs.join("&")
}

fn good() -> Vec<(&'static str, &'static str)> {
    vec![
        ("form", SHEET),
        ("l", "fr"),
        ("wish-training", "yes"),
        ("wish-employment", "yes"),
        ("first", "employment"),
        ("family_name", "Exemple"),
        ("given_name", "Lina"),
        ("way", "text"),
        ("phone", "06 39 98 12 34"),
        ("email", "lina@exemple.invalid"),
        ("level", "A2"),
        ("consent", "yes"),
    ]
}

fn changed(name: &str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let set = |(known, old)| (known, if known == name { value } else { old });
    good().into_iter().map(set).collect()
}

impl Shown {
    /// What holds for every page.
    fn sound(self, status: StatusCode, language: Language) -> Self {
        assert_eq!(self.status, status, "{}", self.html);
        let root = format!(
            "<!DOCTYPE html><html lang=\"{}\" dir=\"{}\">",
            language.tag(),
            language.direction().attribute()
        );
        assert!(self.html.starts_with(&root), "{}", self.html);
        for never in ["<script", "<style", " style=", "javascript:", "<!>", "<!--"] {
            assert!(!self.html.contains(never), "{never} in {}", self.html);
        }
        assert!(self.html.contains("<h1"), "{}", self.html);
        assert_eq!(self.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(self.headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
        self
    }

    fn says(&self, text: &str) -> &Self {
        assert!(self.html.contains(text), "{text} not in {}", self.html);
        self
    }

    fn says_not(&self, text: &str) -> &Self {
        assert!(!self.html.contains(text), "{text} in {}", self.html);
        self
    }
}

#[tokio::test]
async fn the_form_comes_in_the_phones_language_or_the_one_asked_for() {
    let phone = Phone::new();
    for (path, accepted, language) in [
        ("/r/0123ABCD", "", Language::French),
        ("/r/0123ABCD", "ar-SY,ar;q=0.9", Language::Arabic),
        ("/r/0123ABCD", "en-GB", Language::English),
        ("/r/0123ABCD", "de", Language::French),
        ("/r/0123abcd?l=ar", "fr", Language::Arabic),
        ("/r/OI23-ABCD?l=en", "ar", Language::English),
        ("/r/0123ABCD?l=xx", "ar", Language::Arabic),
    ] {
        let shown = phone.get(path, accepted).await.sound(StatusCode::OK, language);
        shown.says("Centre d'essai").says("Laon").says("18/11/2026");
        shown.says("/assets/register-0a1b.css").says("/assets/icons-2c3d.svg#p-job");
        shown.says("hreflang=\"ar\"").says("العربية");
    }
}

#[tokio::test]
async fn each_form_is_a_sheet_of_its_own() {
    let phone = Phone::new();
    let first = phone.get("/r/0123ABCD", "").await;
    let second = phone.get("/r/0123ABCD", "").await;
    first.says("value=\"00000000-0000-0000-0000-000000000001\"");
    second.says("value=\"00000000-0000-0000-0000-000000000002\"");
}

#[tokio::test]
async fn without_a_code_the_page_asks_for_it() {
    let phone = Phone::new();
    let asked = phone.get("/r", "").await.sound(StatusCode::OK, Language::French);
    asked.says("name=\"code\"").says("action=\"/r\"");
    let found = phone.get("/r?l=ar&code=oi23+abcd", "fr").await;
    assert_eq!(found.status, StatusCode::SEE_OTHER);
    assert_eq!(found.headers[header::LOCATION], "/r/0123ABCD?l=ar");
    for (typed, kept) in [("", "value=\"\""), ("12%22%3E34", "12&quot;&gt;34")] {
        let odd = phone.get(&format!("/r?l=fr&code={typed}"), "").await;
        let odd = odd.sound(StatusCode::UNPROCESSABLE_ENTITY, Language::French);
        odd.says("Vérifiez le code").says(kept).says("aria-invalid=\"true\"");
    }
}

#[tokio::test]
async fn codes_that_open_nothing_say_what_to_do() {
    let phone = Phone::new();
    for code in ["ZZZZZZZZ", "short", "%3Cscript%3E", "..%2F..%2Fetc"] {
        let unknown = phone.get(&format!("/r/{code}?l=fr"), "").await;
        unknown.sound(StatusCode::NOT_FOUND, Language::French).says("n’existe pas").says("équipe");
        let posted = phone.post(code, &good()).await;
        posted.sound(StatusCode::NOT_FOUND, Language::French);
    }
    let expired = phone.get(&format!("/r/{EXPIRED}"), "ar").await;
    expired.sound(StatusCode::GONE, Language::Arabic);
    phone.post(EXPIRED, &good()).await.sound(StatusCode::GONE, Language::French);
    assert!(phone.kept().is_empty());
}

#[tokio::test]
async fn a_good_form_is_recorded_as_it_was_meant() {
    let phone = Phone::new();
    let shown = phone.post(OPEN, &good()).await.sound(StatusCode::OK, Language::French);
    shown.says("href=\"/s?l=fr\"").says(FOLLOW);
    shown.says("C’est envoyé").says("receipt-code").says_not("Exemple").says_not("<form");
    let kept = phone.kept();
    let [registration] = kept.as_slice() else { panic!("one registration") };
    assert_eq!(registration.form.to_string(), SHEET);
    assert_eq!(registration.code.to_string(), OPEN);
    assert_eq!(registration.family_name.as_str(), "Exemple");
    assert_eq!(registration.given_name.as_ref().map(PersonName::as_str), Some("Lina"));
    assert_eq!(
        registration.wishes.kinds(),
        [SchemeKind::Employment, SchemeKind::VocationalTraining]
    );
    assert_eq!(registration.level, Some(CefrLevel::A2));
    assert_eq!(registration.contact.preferred, Some(ContactWay::Text));
    assert_eq!(
        registration.contact.phone.as_ref().map(domain::contact::PhoneNumber::as_str),
        Some("+33639981234")
    );
    assert_eq!(registration.consent.text, domain::consent::CURRENT_TEXT);
    assert_eq!(registration.consent.language, Language::French);
    assert_eq!(registration.consent.given_at, NOW);
}

#[tokio::test]
async fn the_consent_names_the_language_in_which_it_was_read() {
    let phone = Phone::new();
    phone.post(OPEN, &changed("l", "ar")).await.sound(StatusCode::OK, Language::Arabic);
    assert_eq!(phone.kept()[0].consent.language, Language::Arabic);
}

#[tokio::test]
async fn a_form_posted_twice_is_one_registration_with_one_receipt() {
    let phone = Phone::new();
    let first = phone.post(OPEN, &good()).await;
    let second = phone.post(OPEN, &good()).await;
    assert_eq!((first.status, &first.html), (StatusCode::OK, &second.html));
    assert_eq!(phone.kept().len(), 1);
}

#[tokio::test]
async fn each_bad_field_is_named_twice_in_the_same_words() {
    let phone = Phone::new();
    for (field, value, anchor, message) in [
        ("family_name", " ", "family-name", "Écrivez votre nom."),
        ("family_name", "12", "family-name", "Écrivez votre nom avec des lettres."),
        ("given_name", "??", "given-name", "Écrivez votre prénom avec des lettres."),
        ("phone", "06 39", "phone", "Vérifiez le numéro. Un numéro français a dix chiffres."),
        ("phone", "", "phone", "Écrivez votre numéro de téléphone."),
        ("email", "lina", "email", "Vérifiez l’adresse e-mail. Exemple : nom@exemple.fr"),
        ("consent", "no", "consent", "Cochez « J’accepte ». Sans accord, nous ne gardons rien."),
    ] {
        let shown = phone.post(OPEN, &changed(field, value)).await;
        let shown = shown.sound(StatusCode::UNPROCESSABLE_ENTITY, Language::French);
        assert_eq!(shown.html.matches(message).count(), 2, "{field}={value}");
        shown.says("role=\"alert\" tabindex=\"-1\"").says("<title>À corriger");
        shown.says(&format!("href=\"#{anchor}\"")).says(&format!("id=\"{anchor}\""));
        shown.says("aria-invalid=\"true\"").says(&format!("{anchor}-error"));
    }
    assert!(phone.kept().is_empty());
}

#[tokio::test]
async fn an_empty_form_in_every_language_lists_what_is_missing() {
    let phone = Phone::new();
    for language in Language::ALL {
        let shown = phone.post(OPEN, &[("form", SHEET), ("l", language.tag())]).await;
        let shown = shown.sound(StatusCode::UNPROCESSABLE_ENTITY, language);
        for anchor in ["wish-social", "family-name", "way-call", "consent"] {
            shown.says(&format!("href=\"#{anchor}\"")).says(&format!("id=\"{anchor}\""));
        }
    }
}

/// Everything entered is in the page again.
fn keeps_everything(shown: &Shown) {
    shown.says(&format!("value=\"{SHEET}\""));
    shown.says("value=\"Exemple\"").says("value=\"Lina\"");
    shown.says("value=\"06 39 98 12 34\"").says("value=\"lina@exemple.invalid\"");
    for ticked in ["wish-training", "wish-employment", "first", "way"] {
        let input = format!("name=\"{ticked}\" value=");
        let ticked =
            |input: &str| input.split_once('>').is_some_and(|(tag, _)| tag.contains(" checked"));
        assert!(shown.html.split(&input).skip(1).any(ticked), "{input} {}", shown.html);
    }
    shown.says("<option selected>A2</option>");
}

#[tokio::test]
async fn what_was_entered_stays_when_something_is_to_be_corrected() {
    let phone = Phone::new();
    keeps_everything(&phone.post(OPEN, &changed("consent", "")).await);
}

#[tokio::test]
async fn what_was_entered_stays_when_the_server_fails() {
    let phone = Phone::new();
    for (error, status, text) in [
        (RegistrationError::StorageFull, 507, "plus de place"),
        (RegistrationError::Busy, 503, "Attendez une minute"),
        (RegistrationError::Internal, 500, "un problème chez nous"),
        (RegistrationError::Refused(Refusal::UnknownConsentText), 500, "un problème chez nous"),
    ] {
        *phone.memory.failing.lock().unwrap() = Some(error);
        let status = StatusCode::from_u16(status).unwrap();
        let shown = phone.post(OPEN, &good()).await.sound(status, Language::French);
        shown.says(text).says("Vos réponses sont encore ici");
        keeps_everything(&shown);
        assert_eq!(shown.headers.contains_key(header::RETRY_AFTER), status == 503);
    }
    *phone.memory.failing.lock().unwrap() = None;
    *phone.memory.failing_visit.lock().unwrap() = Some(RegistrationError::Busy);
    let shown = phone.post(OPEN, &good()).await;
    keeps_everything(&shown.sound(StatusCode::SERVICE_UNAVAILABLE, Language::French));
    let opened = phone.get(&format!("/r/{OPEN}"), "ar").await;
    opened.sound(StatusCode::SERVICE_UNAVAILABLE, Language::Arabic).says("href=\"?l=ar\"");
    *phone.memory.failing_visit.lock().unwrap() = Some(RegistrationError::Internal);
    let opened = phone.get(&format!("/r/{OPEN}"), "en").await;
    opened.sound(StatusCode::INTERNAL_SERVER_ERROR, Language::English);
}

#[tokio::test]
async fn what_the_rules_refuse_is_told() {
    let phone = Phone::new();
    for (refusal, status, text) in [
        (Refusal::NoWayToReach, 422, "Choisissez comment vous joindre."),
        (Refusal::IdentityTaken, 409, "déjà enregistrée"),
        (Refusal::UnknownIntervention, 404, "n’existe pas"),
    ] {
        *phone.memory.failing.lock().unwrap() = Some(RegistrationError::Refused(refusal));
        let status = StatusCode::from_u16(status).unwrap();
        phone.post(OPEN, &good()).await.sound(status, Language::French).says(text);
    }
}

#[tokio::test]
async fn a_sheet_without_its_identity_is_kept_and_asked_for_again() {
    let phone = Phone::new();
    let shown = phone.post(OPEN, &changed("form", "not a sheet")).await;
    let shown = shown.sound(StatusCode::UNPROCESSABLE_ENTITY, Language::French);
    shown
        .says("pas arrivé en entier")
        .says("value=\"Exemple\"")
        .says("name=\"form\" value=\"00000000-");
    assert!(phone.kept().is_empty());
}

#[tokio::test]
async fn markup_in_a_field_stays_text() {
    let phone = Phone::new();
    let payload = "\"><!><script>alert(1)</script><img src=x onerror='alert(1)'>&amp;";
    for field in ["family_name", "given_name", "phone", "email"] {
        let shown = phone.post(OPEN, &changed(field, payload)).await;
        let shown = shown.sound(StatusCode::UNPROCESSABLE_ENTITY, Language::French);
        shown.says("&quot;&gt;&lt;!&gt;&lt;script&gt;").says("&amp;amp;").says_not("<img");
    }
    let fields = [("form", payload), ("l", payload), ("way", payload), ("level", payload)];
    phone.post(OPEN, &fields).await.says_not("<img").says_not("<script");
}

#[tokio::test]
async fn bodies_that_are_no_form_are_answered_with_a_page() {
    let phone = Phone::new();
    let large = phone.post_body("0123ABCD?l=ar", "a".repeat(17 * 1024)).await;
    large.sound(StatusCode::PAYLOAD_TOO_LARGE, Language::Arabic);
    let request = Request::post("/r/0123ABCD").header(header::CONTENT_TYPE, "text/plain");
    let other = phone.send(request.body(Body::from("hello")).unwrap()).await;
    other.sound(StatusCode::UNSUPPORTED_MEDIA_TYPE, Language::French);
    let broken = phone.post_body("0123ABCD", "%FF%FE=%00&&==&family_name=%FF".to_owned()).await;
    broken.sound(StatusCode::UNPROCESSABLE_ENTITY, Language::French);
}

#[tokio::test]
async fn a_flood_on_one_code_waits_and_loses_nothing() {
    let phone = Phone::new();
    let mut shown = phone.post(OPEN, &good()).await;
    for _ in 0..400 {
        if shown.status != StatusCode::OK {
            break;
        }
        shown = phone.post(OPEN, &good()).await;
    }
    let shown = shown.sound(StatusCode::TOO_MANY_REQUESTS, Language::French);
    assert_eq!(shown.headers[header::RETRY_AFTER], "1");
    keeps_everything(&shown);
    let other = phone.post("ZZZZZZZZ", &good()).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "another code is not held up");
}

#[tokio::test]
async fn only_the_two_verbs_are_answered() {
    let phone = Phone::new();
    let request = Request::delete("/r/0123ABCD").body(Body::empty()).unwrap();
    assert_eq!(phone.send(request).await.status, StatusCode::METHOD_NOT_ALLOWED);
}
