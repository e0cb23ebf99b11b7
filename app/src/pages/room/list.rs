//! The interventions assigned to the adviser.

use crate::device::{Device, LinkState};
use crate::text::fr::room::{list as text, nav};
use crate::ui::format::{date_and_time, iso_day};
use crate::ui::{Empty, Icon, PageHead};
use domain::State;
use domain::attendance::Attendance;
use domain::intervention::Intervention;
use domain::order::sort_by_key;
use domain::time::Instant;
use leptos::prelude::*;

/// One card of the list.
#[derive(Clone, PartialEq)]
struct Card {
    intervention: Intervention,
    expected: usize,
    present: usize,
    interested: usize,
}

/// When a visit is, seen from today.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Today,
    Coming,
    Past,
}

fn when(starts_at: Instant, now: Instant) -> When {
    if iso_day(starts_at) == iso_day(now) {
        When::Today
    } else if starts_at > now {
        When::Coming
    } else {
        When::Past
    }
}

fn cards(state: &State) -> Vec<Card> {
    let mut cards: Vec<Card> = state
        .interventions()
        .map(|intervention| {
            let present = Some(Attendance::Present);
            let here = |id| id == intervention.id;
            Card {
                expected: state.roster_of(intervention.id).count(),
                present: state.roster_of(intervention.id).filter(|e| e.mark == present).count(),
                interested: state
                    .interests()
                    .filter(|interest| here(interest.intervention) && interest.withdrawn.is_none())
                    .count(),
                intervention: intervention.clone(),
            }
        })
        .collect();
    sort_by_key(&mut cards, |card| card.intervention.starts_at);
    cards
}

/// The page.
#[component]
pub fn ListPage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    let all = Memo::new(move |_| device.with_lists(cards));
    let now = crate::device::clock::now();
    let group = move |wanted: When, title: &'static str| {
        let mut of_group: Vec<Card> = all.with(|all| {
            let is_wanted = |card: &&Card| when(card.intervention.starts_at, now) == wanted;
            all.iter().filter(is_wanted).cloned().collect()
        });
        if wanted == When::Past {
            of_group.reverse();
        }
        (!of_group.is_empty()).then(|| {
            view! {
                <section class="stack">
                    <h2>{title}</h2>
                    <ul class="cards" role="list">
                        {of_group.into_iter().map(|card| view! { <CardView card/> }).collect_view()}
                    </ul>
                </section>
            }
        })
    };
    let empty = move || {
        all.with(Vec::is_empty).then(|| {
            let never_heard =
                device.last_sync().get().is_none() && device.link().get() != LinkState::UpToDate;
            view! { <Empty text=if never_heard { text::NOT_YET } else { text::EMPTY }/> }
        })
    };
    view! {
        <PageHead title=nav::MY_INTERVENTIONS lead=text::LEAD/>
        <div class="stack stack--wide">
            {move || group(When::Today, text::TODAY)}
            {move || group(When::Coming, text::COMING)}
            {move || group(When::Past, text::PAST)}
            {empty}
        </div>
    }
}

#[component]
fn CardView(card: Card) -> impl IntoView {
    let Card { intervention, expected, present, interested } = card;
    view! {
        <li class="card card--link">
            <h3 class="card-title">
                <a href=format!("/interventions/{}", intervention.id)>{intervention.centre_name}</a>
            </h3>
            <p class="row"><Icon name="map-pin"/><span>{intervention.town}</span></p>
            <p class="row"><Icon name="calendar"/><span>{date_and_time(intervention.starts_at)}</span></p>
            <p class="soft">{text::counts(expected, present, interested)}</p>
        </li>
    }
}
