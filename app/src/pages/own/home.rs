//! The page of a request: where it stands, the next interview, the wishes, the contact, and what
//! can be done.

use super::shown::{AppointmentShown, ContactShown, FileShown, StateShown, When};
use crate::pages::level::LevelLink;
use crate::pages::register::{Look, pictogram};
use crate::text::dates::dates;
use crate::text::own::{Catalogue, Standings, catalogue};
use domain::language::Language;
use domain::scheme::SchemeKind;
use leptos::prelude::*;

/// The page of a request.
#[component]
pub fn Home(
    /// Language and pictures.
    look: Look,
    /// The file.
    file: FileShown,
) -> impl IntoView {
    let texts = catalogue(look.language);
    let home = &texts.home;
    let tag = look.language.tag();
    let withdrawn = file.state == StateShown::Withdrawn;
    let link = move |class: &'static str, path: &'static str, text: &'static str| {
        view! {
            <a class=class href=format!("/s/moi/{path}?l={tag}")>
                {text}
            </a>
        }
    };
    view! {
        <h1>{home.title}</h1>
        {standing(&look, texts, &file.state)}
        {file
            .choosable
            .then(|| link("button button--main button--wide", "rendez-vous", home.choose))}
        {file.appointment.map(|it| appointment(&look, texts, it))}
        {(!withdrawn)
            .then(|| {
                view! {
                    {wishes(&look, texts, &file.wishes)}
                    <section class="register-part" aria-labelledby="contact">
                        <h2 id="contact">{home.contact}</h2>
                        {known_contact(&look, &file.contact)}
                        {link("button button--wide", "contact", home.correct)}
                    </section>
                    <LevelLink look=look.clone() />
                    <div class="register-part">
                        {link("button button--wide", "arret", home.stop)}
                    </div>
                }
            })}
        <form method="post" action=format!("/s/moi/fin?l={tag}")>
            <div class="register-part">
                <p class="soft" id="close-hint">
                    {home.close_hint}
                </p>
                <button class="button button--wide" aria-describedby="close-hint">
                    {home.close}
                </button>
            </div>
        </form>
    }
}

/// Where a request stands: picture, what is, what comes.
struct Standing {
    picture: &'static str,
    is: &'static str,
    next: &'static str,
    partner: Option<String>,
    begins: Option<domain::time::Day>,
}

impl Standing {
    fn of(state: &StateShown, texts: &Standings) -> Self {
        let plain = |picture, is, next| Self { picture, is, next, partner: None, begins: None };
        let with = |picture, is, next, partner: &String| Self {
            partner: Some(partner.clone()),
            ..plain(picture, is, next)
        };
        match state {
            StateShown::ToPlan => plain("p-phone", texts.to_plan, texts.to_plan_next),
            StateShown::Planned => plain("p-yes", texts.planned, texts.planned_next),
            StateShown::Missed => plain("p-phone", texts.missed, texts.missed_next),
            StateShown::CalledOff => plain("p-phone", texts.called_off, texts.called_off_next),
            StateShown::Held => plain("p-yes", texts.held, texts.held_next),
            StateShown::Sent(at) => with("p-letter", texts.sent, texts.sent_next, at),
            StateShown::Waitlisted(at) => {
                with("p-letter", texts.waitlisted, texts.waitlisted_next, at)
            }
            StateShown::Accepted(at, begins) => {
                Self { begins: *begins, ..with("p-yes", texts.accepted, texts.accepted_next, at) }
            }
            StateShown::Entered(at) => with("p-yes", texts.entered, texts.entered_next, at),
            StateShown::Completed(at) => with("p-yes", texts.completed, texts.completed_next, at),
            StateShown::Left(at) => with("p-no", texts.left, texts.left_next, at),
            StateShown::Declined => plain("p-no", texts.declined, texts.declined_next),
            StateShown::Withdrawn => plain("p-no", texts.withdrawn, texts.withdrawn_next),
        }
    }
}

fn standing(look: &Look, texts: &'static Catalogue, state: &StateShown) -> impl IntoView + use<> {
    let Standing { picture, is, next, partner, begins } = Standing::of(state, &texts.standings);
    let next = match begins {
        // The day is what comes next.
        Some(day) => view! {
            <p>
                {texts.standings.begins} " " {date(look.language, When { day, hour: 0, minute: 0 })}
            </p>
        }
        .into_any(),
        None => view! { <p>{next}</p> }.into_any(),
    };
    view! {
        <div class="own-state">
            {look.picture("own-picture", picture)}
            <div class="register-part">
                <p class="own-state-title">{is}</p>
                {partner
                    .map(|name| {
                        view! {
                            <p>
                                {texts.home.with} " " <bdi lang="fr">{name}</bdi>
                            </p>
                        }
                    })}
                {next}
            </div>
        </div>
    }
}

fn date(language: Language, when: When) -> impl IntoView + use<> {
    view! {
        <time datetime=when.day.to_string()>
            {dates(language).weekday(when.day)} " " <bdi>{when.day.french()}</bdi>
        </time>
    }
}

/// Day, time and place, each with its picture.
pub(super) fn place_and_time(
    look: &Look,
    when: When,
    remote: bool,
    place: String,
) -> impl IntoView + use<> {
    let texts = catalogue(look.language);
    view! {
        <span class="own-line">{look.picture("icon", "i-calendar")} {date(look.language, when)}</span>
        <span class="own-line">
            {look.picture("icon", "i-clock")} <bdi>{when.time()}</bdi>
        </span>
        {remote
            .then(|| {
                view! {
                    <span class="own-line">
                        {look.picture("icon", "i-phone")} <span>{texts.home.remote}</span>
                    </span>
                }
            })}
        {(!place.is_empty())
            .then(|| {
                view! {
                    <span class="own-line">
                        {look.picture("icon", "i-map-pin")} <bdi lang="fr">{place}</bdi>
                    </span>
                }
            })}
    }
}

fn appointment(
    look: &Look,
    texts: &'static Catalogue,
    appointment: AppointmentShown,
) -> impl IntoView + use<> {
    let home = &texts.home;
    let tag = look.language.tag();
    let AppointmentShown { when, remote, place, changeable, movable, .. } = appointment;
    let link = move |path: &'static str, text: &'static str| {
        view! {
            <a class="button button--wide" href=format!("/s/moi/{path}?l={tag}")>
                {text}
            </a>
        }
    };
    view! {
        <section class="register-part" aria-labelledby="appointment">
            <h2 id="appointment">{home.appointment}</h2>
            <div class="own-appointment">{place_and_time(look, when, remote, place)}</div>
            {movable.then(|| link("rendez-vous", home.move_to))}
            {if changeable {
                link("annuler", home.cancel).into_any()
            } else {
                view! { <p>{home.too_late}</p> }.into_any()
            }}
        </section>
    }
}

fn wishes(look: &Look, texts: &'static Catalogue, kinds: &[SchemeKind]) -> impl IntoView + use<> {
    let items: Vec<_> = kinds
        .iter()
        .map(|kind| {
            view! {
                <li class="own-wish">
                    {look.picture("choice-picture", pictogram(*kind))}
                    <span>{look.texts().form.kind(*kind)}</span>
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="register-part" aria-labelledby="wishes">
                <h2 id="wishes">{texts.home.wishes}</h2>
                <ul class="own-wishes" role="list">
                    {items}
                </ul>
            </section>
        }
    })
}

/// How the person is reached, as far as it is shown.
pub(super) fn known_contact(look: &Look, contact: &ContactShown) -> impl IntoView + use<> {
    let texts = look.texts();
    let line = |icon: &'static str, text: String| {
        view! {
            <li class="own-line">
                {look.picture("icon", icon)} <bdi dir="ltr">{text}</bdi>
            </li>
        }
    };
    let phone = contact.phone.clone().map(|text| line("i-phone", text));
    let email = contact.email.clone().map(|text| line("i-mail", text));
    let none = phone.is_none() && email.is_none();
    let way = contact.way.map(|way| {
        view! {
            <li class="own-line">
                {look.picture("icon", "i-check")} <span>{texts.form.way(way)}</span>
            </li>
        }
    });
    view! {
        <ul class="own-lines" role="list">
            {way} {phone} {email}
            {none.then(|| view! { <li>{catalogue(look.language).home.contact_none}</li> })}
        </ul>
    }
}
