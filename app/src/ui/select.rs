//! A field that offers a few answers in a list.

use super::field::{FieldHead, described_by};
use super::ids::unique;
use leptos::prelude::*;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What it stands for; empty for "none".
    pub value: String,
    /// What is read.
    pub label: String,
}

impl SelectOption {
    /// The answer `value`, read as `label`.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// The field. The answer is read from `value` and written to `set`: the same `RwSignal` for both
/// in a form, two ends of an address or a list elsewhere.
#[component]
pub fn SelectField(
    /// What is asked.
    #[prop(into)]
    label: String,
    /// The answer chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Where a choice goes.
    #[prop(into)]
    set: SignalSetter<String>,
    /// The answers, in order.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
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
    /// Whether the answers are short.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let id = if id.is_empty() { unique("select") } else { id };
    let has_hint = !hint.is_empty();
    let described = {
        let id = id.clone();
        move || described_by(&id, has_hint, error.with(Option::is_some))
    };
    let entries =
        move || {
            options.get().into_iter().map(|SelectOption { value: own, label }| {
            let shown = own.clone();
            view! {
                <option value=own prop:selected=move || value.with(|chosen| *chosen == shown)>
                    {label}
                </option>
            }
        }).collect_view()
        };
    view! {
        <div class="field" class=("field--short", short)>
            <FieldHead id=id.clone() label optional hint error/>
            <select
                id=id
                on:change=move |event| set.set(event_target_value(&event))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
            >
                {entries}
            </select>
        </div>
    }
}
