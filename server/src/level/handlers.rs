//! The handlers of `/niveau`.

use crate::civil::day_of;
use crate::form::{Fields, language, pairs};
use crate::registration::{Assets, Framed, Frames, Now, unread};
use app::pages::level::{LevelAnswer, LevelEntry, LevelForm, LevelProblem, years};
use app::pages::register::{Look, NoticeCard};
use app::text::level::catalogue;
use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{DefaultBodyLimit, Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use domain::threshold::RULES;
use leptos::prelude::*;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The longest form that makes sense.
const BODY_MAX: usize = 1024;

/// What the handlers work with.
pub(super) struct Desk {
    frames: Frames,
    now: Now,
}

impl Desk {
    /// A desk with these files and this clock.
    pub(super) fn new(assets: &Assets, now: Now) -> Self {
        Self { frames: Frames::new(assets), now }
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(day_of((self.now)()))
    }

    fn framed(&self, query: &Fields, headers: &HeaderMap) -> Framed {
        self.frames.of(language(query, headers))
    }
}

/// The routes.
pub(super) fn routes(desk: Desk) -> Router {
    Router::new()
        .route("/niveau", get(ask).post(tell))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(Arc::new(desk))
}

async fn ask(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    form(&desk, &desk.framed(&query, &headers), LevelEntry::default(), Vec::new())
}

/// Answers. Nothing of what was sent is kept, nor said anywhere but in the page.
async fn tell(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<Fields>,
    headers: HeaderMap,
    sent: Result<Form<Fields>, FormRejection>,
) -> Response {
    let framed = desk.framed(&query, &headers);
    let fields = match sent {
        Ok(Form(fields)) => fields,
        Err(rejection) => return unreadable(&framed, &rejection),
    };
    let entry = LevelEntry::from_fields(pairs(&fields), &desk.years());
    match entry.answer(&RULES) {
        Ok(found) => {
            let title = catalogue(framed.look.language).told.title;
            // Following a link to another language would lose the answer.
            page(&framed, StatusCode::OK, title, false, |look| {
                view! { <LevelAnswer look found /> }.into_any()
            })
        }
        Err(problems) => form(&desk, &framed, entry, problems),
    }
}

/// The questions; with what was answered and what is to be corrected, where there is something.
fn form(desk: &Desk, framed: &Framed, entry: LevelEntry, problems: Vec<LevelProblem>) -> Response {
    let wrong = !problems.is_empty();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let title = framed.titled(catalogue(framed.look.language).ask.title, wrong);
    let years = desk.years();
    page(framed, status, &title, !wrong, |look| {
        view! { <LevelForm look years entry problems /> }.into_any()
    })
}

/// Answers a body that is too large or no form.
fn unreadable(framed: &Framed, rejection: &FormRejection) -> Response {
    let (status, notice) = unread(rejection);
    let title = notice.texts(&framed.look.texts().notices).0;
    page(framed, status, title, false, |look| {
        view! { <NoticeCard look notice alone=true /> }.into_any()
    })
}

fn page(
    framed: &Framed,
    status: StatusCode,
    title: &str,
    languages: bool,
    body: impl FnOnce(Look) -> AnyView,
) -> Response {
    framed.page(status, title, languages, "accept-language", body)
}
