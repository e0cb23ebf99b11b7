//! The living page of the look: tokens and every component in its states, drawn by the components
//! the other pages use.

mod forms;
mod layers;
mod states;
mod tokens;

use crate::text::fr::design as text;
use crate::ui::PageHead;
use forms::{Cards, Fields};
use layers::{Layers, Lists};
use leptos::prelude::*;
use states::{Badges, Buttons, Notices, Waiting};
use tokens::{Icons, Swatches, Type};

/// The page.
#[component]
pub fn DesignPage() -> impl IntoView {
    let rtl = RwSignal::new(false);
    view! {
        <PageHead title=text::TITLE lead=text::LEAD/>
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || rtl.get()
                on:change=move |event| rtl.set(event_target_checked(&event))
            />
            <span>{text::RIGHT_TO_LEFT}</span>
        </label>
        <div class="stack stack--wide" dir=move || if rtl.get() { "rtl" } else { "ltr" }>
            <Swatches/>
            <Type/>
            <Icons/>
            <Buttons/>
            <Badges/>
            <Notices/>
            <Fields/>
            <Cards/>
            <Lists/>
            <Layers/>
            <Waiting/>
        </div>
    }
}

/// One part of the page under its heading.
#[component]
fn Part(title: &'static str, children: Children) -> impl IntoView {
    view! { <section class="stack"><h2>{title}</h2>{children()}</section> }
}
