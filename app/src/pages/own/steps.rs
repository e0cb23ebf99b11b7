//! What can be done, each on a page of its own: correct the contact, call an interview off, take
//! everything back.

use super::home::{known_contact, place_and_time};
use super::shown::{AppointmentShown, ContactShown};
use crate::pages::register::{Corrections, Entry, Look, Problem, contact};
use crate::text::own::catalogue;
use leptos::prelude::*;

/// The form of the contact. What is known stays masked; what is left empty stays as it is.
#[component]
pub fn ContactForm(
    /// Language and pictures.
    look: Look,
    /// What is known.
    known: ContactShown,
    /// What was entered.
    entry: Entry,
    /// What is to be corrected.
    problems: Vec<Problem>,
) -> impl IntoView {
    let catalogue = catalogue(look.language);
    let texts = &catalogue.steps;
    let tag = look.language.tag();
    let corrections = Corrections { problems: &problems, texts: &look.texts().problems };
    view! {
        <h1>{texts.contact_title}</h1>
        <div class="register-part">
            <p>{texts.known}</p>
            {known_contact(&look, &known)}
            <p class="soft">{texts.keep_hint}</p>
        </div>
        <form method="post" action=format!("/s/moi/contact?l={tag}") novalidate=true>
            {look.error_summary(corrections.items())}
            <input type="hidden" name="version" value=known.version.to_string() />
            {contact(&look, &entry, corrections)}
            <button class="button button--main button--wide">{texts.save}</button>
        </form>
        {back(tag, catalogue.home.back)}
    }
}

/// Asks whether the interview is to be called off.
#[component]
pub fn CancelForm(
    /// Language and pictures.
    look: Look,
    /// The interview.
    appointment: AppointmentShown,
) -> impl IntoView {
    let catalogue = catalogue(look.language);
    let texts = &catalogue.steps;
    let tag = look.language.tag();
    let AppointmentShown { when, remote, place, version, .. } = appointment;
    view! {
        <h1>{texts.cancel_title}</h1>
        <div class="own-appointment">{place_and_time(&look, when, remote, place)}</div>
        <p>{texts.cancel_lead}</p>
        <form method="post" action=format!("/s/moi/annuler?l={tag}")>
            <input type="hidden" name="version" value=version.to_string() />
            <button class="button button--main button--wide">{texts.cancel_yes}</button>
        </form>
        {back(tag, catalogue.home.back)}
    }
}

/// Asks whether everything is to be taken back.
#[component]
pub fn StopForm(
    /// Language and pictures.
    look: Look,
) -> impl IntoView {
    let texts = &catalogue(look.language).steps;
    let tag = look.language.tag();
    view! {
        <h1>{texts.stop_title}</h1>
        <div class="register-part">
            <p>{texts.stop_free}</p>
            <p>{texts.stop_ends}</p>
            <p>{texts.stop_again}</p>
        </div>
        <form method="post" action=format!("/s/moi/arret?l={tag}")>
            <button class="button button--main button--wide">{texts.stop_yes}</button>
        </form>
        {back(tag, texts.stop_no)}
    }
}

fn back(tag: &'static str, text: &'static str) -> impl IntoView + use<> {
    view! {
        <a class="button button--wide" href=format!("/s/moi?l={tag}")>
            {text}
        </a>
    }
}
