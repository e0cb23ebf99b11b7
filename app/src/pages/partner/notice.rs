//! What became of an answer, what the server could not do, and the page of a link that opens
//! nothing.

use crate::pages::register::Look;
use crate::text::fr::partner::{closed, notice};
use domain::referral::ReferralState;
use leptos::prelude::*;

/// Something the partner has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The answer was taken.
    Done,
    /// It had been taken before.
    Already,
    /// Somebody else was faster.
    Changed,
    /// No place is left.
    Full,
    /// The consent was taken back.
    NoConsent,
    /// The answer is not possible as things stand.
    NotPossible,
    /// Nothing more can come of the referral.
    Over(ReferralState),
    /// The places were taken over.
    PlacesDone,
    /// The places changed meanwhile.
    PlacesChanged,
    /// Too many at once, or the server is busy.
    Busy,
    /// The disk is full.
    StorageFull,
    /// Something broke.
    Failed,
    /// The request was too large.
    TooLarge,
    /// What arrived was not our form, or only part of it.
    Unreadable,
}

impl Notice {
    /// What happened, and what to do.
    #[must_use]
    pub const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => notice::DONE,
            Self::Already => notice::ALREADY,
            Self::Changed => notice::CHANGED,
            Self::Full => notice::FULL,
            Self::NoConsent => notice::NO_CONSENT,
            Self::NotPossible => notice::NOT_POSSIBLE,
            Self::Over(state) => (notice::OVER, notice::over(state)),
            Self::PlacesDone => notice::PLACES_DONE,
            Self::PlacesChanged => notice::PLACES_CHANGED,
            Self::Busy => notice::BUSY,
            Self::StorageFull => notice::STORAGE_FULL,
            Self::Failed => notice::FAILED,
            Self::TooLarge => notice::TOO_LARGE,
            Self::Unreadable => notice::UNREADABLE,
        }
    }

    /// Whether it is good news.
    const fn is_good(self) -> bool {
        matches!(self, Self::Done | Self::Already | Self::PlacesDone)
    }

    /// Whether opening the page again helps.
    const fn has_way_back(self) -> bool {
        matches!(self, Self::Busy | Self::Failed | Self::TooLarge | Self::Unreadable)
    }
}

/// A notice, above the page or in its place.
#[component]
pub fn NoticeCard(
    /// Pictures.
    look: Look,
    /// What happened.
    notice: Notice,
    /// Whether it takes the place of the page; then the address of the page, to go back.
    alone: Option<String>,
) -> impl IntoView {
    let (title, help) = notice.texts();
    let (class, icon, role) = if notice.is_good() {
        ("notice notice--success", "i-check", "status")
    } else {
        ("notice notice--danger", "i-alert", "alert")
    };
    let is_alone = alone.is_some();
    let back = alone.filter(|_| notice.has_way_back());
    view! {
        <div class=class role=role tabindex="-1" autofocus=true>
            {look.picture("icon", icon)}
            <div class="notice-body">
                // A page always has a heading; above a page, the page has it.
                {if is_alone {
                    view! { <h1 class="notice-title">{title}</h1> }.into_any()
                } else {
                    view! { <p class="notice-title">{title}</p> }.into_any()
                }} <p>{help}</p>
                {back
                    .map(|address| {
                        view! {
                            <a class="button" href=address>
                                {notice::AGAIN}
                            </a>
                        }
                    })}
            </div>
        </div>
    }
}

/// The one page of every link that opens nothing, whatever the reason, with the way to a new one.
/// The form posts to the address of the page itself.
#[component]
pub fn ClosedCard(
    /// Whether a new link was asked for just now.
    asked: bool,
) -> impl IntoView {
    if asked {
        return view! {
            <div class="partner-part" role="status">
                <h1>{closed::ASKED}</h1>
                <p>{closed::ASKED_LEAD}</p>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="partner-part">
            <h1>{closed::TITLE}</h1>
            <p>{closed::LEAD}</p>
            <p>{closed::ASK_LEAD}</p>
        </div>
        <form method="post">
            <input type="hidden" name="ask" value="link" />
            <button class="button button--main button--wide">{closed::ASK}</button>
        </form>
    }
    .into_any()
}
