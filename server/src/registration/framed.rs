//! What all pages for signatories have in common: frame, style sheet and headers.

use super::Assets;
use crate::document::{self, Page};
use app::pages::register::{Look, Notice, RegisterFrame};
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use domain::language::Language;
use leptos::prelude::*;
use std::sync::Arc;

/// Frames in every language.
pub(crate) struct Frames {
    style: Arc<str>,
    icons: Arc<str>,
}

/// What is said of a body that is too large or no form, with the status that goes with it.
pub(crate) fn unread(rejection: &FormRejection) -> (StatusCode, Notice) {
    let status = rejection.status();
    let notice = match status {
        StatusCode::PAYLOAD_TOO_LARGE => Notice::TooLarge,
        _ => Notice::Unreadable,
    };
    (status, notice)
}

/// Frames pages in one language.
pub(crate) struct Framed {
    /// Language and pictures.
    pub look: Look,
    style: Arc<str>,
}

impl Frames {
    /// Frames with these style sheet and pictures.
    pub(crate) fn new(assets: &Assets) -> Self {
        let style = Arc::from(assets.register_css.as_str());
        Self { style, icons: Arc::from(assets.icons.as_str()) }
    }

    /// The frame in a language.
    pub(crate) fn of(&self, language: Language) -> Framed {
        let look = Look { language, icons: Arc::clone(&self.icons) };
        Framed { look, style: Arc::clone(&self.style) }
    }
}

impl Framed {
    /// A title, which begins with a warning where there is something to correct.
    pub(crate) fn titled(&self, title: &str, problems: bool) -> String {
        if problems {
            format!("{} – {title}", self.look.texts().frame.error_prefix)
        } else {
            title.to_owned()
        }
    }

    /// A page; `languages` is whether it has links to itself in the other languages. `vary` names
    /// the headers of the request on which its content depends.
    pub(crate) fn page(
        &self,
        status: StatusCode,
        title: &str,
        languages: bool,
        vary: &'static str,
        body: impl FnOnce(Look) -> AnyView,
    ) -> Response {
        let look = self.look.clone();
        let html = document::render(|| {
            let content = body(look.clone());
            let framed = view! {
                <RegisterFrame look languages>
                    {content}
                </RegisterFrame>
            };
            Page {
                language: self.look.language,
                title: title.to_owned(),
                style: self.style.to_string(),
                class: "register-page",
                body: framed.into_any(),
            }
        });
        let mut response = document::answer(status, self.look.language, html);
        response.headers_mut().insert(header::VARY, HeaderValue::from_static(vary));
        response
    }
}
