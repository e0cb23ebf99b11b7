//! The times at which the directorate's advisers offer interviews: the list, and taking one away.

use super::address;
use super::new_link::new_link;
use super::table::{Column, table};
use crate::api::request::{Fetched, Sending};
use crate::api::slots::{SlotRow, remove_slot, slots};
use crate::text::fr::common;
use crate::text::fr::desk::interventions;
use crate::text::fr::desk::slots as text;
use crate::text::fr::errors::api_error;
use crate::ui::format::medium_date_and_time;
use crate::ui::{Answer, Badge, BadgeKind, Empty, Icon, PageHead, Toasts};
use domain::id::OfferedSlotId;
use leptos::prelude::*;

/// The page.
#[component]
pub fn SlotsPage() -> impl IntoView {
    let list = Fetched::new(slots);
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
            return view! { <Empty text=text::NONE_AT_ALL/> }.into_any();
        }
        let rows = rows.into_iter().map(|row| line(row, remove, removing)).collect();
        table(text::TITLE, found.get_untracked(), &COLUMNS, rows)
    };
    view! {
        <PageHead
            title=text::TITLE
            lead=text::LEAD
            back=(address::INTERVENTIONS.to_owned(), interventions::TITLE.to_owned())
            actions=|| new_link(address::NEW_SLOTS, text::OFFER)
        />
        <Answer resource=list view=Callback::new(shown)/>
    }
}

const COLUMNS: [Column; 5] = [
    (text::WHEN, false),
    (text::ADVISER, false),
    (text::PLACE, false),
    (text::STATE, false),
    (text::ACTIONS, false),
];

fn line(
    row: SlotRow,
    remove: Sending<Vec<SlotRow>>,
    removing: RwSignal<Option<OfferedSlotId>>,
) -> Vec<AnyView> {
    let SlotRow { slot, adviser_name, taken } = row;
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
            remove.send(remove_slot(id));
        }
    };
    vec![
        view! { {when}<p class="soft small">{text::minutes(slot.minutes)}</p> }.into_any(),
        adviser_name.into_any(),
        view! {
            <div>{common::mode(slot.mode)}<p class="soft small" dir="auto">{slot.place}</p></div>
        }
        .into_any(),
        view! { <Badge kind text=state icon=icon/> }.into_any(),
        view! {
            <button type="button" class="button" aria-busy=busy on:click=press>
                <Icon name="trash"/>
                <span>{text::REMOVE}<span class="visually-hidden">{about}</span></span>
            </button>
        }
        .into_any(),
    ]
}
