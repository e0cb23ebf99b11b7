//! The times at which interviews are offered: the list, and taking one away. A supervisor sees those
//! of all advisers of the directorate, an adviser their own and who comes.

use super::address;
use super::new_link::new_link;
use super::own_limits::OwnLimits;
use super::table::{Column, table};
use super::whose_slots::Whose;
use crate::api::request::{Fetched, Sending};
use crate::api::slots::{Expected, SlotRow};
use crate::programs::Program;
use crate::text::fr::common;
use crate::text::fr::desk::interventions;
use crate::text::fr::desk::slots as text;
use crate::text::fr::errors::api_error;
use crate::text::fr::room::nav;
use crate::ui::format::medium_date_and_time;
use crate::ui::{Answer, Badge, BadgeKind, Empty, Icon, PageHead, Toasts};
use domain::id::OfferedSlotId;
use leptos::prelude::*;

/// The page.
#[component]
pub fn SlotsPage() -> impl IntoView {
    let whose = Whose::of_visitor();
    let list = Fetched::live(move || whose.list());
    let remove = Sending::<Vec<SlotRow>>::new();
    let removing = RwSignal::new(None);
    Effect::new(move |_| match remove.get() {
        Some(Ok(_)) => {
            Toasts::get().say(text::REMOVED);
            list.refetch();
        }
        Some(Err(error)) => Toasts::get().warn(api_error(&error)),
        None => {}
    });
    let found = Signal::derive(move || match list.get() {
        Some(Ok(rows)) => text::found(rows.iter().filter(|row| !row.taken).count(), rows.len()),
        _ => String::new(),
    });
    let shown = move |rows: Vec<SlotRow>| {
        if rows.is_empty() {
            let none = match whose {
                Whose::Own(_) => text::NONE_OWN,
                Whose::Directorate => text::NONE_AT_ALL,
            };
            return view! { <Empty text=none/> }.into_any();
        }
        let rows = rows.into_iter().map(|row| line(row, whose, remove, removing)).collect();
        let columns: &[Column] = match whose {
            Whose::Own(_) => &OWN_COLUMNS,
            Whose::Directorate => &COLUMNS,
        };
        table(text::TITLE, found.get_untracked(), columns, rows)
    };
    let (title, lead, back) = match whose {
        // The navigation says where these belong: to the adviser's day.
        Whose::Own(_) => (text::OWN_TITLE, text::OWN_LEAD, None),
        Whose::Directorate => {
            let back = (address::INTERVENTIONS.to_owned(), interventions::TITLE.to_owned());
            (text::TITLE, text::LEAD, Some(back))
        }
    };
    view! {
        <PageHead
            title=title
            lead=lead
            nostrip:back=back
            actions=move || new_link(OwnLimits::may_plan, whose.form_address(), text::OFFER)
        />
        <Answer resource=list view=Callback::new(shown)/>
    }
}

/// What an adviser reads where the server does not answer: what of their work goes on.
pub fn without_network() -> AnyView {
    const DAY: &str = "/parcours";
    // The same program shows the supervisor's pages, which all need the server.
    let here = window().location().pathname().unwrap_or_default();
    here.starts_with(address::OWN_SLOTS)
        .then(|| {
            view! {
                <PageHead title=text::OWN_TITLE/>
                <div class="stack">
                    <p>{text::WITHOUT_NETWORK}</p>
                    <p><a class="button" href=DAY rel=Program::Desk.rel(DAY)>{nav::MY_DAY}</a></p>
                </div>
            }
        })
        .into_any()
}

const COLUMNS: [Column; 5] = [
    (text::WHEN, false),
    (text::ADVISER, false),
    (text::PLACE, false),
    (text::STATE, false),
    (text::ACTIONS, false),
];
/// Without the name of the adviser, who is always the same.
const OWN_COLUMNS: [Column; 4] = [COLUMNS[0], COLUMNS[2], COLUMNS[3], COLUMNS[4]];

fn line(
    row: SlotRow,
    whose: Whose,
    remove: Sending<Vec<SlotRow>>,
    removing: RwSignal<Option<OfferedSlotId>>,
) -> Vec<AnyView> {
    let SlotRow { slot, adviser_name, taken, people } = row;
    let when = medium_date_and_time(slot.starts_at);
    let about = text::about(&when, &adviser_name);
    let (kind, state, icon) = if taken {
        (BadgeKind::Neutral, text::TAKEN, "user")
    } else {
        (BadgeKind::Success, text::FREE, "check")
    };
    let id = slot.id;
    let busy = move || (remove.pending().get() && removing.get() == Some(id)).then_some("true");
    let press = move |_| {
        if !remove.pending().get_untracked() {
            removing.set(Some(id));
            remove.send(whose.remove(id));
        }
    };
    let people: Vec<AnyView> = people.into_iter().map(file_link).collect();
    let mut cells = vec![
        view! { {when}<p class="soft small">{text::minutes(slot.minutes)}</p> }.into_any(),
        adviser_name.into_any(),
        view! {
            <div>{common::mode(slot.mode)}<p class="soft small" dir="auto">{slot.place}</p></div>
        }
        .into_any(),
        view! { <div class="row"><Badge kind text=state icon=icon/>{people}</div> }.into_any(),
        view! {
            <button type="button" class="button" aria-busy=busy on:click=press>
                <Icon name="trash"/>
                <span>{text::REMOVE}<span class="visually-hidden">{about}</span></span>
            </button>
        }
        .into_any(),
    ];
    if matches!(whose, Whose::Own(_)) {
        cells.remove(1);
    }
    cells
}

/// The way to the file of somebody who comes.
fn file_link(expected: Expected) -> AnyView {
    let address = format!("/parcours/personnes/{}", expected.person);
    let rel = Program::Desk.rel(&address);
    view! { <a class="button button--quiet" href=address rel=rel><bdi>{expected.name}</bdi></a> }
        .into_any()
}
