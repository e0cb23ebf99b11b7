//! Answers: a page and its status.

use crate::linked;
use crate::registration::Assets;
use app::pages::partner::{
    AnswerEntry, AnswerForm, Board, BoardShown, ClosedCard, Notice, NoticeCard, PlacesEntry,
    PlacesProblem, Problem, ReferralShown, ReferralView, Tab,
};
use app::pages::register::Look;
use app::text::fr::partner::{board, closed, referral};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;

/// Makes the pages of one link.
pub(super) struct Pages<'a> {
    /// Addresses of style sheet and pictures.
    pub assets: &'a Assets,
    /// The address of the link's referral.
    pub address: String,
}

impl Pages<'_> {
    /// The referral with its form, under a notice where there is one.
    pub(super) fn referral(
        &self,
        status: StatusCode,
        notice: Option<Notice>,
        shown: ReferralShown,
        entry: AnswerEntry,
        problems: Vec<Problem>,
    ) -> Response {
        let title = linked::titled(referral::TITLE, !problems.is_empty());
        self.page(status, title, Some(Tab::Referral), |look| {
            let card = notice.map(|notice| {
                view! { <NoticeCard look=look.clone() notice alone=None /> }
            });
            let (form_look, form_shown) = (look.clone(), shown.clone());
            view! {
                {card}
                <ReferralView look shown>
                    <AnswerForm look=form_look shown=form_shown entry problems />
                </ReferralView>
            }
            .into_any()
        })
    }

    /// The board, under a notice where there is one.
    pub(super) fn board(
        &self,
        status: StatusCode,
        notice: Option<Notice>,
        shown: BoardShown,
        entry: Option<(PlacesEntry, Vec<PlacesProblem>)>,
    ) -> Response {
        let title = linked::titled(board::TITLE, entry.is_some());
        self.page(status, title, Some(Tab::Board), |look| {
            let card = notice.map(|notice| {
                view! { <NoticeCard look=look.clone() notice alone=None /> }
            });
            view! {
                {card}
                <Board look shown entry />
            }
            .into_any()
        })
    }

    /// The one page of every link that opens nothing.
    pub(super) fn closed(&self) -> Response {
        self.page(StatusCode::NOT_FOUND, closed::TITLE.to_owned(), None, |_| {
            view! { <ClosedCard asked=false /> }.into_any()
        })
    }

    /// The same after a new link was asked for.
    pub(super) fn asked(&self) -> Response {
        self.page(StatusCode::OK, closed::ASKED.to_owned(), None, |_| {
            view! { <ClosedCard asked=true /> }.into_any()
        })
    }

    /// A page with nothing but a notice, and the way back to `tab`.
    pub(super) fn notice(&self, status: StatusCode, notice: Notice, tab: Tab) -> Response {
        let title = notice.texts().0.to_owned();
        let back = match tab {
            Tab::Referral => self.address.clone(),
            Tab::Board => format!("{}/tableau", self.address),
        };
        self.page(status, title, None, |look| {
            view! { <NoticeCard look notice alone=Some(back) /> }.into_any()
        })
    }

    fn page(
        &self,
        status: StatusCode,
        title: String,
        tab: Option<Tab>,
        body: impl FnOnce(Look) -> AnyView,
    ) -> Response {
        let tab = tab.map(|tab| (tab, self.address.clone()));
        linked::page(self.assets, status, title, tab, body)
    }
}
