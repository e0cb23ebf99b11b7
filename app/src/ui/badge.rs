//! A short state: a sign, a word and a shape, never a colour alone.

use super::Icon;
use leptos::prelude::*;

/// What kind of state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeKind {
    /// No judgement.
    #[default]
    Neutral,
    /// Written on this device.
    Here,
    /// On this device, waiting for the network.
    Waiting,
    /// Received by the server.
    Sent,
    /// A person must look.
    Check,
    /// Good.
    Success,
    /// Mind.
    Warning,
    /// Bad.
    Danger,
}

impl BadgeKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge",
            Self::Here => "badge badge--here",
            Self::Waiting => "badge badge--waiting",
            Self::Sent => "badge badge--sent",
            Self::Check => "badge badge--check",
            Self::Success => "badge badge--success",
            Self::Warning => "badge badge--warning",
            Self::Danger => "badge badge--danger",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::Neutral => "info",
            Self::Here => "tablet",
            Self::Waiting | Self::Warning => "clock",
            Self::Sent => "cloud-check",
            Self::Check => "alert",
            Self::Success => "check",
            Self::Danger => "cross",
        }
    }
}

/// The badge.
#[component]
pub fn Badge(
    /// The kind of state.
    #[prop(into)]
    kind: Signal<BadgeKind>,
    /// The word.
    #[prop(into)]
    text: Signal<String>,
    /// Another sign than the kind's own.
    #[prop(optional, into)]
    icon: Option<&'static str>,
) -> impl IntoView {
    let name = Signal::derive(move || icon.unwrap_or_else(|| kind.get().icon()));
    view! {
        <span class=move || kind.get().class()><Icon name=name/>{move || text.get()}</span>
    }
}
