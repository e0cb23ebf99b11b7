//! The secret address of the adviser's calendar: made, shown once, ended.

use crate::api::agenda::{end_agenda, is_agenda_shared, share_agenda};
use crate::api::request::{Fetched, Sending};
use crate::text::fr::agenda as text;
use crate::text::fr::errors::api_error;
use crate::ui::{Icon, Toasts};
use leptos::prelude::*;

/// The section.
#[component]
pub fn AgendaAddress() -> impl IntoView {
    let shared = Fetched::new(is_agenda_shared);
    let making = Sending::new();
    let ending = Sending::new();
    Effect::new(move |_| match making.get() {
        Some(Ok(_)) => shared.refetch(),
        Some(Err(error)) => Toasts::get().warn(api_error(&error)),
        None => {}
    });
    Effect::new(move |_| match ending.get() {
        Some(Ok(())) => {
            making.clear();
            Toasts::get().say(text::ENDED);
            shared.refetch();
        }
        Some(Err(error)) => Toasts::get().warn(api_error(&error)),
        None => {}
    });
    let address = move || match making.get() {
        Some(Ok(path)) => {
            let path: String = path;
            let origin = window().location().origin().unwrap_or_default();
            Some(format!("{origin}{path}"))
        }
        _ => None,
    };
    let busy = |pending: Signal<bool>| move || pending.get().then_some("true");
    let shown = move |is_shared: bool| {
        let make = if is_shared { text::MAKE_ANOTHER } else { text::MAKE };
        view! {
            <p>{if is_shared { text::IS_SHARED } else { text::IS_NOT_SHARED }}</p>
            <div class="row">
                <button
                    type="button"
                    class="button"
                    aria-busy=busy(making.pending())
                    on:click=move |_| making.send(share_agenda())
                >
                    <Icon name="calendar"/><span>{make}</span>
                </button>
                {is_shared.then(|| view! {
                    <button
                        type="button"
                        class="button"
                        aria-busy=busy(ending.pending())
                        on:click=move |_| ending.send(end_agenda())
                    >
                        <Icon name="cross"/><span>{text::END}</span>
                    </button>
                })}
            </div>
        }
        .into_any()
    };
    view! {
        <section class="stack">
            <h2>{text::TITLE}</h2>
            <p class="soft">{text::NOTE}</p>
            <div role="status">
                {move || address().map(|address| view! {
                    <p>{text::COPY}</p>
                    <p><span class="code" dir="ltr">{address}</span></p>
                })}
            </div>
            // Without a network this is no alarm: the rest of the page is about that.
            {move || match shared.get() {
                Some(Ok(is_shared)) => shown(is_shared),
                Some(Err(error)) => view! { <p class="soft">{api_error(&error)}</p> }.into_any(),
                None => ().into_any(),
            }}
        </section>
    }
}
