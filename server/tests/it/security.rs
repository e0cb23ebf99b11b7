//! Headers, strangers' requests, addresses, sizes.

use crate::app::TestApp;
use app::api::ApiError;
use axum::body::Body;
use axum::http::{Method, Request, header};
use rstest::rstest;
use serde_json::json;

/// Everything a browser is told, except what changes from answer to answer.
fn told(answer: &crate::client::Answer) -> String {
    let mut lines: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| {
            !["x-request-id", "etag", "last-modified", "content-length"].contains(&name.as_str())
        })
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    lines.sort();
    lines.join("\n")
}

#[tokio::test]
async fn the_shell_is_told_everything_that_guards_it() {
    let app = TestApp::start_at("https://passerelle.example").await;
    insta::assert_snapshot!(told(&app.stranger().get("/").await));
}

#[tokio::test]
async fn data_are_never_stored_on_the_way() {
    let app = TestApp::start().await;
    insta::assert_snapshot!(told(&app.stranger().profile().await));
}

#[tokio::test]
async fn every_kind_of_answer_carries_the_policy() {
    let app = TestApp::start().await;
    let client = app.stranger();
    for path in ["/healthz", "/readyz", "/r", "/r/00000000", "/niveau", "/pkg/none.js", "/api/none"]
    {
        let answer = client.get(path).await;
        let policy = answer.header("content-security-policy");
        assert_eq!(policy, Some(server::security::CONTENT_SECURITY_POLICY), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(answer.header("strict-transport-security").is_none(), "{path}");
    }
    let policy = server::security::CONTENT_SECURITY_POLICY;
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    // An old phone must be able to send the registration form (see `security::headers`).
    assert_eq!(client.get("/r").await.header("referrer-policy"), Some("same-origin"));
    assert_eq!(client.get("/").await.header("referrer-policy"), Some("no-referrer"));
}

#[rstest]
#[case::own_page(Some("same-origin"), Some("http://localhost:3000"), true)]
#[case::address_bar(Some("none"), None, true)]
#[case::neighbour(Some("same-site"), Some("http://kiosk.localhost:3000"), false)]
#[case::stranger(Some("cross-site"), Some("https://evil.example"), false)]
#[case::stranger_without_origin(Some("cross-site"), None, false)]
#[case::old_browser_own_page(None, Some("http://localhost:3000"), true)]
#[case::old_browser_stranger(None, Some("https://evil.example"), false)]
#[case::old_browser_hidden_origin(None, Some("null"), false)]
#[case::no_browser(None, None, true)]
#[tokio::test]
async fn only_our_own_pages_may_send(
    #[case] site: Option<&str>,
    #[case] origin: Option<&str>,
    #[case] passes: bool,
) {
    let app = TestApp::start().await;
    let client = app.alice().await;
    let code = app.code(crate::app::VISIT).await;
    for path in ["/api/account/profile".to_owned(), format!("/r/{code}")] {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(&path)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        let answer = client.send(request.body(Body::from("{}")).unwrap()).await;
        assert_eq!(answer.status != 403, passes, "{path} {}", answer.text());
    }
}

#[test]
fn addresses_of_server_functions_are_a_contract() {
    insta::assert_snapshot!(server::api::paths().join("\n"));
}

#[tokio::test]
async fn an_unknown_address_is_not_found_and_a_known_one_wants_post() {
    let app = TestApp::start().await;
    let client = app.alice().await;
    let answer = client.call("desk/none", json!({})).await;
    assert_eq!((answer.status, answer.text()), (404, "not-found".to_owned()));
    let answer = client.get("/api/account/profile").await;
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
}

#[rstest]
#[case("account/sign-in", 20 * 1024)]
#[case("desk/people", 1_100_000)]
#[case("sync/v1", 4_300_000)]
#[case("desk/roster/import", 12_000_000)]
#[tokio::test]
async fn a_body_too_large_is_refused_in_our_own_words(#[case] path: &str, #[case] size: usize) {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    let answer = client.post(&format!("/api/{path}"), "application/json", vec![b'x'; size]).await;
    assert_eq!((answer.status, answer.error()), (413, ApiError::TooLarge));
}

#[tokio::test]
async fn arguments_that_cannot_be_read_are_the_senders_fault() {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    for body in ["", "{", "[]", r#"{"query":{"page":-1}}"#, "\u{0}", r#"{"query":{"search":7}}"#] {
        let answer = client.post("/api/desk/people", "application/json", body.into()).await;
        assert_eq!(answer.status, 422, "{body} {}", answer.text());
        let (_, message) = answer.invalid();
        assert!(message.contains("Rechargez la page"), "{message}");
    }
}

#[tokio::test]
async fn health_and_readiness_are_told() {
    let app = TestApp::start().await;
    assert_eq!(app.stranger().get("/healthz").await.text(), "ok");
    let answer = app.stranger().get("/readyz").await;
    assert_eq!((answer.status, answer.text()), (200, "ready".to_owned()));
    app.office.store.close().await;
    assert_eq!(app.stranger().get("/healthz").await.status, 200);
    assert_eq!(app.stranger().get("/readyz").await.status, 503);
}
