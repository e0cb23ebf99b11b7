//! The values: colours, spaces, type, signs.

use super::Part;
use crate::text::fr::design as text;
use crate::ui::{Icon, Pictogram};
use leptos::prelude::*;

const COLOURS: [&str; 18] = [
    "--paper",
    "--surface",
    "--sunken",
    "--ink",
    "--ink-soft",
    "--line",
    "--line-strong",
    "--accent",
    "--accent-strong",
    "--accent-soft",
    "--on-accent",
    "--success",
    "--success-soft",
    "--warning",
    "--warning-soft",
    "--danger",
    "--danger-soft",
    "--focus",
];
const SPACES: [&str; 8] = [
    "--space-1",
    "--space-2",
    "--space-3",
    "--space-4",
    "--space-5",
    "--space-6",
    "--space-7",
    "--space-8",
];
const ICONS: [&str; 56] = [
    "mark",
    "check",
    "check-double",
    "cross",
    "clock",
    "cloud-off",
    "cloud-up",
    "cloud-check",
    "alert",
    "info",
    "lock",
    "help",
    "present",
    "absent",
    "excused",
    "user",
    "users",
    "user-plus",
    "calendar",
    "map-pin",
    "building",
    "home",
    "plus",
    "edit",
    "trash",
    "undo",
    "upload",
    "download",
    "search",
    "filter",
    "refresh",
    "printer",
    "eye",
    "log-out",
    "menu",
    "list",
    "file",
    "qr",
    "phone",
    "mail",
    "message",
    "globe",
    "language",
    "tablet",
    "chart",
    "moon",
    "sun",
    "chevron-start",
    "chevron-end",
    "arrow-start",
    "arrow-end",
    "chevron-up",
    "chevron-down",
    "sort",
    "sort-up",
    "sort-down",
];
const PICTOGRAMS: [&str; 11] = [
    "social", "training", "vae", "job", "french", "phone", "message", "mail", "letter", "yes", "no",
];

/// Colours and spaces. The values are presentation attributes of SVG, which the content security
/// policy allows where it forbids inline styles.
#[component]
pub(super) fn Swatches() -> impl IntoView {
    let colour = |name: &'static str| {
        view! {
            <li class="row">
                <svg width="64" height="32" aria-hidden="true">
                    <rect
                        x="1"
                        y="1"
                        width="62"
                        height="30"
                        fill=format!("var({name})")
                        stroke="var(--line-strong)"
                    ></rect>
                </svg>
                <span class="code small">{name}</span>
            </li>
        }
    };
    let space = |name: &'static str| {
        view! {
            <li class="row">
                <svg width="80" height="16" aria-hidden="true">
                    <rect width=format!("var({name})") height="16" fill="var(--accent)"></rect>
                </svg>
                <span class="code small">{name}</span>
            </li>
        }
    };
    view! {
        <Part title=text::COLOURS>
            <ul class="columns" role="list">{COLOURS.map(colour).into_iter().collect_view()}</ul>
        </Part>
        <Part title=text::SPACES>
            <ul class="columns" role="list">{SPACES.map(space).into_iter().collect_view()}</ul>
        </Part>
    }
}

/// Type in its sizes, and in a script that runs the other way.
#[component]
pub(super) fn Type() -> impl IntoView {
    view! {
        <Part title=text::TYPE>
            <h3>{text::HEADING}</h3>
            <p class="lead">{text::SENTENCE}</p>
            <p>{text::SENTENCE}</p>
            <p class="soft">{text::SENTENCE}</p>
            <p class="small">{text::SENTENCE}</p>
            <p><span class="code">"7K3F-9QMZ"</span></p>
            <p lang="ar" dir="rtl">{text::ARABIC}</p>
        </Part>
    }
}

/// Every sign of the sprite with its name.
#[component]
pub(super) fn Icons() -> impl IntoView {
    let icon = |name: &'static str| {
        view! { <li class="row"><Icon name=name/><span class="code small">{name}</span></li> }
    };
    let pictogram = |name: &'static str| {
        view! { <li class="row"><Pictogram name/><span class="code small">{name}</span></li> }
    };
    view! {
        <Part title=text::ICONS>
            <ul class="columns" role="list">{ICONS.map(icon).into_iter().collect_view()}</ul>
            <ul class="columns" role="list">{PICTOGRAMS.map(pictogram).into_iter().collect_view()}</ul>
        </Part>
    }
}
