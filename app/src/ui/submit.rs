//! The main button of a form.

use super::Icon;
use leptos::prelude::*;

/// The button. While what it sent is on its way it says so, and cannot be told apart by looks alone.
#[component]
pub fn Submit(
    /// What it does.
    label: &'static str,
    /// What it says meanwhile.
    busy_label: &'static str,
    /// Whether it is on its way.
    #[prop(into)]
    busy: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class="button button--main"
            aria-busy=move || busy.get().then_some("true")
        >
            <Icon name="check"/>
            <span>{move || if busy.get() { busy_label } else { label }}</span>
        </button>
    }
}
