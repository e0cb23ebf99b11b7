//! The files that browsers are sent.

use crate::app::TestApp;
use axum::body::Body;
use axum::http::{Request, header};
use rstest::rstest;

#[rstest]
#[case("/pkg/app.1.js", 200, Some("public, max-age=31536000, immutable"))]
#[case("/assets/icons.1.svg", 200, Some("public, max-age=31536000, immutable"))]
#[case("/sw.js", 200, Some("no-cache"))]
#[case("/manifest.webmanifest", 200, Some("no-cache"))]
#[case("/", 200, Some("no-cache"))]
#[case("/interventions/une-page", 200, Some("no-cache"))]
#[case("/pkg/app.2.js", 404, None)]
#[case("/pkg/none", 404, None)]
#[case("/none.png", 404, None)]
#[case("/../Cargo.toml", 404, None)]
#[case("/pkg/%2e%2e/%2e%2e/test.sqlite3", 404, None)]
#[tokio::test]
async fn files_are_kept_as_long_as_their_names_allow(
    #[case] path: &str,
    #[case] status: u16,
    #[case] keep: Option<&str>,
) {
    let app = TestApp::start().await;
    let answer = app.stranger().get(path).await;
    assert_eq!((answer.status, answer.header("cache-control")), (status, keep), "{path}");
}

#[rstest]
#[case("/personnes", "shell")]
#[case("/connexion", "door")]
#[case("/parcours/personnes", "follow-up")]
#[case("/orientation/une-personne", "referrals")]
#[case("/suivi/personnes", "desk")]
#[tokio::test]
async fn a_page_is_the_shell_of_its_program(#[case] path: &str, #[case] shell: &str) {
    let app = TestApp::start().await;
    let answer = app.stranger().get(path).await;
    assert!(answer.text().contains(&format!("<title>{shell}")), "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("text/html"));
}

#[tokio::test]
async fn a_page_is_only_read() {
    let app = TestApp::start().await;
    let answer = app.stranger().post("/personnes", "text/plain", Vec::new()).await;
    assert_eq!(answer.status, 405);
}

#[rstest]
#[case("br", "brotli", Some("br"))]
#[case("gzip", "gzip", Some("gzip"))]
#[case("gzip, br", "brotli", Some("br"))]
#[case("identity", "plain", None)]
#[tokio::test]
async fn what_was_compressed_at_the_build_is_sent_so(
    #[case] accepted: &str,
    #[case] content: &str,
    #[case] encoding: Option<&str>,
) {
    let app = TestApp::start().await;
    let request = Request::builder()
        .uri("/pkg/app.1.js")
        .header(header::ACCEPT_ENCODING, accepted)
        .body(Body::empty())
        .unwrap();
    let answer = app.stranger().send(request).await;
    assert_eq!((answer.text().as_str(), answer.header("content-encoding")), (content, encoding));
}

#[tokio::test]
async fn a_site_that_lacks_files_is_noticed() {
    let app = TestApp::start().await;
    std::fs::remove_file(app.site().join("pkg/app.1.js")).unwrap();
    let site = server::site::Site::open(&app.site()).unwrap();
    assert_eq!(site.missing(), ["pkg/app.1.js"]);
    std::fs::remove_file(app.site().join("desk.html")).unwrap();
    assert_eq!(site.missing(), ["pkg/app.1.js", "desk.html"]);
    std::fs::write(app.site().join("site.json"), r#"{"version":"1","files":{}}"#).unwrap();
    assert!(server::site::Site::open(&app.site()).is_err());
}
