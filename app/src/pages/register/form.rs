//! The form of the registration.

use super::contact::contact;
use super::entry::{Entry, Field, Problem};
use super::field::{Corrections, LevelField, TextField};
use super::look::Look;
use super::wishes::wishes;
use crate::text::register::consent::paragraphs;
use domain::consent::CURRENT_TEXT;
use domain::time::Day;
use leptos::prelude::*;
use uuid::Uuid;

/// The visit, as the page names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitShown {
    /// The centre visited.
    pub centre_name: String,
    /// The town.
    pub town: String,
    /// The day.
    pub day: Day,
}

/// One sheet to fill in.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Identity of the sheet: sent twice, it counts once.
    pub form: Uuid,
    /// What was entered.
    pub entry: Entry,
    /// What is to be corrected, from the top of the form to its end.
    pub problems: Vec<Problem>,
}

/// The form. It posts to its own address, with the language in the query so that even a request
/// that cannot be read is answered in it.
#[component]
pub fn RegistrationForm(
    /// Language and pictures.
    look: Look,
    /// The visit, where it could be looked up.
    visit: Option<VisitShown>,
    /// The sheet.
    sheet: Sheet,
) -> impl IntoView {
    let Sheet { form, entry, problems } = sheet;
    let texts = look.texts();
    let tag = look.language.tag();
    let corrections = Corrections { problems: &problems, texts: &texts.problems };
    let level = LevelField {
        label: texts.form.level,
        hint: texts.form.level_hint,
        unknown: texts.form.level_unknown,
    };
    view! {
        <div class="register-part">
            <h1>{texts.form.title}</h1>
            <p class="lead">{texts.form.lead}</p>
            {visit.map(|visit| place(&look, visit))}
        </div>
        <form method="post" action=format!("?l={tag}") novalidate=true>
            {summary(&look, corrections)}
            <input type="hidden" name="form" value=form.to_string() />
            <input type="hidden" name="l" value=tag />
            {wishes(&look, &entry, corrections)}
            {names(&look, &entry, corrections)}
            {contact(&look, &entry, corrections)}
            {level.view(&look, entry.level)}
            {consent(&look, &entry, corrections)}
            <button class="button button--main button--wide">{texts.form.send}</button>
        </form>
    }
}

/// Names of centres and towns are French whatever the page's language.
fn place(look: &Look, visit: VisitShown) -> impl IntoView + use<> {
    view! {
        <p class="soft register-place">
            {look.picture("icon", "i-map-pin")}
            <span>
                <bdi lang="fr">{visit.centre_name} ", " {visit.town}</bdi>
                " · "
                <time dir="ltr" datetime=visit.day.to_string()>
                    {visit.day.french()}
                </time>
            </span>
        </p>
    }
}

fn summary(look: &Look, corrections: Corrections<'_>) -> impl IntoView + use<> {
    look.error_summary(corrections.items())
}

fn names(look: &Look, entry: &Entry, corrections: Corrections<'_>) -> impl IntoView + use<> {
    let texts = &look.texts().form;
    let family = TextField {
        field: Field::FamilyName,
        name: "family_name",
        label: texts.family_name,
        hint: texts.family_name_hint,
        optional: None,
        value: &entry.family_name,
        kind: "text",
        autocomplete: "family-name",
        dir: "auto",
    };
    let given = TextField {
        field: Field::GivenName,
        name: "given_name",
        label: texts.given_name,
        hint: texts.given_name_hint,
        optional: Some(texts.optional),
        value: &entry.given_name,
        kind: "text",
        autocomplete: "given-name",
        dir: "auto",
    };
    view! {
        {family.view(look, corrections)}
        {given.view(look, corrections)}
    }
}

fn consent(look: &Look, entry: &Entry, corrections: Corrections<'_>) -> impl IntoView + use<> {
    let texts = &look.texts().form;
    let problem = corrections.of(Field::Consent);
    let text: Vec<_> = paragraphs(CURRENT_TEXT, look.language)
        .unwrap_or_default()
        .iter()
        .map(|paragraph| view! { <p>{*paragraph}</p> })
        .collect();
    view! {
        <section class="consent" aria-labelledby="consent-title">
            <h2 id="consent-title">{texts.consent}</h2>
            <div class="register-part" id="consent-text">
                {text}
            </div>
            {look.field_error("consent-error".to_owned(), problem)}
            <label class="check">
                <input
                    type="checkbox"
                    id=Field::Consent.anchor()
                    name="consent"
                    value="yes"
                    checked=entry.accepted
                    aria-invalid=problem.map(|_| "true")
                    aria-describedby=if problem.is_some() {
                        "consent-text consent-error"
                    } else {
                        "consent-text"
                    }
                />
                <span>{texts.accept}</span>
            </label>
        </section>
    }
}
