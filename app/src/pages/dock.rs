//! The bar at the bottom of every page: what waits, and how it stands with the server.

use crate::device::workplace::Workplace;
use crate::device::{Device, LinkState};
use crate::text::fr::room::sync as text;
use crate::ui::Icon;
use crate::ui::sign_in_link::sign_in_from;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// What the bar says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Message {
    state: &'static str,
    icon: &'static str,
    strong: String,
    note: &'static str,
    action: Option<Act>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Send,
    SignIn,
}

/// The one sentence for a situation. Never says that something was sent which the server has not
/// confirmed.
fn message(link: LinkState, waiting: usize, unsafe_count: usize) -> Message {
    let with =
        |state, icon, strong: String, note, action| Message { state, icon, strong, note, action };
    if unsafe_count > 0 {
        return with("trouble", "alert", text::not_safe(unsafe_count), "", Some(Act::Send));
    }
    let count = if waiting == 0 { String::new() } else { text::waiting(waiting) };
    match link {
        LinkState::Sending => with("sending", "refresh", text::SENDING.to_owned(), "", None),
        LinkState::Offline if waiting == 0 => {
            with("offline", "cloud-off", text::OFFLINE.to_owned(), text::OFFLINE_NOTE, None)
        }
        LinkState::Offline => with(
            "offline",
            "cloud-off",
            format!("{} {count}", text::OFFLINE),
            text::SAFE_HERE,
            Some(Act::Send),
        ),
        LinkState::SignInNeeded => with(
            "trouble",
            "lock",
            format!("{count} {}", text::SIGN_IN).trim().to_owned(),
            if waiting == 0 { "" } else { text::SAFE_HERE },
            Some(Act::SignIn),
        ),
        LinkState::Trouble => with(
            "trouble",
            "alert",
            format!("{} {count}", text::TROUBLE).trim().to_owned(),
            text::TROUBLE_NOTE,
            Some(Act::Send),
        ),
        LinkState::Unknown | LinkState::UpToDate if waiting > 0 => {
            with("waiting", "cloud-up", count, text::SAFE_HERE, Some(Act::Send))
        }
        LinkState::Unknown => with("waiting", "cloud-up", text::SENDING.to_owned(), "", None),
        LinkState::UpToDate => with("sent", "cloud-check", text::SENT.to_owned(), "", None),
    }
}

/// The bar.
#[component]
pub fn SyncBar(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    let workplace = Workplace::get();
    let here = use_location().pathname;
    let said = Memo::new(move |_| {
        message(device.link().get(), device.waiting().get(), device.unsafe_count().get())
    });
    let act = move || {
        said.with(|said| said.action).map(|act| match act {
            Act::Send => view! {
                <button type="button" class="button" on:click=move |_| workplace.sync_now()>
                    {text::SEND_NOW}
                </button>
            }
            .into_any(),
            Act::SignIn => view! {
                <a class="button" rel="external" href=move || here.with(|here| sign_in_from(here))>
                    {text::RECONNECT}
                </a>
            }
            .into_any(),
        })
    };
    view! {
        <section
            class="sync-bar"
            aria-label=text::LABEL
            data-state=move || said.with(|said| said.state)
            data-waiting=move || device.waiting().get()
        >
            <Icon name=Signal::derive(move || said.with(|said| said.icon))/>
            <p class="sync-bar-text" role="status">
                <strong>{move || said.with(|said| said.strong.clone())}</strong>
                " "{move || said.with(|said| said.note)}
            </p>
            {act}
        </section>
    }
}
