//! Partners who answer a referral by a link, without an account.

mod answers;
mod links;
mod places;
mod privacy;
mod repeats;
mod trouble;

use crate::client::Answer;
use crate::told::tells;

/// What holds for every page.
pub(super) fn sound(answer: Answer, status: u16) -> Answer {
    let html = answer.text();
    assert_eq!(answer.status, status, "{html}");
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"fr\" dir=\"ltr\">"), "{html}");
    for never in ["<script", "<style", " style=", "javascript:", "<!>", "<!--"] {
        assert!(!html.contains(never), "{never} in {html}");
    }
    assert!(html.contains("<h1") && html.contains("name=\"robots\" content=\"noindex\""));
    assert!(html.contains("/pkg/partner.1.css"), "{html}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(answer.header("referrer-policy"), Some("strict-origin"));
    let policy = Some(server::security::CONTENT_SECURITY_POLICY);
    assert_eq!(answer.header("content-security-policy"), policy);
    answer
}

pub(super) fn says(answer: &Answer, texts: &[&str]) {
    let html = answer.text();
    for text in texts {
        assert!(html.contains(text), "{text} not in {html}");
    }
}

pub(super) fn says_not(answer: &Answer, texts: &[&str]) {
    let html = answer.text();
    for text in texts {
        assert!(!tells(&html, text), "{text} in {html}");
    }
}

/// Everything by which Amina, or Badra, could be known.
pub(super) const AMINA_KNOWN: [&str; 5] =
    ["EXEMPLE-AMINA", "Lina", "1990", "06 39 98 00 01", "personne0@exemple.invalid"];
