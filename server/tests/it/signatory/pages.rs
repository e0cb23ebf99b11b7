//! What holds for every page, and what each standing says.

use super::{
    CODE, COURSE, Phone, REFERRAL, TALK, choose, held, offered, planned, sent, with_course,
    with_offers, with_receipts,
};
use crate::app::{ALICE, AMINA, DAY, TestApp};
use crate::device::Device;
use crate::told::{LogLines, tells};
use app::api::slots::SlotDraft;
use axum::body::Body;
use axum::http::Request;
use domain::Command;
use domain::interview::InterviewEvent;
use domain::interview::Missed;
use domain::referral::ReferralEvent;
use domain::time::Day;
use serde_json::json;
use sync::Outcome;

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
async fn nothing_personal_gets_into_the_logs() {
    let app = with_receipts().await;
    let slots = with_offers(&app).await;
    let lines = LogLines::default();
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
    let text = lines.text();
    assert!(text.contains("/s/moi/contact") && text.contains("answered"), "{text}");
    let token = phone.0.cookie.clone().unwrap();
    let token = token.split('=').nth(1).unwrap();
    let amina = AMINA.to_string();
    for never in [CODE, "1990", "1991", "39981234", "39985566", "quelquun", token, &amina] {
        assert!(!tells(&text, never), "{never} in {text}");
    }
}
