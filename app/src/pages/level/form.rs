//! The questions.

use super::entry::{LevelEntry, LevelProblem, Wanted};
use crate::pages::register::{LevelField, Look, optional_mark};
use crate::text::level::{Ask, catalogue};
use domain::threshold::Goal;
use leptos::prelude::*;
use std::ops::RangeInclusive;

/// The way here from another page.
#[component]
pub fn LevelLink(
    /// Language and pictures.
    look: Look,
) -> impl IntoView {
    view! {
        <a class="button button--wide" href=format!("/niveau?l={}", look.language.tag())>
            {catalogue(look.language).ask.link}
        </a>
    }
}

/// The form. It posts to its own address: no answer is in an address.
#[component]
pub fn LevelForm(
    /// Language and pictures.
    look: Look,
    /// The years that can be chosen.
    years: RangeInclusive<i32>,
    /// What was answered.
    entry: LevelEntry,
    /// What is to be corrected.
    problems: Vec<LevelProblem>,
) -> impl IntoView {
    let texts = &catalogue(look.language).ask;
    let mut items: Vec<(String, &'static str)> = Vec::new();
    for problem in &problems {
        // Month and year are one question.
        if items.iter().all(|(_, text)| *text != problem.text(texts)) {
            items.push((format!("#{}", problem.anchor()), problem.text(texts)));
        }
    }
    let wrong = Wrong { problems: &problems, texts };
    let level =
        LevelField { label: texts.level, hint: texts.level_hint, unknown: texts.level_unknown };
    view! {
        <div class="register-part">
            <h1>{texts.title}</h1>
            <p class="lead">{texts.lead}</p>
            <p class="own-line">{look.picture("icon", "i-lock")} <span>{texts.forgets}</span></p>
        </div>
        <form
            method="post"
            action=format!("/niveau?l={}", look.language.tag())
            autocomplete="off"
            novalidate=true
        >
            {look.error_summary(items)}
            {goal(&look, texts, &entry, wrong)}
            {when(&look, texts, years, &entry, wrong)}
            {protection(&look, texts, &entry, wrong)}
            {level.view(&look, entry.level)}
            <button class="button button--main button--wide">{texts.button}</button>
        </form>
    }
}

/// What is to be corrected, looked up by field.
#[derive(Clone, Copy)]
struct Wrong<'a> {
    problems: &'a [LevelProblem],
    texts: &'static Ask,
}

impl Wrong<'_> {
    fn of(self, problem: LevelProblem) -> Option<&'static str> {
        self.problems.contains(&problem).then(|| problem.text(self.texts))
    }
}

fn goal(look: &Look, texts: &'static Ask, entry: &LevelEntry, wrong: Wrong<'_>) -> AnyView {
    let problem = wrong.of(LevelProblem::Goal);
    let cards = Wanted::ALL.map(|wanted| {
        let (picture, title, name) = match wanted {
            Wanted::First(Goal::MultiYearCard) => {
                ("p-card", texts.multi_year, texts.multi_year_name)
            }
            Wanted::First(Goal::ResidentCard) => {
                ("p-card-ten", texts.resident, texts.resident_name)
            }
            Wanted::First(Goal::Nationality) => {
                ("p-flag", texts.nationality, texts.nationality_name)
            }
            Wanted::Renewal => ("p-again", texts.renewal, texts.renewal_name),
        };
        let id = (wanted == Wanted::ALL[0]).then_some(LevelProblem::Goal.anchor());
        view! {
            <label class="choice">
                <input
                    type="radio"
                    id=id
                    name="goal"
                    value=wanted.code()
                    checked=entry.wanted == Some(wanted)
                />
                {look.picture("choice-picture", picture)}
                <span class="choice-text">
                    <span class="choice-title">{title}</span>
                    <span class="choice-note">{name}</span>
                </span>
            </label>
        }
    });
    view! {
        <fieldset class="choices" aria-describedby=problem.map(|_| "goal-error")>
            <legend>{texts.goal}</legend>
            {look.field_error("goal-error".to_owned(), problem)}
            {cards}
        </fieldset>
    }
    .into_any()
}

fn when(
    look: &Look,
    texts: &'static Ask,
    years: RangeInclusive<i32>,
    entry: &LevelEntry,
    wrong: Wrong<'_>,
) -> AnyView {
    let problem = wrong.of(LevelProblem::Month).or(wrong.of(LevelProblem::Year));
    let described = if problem.is_some() { "when-hint when-error" } else { "when-hint" };
    let months = (1..=12).map(|month| (format!("{month:02}"), entry.month == Some(month)));
    let years = years.map(|year| (year.to_string(), entry.year == Some(year)));
    view! {
        <fieldset class="choices" aria-describedby=described>
            <legend>{texts.when}</legend>
            <p class="field-hint" id="when-hint">
                {texts.when_hint}
            </p>
            {look.field_error("when-error".to_owned(), problem)}
            <div class="level-when">
                {list("month", texts.month, months.collect(), wrong.of(LevelProblem::Month).is_some())}
                {list("year", texts.year, years.collect(), wrong.of(LevelProblem::Year).is_some())}
            </div>
        </fieldset>
    }
    .into_any()
}

/// A short list of numbers, of which none is chosen at first.
fn list(
    id: &'static str,
    label: &'static str,
    options: Vec<(String, bool)>,
    wrong: bool,
) -> AnyView {
    let options: Vec<_> = options
        .into_iter()
        .map(|(text, chosen)| view! { <option selected=chosen>{text}</option> })
        .collect();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select id=id name=id dir="ltr" aria-invalid=wrong.then_some("true")>
                <option value="">"–"</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn protection(look: &Look, texts: &'static Ask, entry: &LevelEntry, wrong: Wrong<'_>) -> AnyView {
    let problem = wrong.of(LevelProblem::Protection);
    let described =
        if problem.is_some() { "protected-hint protected-error" } else { "protected-hint" };
    let optional = look.texts().form.optional;
    let card = |answer: bool, value: &'static str, picture: &'static str, text: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    id=answer.then_some(LevelProblem::Protection.anchor())
                    name="protected"
                    value=value
                    checked=entry.protected == Some(answer)
                />
                {look.picture("choice-picture", picture)}
                <span class="choice-text">
                    <span class="choice-title">{text}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="choices" aria-describedby=described>
            <legend>{texts.protection} {problem.is_none().then(|| optional_mark(optional))}</legend>
            <p class="field-hint" id="protected-hint">
                {texts.protection_hint}
            </p>
            {look.field_error("protected-error".to_owned(), problem)}
            {card(true, "yes", "p-yes", texts.yes)}
            {card(false, "no", "p-no", texts.no)}
        </fieldset>
    }
    .into_any()
}
