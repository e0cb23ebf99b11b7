//! The door: what opens a request, what does not, and for how long.

use super::{CODE, Phone, WISH, with_receipts};
use crate::app::{MINUTE, TestApp, VISIT};
use crate::client::Answer;
use crate::device::Device;
use crate::told::tells;
use domain::Command;
use serde_json::json;
use uuid::Uuid;

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
            assert!(!tells(&html, never), "{never} in {html}");
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
