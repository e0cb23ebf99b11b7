//! Answers: a page and its status.

use crate::document::{self, Page, retry_after};
use crate::registration::Assets;
use app::pages::own::{
    AppointmentShown, CancelForm, ContactForm, ContactShown, Door, DoorEntry, DoorProblem,
    FileShown, Home, Notice, NoticeCard, SlotShown, SlotsForm, StopForm,
};
use app::pages::register::{Entry, Look, Problem, RegisterFrame};
use app::text::own::{Catalogue, catalogue};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use leptos::prelude::*;
use std::time::Duration;

use super::SignatoryError;

/// When a busy server should be asked again.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Makes answers in one language.
pub(super) struct Answers<'a> {
    /// Addresses of style sheet and pictures.
    pub assets: &'a Assets,
    /// Language and pictures.
    pub look: Look,
}

impl Answers<'_> {
    const fn texts(&self) -> &'static Catalogue {
        catalogue(self.look.language)
    }

    /// The form that asks who it is, under a notice where there is one.
    pub(super) fn door(
        &self,
        status: StatusCode,
        notice: Option<Notice>,
        entry: DoorEntry,
        problems: Vec<DoorProblem>,
    ) -> Response {
        let title = self.titled(self.texts().door.title, !problems.is_empty());
        self.page(status, &title, true, notice, |look| {
            view! { <Door look entry problems /> }.into_any()
        })
    }

    /// The request. After something was done there are no links to the other languages: following
    /// one would lose what became of it.
    pub(super) fn home(
        &self,
        status: StatusCode,
        notice: Option<Notice>,
        file: FileShown,
    ) -> Response {
        let title = self.texts().home.title;
        self.page(status, title, notice.is_none(), notice, |look| {
            view! { <Home look file /> }.into_any()
        })
    }

    /// The form of the contact.
    pub(super) fn contact(
        &self,
        status: StatusCode,
        notice: Option<Notice>,
        known: ContactShown,
        entry: Entry,
        problems: Vec<Problem>,
    ) -> Response {
        let title = self.titled(self.texts().steps.contact_title, !problems.is_empty());
        self.page(status, &title, true, notice, |look| {
            view! { <ContactForm look known entry problems /> }.into_any()
        })
    }

    /// The times that can be chosen.
    pub(super) fn slots(
        &self,
        status: StatusCode,
        notice: Option<Notice>,
        slots: Vec<SlotShown>,
        missing: bool,
    ) -> Response {
        let title = self.titled(self.texts().steps.slots_title, missing);
        self.page(status, &title, true, notice, |look| {
            view! { <SlotsForm look slots missing /> }.into_any()
        })
    }

    /// Asks whether the interview is to be called off.
    pub(super) fn cancel(&self, appointment: AppointmentShown) -> Response {
        let title = self.texts().steps.cancel_title;
        self.page(StatusCode::OK, title, true, None, |look| {
            view! { <CancelForm look appointment /> }.into_any()
        })
    }

    /// Asks whether everything is to be taken back.
    pub(super) fn stop(&self) -> Response {
        let title = self.texts().steps.stop_title;
        self.page(StatusCode::OK, title, true, None, |look| view! { <StopForm look /> }.into_any())
    }

    /// A page with nothing but a notice and the way back.
    pub(super) fn notice(&self, status: StatusCode, notice: Notice) -> Response {
        let title = notice.texts(self.texts()).0;
        self.page(status, title, false, None, |look| {
            view! { <NoticeCard look notice alone=true /> }.into_any()
        })
    }

    /// What stands in the way of a page. Without a session the person is asked anew who they are.
    pub(super) fn failed(&self, error: SignatoryError) -> Response {
        match error {
            SignatoryError::Closed => {
                let notice = Some(Notice::Ended);
                self.door(StatusCode::FORBIDDEN, notice, DoorEntry::default(), Vec::new())
            }
            SignatoryError::Busy => {
                retry_after(self.notice(StatusCode::SERVICE_UNAVAILABLE, Notice::Busy), BUSY_WAIT)
            }
            SignatoryError::StorageFull => {
                self.notice(StatusCode::INSUFFICIENT_STORAGE, Notice::StorageFull)
            }
            SignatoryError::Internal => {
                self.notice(StatusCode::INTERNAL_SERVER_ERROR, Notice::Failed)
            }
        }
    }

    fn titled(&self, title: &str, problems: bool) -> String {
        if problems {
            format!("{} – {title}", self.look.texts().frame.error_prefix)
        } else {
            title.to_owned()
        }
    }

    fn page(
        &self,
        status: StatusCode,
        title: &str,
        languages: bool,
        notice: Option<Notice>,
        body: impl FnOnce(Look) -> AnyView,
    ) -> Response {
        let look = self.look.clone();
        let html = document::render(|| {
            let card = notice.map(|notice| {
                view! { <NoticeCard look=look.clone() notice alone=false /> }
            });
            let content = body(look.clone());
            let framed = view! {
                <RegisterFrame look languages>
                    {card} {content}
                </RegisterFrame>
            };
            Page {
                language: self.look.language,
                title: title.to_owned(),
                style: self.assets.register_css.clone(),
                class: "register-page",
                body: framed.into_any(),
            }
        });
        let mut response = document::answer(status, self.look.language, html);
        let vary = HeaderValue::from_static("accept-language, cookie");
        response.headers_mut().insert(header::VARY, vary);
        response
    }
}
