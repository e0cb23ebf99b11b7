//! The devices of the directorate: the list, and revoking one.

use super::address;
use super::device_row::{is_in_use, state, waiting};
use super::rescue::RescueFile;
use super::table::{Column, table};
use crate::api::devices::{DeviceRow, devices, revoke_device};
use crate::api::request::{Fetched, Sending};
use crate::text::fr::desk::{accounts, devices as text};
use crate::text::fr::errors::api_error;
use crate::ui::format::short_date_and_time;
use crate::ui::{Answer, Dialog, Empty, Icon, PageHead, Toasts};
use leptos::prelude::*;

/// The page.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let list = Fetched::live(devices);
    let asking = RwSignal::new(false);
    let about = RwSignal::new(None::<DeviceRow>);
    let revoking = Sending::<DeviceRow>::new();
    Effect::new(move |_| match revoking.get() {
        Some(Ok(_)) => {
            Toasts::get().say(text::IS_REVOKED);
            list.refetch();
        }
        Some(Err(error)) => Toasts::get().warn(api_error(&error)),
        None => {}
    });
    let ask = Callback::new(move |row: DeviceRow| {
        about.set(Some(row));
        asking.set(true);
    });
    let shown = move |rows: Vec<DeviceRow>| {
        if rows.is_empty() {
            return view! { <Empty text=text::NONE/> }.into_any();
        }
        let lines = rows.iter().map(|row| line(row, ask)).collect();
        table(text::TITLE, String::new(), &COLUMNS, lines)
    };
    let go = move |_| {
        asking.set(false);
        if let Some(row) = about.get_untracked() {
            revoking.send(revoke_device(row.id));
        }
    };
    let foot = move || {
        view! {
            <button type="button" class="button button--danger" on:click=go>{text::REVOKE}</button>
            <button type="button" class="button" on:click=move |_| asking.set(false)>
                {text::KEEP}
            </button>
        }
    };
    let which = move || about.get().map(|row| text::title(&row.owner)).unwrap_or_default();
    let left = move || about.get().filter(|row| row.waiting > 0).map(|row| waiting(&row));
    view! {
        <PageHead
            title=text::TITLE
            lead=text::LEAD
            back=(address::ACCOUNTS.to_owned(), accounts::TITLE.to_owned())
        />
        <div class="stack stack--wide">
            <Answer resource=list view=Callback::new(shown)/>
            <RescueFile/>
        </div>
        <Dialog open=asking title=text::ASK foot=foot>
            <p>{which}</p>
            {move || left().map(|left| view! { <p>{text::WAITING}" : "{left}</p> })}
            <ul>{text::STEPS.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ul>
            <p class="soft">{text::ACCOUNT_STAYS}</p>
        </Dialog>
    }
}

const COLUMNS: [Column; 5] = [
    (text::OWNER, false),
    (text::LAST_SEEN, false),
    (text::WAITING, false),
    (text::STATE, false),
    (text::ACTION, false),
];

fn line(row: &DeviceRow, ask: Callback<DeviceRow>) -> Vec<AnyView> {
    let owner = view! { <a href=address::device(row.id) dir="auto">{row.owner.clone()}</a> };
    let seen = short_date_and_time(row.last_seen_at);
    let button = is_in_use(row).then(|| {
        let about = row.clone();
        view! {
            <button
                type="button"
                class="button button--danger"
                aria-label=text::revoke(&row.owner, &seen)
                on:click=move |_| ask.run(about.clone())
            >
                <Icon name="lock"/><span>{text::REVOKE}</span>
            </button>
        }
    });
    vec![owner.into_any(), seen.clone().into_any(), waiting(row), state(row), button.into_any()]
}
