//! The adviser's day: what is planned, what is to be done, and what others owe an answer for.

use super::HERE;
use crate::device::{Device, clock};
use crate::pages::person::{
    file_address, plan_address, proposals_address, referral_address, sheet_address,
};
use crate::text::fr::follow_up::{day as text, decline_reason, missed, nav, referral_state, since};
use crate::text::mid_sentence;
use crate::ui::format::{iso_day, medium_date_and_time, time};
use crate::ui::{Badge, BadgeKind, Icon, PageHead};
use domain::State;
use domain::id::SignatoryId;
use domain::interview::Interview;
use domain::person::Signatory;
use domain::time::Instant;
use domain::work::{Todo, Work, planned_interviews, waiting_for_partners, work_of};
use leptos::prelude::*;

/// So many lines of a list are shown before one asks for all.
const SHOWN: usize = 12;
/// The adviser's own times, which the server keeps.
const OWN_SLOTS: &str = "/mes-creneaux";
const DAY: i64 = 24 * 60 * 60 * 1000;

/// A line of one of the lists.
#[derive(Clone, PartialEq)]
struct Line {
    name: String,
    address: String,
    what: String,
    note: String,
    late: bool,
}

/// The lists of the day.
#[derive(Clone, PartialEq)]
struct Lists {
    today: Vec<Line>,
    todo: Vec<Line>,
    coming: Vec<Line>,
    waiting: Vec<Line>,
}

fn lists(device: Device, state: &State) -> Lists {
    let (adviser, now) = (device.profile().user, clock::now());
    let (today, coming): (Vec<&Interview>, Vec<&Interview>) =
        planned_interviews(state, adviser, now)
            .into_iter()
            .partition(|it| it.slot().is_some_and(|slot| iso_day(slot.starts_at) == iso_day(now)));
    let waiting = waiting_for_partners(state, adviser)
        .into_iter()
        .filter_map(|(id, at)| {
            let referral = state.referral(id)?;
            Some(Line {
                name: name(state, referral.signatory),
                address: referral_address(referral.signatory, id),
                what: state.scheme(referral.scheme).map(|it| it.title.clone()).unwrap_or_default(),
                note: format!("{}, {}", referral_state(referral.state()), ago(at, now)),
                late: false,
            })
        })
        .collect();
    Lists {
        today: today.into_iter().map(|it| appointment(state, it, time)).collect(),
        todo: work_of(state, adviser, now).iter().map(|work| task(state, work, now)).collect(),
        coming: coming.into_iter().map(|it| appointment(state, it, medium_date_and_time)).collect(),
        waiting,
    }
}

fn name(state: &State, person: SignatoryId) -> String {
    state.signatory(person).map(Signatory::display_name).unwrap_or_default()
}

fn ago(at: Instant, now: Instant) -> String {
    since((now.0 - at.0).div_euclid(DAY))
}

fn appointment(state: &State, interview: &Interview, when: fn(Instant) -> String) -> Line {
    let slot = interview.slot();
    Line {
        name: name(state, interview.signatory),
        address: file_address(interview.signatory),
        what: slot.map(|slot| when(slot.starts_at)).unwrap_or_default(),
        note: slot.map(|slot| slot.place.clone()).unwrap_or_default(),
        late: false,
    }
}

fn task(state: &State, work: &Work, now: Instant) -> Line {
    let person = work.person;
    let (address, what) = match work.todo {
        Todo::Note(_) => (sheet_address(person), text::NOTE.to_owned()),
        Todo::Plan => (plan_address(person), text::PLAN.to_owned()),
        Todo::PlanAgain(why) => {
            (plan_address(person), format!("{} ({})", text::PLAN_AGAIN, mid_sentence(missed(why))))
        }
        Todo::Refer => (proposals_address(person), text::REFER.to_owned()),
        Todo::Declined(referral, why) => (
            referral_address(person, referral),
            format!(
                "{} : {}",
                referral_state(domain::referral::ReferralState::Declined),
                decline_reason(why)
            ),
        ),
        Todo::Unanswered(referral) => {
            (referral_address(person, referral), text::UNANSWERED.to_owned())
        }
    };
    Line {
        name: name(state, person),
        address,
        what,
        note: ago(work.since, now),
        late: work.is_late(now),
    }
}

/// The page.
#[component]
pub fn DayPage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    let all = Memo::new(move |_| device.with_lists(|state| lists(device, state)));
    let part = move |title: &'static str, empty: &'static str, lines: fn(&Lists) -> &Vec<Line>| {
        let lines = Signal::derive(move || all.with(|all| lines(all).clone()));
        view! { <Part title empty lines/> }
    };
    view! {
        <PageHead
            title=nav::DAY
            lead=text::LEAD
            actions=|| view! {
                <a class="button" href=OWN_SLOTS rel=HERE.rel(OWN_SLOTS)>
                    <Icon name="clock"/><span>{text::SLOTS}</span>
                </a>
            }
        />
        <div class="stack stack--wide">
            {part(text::TODAY, text::NOTHING_TODAY, |all| &all.today)}
            {part(text::TO_DO, text::NOTHING_TO_DO, |all| &all.todo)}
            {part(text::COMING, text::NOTHING_COMING, |all| &all.coming)}
            {part(text::WAITING, text::NOTHING_WAITING, |all| &all.waiting)}
        </div>
    }
}

#[component]
fn Part(title: &'static str, empty: &'static str, lines: Signal<Vec<Line>>) -> impl IntoView {
    let whole = RwSignal::new(false);
    let shown = move || {
        let mut lines = lines.get();
        if !whole.get() {
            lines.truncate(SHOWN);
        }
        lines.into_iter().map(|line| view! { <LineView line/> }).collect_view()
    };
    let count = move || lines.with(Vec::len);
    view! {
        <section class="stack">
            <h2>{title}</h2>
            <Show when=move || count() == 0>
                <p class="soft">{empty}</p>
            </Show>
            <ul class="lines" role="list">{shown}</ul>
            <Show when=move || !whole.get() && (count() > SHOWN)>
                <p>
                    <button type="button" class="button" on:click=move |_| whole.set(true)>
                        {move || text::all(count())}
                    </button>
                </p>
            </Show>
        </section>
    }
}

#[component]
fn LineView(line: Line) -> impl IntoView {
    let rel = HERE.rel(&line.address);
    view! {
        <li class="line">
            <div class="line-text">
                <a class="line-name" dir="auto" href=line.address rel=rel>{line.name}</a>
                <p>{line.what}</p>
                <p class="soft small">{line.note}</p>
            </div>
            {line.late.then(|| view! {
                <Badge kind=BadgeKind::Warning text=text::LATE.to_owned()/>
            })}
        </li>
    }
}
