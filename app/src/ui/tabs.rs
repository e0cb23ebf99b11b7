//! Views of one thing, one at a time, changed by touch or by the arrow keys.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

fn tab_id(group: &str, place: usize) -> String {
    format!("{group}-tab-{place}")
}

fn panel_id(group: &str, place: usize) -> String {
    format!("{group}-panel-{place}")
}

/// The row of tabs. Each tab needs its [`TabPanel`].
#[component]
pub fn Tabs(
    /// Begins the identifiers of tabs and panels; unique on the page.
    group: &'static str,
    /// What the tabs are about.
    #[prop(into)]
    label: String,
    /// The tabs' names.
    tabs: Vec<Signal<String>>,
    /// Which one is open, counted from 0.
    selected: RwSignal<usize>,
) -> impl IntoView {
    let count = tabs.len();
    let open = move |place: usize| {
        selected.set(place);
        if let Some(tab) = document().get_element_by_id(&tab_id(group, place))
            && let Some(tab) = tab.dyn_ref::<web_sys::HtmlElement>()
        {
            let _ = tab.focus();
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        let now = selected.get_untracked();
        // In right-to-left text the left arrow leads onwards.
        let rtl = document().dir() == "rtl";
        let wanted = match event.key().as_str() {
            "ArrowRight" if !rtl => (now + 1) % count,
            "ArrowLeft" if rtl => (now + 1) % count,
            "ArrowRight" | "ArrowLeft" => (now + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        open(wanted);
    };
    let entry = move |(place, name): (usize, Signal<String>)| {
        let chosen = move || selected.get() == place;
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                id=tab_id(group, place)
                aria-selected=move || if chosen() { "true" } else { "false" }
                aria-controls=panel_id(group, place)
                tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=move |_| selected.set(place)
            >
                {move || name.get()}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=keys>
            {tabs.into_iter().enumerate().map(entry).collect_view()}
        </div>
    }
}

/// What a tab opens.
#[component]
pub fn TabPanel(
    /// As in [`Tabs`].
    group: &'static str,
    /// The place of its tab, counted from 0.
    place: usize,
    /// Which one is open.
    selected: RwSignal<usize>,
    /// Its content.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="tab-panel"
            role="tabpanel"
            id=panel_id(group, place)
            aria-labelledby=tab_id(group, place)
            tabindex="0"
            hidden=move || selected.get() != place
        >
            {children()}
        </div>
    }
}
