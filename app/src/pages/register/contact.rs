//! How to reach the person: the way, a number, an address.

use super::entry::{Entry, Field};
use super::field::{Corrections, TextField};
use super::look::Look;
use domain::contact::ContactWay;
use leptos::prelude::*;

/// The questions after the contact.
pub(crate) fn contact(
    look: &Look,
    entry: &Entry,
    corrections: Corrections<'_>,
) -> impl IntoView + use<> {
    let texts = &look.texts().form;
    let problem = corrections.of(Field::Way);
    let phone = TextField {
        field: Field::Phone,
        name: "phone",
        label: texts.phone,
        hint: texts.phone_hint,
        optional: None,
        value: &entry.phone,
        kind: "tel",
        autocomplete: "tel",
        dir: "ltr",
    };
    let email = TextField {
        field: Field::Email,
        name: "email",
        label: texts.email,
        hint: texts.email_hint,
        optional: None,
        value: &entry.email,
        kind: "email",
        autocomplete: "email",
        dir: "ltr",
    };
    view! {
        <fieldset class="choices" aria-describedby=problem.map(|_| "way-error")>
            <legend>{texts.contact}</legend>
            {look.field_error("way-error".to_owned(), problem)}
            {ContactWay::ALL.map(|way| way_card(look, entry, way))}
        </fieldset>
        {phone.view(look, corrections)}
        {email.view(look, corrections)}
    }
}

fn way_card(look: &Look, entry: &Entry, way: ContactWay) -> impl IntoView + use<> {
    let id = format!("way-{}", way.code());
    let id = (id == Field::Way.anchor()).then_some(id);
    view! {
        <label class="choice">
            <input type="radio" id=id name="way" value=way.code() checked=entry.way == Some(way) />
            {look.picture("choice-picture", pictogram(way))}
            <span class="choice-text">
                <span class="choice-title">{look.texts().form.way(way)}</span>
            </span>
        </label>
    }
}

const fn pictogram(way: ContactWay) -> &'static str {
    match way {
        ContactWay::Call => "p-phone",
        ContactWay::Text => "p-message",
        ContactWay::Email => "p-mail",
        ContactWay::Centre => "p-centre",
    }
}
