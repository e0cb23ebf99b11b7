//! Taking in a rescue file that a device wrote when it could not send.

use super::address;
use crate::api::devices::take_rescue_file;
use crate::api::request::Sending;
use crate::api::rescue::Rescued;
use crate::pages::chosen_file::{chosen_file, read_file};
use crate::text::fr::desk::devices as text;
use crate::text::fr::errors::api_error;
use crate::ui::{Icon, Notice, NoticeKind};
use leptos::prelude::*;
use vault::parcel::MAX_FILE;

/// The section.
#[component]
pub(super) fn RescueFile() -> impl IntoView {
    let sending = Sending::<Rescued>::new();
    let chosen = move |event: web_sys::Event| {
        if let Some(file) = chosen_file(&event) {
            sending.send(async move { take_rescue_file(read_file(file, MAX_FILE).await?).await });
        }
    };
    let said = move || {
        sending.get().map(|answer| match answer {
            Ok(rescued) => done(rescued),
            Err(error) => view! {
                <Notice kind=NoticeKind::Danger title=api_error(&error) alert=true/>
            }
            .into_any(),
        })
    };
    let busy = sending.pending();
    view! {
        <section class="stack">
            <h2>{text::RESCUE}</h2>
            <p class="soft">{text::RESCUE_NOTE}</p>
            {said}
            <label class="drop">
                <input class="drop-input" type="file" accept=".bin" on:change=chosen/>
                <Icon name="upload"/>
                <span class="drop-title">
                    {move || if busy.get() { text::RESCUE_BUSY } else { text::RESCUE_CHOOSE }}
                </span>
            </label>
        </section>
    }
}

fn done(rescued: Rescued) -> AnyView {
    let Rescued { taken, others, .. } = rescued;
    if taken.entries == 0 && taken.unreadable == 0 && others == 0 {
        let said = if taken.known > 0 { text::RESCUE_KNOWN } else { text::RESCUE_EMPTY };
        return view! { <Notice kind=NoticeKind::Info title=said alert=true/> }.into_any();
    }
    let is_rest = taken.unreadable > 0 || others > 0;
    let kind = if is_rest { NoticeKind::Warning } else { NoticeKind::Success };
    let mut lines = text::rescued(rescued);
    let title = lines.remove(0);
    view! {
        <Notice kind title alert=true>
            <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <a class="button" href=address::ATTENTION rel="external">{text::TO_CHECK}</a>
        </Notice>
    }
    .into_any()
}
