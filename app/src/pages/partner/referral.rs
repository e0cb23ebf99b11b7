//! The one referral that a link opens: who, where to, by whom, and what happened.

use super::shown::{Happened, PersonShown, ReferralShown, SchemeShown};
use crate::pages::register::Look;
use crate::text::fr::partner::{self, referral};
use domain::level::CefrLevel;
use domain::referral::ReferralState;
use domain::time::Day;
use leptos::prelude::*;

/// The referral, without the form. `children` stand after the state: the form.
#[component]
pub fn ReferralView(
    /// Pictures.
    look: Look,
    /// The referral.
    shown: ReferralShown,
    /// What stands between the person and the history.
    children: Children,
) -> impl IntoView {
    let ReferralShown { person, scheme, sent_by, sent_on, history, state, valid_until, .. } = shown;
    view! {
        <div class="partner-part">
            <h1>{referral::TITLE}</h1>
            <p>{referral::sent(sent_by.as_deref(), &sent_on.french())}</p>
            <p class="partner-state">
                <span>{referral::STATE}</span>
                {badge(&look, state)}
            </p>
        </div>
        <section class="partner-part" aria-labelledby="person">
            <h2 id="person">{referral::PERSON}</h2>
            {match person {
                Some(person) => person_facts(person).into_any(),
                None => view! { <p>{referral::NO_CONSENT}</p> }.into_any(),
            }}
        </section>
        <section class="partner-part" aria-labelledby="scheme">
            <h2 id="scheme">{referral::SCHEME}</h2>
            {scheme_facts(scheme)}
        </section>
        {children()}
        <section class="partner-part" aria-labelledby="history">
            <h2 id="history">{referral::HISTORY}</h2>
            <ol class="partner-history" role="list">
                {history.into_iter().map(happened).collect::<Vec<_>>()}
            </ol>
        </section>
        <p class="soft small">{referral::valid_until(&valid_until.french())}</p>
    }
}

/// The state: an icon and its word.
pub(super) fn badge(look: &Look, state: ReferralState) -> impl IntoView + use<> {
    let (class, icon) = match state {
        ReferralState::Sent => ("badge badge--warning", "i-clock"),
        ReferralState::UnderReview => ("badge", "i-eye"),
        ReferralState::Waitlisted => ("badge badge--waiting", "i-list"),
        ReferralState::Accepted | ReferralState::Entered => ("badge badge--success", "i-check"),
        ReferralState::Completed => ("badge badge--success", "i-check-double"),
        _ => ("badge", "i-cross"),
    };
    view! { <span class=class>{look.picture("icon", icon)} {partner::state(state)}</span> }
}

fn person_facts(person: PersonShown) -> impl IntoView + use<> {
    let PersonShown { name, birth_year, level, contact, language } = person;
    let unknown = || referral::NOT_KNOWN.to_owned();
    let way = contact.preferred.map_or_else(unknown, |way| partner::way(way).to_owned());
    let phone = contact.phone.map(|phone| {
        let href = format!("tel:{}", phone.as_str());
        let text = phone.display();
        view! { <a href=href>{text}</a> }
    });
    let email = contact.email.map(|email| {
        let href = format!("mailto:{}", email.as_str());
        let text = email.as_str().to_owned();
        view! { <a href=href>{text}</a> }
    });
    view! {
        <dl class="facts">
            {fact(referral::NAME, name)}
            {fact(referral::BIRTH_YEAR, birth_year.map_or_else(unknown, |year| year.to_string()))}
            {fact(referral::LEVEL, level.map_or_else(unknown, |level| level.label().to_owned()))}
            {fact(
                referral::LANGUAGE,
                language.map_or_else(unknown, |it| partner::language(it).to_owned()),
            )}
            {fact(referral::WAY, way)}
            {phone.map(|phone| fact(referral::PHONE, phone))}
            {email.map(|email| fact(referral::EMAIL, email))}
        </dl>
    }
}

fn scheme_facts(scheme: SchemeShown) -> impl IntoView + use<> {
    let place = partner::place(scheme.mode, &scheme.town);
    view! {
        <dl class="facts">
            {fact(referral::SCHEME_TITLE, scheme.title)}
            {fact(referral::ORGANISATION, scheme.organisation)} {fact(referral::PLACE, place)}
        </dl>
    }
}

fn fact(name: &'static str, value: impl IntoView + 'static) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

fn happened(it: Happened) -> impl IntoView {
    view! { <li>{day(it.on)} " : " {partner::event(&it.what)}</li> }
}

/// A day as people and machines read it.
pub(super) fn day(day: Day) -> impl IntoView + use<> {
    view! { <time datetime=day.to_string()>{day.french()}</time> }
}

/// The levels of a choice.
pub(super) fn levels(chosen: Option<CefrLevel>) -> impl IntoView + use<> {
    CefrLevel::ALL.map(|level| {
        view! { <option selected=chosen == Some(level)>{level.label()}</option> }
    })
}
