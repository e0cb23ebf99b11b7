//! A person's file: where they stand, the next thing to do, and everything that happened.

use super::HERE;
use super::contact::ContactPart;
use super::interview::InterviewPart;
use super::referrals::ReferralsPart;
use super::timeline::TimelinePart;
use crate::device::Device;
use crate::pages::enter::enter;
use crate::pages::person::{
    PEOPLE, name_of, plan_address, proposals_address, sheet_address, with_person,
};
use crate::text::fr::common::scheme_kind;
use crate::text::fr::follow_up::{day, file as text, nav, standing};
use crate::ui::{Dialog, Icon, PageHead};
use domain::id::SignatoryId;
use domain::path::{self, Standing};
use domain::person::Birth;
use domain::referral::ReferralState;
use domain::scheme::SchemeKind;
use domain::{Command, State};
use leptos::prelude::*;

/// Which level is asked for, and by when: the server's page, which keeps nothing. In French, as all that
/// the staff reads; there one can choose another language.
const LEVEL: &str = "/niveau?l=fr";

/// The page.
#[component]
pub fn FilePage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    with_person(device, HERE, move |person| view! { <File device person/> }.into_any())
}

/// What is known of a person, in a line.
fn about(state: &State, person: SignatoryId) -> String {
    let Some(person) = state.signatory(person) else { return String::new() };
    let parts = [
        person.birth.map(Birth::year).map(|year| text::born(&year.to_string())),
        person.level.map(|level| text::level(level.label())),
        person.training_ends.map(|day| text::training_ends(&day.french())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The wished kinds of the interest that stands.
fn wishes(state: &State, person: SignatoryId) -> Vec<SchemeKind> {
    let stands = state.interests_of(person).filter(|it| it.withdrawn.is_none());
    stands.last().map(|it| it.wishes.kinds().to_vec()).unwrap_or_default()
}

/// What to do next: where that is done, and what the button says.
fn next(standing: Standing, person: SignatoryId) -> Option<(String, &'static str)> {
    match standing {
        Standing::InterviewToPlan(_) => Some((plan_address(person), text::PLAN)),
        Standing::InterviewMissed(_) => Some((plan_address(person), day::PLAN_AGAIN)),
        Standing::InterviewPlanned(_) => Some((sheet_address(person), text::NOTE)),
        Standing::ToRefer
        | Standing::Referred(
            ReferralState::Declined | ReferralState::Expired | ReferralState::Superseded,
        ) => Some((proposals_address(person), text::PROPOSE)),
        Standing::NotInterested | Standing::Withdrawn | Standing::Referred(_) => None,
    }
}

#[component]
fn File(device: Device, person: SignatoryId) -> impl IntoView {
    let name = name_of(device, person);
    let stands = Memo::new(move |_| device.with_lists(|state| path::standing(state, person)));
    let lead = Signal::derive(move || {
        let about = device.with_lists(|state| about(state, person));
        let stands = standing(stands.get());
        if about.is_empty() { stands.to_owned() } else { format!("{stands} · {about}") }
    });
    let main = move || {
        next(stands.get(), person).map(|(address, word)| {
            let rel = HERE.rel(&address);
            view! {
                <p>
                    <a class="button button--main" href=address rel=rel>
                        <Icon name="chevron-end" flip=true/><span>{word}</span>
                    </a>
                </p>
            }
        })
    };
    let contact = Memo::new(move |_| {
        device.with_lists(|state| {
            state.signatory(person).map(|it| it.contact.clone()).unwrap_or_default()
        })
    });
    view! {
        <PageHead title=name lead back=(PEOPLE.to_owned(), nav::PEOPLE.to_owned())/>
        <div class="stack stack--wide">
            {main}
            <InterviewPart device person/>
            <ReferralsPart device person/>
            <Wishes device person/>
            {move || view! { <ContactPart contact=contact.get()/> }}
            <p>
                <a class="button" href=LEVEL rel=HERE.rel(LEVEL)>
                    <Icon name="help"/><span>{text::LEVEL_ASKED}</span>
                </a>
            </p>
            <TimelinePart device person/>
            <Withdraw device person stands/>
        </div>
    }
}

#[component]
fn Wishes(device: Device, person: SignatoryId) -> impl IntoView {
    let kinds = Memo::new(move |_| device.with_lists(|state| wishes(state, person)));
    let line = |kind| view! { <li>{scheme_kind(kind)}</li> };
    view! {
        <Show when=move || kinds.with(|kinds| !kinds.is_empty())>
            <section class="stack">
                <h2>{text::WISHES}</h2>
                <ol class="wishes">
                    {move || kinds.get().into_iter().map(line).collect_view()}
                </ol>
            </section>
        </Show>
    }
}

/// The way out, always open.
#[component]
fn Withdraw(device: Device, person: SignatoryId, stands: Memo<Standing>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let withdraw = move |_| {
        asking.set(false);
        let command = Command::WithdrawPerson { signatory: person };
        enter(device, vec![command], |toasts| toasts.say(text::WITHDRAWN));
    };
    let foot = move || {
        view! {
            <button type="button" class="button button--danger" on:click=withdraw>
                {text::WITHDRAW_YES}
            </button>
        }
    };
    let possible = move || !matches!(stands.get(), Standing::NotInterested | Standing::Withdrawn);
    view! {
        <Show when=possible>
            <p>
                <button type="button" class="button" on:click=move |_| asking.set(true)>
                    <Icon name="undo"/><span>{text::WITHDRAW}</span>
                </button>
            </p>
        </Show>
        <Dialog open=asking title=text::WITHDRAW_TITLE foot=foot>
            <p>{text::WITHDRAW_NOTE}</p>
        </Dialog>
    }
}
