//! Pages rendered here: an HTML document round a view, complete, without script, without inline
//! style, and the headers that go with it.

use app::text::fr::common::PRODUCT;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::language::Language;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyView;
use std::time::Duration;

/// When a busy server should be asked again.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// A page before it is written out.
pub(crate) struct Page {
    /// Its language.
    pub language: Language,
    /// Title, without the product's name.
    pub title: String,
    /// Address of the style sheet.
    pub style: String,
    /// Class of the body, by which the style sheet knows the page.
    pub class: &'static str,
    /// Everything in the body.
    pub body: AnyView,
}

/// Writes a page out.
pub(crate) fn render(page: impl FnOnce() -> Page) -> String {
    // Views own their parts through a reactive owner; here it lives as long as one page.
    Owner::new().with(|| {
        let Page { language, title, style, class, body } = page();
        let document = view! {
            <html lang=language.tag() dir=language.direction().attribute()>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    // A code of digits is no telephone number, and search engines have no business here.
                    <meta name="format-detection" content="telephone=no" />
                    <meta name="robots" content="noindex" />
                    <title>{format!("{} – {PRODUCT}", title.trim_end_matches('.'))}</title>
                    <link rel="stylesheet" href=style />
                </head>
                <body class=class>{body}</body>
            </html>
        };
        // Comments by which a script would find its place again: there is no script. Text and
        // attribute values cannot hold one, their `<` is escaped.
        format!("<!DOCTYPE html>{}", document.to_html().replace("<!>", ""))
    })
}

/// A page as an answer.
pub(crate) fn answer(status: StatusCode, language: Language, html: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        // Shared devices: going back must not show what somebody else saw or typed.
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_LANGUAGE, language.tag()),
    ];
    (status, headers, html).into_response()
}

/// Tells the sender that the server is busy, and when to ask again.
pub(crate) fn ask_again(response: Response) -> Response {
    retry_after(response, BUSY_WAIT)
}

/// Tells the sender how long to wait, in whole seconds, rounded up.
pub(crate) fn retry_after(mut response: Response, wait: Duration) -> Response {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}
