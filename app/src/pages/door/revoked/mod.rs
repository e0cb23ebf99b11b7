//! A device that was revoked: what waits on it is handed over, then it is emptied, without anybody having to
//! press anything.

mod flow;

use crate::api::surrender::is_revoked;
use crate::device::preferences;
use crate::device::surrender::installations;
use crate::text::fr::lock::revoked as text;
use crate::ui::{Notice, NoticeKind, PageHead};
use flow::{Flow, Stage};
use leptos::leptos_dom::helpers::window_event_listener;
use leptos::prelude::*;

/// Whether this device was revoked, as far as is known.
#[derive(Clone, Copy)]
pub struct Revoked(RwSignal<bool>);

impl Revoked {
    /// Asks the server now, and whenever the network comes back; gives the answer to everything below.
    /// Where a page of this browser has begun to hand over, no other opens a store.
    pub fn watch() -> Self {
        let revoked = Self(RwSignal::new(preferences::is_marked_revoked()));
        provide_context(revoked);
        let look = move || {
            // Whoever knows is at it already, and looks again by itself.
            if revoked.0.try_get_untracked() != Some(false) {
                return;
            }
            leptos::task::spawn_local(async move {
                // Without an answer the door is as it always is: a device without a network cannot know.
                if is_revoked(installations().await).await == Ok(true) {
                    revoked.is_told();
                }
            });
        };
        let online = leptos::ev::Custom::<leptos::ev::Event>::new("online");
        let handle = window_event_listener(online, move |_| look());
        on_cleanup(move || handle.remove());
        look();
        revoked
    }

    /// The one given above.
    #[must_use]
    pub fn get() -> Option<Self> {
        use_context()
    }

    /// The server has said so. Said twice it is the same: the page is not begun anew.
    pub fn is_told(self) {
        if self.0.try_get_untracked() == Some(false) {
            let _ = self.0.try_set(true);
        }
    }

    /// Whether it was. Depends on it.
    #[must_use]
    pub fn is(self) -> bool {
        self.0.get()
    }
}

/// The page.
pub fn page() -> AnyView {
    let flow = Flow::start();
    let shown = move || match flow.stage() {
        Stage::Taking => view! { <p role="status">{text::TAKING}</p> }.into_any(),
        Stage::Sent(entries) => view! {
            <p role="status">{text::sent(entries)}</p>
        }
        .into_any(),
        Stage::Waiting(why) => view! {
            <Notice kind=NoticeKind::Warning title=text::WAITING alert=true>
                <p>{why}</p>
                <p>{text::NOTHING_LOST}</p>
                <button type="button" class="button button--main" on:click=move |_| flow.begin()>
                    {text::RETRY}
                </button>
            </Notice>
        }
        .into_any(),
        Stage::Emptied(entries) => view! {
            <Notice kind=NoticeKind::Success title=text::EMPTIED alert=true>
                <p>{text::sent(entries)}</p>
                <p>{text::AFTERWARDS}</p>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <div class="panel panel--narrow">
            <PageHead title=text::TITLE lead=text::LEAD/>
            <div class="stack">{shown}</div>
        </div>
    }
    .into_any()
}
