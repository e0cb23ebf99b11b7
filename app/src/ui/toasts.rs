//! Short messages about what was just done, with a way to take it back.

use super::Icon;
use crate::text::fr::ui::{LAST_ACTION, UNDO};
use leptos::prelude::*;
use std::time::Duration;
use web_sys::Storage;

/// How long a message stays while nobody holds it by pointer or focus.
const STAYS: Duration = Duration::from_secs(10);
/// Most messages at once; an older one gives way.
const MOST: usize = 3;

/// Where a message waits for the page that comes next in this tab.
const NEXT_PAGE: &str = "passerelle.said";

/// What a tab remembers from one page to the next; `None` where the browser keeps nothing.
fn memory_of_tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// One message.
#[derive(Clone)]
struct Toast {
    key: u32,
    message: String,
    icon: &'static str,
    undo: Option<Callback<()>>,
}

/// The queue of messages, given by context to all pages.
#[derive(Clone, Copy)]
pub struct Toasts {
    items: RwSignal<Vec<Toast>>,
    last: StoredValue<u32>,
}

impl Default for Toasts {
    fn default() -> Self {
        Self { items: RwSignal::default(), last: StoredValue::new(0) }
    }
}

impl Toasts {
    /// Makes the queue and gives it to everything below.
    pub fn provide() -> Self {
        let toasts = Self::default();
        provide_context(toasts);
        toasts
    }

    /// The queue given above; an unconnected one where there is none, whose messages nobody sees.
    #[must_use]
    pub fn get() -> Self {
        use_context().unwrap_or_default()
    }

    /// Says that something was done.
    pub fn say(self, message: impl Into<String>) {
        self.push(message.into(), "check", None);
    }

    /// Says that something was done, and offers to take it back.
    pub fn say_with_undo(self, message: impl Into<String>, undo: Callback<()>) {
        self.push(message.into(), "check", Some(undo));
    }

    /// Says that something could not be done.
    pub fn warn(self, message: impl Into<String>) {
        self.push(message.into(), "alert", None);
    }

    /// Says that something was done on the page that is about to be loaded in this tab. A text of the
    /// catalogues, which says nothing of anybody. Where the browser keeps nothing it is not said.
    pub fn say_on_next_page(message: &'static str) {
        if let Some(memory) = memory_of_tab() {
            let _ = memory.set_item(NEXT_PAGE, message);
        }
    }

    /// Says what the page before this one left to be said.
    fn say_what_was_left(self) {
        let Some(memory) = memory_of_tab() else { return };
        if let Ok(Some(message)) = memory.get_item(NEXT_PAGE) {
            let _ = memory.remove_item(NEXT_PAGE);
            self.say(message);
        }
    }

    fn push(self, message: String, icon: &'static str, undo: Option<Callback<()>>) {
        let key = self.last.get_value().wrapping_add(1);
        self.last.set_value(key);
        self.items.update(|items| {
            items.push(Toast { key, message, icon, undo });
            if items.len() > MOST {
                items.remove(0);
            }
        });
    }

    fn close(self, key: u32) {
        // The region may be gone when a message's time is over.
        let _ = self.items.try_update(|items| items.retain(|toast| toast.key != key));
    }
}

/// Where the messages appear: once in the application, after the shell. Always in the page, so
/// that what enters it is read out.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::get();
    // Once the region is in the page: what is in it from the start is not read out.
    Effect::new(move |_| toasts.say_what_was_left());
    view! {
        <div class="toasts" role="status" aria-label=LAST_ACTION>
            <For each=move || toasts.items.get() key=|toast| toast.key let:toast>
                <ToastView toasts toast/>
            </For>
        </div>
    }
}

/// One message with its clock, which starts anew when pointer and focus have left.
#[component]
fn ToastView(toasts: Toasts, toast: Toast) -> impl IntoView {
    let Toast { key, message, icon, undo } = toast;
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let hold = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
    };
    let release = move || {
        hold();
        timer.set_value(set_timeout_with_handle(move || toasts.close(key), STAYS).ok());
    };
    release();
    on_cleanup(hold);
    let take_back = move |undo: Callback<()>| {
        undo.run(());
        toasts.close(key);
    };
    view! {
        <div
            class="toast"
            on:pointerenter=move |_| hold()
            on:pointerleave=move |_| release()
            on:focusin=move |_| hold()
            on:focusout=move |_| release()
        >
            <Icon name=icon/>
            <p class="toast-text">{message}</p>
            {undo.map(|undo| view! {
                <button type="button" class="button" on:click=move |_| take_back(undo)>
                    <Icon name="undo"/><span>{UNDO}</span>
                </button>
            })}
        </div>
    }
}
