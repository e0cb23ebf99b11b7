//! The times that can be chosen.

use super::home::place_and_time;
use super::shown::SlotShown;
use crate::pages::register::Look;
use crate::text::own::catalogue;
use leptos::prelude::*;

/// The form that chooses one of the offered times.
#[component]
pub fn SlotsForm(
    /// Language and pictures.
    look: Look,
    /// What is free, by time.
    slots: Vec<SlotShown>,
    /// Whether the form was sent without a choice.
    missing: bool,
) -> impl IntoView {
    let catalogue = catalogue(look.language);
    let texts = &catalogue.steps;
    let tag = look.language.tag();
    let back = view! {
        <a class="button button--wide" href=format!("/s/moi?l={tag}")>
            {catalogue.home.back}
        </a>
    };
    if slots.is_empty() {
        return view! {
            <h1>{texts.slots_title}</h1>
            <div class="register-part">
                <p>{texts.slots_none}</p>
                <p>{texts.slots_none_help}</p>
            </div>
            {back}
        }
        .into_any();
    }
    let problem = missing.then_some(texts.slot_missing);
    let cards: Vec<_> =
        slots.into_iter().enumerate().map(|(place, slot)| card(&look, place, slot)).collect();
    view! {
        <h1>{texts.slots_title}</h1>
        <form method="post" action=format!("/s/moi/rendez-vous?l={tag}")>
            <fieldset class="choices" aria-describedby=problem.map(|_| "slot-error")>
                <legend>{texts.slots_lead}</legend>
                {look.field_error("slot-error".to_owned(), problem)}
                {cards}
            </fieldset>
            <button class="button button--main button--wide">{texts.take}</button>
        </form>
        {back}
    }
    .into_any()
}

fn card(look: &Look, place: usize, slot: SlotShown) -> impl IntoView + use<> {
    view! {
        <label class="choice">
            <input
                type="radio"
                id=format!("slot-{place}")
                name="slot"
                value=slot.id.to_string()
                required=true
            />
            <span class="choice-text">
                {place_and_time(look, slot.when, slot.remote, slot.place)}
            </span>
        </label>
    }
}
