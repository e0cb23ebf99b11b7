//! Asks who it is: the receipt's code, and the year of birth or the telephone number.

use super::entry::{DoorEntry, DoorProblem};
use crate::pages::level::LevelLink;
use crate::pages::register::Look;
use crate::text::own::catalogue;
use leptos::prelude::*;

/// The form that opens a request.
#[component]
pub fn Door(
    /// Language and pictures.
    look: Look,
    /// What was typed.
    entry: DoorEntry,
    /// What is to be corrected.
    problems: Vec<DoorProblem>,
) -> impl IntoView {
    let texts = &catalogue(look.language).door;
    let tag = look.language.tag();
    let words = &look.texts().problems;
    let items = problems
        .iter()
        .map(|problem| (format!("#{}", problem.anchor()), problem.text(texts, words)))
        .collect();
    let of = |anchor: &str| {
        let problem = problems.iter().find(|problem| problem.anchor() == anchor)?;
        Some(problem.text(texts, words))
    };
    let code = Question {
        id: "code",
        label: texts.code,
        hint: texts.code_hint,
        kind: "text",
        mode: None,
        autocomplete: "off",
        capitals: true,
    };
    let year = Question {
        id: "year",
        label: texts.year,
        hint: texts.year_hint,
        kind: "text",
        mode: Some("numeric"),
        autocomplete: "bday-year",
        capitals: false,
    };
    let phone = Question {
        id: "phone",
        label: texts.phone,
        hint: texts.phone_hint,
        kind: "tel",
        mode: None,
        autocomplete: "tel",
        capitals: false,
    };
    view! {
        <div class="register-part">
            <h1>{texts.title}</h1>
            <p class="lead">{texts.lead}</p>
        </div>
        <form method="post" action=format!("/s?l={tag}") novalidate=true>
            {look.error_summary(items)}
            {code.view(&look, entry.code, of("code"))}
            <fieldset class="choices">
                <legend>{texts.proof}</legend>
                <p class="field-hint">{texts.proof_hint}</p>
                {year.view(&look, entry.year, of("year"))}
                {phone.view(&look, entry.phone, of("phone"))}
            </fieldset>
            <button class="button button--main button--wide">{texts.button}</button>
        </form>
        <LevelLink look />
    }
}

/// A question with one typed answer.
struct Question {
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    kind: &'static str,
    mode: Option<&'static str>,
    autocomplete: &'static str,
    capitals: bool,
}

impl Question {
    fn view(
        self,
        look: &Look,
        typed: String,
        problem: Option<&'static str>,
    ) -> impl IntoView + use<> {
        let (hint, error) = (format!("{}-hint", self.id), format!("{}-error", self.id));
        let described = match problem {
            Some(_) => format!("{hint} {error}"),
            None => hint.clone(),
        };
        view! {
            <div class="field">
                <label for=self.id>{self.label}</label>
                <p class="field-hint" id=hint>
                    {self.hint}
                </p>
                {look.field_error(error, problem)}
                <input
                    id=self.id
                    name=self.id
                    type=self.kind
                    inputmode=self.mode
                    value=(!typed.is_empty()).then_some(typed)
                    dir="ltr"
                    autocomplete=self.autocomplete
                    autocapitalize=self.capitals.then_some("characters")
                    spellcheck="false"
                    aria-invalid=problem.map(|_| "true")
                    aria-describedby=described
                />
            </div>
        }
    }
}
