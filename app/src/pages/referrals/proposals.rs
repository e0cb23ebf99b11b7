//! Which schemes fit a person and why, which do not and why; and sending the person to one.

use super::HERE;
use crate::device::{Device, clock};
use crate::pages::enter::{enter, say_and_go_on};
use crate::pages::person::{
    PEOPLE, back_to_file, file_address, name_of, plan_address, with_person,
};
use crate::text::fr::common::scheme_kind;
use crate::text::fr::follow_up::{file, proposals as text};
use crate::ui::format::iso_day;
use crate::ui::{Badge, BadgeKind, Dialog, Empty, Icon, Notice, NoticeKind, PageHead};
use domain::command::SendReferral;
use domain::id::{InterviewId, ReferralId, SchemeId, SignatoryId};
use domain::interview::InterviewState;
use domain::scheme::{Against, For, Scheme, fits};
use domain::time::Day;
use domain::{Command, State, path};
use leptos::prelude::*;

/// The page.
#[component]
pub fn ProposalsPage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    with_person(device, HERE, move |person| view! { <Proposals device person/> }.into_any())
}

/// A scheme as it is proposed.
#[derive(Clone, PartialEq)]
struct Proposal {
    id: SchemeId,
    title: String,
    place: String,
    kind: &'static str,
    text: String,
    conditions: String,
    good: Vec<String>,
    bad: Vec<String>,
    already: bool,
    open: bool,
    organisation: String,
}

fn good(reason: For) -> String {
    match reason {
        For::Kind(place) => text::kind(place),
        For::Level => text::LEVEL.to_owned(),
        For::Near => text::NEAR.to_owned(),
        For::PlacesLeft(count) => text::places_left(count),
        For::NoLimit => text::NO_LIMIT.to_owned(),
        For::BeginsIn(days) => text::begins_in(days),
    }
}

fn bad(reason: Against) -> String {
    match reason {
        Against::OtherKind => text::OTHER_KIND.to_owned(),
        Against::LevelTooLow(needed) => text::level_too_low(needed),
        Against::LevelUnknown(needed) => text::level_unknown(needed),
        Against::NothingToGain(target) => text::nothing_to_gain(target),
        Against::TooFar => text::TOO_FAR.to_owned(),
        Against::Full => text::FULL.to_owned(),
        Against::Closed => text::CLOSED.to_owned(),
    }
}

/// In French, since an adviser reads it.
fn card_text(scheme: &Scheme) -> String {
    let french = |card: &&domain::scheme::Card| card.language == domain::language::Language::French;
    scheme.cards.iter().find(french).map(|card| card.text.clone()).unwrap_or_default()
}

fn proposals(state: &State, person: SignatoryId) -> Vec<Proposal> {
    let needs = path::needs(state, person);
    let today = Day::parse(&iso_day(clock::now())).unwrap_or(Day(0));
    fits(state.schemes(), &needs, today)
        .into_iter()
        .map(|fit| {
            let scheme = fit.scheme;
            let going =
                |it: &domain::referral::Referral| it.scheme == scheme.id && !it.state().is_over();
            Proposal {
                id: scheme.id,
                title: scheme.title.clone(),
                place: scheme.place(),
                kind: scheme_kind(scheme.kind),
                text: card_text(scheme),
                conditions: scheme.conditions.clone(),
                good: fit.good.into_iter().map(good).collect(),
                bad: fit.bad.into_iter().map(bad).collect(),
                already: state.referrals_of(person).any(going),
                open: scheme.open,
                organisation: scheme.organisation_name.clone(),
            }
        })
        .collect()
}

/// The interview that a referral would rest on.
fn held(state: &State, person: SignatoryId) -> Option<InterviewId> {
    let held = state.interviews_of(person).filter(|it| it.state() == InterviewState::Held);
    held.last().map(|it| it.id)
}

/// The question before somebody is sent.
#[derive(Clone, Copy)]
struct Question {
    open: RwSignal<bool>,
    about: RwSignal<Option<Asked>>,
}

/// What it asks about.
#[derive(Clone, PartialEq)]
struct Asked {
    /// Made with the question: sent twice by a double tap, it is one referral.
    id: ReferralId,
    scheme: SchemeId,
    interview: InterviewId,
    organisation: String,
}

impl Question {
    fn ask(self, about: Asked) {
        self.about.set(Some(about));
        self.open.set(true);
    }
}

#[component]
fn Proposals(device: Device, person: SignatoryId) -> impl IntoView {
    let interview = Memo::new(move |_| device.with_lists(|state| held(state, person)));
    let all = Memo::new(move |_| device.with_lists(|state| proposals(state, person)));
    // One question for the page: it stays open when the cards are drawn anew under it.
    let question = Question { open: RwSignal::new(false), about: RwSignal::new(None) };
    let card = move |proposal: Proposal| {
        view! { <ProposalCard question interview=interview.get() proposal/> }
    };
    let body = move || {
        let (fitting, others): (Vec<_>, Vec<_>) =
            all.get().into_iter().partition(|proposal| proposal.bad.is_empty());
        if fitting.is_empty() && others.is_empty() {
            return view! { <Empty text=text::NO_SCHEMES/> }.into_any();
        }
        let none = fitting.is_empty().then(|| view! { <p class="soft">{text::NONE_FITS}</p> });
        let rest = (!others.is_empty()).then(|| {
            // What comes closest is open where nothing fits.
            let open = fitting.is_empty();
            view! {
                <details class="more" open=open>
                    <summary>{text::others(others.len())}</summary>
                    <ul class="cards" role="list">{others.into_iter().map(card).collect_view()}</ul>
                </details>
            }
        });
        view! {
            <section class="stack">
                <h2>{text::FITTING}</h2>
                {none}
                <ul class="cards" role="list">{fitting.into_iter().map(card).collect_view()}</ul>
            </section>
            {rest}
        }
        .into_any()
    };
    view! {
        <PageHead
            title=text::TITLE lead=name_of(device, person)
            back=back_to_file(person) back_rel=HERE.rel(PEOPLE)
        />
        <div class="stack stack--wide">
            <Show when=move || interview.with(Option::is_none)>
                <Notice kind=NoticeKind::Info title=text::NEEDS_INTERVIEW>
                    <p>
                        <a class="button" href=plan_address(person) rel=HERE.rel(PEOPLE)>
                            {file::PLAN}
                        </a>
                    </p>
                </Notice>
            </Show>
            {body}
        </div>
        <AskAndSend device person question/>
    }
}

/// Asks, and sends.
#[component]
fn AskAndSend(device: Device, person: SignatoryId, question: Question) -> impl IntoView {
    let Question { open, about } = question;
    let send = move |_| {
        let Some(Asked { id, scheme, interview, .. }) = about.get_untracked() else { return };
        open.set(false);
        let command =
            Command::SendReferral(SendReferral { id, signatory: person, scheme, interview });
        enter(device, vec![command], move |_| {
            say_and_go_on(text::SENT, &file_address(person));
        });
    };
    let foot = move || {
        view! {
            <button type="button" class="button button--main" on:click=send>{text::CONFIRM}</button>
        }
    };
    let sentence =
        move || about.with(|asked| asked.as_ref().map(|asked| text::confirm(&asked.organisation)));
    view! {
        <Dialog open title=text::CONFIRM_TITLE foot=foot>
            <p>{sentence}</p>
        </Dialog>
    }
}

#[component]
fn ProposalCard(
    question: Question,
    interview: Option<InterviewId>,
    proposal: Proposal,
) -> impl IntoView {
    let reason = |icon: &'static str, what: String| {
        view! { <li class="row"><Icon name=icon/><span>{what}</span></li> }
    };
    let Proposal {
        id: scheme,
        title,
        place,
        kind,
        text: card_text,
        conditions,
        good,
        bad,
        already,
        open,
        organisation,
    } = proposal;
    let offer = interview.filter(|_| open && !already).map(|interview| {
        let title = title.clone();
        let ask = move |_| {
            let organisation = organisation.clone();
            let id = ReferralId(clock::new_id());
            question.ask(Asked { id, scheme, interview, organisation });
        };
        view! {
            <p>
                <button type="button" class="button" on:click=ask>
                    {text::SEND}<span class="visually-hidden">" : "{title}</span>
                </button>
            </p>
        }
    });
    view! {
        <li class="card">
            <h3 class="card-title">{title}</h3>
            <p class="soft">{place}</p>
            <p class="soft small">{kind}</p>
            {(!card_text.is_empty()).then(|| view! { <p>{card_text}</p> })}
            {(!conditions.is_empty()).then(|| view! { <p>{conditions}</p> })}
            <ul class="reasons" role="list">
                {bad.into_iter().map(|what| reason("cross", what)).collect_view()}
                {good.into_iter().map(|what| reason("check", what)).collect_view()}
            </ul>
            {already.then(|| view! {
                <p><Badge kind=BadgeKind::Waiting text=text::ALREADY.to_owned()/></p>
            })}
            {offer}
        </li>
    }
}
