//! The kinds of scheme as picture cards, then which of them matters most.

use super::entry::{Entry, Field};
use super::field::{Corrections, optional_mark};
use super::look::Look;
use domain::scheme::SchemeKind;
use leptos::prelude::*;

/// The pictogram of a kind.
pub(crate) const fn pictogram(kind: SchemeKind) -> &'static str {
    match kind {
        SchemeKind::SocialIntegration => "p-social",
        SchemeKind::VocationalTraining => "p-training",
        SchemeKind::ExperienceValidation => "p-vae",
        SchemeKind::Employment => "p-job",
        SchemeKind::LanguageCourse => "p-french",
    }
}

/// The question after the wishes.
pub(super) fn wishes(
    look: &Look,
    entry: &Entry,
    corrections: Corrections<'_>,
) -> impl IntoView + use<> {
    let texts = &look.texts().form;
    let problem = corrections.of(Field::Wishes);
    let described = if problem.is_some() { "wishes-hint wishes-error" } else { "wishes-hint" };
    let cards = SchemeKind::ALL.map(|kind| wish_card(look, entry, kind));
    let firsts = SchemeKind::ALL.map(|kind| first_card(look, entry, kind));
    view! {
        <fieldset class="choices wishes" aria-describedby=described>
            <legend>{texts.wishes}</legend>
            <p class="field-hint" id="wishes-hint">
                {texts.wishes_hint}
            </p>
            {look.field_error("wishes-error".to_owned(), problem)}
            {cards}
            // Beside the cards, in one fieldset: the style sheet shows it once two cards are ticked.
            <fieldset class="firsts">
                <legend>{texts.first} {optional_mark(texts.optional)}</legend>
                {firsts}
            </fieldset>
        </fieldset>
    }
}

fn wish_card(look: &Look, entry: &Entry, kind: SchemeKind) -> impl IntoView + use<> {
    let name = format!("wish-{}", kind.code());
    let id = (name == Field::Wishes.anchor()).then(|| name.clone());
    view! {
        <label class="choice">
            <input type="checkbox" id=id name=name value="yes" checked=entry.wishes.contains(&kind) />
            {look.picture("choice-picture", pictogram(kind))}
            <span class="choice-text">
                <span class="choice-title">{look.texts().form.kind(kind)}</span>
            </span>
        </label>
    }
}

fn first_card(look: &Look, entry: &Entry, kind: SchemeKind) -> impl IntoView + use<> {
    view! {
        <label class="choice first">
            <input type="radio" name="first" value=kind.code() checked=entry.first == Some(kind) />
            {look.picture("choice-picture", pictogram(kind))}
            <span>{look.texts().form.kind(kind)}</span>
        </label>
    }
}
