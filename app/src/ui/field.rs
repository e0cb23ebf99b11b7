//! A field of text with its label, hint and error.

use super::Icon;
use super::ids::unique;
use crate::text::fr::ui::OPTIONAL;
use leptos::prelude::*;

/// What `aria-describedby` says: the hint, then the error, of those that are there.
pub(super) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-hint {id}-error")),
    }
}

/// Label, hint and error, in the order in which they stand above a control.
#[component]
pub(super) fn FieldHead(
    /// The control's identifier.
    id: String,
    /// The label.
    label: String,
    /// Whether it may stay empty.
    optional: bool,
    /// The hint; empty for none.
    hint: String,
    /// The error, if any.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = StoredValue::new(format!("{id}-error"));
    view! {
        <label for=id>
            {label}
            {optional.then(|| view! { " "<span class="field-optional">{OPTIONAL}</span> })}
        </label>
        {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
        {move || error.get().map(|message| view! {
            <p class="field-error" id=error_id.get_value()>
                <Icon name="alert"/><span>{message}</span>
            </p>
        })}
    }
}

/// The field. `value` follows what is typed.
#[component]
pub fn TextField(
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
    /// The control's name.
    #[prop(optional)]
    name: &'static str,
    /// The kind of control, as HTML names it.
    #[prop(into, default = "text".into())]
    kind: Signal<&'static str>,
    /// What the browser may fill in; nothing by default, as the people entered are others.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Which keyboard a touch screen shows.
    #[prop(optional)]
    inputmode: &'static str,
    /// Whether it may stay empty; marks it so.
    #[prop(optional)]
    optional: bool,
    /// Whether the answer is short.
    #[prop(optional)]
    short: bool,
    /// Direction of what is typed, where it is not the page's: `auto` follows the letters.
    #[prop(optional)]
    dir: &'static str,
) -> impl IntoView {
    let id = if id.is_empty() { unique("field") } else { id };
    let has_hint = !hint.is_empty();
    let described = {
        let id = id.clone();
        move || described_by(&id, has_hint, error.with(Option::is_some))
    };
    let given = |text: &'static str| (!text.is_empty()).then_some(text);
    view! {
        <div class="field" class=("field--short", short)>
            <FieldHead id=id.clone() label optional hint error/>
            <input
                id=id
                name=given(name)
                type=move || kind.get()
                dir=given(dir)
                autocomplete=autocomplete
                inputmode=given(inputmode)
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
            />
        </div>
    }
}
