//! What became of what a person did, and what the server could not do.

use crate::pages::register::Look;
use crate::text::own::{Catalogue, catalogue};
use leptos::prelude::*;

/// Something the person has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// What was entered opens nothing.
    Wrong,
    /// Too many tries.
    TooOften,
    /// The session has ended.
    Ended,
    /// The session was ended.
    Closed,
    /// The contact is corrected.
    Saved,
    /// Somebody else changed the contact meanwhile.
    Changed,
    /// An interview is chosen.
    Taken,
    /// Somebody else took that time.
    Gone,
    /// The interview is called off.
    Cancelled,
    /// Nothing of this is possible now.
    NotNow,
    /// Everything is taken back.
    Stopped,
    /// The disk is full.
    StorageFull,
    /// The server is busy.
    Busy,
    /// Something broke.
    Failed,
    /// What arrived was not our form, or too much.
    Unreadable,
}

impl Notice {
    /// What happened, and what to do.
    #[must_use]
    pub const fn texts(self, texts: &Catalogue) -> (&'static str, &'static str) {
        let (door, results) = (&texts.door, &texts.results);
        match self {
            Self::Wrong => (door.wrong, door.wrong_help),
            Self::TooOften => (door.too_often, door.too_often_help),
            Self::Ended => (door.ended, door.ended_help),
            Self::Closed => (texts.home.closed, door.ended_help),
            Self::Saved => (results.saved, results.saved_help),
            Self::Changed => (results.changed, results.changed_help),
            Self::Taken => (results.taken, results.taken_help),
            Self::Gone => (results.gone, results.gone_help),
            Self::Cancelled => (results.cancelled, results.cancelled_help),
            Self::NotNow => (results.not_now, results.not_now_help),
            Self::Stopped => (results.stopped, results.stopped_help),
            Self::StorageFull => (results.storage_full, results.storage_full_help),
            Self::Busy => (results.busy, results.busy_help),
            Self::Failed => (results.failed, results.failed_help),
            Self::Unreadable => (results.unreadable, results.unreadable_help),
        }
    }

    const fn is_good(self) -> bool {
        matches!(self, Self::Closed | Self::Saved | Self::Taken | Self::Cancelled | Self::Stopped)
    }
}

/// A notice, above the page, or in its place with the way back.
#[component]
pub fn NoticeCard(
    /// Language and pictures.
    look: Look,
    /// What happened.
    notice: Notice,
    /// Whether it takes the place of the page.
    alone: bool,
) -> impl IntoView {
    let catalogue = catalogue(look.language);
    let (title, help) = notice.texts(catalogue);
    let (class, icon, role) = if notice.is_good() {
        ("notice notice--success", "i-check", "status")
    } else {
        ("notice notice--danger", "i-alert", "alert")
    };
    let tag = look.language.tag();
    view! {
        <div class=class role=role tabindex="-1" autofocus=true>
            {look.picture("icon", icon)}
            <div class="notice-body">
                // A page always has a heading; above a page, the page has it.
                {if alone {
                    view! { <h1 class="notice-title">{title}</h1> }.into_any()
                } else {
                    view! { <p class="notice-title">{title}</p> }.into_any()
                }} <p>{help}</p>
                {alone
                    .then(|| {
                        view! {
                            <a class="button" href=format!("/s/moi?l={tag}")>
                                {catalogue.home.back}
                            </a>
                        }
                    })}
            </div>
        </div>
    }
}
