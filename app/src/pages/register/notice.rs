//! What the server could not do, and what the person can do about it.

use super::look::Look;
use crate::text::register::Notices;
use leptos::prelude::*;

/// Something that stands between the person and the registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// No visit has this code.
    UnknownCode,
    /// The code is no longer taken.
    ExpiredCode,
    /// Too many people at once.
    Busy,
    /// The disk is full.
    StorageFull,
    /// Something broke.
    Failed,
    /// The request was too large.
    TooLarge,
    /// What arrived was not our form, or only part of it.
    Unreadable,
    /// The sheet was sent before, with other answers.
    AlreadySent,
}

impl Notice {
    /// What happened, and what to do where the form stands below with the answers in it.
    #[must_use]
    pub const fn texts(self, texts: &Notices) -> (&'static str, &'static str) {
        match self {
            Self::UnknownCode => (texts.unknown_code, texts.unknown_code_help),
            Self::ExpiredCode => (texts.expired_code, texts.expired_code_help),
            Self::Busy => (texts.busy, texts.busy_help),
            Self::StorageFull => (texts.storage_full, texts.storage_full_help),
            Self::Failed => (texts.failed, texts.failed_help),
            Self::TooLarge => (texts.too_large, texts.too_large_help),
            Self::Unreadable => (texts.unreadable, texts.unreadable_help),
            Self::AlreadySent => (texts.already_sent, texts.already_sent_help),
        }
    }
}

/// A notice, above the form or in its place.
#[component]
pub fn NoticeCard(
    /// Language and pictures.
    look: Look,
    /// What happened.
    notice: Notice,
    /// Whether it takes the place of the form, which then can only be opened again.
    alone: bool,
) -> impl IntoView {
    let texts = &look.texts().notices;
    let (title, help) = match (notice, alone) {
        (Notice::Busy, true) => (texts.busy, texts.busy_reload),
        (Notice::Failed, true) => (texts.failed, texts.failed_reload),
        _ => notice.texts(texts),
    };
    let again = alone
        && matches!(notice, Notice::Busy | Notice::Failed | Notice::TooLarge | Notice::Unreadable);
    view! {
        <div class="notice notice--danger" role="alert" tabindex="-1" autofocus=true>
            {look.picture("icon", "i-alert")}
            <div class="notice-body">
                // A page always has a heading; above a form, the form has it.
                {if alone {
                    view! { <h1 class="notice-title">{title}</h1> }.into_any()
                } else {
                    view! { <p class="notice-title">{title}</p> }.into_any()
                }} <p>{help}</p>
                {again
                    .then(|| {
                        view! {
                            <a class="button" href=format!("?l={}", look.language.tag())>
                                {texts.again}
                            </a>
                        }
                    })}
            </div>
        </div>
    }
}
