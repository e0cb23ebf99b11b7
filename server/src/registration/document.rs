//! An HTML document round a view: complete, without script, without inline style.

use super::Assets;
use app::pages::register::{Look, RegisterFrame};
use app::text::fr::common::PRODUCT;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyView;

/// A page before it is written out.
pub(super) struct Page {
    /// Language and pictures.
    pub look: Look,
    /// Title, without the product's name.
    pub title: String,
    /// Whether the other languages are offered.
    pub languages: bool,
    /// What stands in the frame.
    pub body: AnyView,
}

/// Writes a page out.
pub(super) fn render(assets: &Assets, page: impl FnOnce() -> Page) -> String {
    // Views own their parts through a reactive owner; here it lives as long as one page.
    Owner::new().with(|| {
        let Page { look, title, languages, body } = page();
        let language = look.language;
        let document = view! {
            <html lang=language.tag() dir=language.direction().attribute()>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    // A code of digits is no telephone number, and search engines have no business here.
                    <meta name="format-detection" content="telephone=no" />
                    <meta name="robots" content="noindex" />
                    <title>{format!("{title} – {PRODUCT}")}</title>
                    <link rel="stylesheet" href=assets.register_css.clone() />
                </head>
                <body class="register-page">
                    <RegisterFrame look languages>
                        {body}
                    </RegisterFrame>
                </body>
            </html>
        };
        // Comments by which a script would find its place again: there is no script. Text and
        // attribute values cannot hold one, their `<` is escaped.
        format!("<!DOCTYPE html>{}", document.to_html().replace("<!>", ""))
    })
}
