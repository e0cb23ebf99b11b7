//! All referrals of an organisation, and the places of its schemes.

use super::field::{LineField, summary};
use super::places::{PlacesEntry, PlacesField, PlacesProblem};
use super::referral::{badge, day};
use super::shown::{BoardShown, ListedReferral, SchemePlaces};
use crate::pages::register::Look;
use crate::text::fr::partner::{self, answer, board};
use domain::referral::ReferralState;
use leptos::prelude::*;

/// The states of referrals under way, in the order in which a partner looks for them.
const UNDER_WAY: [ReferralState; 5] = [
    ReferralState::Sent,
    ReferralState::UnderReview,
    ReferralState::Waitlisted,
    ReferralState::Accepted,
    ReferralState::Entered,
];

/// The board. Each scheme has a form of its own, which posts to the address of the page.
#[component]
pub fn Board(
    /// Pictures.
    look: Look,
    /// What there is.
    shown: BoardShown,
    /// What was entered and has to be corrected.
    entry: Option<(PlacesEntry, Vec<PlacesProblem>)>,
) -> impl IntoView {
    let BoardShown { organisation, schemes, referrals, counts } = shown;
    let of_entry =
        |scheme: &SchemePlaces| entry.as_ref().filter(|(entry, _)| entry.scheme == Some(scheme.id));
    let places: Vec<_> = schemes
        .iter()
        .enumerate()
        .map(|(place, scheme)| scheme_card(&look, place, scheme, of_entry(scheme)).into_any())
        .collect();
    let groups: Vec<_> = UNDER_WAY
        .into_iter()
        .filter_map(|state| {
            let own: Vec<_> = referrals.iter().filter(|it| it.state == state).cloned().collect();
            (!own.is_empty()).then(|| group(&look, state, own, count(&counts, state)).into_any())
        })
        .collect();
    let over: Vec<_> = ReferralState::ALL
        .into_iter()
        .filter(|state| state.is_over() && count(&counts, *state) > 0)
        .map(|state| {
            view! {
                <div>
                    <dt>{partner::state(state)}</dt>
                    <dd>{count(&counts, state)}</dd>
                </div>
            }
        })
        .collect();
    let none = groups.is_empty().then(|| view! { <p>{board::EMPTY}</p> });
    view! {
        <div class="partner-part">
            <h1>{board::TITLE}</h1>
            <p class="lead">{organisation}</p>
        </div>
        <section class="partner-part" aria-labelledby="places">
            <h2 id="places">{board::PLACES}</h2>
            {places}
        </section>
        <section class="partner-part" aria-labelledby="referrals">
            <h2 id="referrals">{board::REFERRALS}</h2>
            <p class="soft">{board::PRIVACY}</p>
            {none}
            {groups}
        </section>
        {(!over.is_empty())
            .then(|| {
                view! {
                    <section class="partner-part" aria-labelledby="over">
                        <h2 id="over">{board::OVER}</h2>
                        <dl class="facts">{over}</dl>
                    </section>
                }
            })}
    }
}

fn count(counts: &[(ReferralState, u32)], state: ReferralState) -> u32 {
    counts.iter().find(|(known, _)| *known == state).map_or(0, |(_, count)| *count)
}

fn group(
    look: &Look,
    state: ReferralState,
    referrals: Vec<ListedReferral>,
    count: u32,
) -> impl IntoView + use<> {
    let lines: Vec<_> = referrals.into_iter().map(line).collect();
    view! {
        <h3>{badge(look, state)} " " {count}</h3>
        <ul class="partner-list" role="list">
            {lines}
        </ul>
    }
}

fn line(it: ListedReferral) -> impl IntoView {
    let name = it.name.unwrap_or_else(|| board::NO_NAME.to_owned());
    let dates = board::dates(&it.sent_on.french(), &it.since.french());
    view! {
        <li class="partner-line">
            <strong>{name}</strong>
            <span>{it.scheme}</span>
            <span class="soft small">{dates}</span>
            {it.own.then(|| view! { <span class="soft small">{board::OWN}</span> })}
        </li>
    }
}

fn scheme_card(
    look: &Look,
    place: usize,
    scheme: &SchemePlaces,
    entry: Option<&(PlacesEntry, Vec<PlacesProblem>)>,
) -> impl IntoView + use<> {
    let now = scheme
        .places
        .map_or_else(|| board::NO_LIMIT.to_owned(), |places| board::places(scheme.taken, places));
    let next = scheme.next_intake.map(|it| {
        view! {
            <p>
                {board::NEXT_INTAKE_NOW} " " {day(it)}
            </p>
        }
    });
    let known = PlacesEntry {
        free: scheme
            .places
            .map(|places| places.saturating_sub(scheme.taken).to_string())
            .unwrap_or_default(),
        next_intake: scheme.next_intake.map(|day| day.to_string()).unwrap_or_default(),
        ..PlacesEntry::default()
    };
    let (entry, problems) =
        entry.map_or((&known, [].as_slice()), |(entry, problems)| (entry, problems));
    let anchor = |field| match field {
        PlacesField::Free => format!("free-{place}"),
        PlacesField::NextIntake => format!("next-{place}"),
    };
    let problem =
        |field| problems.iter().find(|it| it.field() == field).map(|it| PlacesProblem::text(*it));
    let listed = problems.iter().map(|it| (anchor(it.field()), it.text())).collect();
    let free = LineField {
        id: anchor(PlacesField::Free),
        name: "free",
        label: board::FREE,
        optional: false,
        hint: board::FREE_HINT,
        kind: "number",
        value: &entry.free,
        problem: problem(PlacesField::Free),
    };
    let next_intake = LineField {
        id: anchor(PlacesField::NextIntake),
        name: "next_intake",
        label: board::NEXT_INTAKE,
        optional: true,
        hint: answer::DAY_HINT,
        kind: "date",
        value: &entry.next_intake,
        problem: problem(PlacesField::NextIntake),
    };
    view! {
        <div class="card">
            <h3 class="card-title">{scheme.title.clone()}</h3>
            <p>{now}</p>
            {next}
            <form method="post" novalidate=true>
                {summary(look, listed)}
                <input type="hidden" name="scheme" value=scheme.id.to_string() />
                <input type="hidden" name="version" value=scheme.version.to_string() />
                {free.view(look)}
                {next_intake.view(look)}
                <button class="button">{board::SAVE}</button>
            </form>
        </div>
    }
}
