//! What the pages have in common that a link opens for people of the network and of the staff, who
//! need no account for it: frame, style sheet and headers, in French. Signatories' pages have
//! [`Framed`](crate::registration::Framed).

use crate::document::{self, Page};
use crate::registration::Assets;
use app::pages::partner::{PartnerFrame, Tab};
use app::pages::register::Look;
use app::text::fr::common::ERROR_PREFIX;
use axum::http::StatusCode;
use axum::response::Response;
use domain::language::Language;
use leptos::prelude::*;
use std::sync::Arc;

/// A page; `tab` is which of a partner's pages it is and the address of the referral.
pub(crate) fn page(
    assets: &Assets,
    status: StatusCode,
    title: String,
    tab: Option<(Tab, String)>,
    body: impl FnOnce(Look) -> AnyView,
) -> Response {
    let look = Look { language: Language::French, icons: Arc::from(assets.icons.as_str()) };
    let html = document::render(|| {
        let content = body(look.clone());
        let framed = view! {
            <PartnerFrame look tab>
                {content}
            </PartnerFrame>
        };
        Page {
            language: Language::French,
            title,
            style: assets.partner_css.clone(),
            class: "partner-page",
            body: framed.into_any(),
        }
    });
    document::answer(status, Language::French, html)
}

/// A title, which begins with a warning where there is something to correct.
pub(crate) fn titled(title: &str, problems: bool) -> String {
    if problems { format!("{ERROR_PREFIX} – {title}") } else { title.to_owned() }
}
