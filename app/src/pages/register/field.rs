//! A question with one typed answer.

use super::entry::{Field, Problem};
use super::look::Look;
use crate::text::register::Problems;
use domain::level::CefrLevel;
use leptos::prelude::*;

/// What is to be corrected, looked up by field.
#[derive(Clone, Copy)]
pub(crate) struct Corrections<'a> {
    /// From the top of the form to its end.
    pub problems: &'a [Problem],
    /// The words.
    pub texts: &'static Problems,
}

impl Corrections<'_> {
    /// What is wrong with a field.
    pub(super) fn of(self, field: Field) -> Option<&'static str> {
        let problem = self.problems.iter().find(|problem| problem.field() == field)?;
        Some(problem.text(self.texts))
    }

    /// All of it, with links to the fields.
    pub(crate) fn items(self) -> Vec<(String, &'static str)> {
        let item = |problem: &Problem| {
            (format!("#{}", problem.field().anchor()), problem.text(self.texts))
        };
        self.problems.iter().map(item).collect()
    }
}

/// A text field.
pub(super) struct TextField<'a> {
    /// Which one.
    pub field: Field,
    /// Its name in the form.
    pub name: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// Why, or how.
    pub hint: &'static str,
    /// Marks what may stay empty.
    pub optional: Option<&'static str>,
    /// What was typed.
    pub value: &'a str,
    /// `tel`, `email` or `text`.
    pub kind: &'static str,
    /// What the phone offers to fill in.
    pub autocomplete: &'static str,
    /// Direction of writing: `ltr` for numbers and addresses, `auto` for names.
    pub dir: &'static str,
}

impl TextField<'_> {
    /// The field: label, hint, error, control.
    pub(super) fn view(self, look: &Look, corrections: Corrections<'_>) -> impl IntoView + use<> {
        let id = self.field.anchor();
        let problem = corrections.of(self.field);
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let described = match problem {
            Some(_) => format!("{hint_id} {error_id}"),
            None => hint_id.clone(),
        };
        view! {
            <div class="field">
                <label for=id>{self.label} {self.optional.map(optional_mark)}</label>
                <p class="field-hint" id=hint_id>
                    {self.hint}
                </p>
                {look.field_error(error_id, problem)}
                <input
                    id=id
                    name=self.name
                    type=self.kind
                    value=(!self.value.is_empty()).then(|| self.value.to_owned())
                    dir=self.dir
                    autocomplete=self.autocomplete
                    aria-invalid=problem.map(|_| "true")
                    aria-describedby=described
                />
            </div>
        }
    }
}

/// The question for a level of French, which may stay without an answer.
pub(crate) struct LevelField {
    /// What is asked.
    pub label: &'static str,
    /// What for.
    pub hint: &'static str,
    /// The answer of who does not know.
    pub unknown: &'static str,
}

impl LevelField {
    /// The field, with the level chosen so far.
    pub(crate) fn view(self, look: &Look, chosen: Option<CefrLevel>) -> impl IntoView + use<> {
        view! {
            <div class="field">
                <label for="level">{self.label} {optional_mark(look.texts().form.optional)}</label>
                <p class="field-hint" id="level-hint">
                    {self.hint}
                </p>
                <select id="level" name="level" aria-describedby="level-hint">
                    <option value="">{self.unknown}</option>
                    {CefrLevel::ALL
                        .map(|level| {
                            view! { <option selected=chosen == Some(level)>{level.label()}</option> }
                        })}
                </select>
            </div>
        }
    }
}

/// Marks what may stay empty.
pub(crate) fn optional_mark(text: &'static str) -> impl IntoView + use<> {
    view! {
        " "
        <span class="field-optional">{text}</span>
    }
}
