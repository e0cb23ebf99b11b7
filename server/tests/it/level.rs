//! The page that says which level of French is asked for: it asks, answers and forgets.

use crate::app::TestApp;
use crate::client::{Answer, Client};
use app::text::level::catalogue;
use axum::body::Body;
use axum::http::Request;
use domain::language::Language;

const GOOD: &str = "goal=resident&month=06&year=2027&protected=no&level=A2";

async fn post(client: &Client, tag: &str, body: &str) -> Answer {
    let path = format!("/niveau?l={tag}");
    client.post(&path, "application/x-www-form-urlencoded", body.into()).await
}

/// What the page shows between its tags, in French: of words that tags part, a space is left.
async fn told(client: &Client, body: &str) -> String {
    let answer = post(client, "fr", body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let html = answer.text();
    let mut text = String::new();
    for part in html.split('<').skip(1) {
        text.push(' ');
        text.push_str(part.split_once('>').unwrap().1);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_page_stands_in_every_language_and_is_kept_nowhere() {
    let app = TestApp::start().await;
    let client = app.stranger();
    for language in Language::ALL {
        let tag = language.tag();
        let texts = catalogue(language);
        let root = format!("<html lang=\"{tag}\" dir=\"{}\">", language.direction().attribute());
        let asked = client.get(&format!("/niveau?l={tag}")).await;
        let answered = post(&client, tag, GOOD).await;
        for (page, title) in [(&asked, texts.ask.title), (&answered, texts.told.title)] {
            let html = page.text();
            assert_eq!(page.status, 200, "{html}");
            assert!(html.contains(&root) && html.matches("<h1").count() == 1, "{html}");
            assert!(html.contains(&format!("<h1>{title}</h1>")), "{html}");
            assert_eq!(page.header("cache-control"), Some("no-store"));
            assert_eq!(page.header("referrer-policy"), Some("same-origin"));
            assert!(page.header("set-cookie").is_none());
            assert!(html.contains("name=\"robots\" content=\"noindex\""));
            for never in ["<script", "<style", " style=", "<!--"] {
                assert!(!html.contains(never), "{never}");
            }
        }
        assert!(asked.text().contains(texts.ask.forgets));
        assert!(asked.text().contains("hreflang=\"ar\""));
        let html = answered.text();
        assert!(html.contains("B1") && html.contains("06/2027") && html.contains("01/01/2026"));
        assert!(html.contains(texts.told.not_advice) && html.contains("2024-42"), "{html}");
        assert!(html.contains(&format!("href=\"/niveau?l={tag}\"")), "{html}");
        assert!(!html.contains("hreflang"), "another language would lose the answer");
    }
}

#[tokio::test]
async fn each_case_is_answered_in_words() {
    let app = TestApp::start().await;
    let client = app.stranger();
    let when = "&month=06&year=2027";
    for (body, says) in [
        (
            format!("goal=multi-year&protected=no{when}"),
            "Niveau demandé : A2 Pour une demande en 06/2027",
        ),
        (format!("goal=multi-year&protected=yes{when}"), "Aucun niveau de français n’est demandé."),
        (format!("goal=resident{when}"), "Niveau demandé : B1"),
        (
            format!("goal=resident&level=B1{when}"),
            "Vous avez ce niveau. Il faut encore le montrer.",
        ),
        (format!("goal=resident&level=infra-A1{when}"), "Votre niveau est plus bas."),
        (format!("goal=resident&protected=yes{when}"), "La règle est parfois différente."),
        (format!("goal=nationality{when}"), "Niveau demandé : B2"),
        (format!("goal=nationality{when}"), "Questions : 40 Bonnes réponses pour réussir : 32"),
        (format!("goal=nationality{when}"), "Vous ne savez pas votre niveau ?"),
        (format!("goal=nationality{when}"), "Elle existe depuis le 01/01/2026"),
        ("goal=nationality&month=12&year=2025".into(), "Niveau demandé : B1"),
        ("goal=nationality&month=12&year=2025".into(), "Elle a duré jusqu’au 31/12/2025"),
        ("goal=multi-year&protected=no&month=1&year=2025".into(), "Il faut avoir suivi le cours."),
        ("goal=renewal".into(), "Vous gardez la même carte."),
    ] {
        let text = told(&client, &body).await;
        assert!(text.contains(says), "{body}: {text}");
        assert!(text.contains("La préfecture décide."), "{text}");
    }
}

#[tokio::test]
async fn what_is_missing_is_said_at_the_field_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let client = app.stranger();
    let empty = post(&client, "fr", "").await;
    let html = empty.text();
    assert_eq!(empty.status, 422);
    assert!(html.contains("<title>À corriger – "), "{html}");
    for (field, text) in [
        ("goal", "Choisissez ce que vous allez demander."),
        ("month", "Choisissez le mois et l’année."),
    ] {
        assert!(html.contains(&format!("href=\"#{field}\">{text}")), "{html}");
        assert!(html.contains(&format!("id=\"{field}\"")), "{html}");
    }
    assert!(html.contains("id=\"goal-error\"") && html.contains("id=\"when-error\""));
    assert_eq!(html.matches("role=\"alert\"").count(), 1);

    let half = post(&client, "ar", "goal=multi-year&month=06&year=2027&level=A1").await;
    let html = half.text();
    assert_eq!(half.status, 422);
    assert!(html.contains("href=\"#protected\"") && html.contains("id=\"protected-error\""));
    assert!(html.contains("dir=\"rtl\""));
    for kept in [
        "value=\"multi-year\" checked",
        "<option selected>06",
        "<option selected>2027",
        "<option selected>A1",
    ] {
        assert!(html.contains(kept), "{kept} {html}");
    }
    assert!(!html.contains("hreflang"), "another language would lose the answers");

    // What no choice of the form sends counts as none.
    let odd = post(&client, "fr", "goal=castle&month=13&year=1999").await;
    assert_eq!(odd.status, 422);
    let long = "x".repeat(2_000);
    assert_eq!(post(&client, "fr", &long).await.status, 413);
    let other = client.post("/niveau?l=fr", "application/json", b"{}".to_vec()).await;
    assert_eq!(other.status, 415);
    assert!(other.text().contains("Le formulaire n’est pas arrivé en entier."));
}

#[tokio::test]
async fn answers_are_in_no_address_and_in_no_table() {
    let app = TestApp::start().await;
    let client = app.stranger();
    let before: Vec<(i64,)> = app.database.rows("select count(*) from audit").await;
    let html = client.get("/niveau?l=fr").await.text();
    assert!(html.contains("<form method=\"post\" action=\"/niveau?l=fr\""), "{html}");
    let html = post(&client, "fr", "goal=multi-year&month=06&year=2027&protected=yes").await.text();
    for told in ["protected", "multi-year", "value="] {
        assert!(!html.contains(told), "{html}");
    }
    let after: Vec<(i64,)> = app.database.rows("select count(*) from audit").await;
    assert_eq!(before, after);
    // What somebody puts into the address all the same is not looked at.
    let asked = client.get("/niveau?l=fr&goal=resident&protected=yes").await.text();
    assert!(!asked.contains("checked"), "{asked}");
}

/// As for the other pages of signatories: style sheet and pictures take 6.5 KB of the 14.
#[tokio::test]
async fn the_page_is_small_enough_for_a_bad_line() {
    let app = TestApp::start().await;
    let client = app.stranger();
    for tag in ["fr", "ar"] {
        let request = Request::builder().uri(format!("/niveau?l={tag}"));
        let request = request.header("accept-encoding", "br").body(Body::empty()).unwrap();
        let answer = client.send(request).await;
        assert_eq!(answer.header("content-encoding"), Some("br"));
        assert!(answer.body.len() < 6 * 1024, "{tag}: {}", answer.body.len());
    }
}
