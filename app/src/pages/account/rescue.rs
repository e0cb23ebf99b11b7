//! When nothing else works: what waits, as a file; and bringing such a file back.

use crate::api::devices::Taken;
use crate::api::request::Sending;
use crate::api::rescue::{Rescued, bring_back};
use crate::device::{Device, rescue_file};
use crate::pages::chosen_file::{chosen_file, read_file};
use crate::text::fr::device::rescue as text;
use crate::text::fr::errors::api_error;
use crate::ui::{Icon, Notice, NoticeKind, Toasts};
use leptos::prelude::*;
use vault::parcel::MAX_FILE;

/// The section.
#[component]
pub fn Rescue(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    let toasts = Toasts::get();
    let write = move |_| {
        let user = device.profile().user;
        leptos::task::spawn_local(async move {
            match rescue_file::write(Some(user)).await {
                Ok(()) => toasts.say(text::WRITTEN),
                Err(_) => toasts.warn(text::NOT_WRITTEN),
            }
        });
    };
    let sending = Sending::<Rescued>::new();
    let chosen = move |event: web_sys::Event| {
        if let Some(file) = chosen_file(&event) {
            sending.send(async move { bring_back(read_file(file, MAX_FILE).await?).await });
        }
    };
    let said = move || {
        sending.get().map(|answer| {
            let (kind, title) = match answer {
                Ok(rescued) => (kind_of(rescued), text::taken(rescued)),
                Err(error) => (NoticeKind::Danger, api_error(&error)),
            };
            view! { <Notice kind title alert=true/> }
        })
    };
    let busy = sending.pending();
    view! {
        <section class="stack">
            <h2>{text::TITLE}</h2>
            <p class="soft">{text::NOTE}</p>
            {said}
            <div class="row">
                <button type="button" class="button" on:click=write>
                    <Icon name="download"/><span>{text::WRITE}</span>
                </button>
            </div>
            <label class="drop">
                <input class="drop-input" type="file" accept=".bin" on:change=chosen/>
                <Icon name="upload"/>
                <span class="drop-title">
                    {move || if busy.get() { text::BUSY } else { text::BRING }}
                </span>
            </label>
        </section>
    }
}

/// What somebody has to do something about is no plain success.
const fn kind_of(rescued: Rescued) -> NoticeKind {
    match rescued {
        Rescued { taken: Taken { unreadable: 0, .. }, to_check: 0, others: 0 } => {
            NoticeKind::Success
        }
        _ => NoticeKind::Warning,
    }
}
