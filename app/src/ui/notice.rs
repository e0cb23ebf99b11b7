//! A message that stays on the page.

use super::Icon;
use leptos::prelude::*;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Info,
    /// It worked.
    Success,
    /// Mind.
    Warning,
    /// It did not work.
    Danger,
}

impl NoticeKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "notice notice--info",
            Self::Success => "notice notice--success",
            Self::Warning => "notice notice--warning",
            Self::Danger => "notice notice--danger",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "check",
            Self::Warning | Self::Danger => "alert",
        }
    }
}

/// The message. Children follow the title: paragraphs, a button.
#[component]
pub fn Notice(
    /// How much it matters.
    kind: NoticeKind,
    /// The message in a few words.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it appears because of what the person just did, and must be read out at once.
    #[prop(optional)]
    alert: bool,
    /// More about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=kind.class() role=alert.then_some("alert")>
            <Icon name=kind.icon()/>
            <div class="notice-body">
                <p class="notice-title">{move || title.get()}</p>
                {children.map(|children| children())}
            </div>
        </div>
    }
}
