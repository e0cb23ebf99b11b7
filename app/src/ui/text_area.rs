//! A field of several lines.

use super::field::{FieldHead, described_by};
use super::ids::unique;
use leptos::prelude::*;

/// The field. `value` follows what is typed.
#[component]
pub fn TextArea(
    /// What is asked.
    #[prop(into)]
    label: String,
    /// The text.
    value: RwSignal<String>,
    /// How to answer.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The control's identifier, where something else refers to it.
    #[prop(optional, into)]
    id: String,
    /// Whether it may stay empty; marks it so.
    #[prop(optional)]
    optional: bool,
    /// Most characters.
    #[prop(default = 1000)]
    longest: u32,
) -> impl IntoView {
    let id = if id.is_empty() { unique("text") } else { id };
    let has_hint = !hint.is_empty();
    let described = {
        let id = id.clone();
        move || described_by(&id, has_hint, error.with(Option::is_some))
    };
    view! {
        <div class="field">
            <FieldHead id=id.clone() label optional hint error/>
            <textarea
                id=id
                rows="4"
                maxlength=longest.to_string()
                autocomplete="off"
                dir="auto"
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
            ></textarea>
        </div>
    }
}
