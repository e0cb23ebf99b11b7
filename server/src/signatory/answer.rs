//! Answers: a page and its status.

use super::SignatoryError;
use crate::document::ask_again;
use crate::registration::Framed;
use app::pages::own::{
    AppointmentShown, CancelForm, ContactForm, ContactShown, Door, DoorEntry, DoorProblem,
    FileShown, Home, Notice, NoticeCard, SlotShown, SlotsForm, StopForm,
};
use app::pages::register::{Entry, Look, Problem};
use app::text::own::{Catalogue, catalogue};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::*;

/// Makes answers in one language.
pub(super) struct Answers(pub Framed);

impl Answers {
    /// Where to go on, in the same language.
    pub(super) fn moved_to(&self, path: &str) -> Response {
        let language = self.0.look.language.tag();
        let mut response = Redirect::to(&format!("{path}?l={language}")).into_response();
        // Shared devices: nothing of this is kept, not even where it led.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    /// The form that asks who it is, under a notice where there is one.
    pub(super) fn door(
        &self,
        status: StatusCode,
        notice: Option<Notice>,
        entry: DoorEntry,
        problems: Vec<DoorProblem>,
    ) -> Response {
        let title = self.0.titled(self.texts().door.title, !problems.is_empty());
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
        let title = self.0.titled(self.texts().steps.contact_title, !problems.is_empty());
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
        let title = self.0.titled(self.texts().steps.slots_title, missing);
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

    /// Answers a body that is too large or no form of ours.
    pub(super) fn unreadable(&self) -> Response {
        self.notice(StatusCode::UNPROCESSABLE_ENTITY, Notice::Unreadable)
    }

    /// What stands in the way of a page. Without a session the person is asked anew who they are.
    pub(super) fn failed(&self, error: SignatoryError) -> Response {
        match error {
            SignatoryError::Closed => {
                let notice = Some(Notice::Ended);
                self.door(StatusCode::FORBIDDEN, notice, DoorEntry::default(), Vec::new())
            }
            SignatoryError::Busy => {
                ask_again(self.notice(StatusCode::SERVICE_UNAVAILABLE, Notice::Busy))
            }
            SignatoryError::StorageFull => {
                self.notice(StatusCode::INSUFFICIENT_STORAGE, Notice::StorageFull)
            }
            SignatoryError::Internal => {
                self.notice(StatusCode::INTERNAL_SERVER_ERROR, Notice::Failed)
            }
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
        self.0.page(status, title, languages, "accept-language, cookie", |look| {
            let card = notice.map(|notice| {
                view! { <NoticeCard look=look.clone() notice alone=false /> }
            });
            view! {
                {card}
                {body(look)}
            }
            .into_any()
        })
    }

    const fn texts(&self) -> &'static Catalogue {
        catalogue(self.0.look.language)
    }
}
