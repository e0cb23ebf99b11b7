//! Answers: a page, a status, and the headers that go with both.

use super::OpenVisit;
use super::framed::Framed;
use app::pages::level::LevelLink;
use app::pages::register::{
    AskCode, Look, Notice, NoticeCard, ReceiptCard, RegistrationForm, Sheet, VisitShown,
};
use app::text::register::Catalogue;
use axum::http::StatusCode;
use axum::response::Response;
use domain::code::ReceiptCode;
use domain::time::Day;
use leptos::prelude::*;

const MILLISECONDS_A_DAY: i64 = 86_400_000;

/// Makes answers in one language.
pub(super) struct Answers(pub Framed);

impl Answers {
    /// The page that asks for a code; with what was typed, where that is no code.
    pub(super) fn ask_code(&self, typed: Option<String>) -> Response {
        let status =
            if typed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let title = self.texts().frame.ask_title;
        self.page(status, title, true, |look| {
            view! { <AskCode look action="/r" typed /> }.into_any()
        })
    }

    /// A page that says what is wrong with the code, and asks for it again.
    pub(super) fn wrong_code(&self, status: StatusCode, notice: Notice) -> Response {
        let title = notice.texts(&self.texts().notices).0;
        self.page(status, title, true, |look| {
            view! {
                <NoticeCard look=look.clone() notice alone=false />
                <AskCode look action="/r" typed=None />
            }
            .into_any()
        })
    }

    /// A page with nothing but a notice.
    pub(super) fn notice(&self, status: StatusCode, notice: Notice) -> Response {
        let title = notice.texts(&self.texts().notices).0;
        self.page(status, title, true, |look| {
            view! { <NoticeCard look notice alone=true /> }.into_any()
        })
    }

    /// The form.
    pub(super) fn form(&self, visit: &OpenVisit, sheet: Sheet) -> Response {
        let status = if sheet.problems.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        self.sheet(status, None, Some(visit), sheet)
    }

    /// The form again, with everything that was entered, under a notice.
    pub(super) fn keep(
        &self,
        status: StatusCode,
        notice: Notice,
        visit: Option<&OpenVisit>,
        sheet: Sheet,
    ) -> Response {
        self.sheet(status, Some(notice), visit, sheet)
    }

    /// The receipt. Following a language link would lose it, so there is none.
    pub(super) fn receipt(&self, code: ReceiptCode, follow: &str) -> Response {
        let title = self.texts().receipt.title;
        self.page(StatusCode::OK, title, false, |look| {
            view! {
                <ReceiptCard look=look.clone() code follow=follow.to_owned() />
                <LevelLink look />
            }
            .into_any()
        })
    }

    fn sheet(
        &self,
        status: StatusCode,
        notice: Option<Notice>,
        visit: Option<&OpenVisit>,
        sheet: Sheet,
    ) -> Response {
        let title = self.0.titled(self.texts().form.title, !sheet.problems.is_empty());
        let visit = visit.map(shown);
        self.page(status, &title, true, |look| {
            let notice =
                notice.map(|notice| view! { <NoticeCard look=look.clone() notice alone=false /> });
            view! {
                {notice}
                <RegistrationForm look visit sheet />
            }
            .into_any()
        })
    }

    fn page(
        &self,
        status: StatusCode,
        title: &str,
        languages: bool,
        body: impl FnOnce(Look) -> AnyView,
    ) -> Response {
        self.0.page(status, title, languages, "accept-language", body)
    }

    const fn texts(&self) -> &'static Catalogue {
        self.0.look.texts()
    }
}

/// The day alone: visits take place in working hours, when the day in France is the day in UTC.
fn shown(visit: &OpenVisit) -> VisitShown {
    let day = visit.starts_at.0.div_euclid(MILLISECONDS_A_DAY);
    VisitShown {
        centre_name: visit.centre_name.clone(),
        town: visit.town.clone(),
        day: Day(i32::try_from(day).unwrap_or_default()),
    }
}
