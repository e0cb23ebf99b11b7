//! The controls of a partner's forms.

use crate::pages::register::{Look, optional_mark};
use crate::text::fr::partner::{answer, problem};
use leptos::prelude::*;

/// A question answered by a day, a number or a few words on one line.
pub(super) struct LineField<'a> {
    /// Id of the control.
    pub id: String,
    /// Name in the form.
    pub name: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// Whether it may stay empty.
    pub optional: bool,
    /// How it is written.
    pub hint: &'static str,
    /// `date` or `number`.
    pub kind: &'static str,
    /// What was typed, or is known.
    pub value: &'a str,
    /// What is wrong with it.
    pub problem: Option<&'static str>,
}

impl LineField<'_> {
    /// The field: label, hint, error, control.
    pub(super) fn view(self, look: &Look) -> impl IntoView + use<> {
        let Self { id, name, label, optional, hint, kind, value, problem } = self;
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let described = match problem {
            Some(_) => format!("{hint_id} {error_id}"),
            None => hint_id.clone(),
        };
        let number = kind == "number";
        view! {
            <div class="field field--short">
                <label for=id.clone()>
                    {label} {optional.then(|| optional_mark(answer::OPTIONAL))}
                </label>
                <p class="field-hint" id=hint_id>
                    {hint}
                </p>
                {look.field_error(error_id, problem)}
                <input
                    id=id
                    name=name
                    type=kind
                    min=number.then_some("0")
                    inputmode=number.then_some("numeric")
                    value=(!value.is_empty()).then(|| value.to_owned())
                    autocomplete="off"
                    aria-invalid=problem.map(|_| "true")
                    aria-describedby=described
                />
            </div>
        }
    }
}

/// What is to be corrected, each with a link to its field. Nothing where nothing is.
pub(super) fn summary(look: &Look, problems: Vec<(String, &'static str)>) -> impl IntoView + use<> {
    let look = look.clone();
    (!problems.is_empty()).then(move || {
        let items: Vec<_> = problems
            .into_iter()
            .map(|(anchor, text)| {
                view! {
                    <li>
                        <a href=format!("#{anchor}")>{text}</a>
                    </li>
                }
            })
            .collect();
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus=true>
                {look.picture("icon", "i-alert")}
                <h2 class="error-summary-title">{problem::TITLE}</h2>
                <ul role="list">{items}</ul>
            </div>
        }
    })
}
