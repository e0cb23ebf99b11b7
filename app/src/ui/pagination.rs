//! Going through a long list page by page.

use super::Icon;
use crate::text::fr::ui::{NEXT, PAGES, PREVIOUS, rows_of};
use leptos::prelude::*;

/// The two buttons and where one is; nothing while one page holds all. Stands outside what
/// reloads, so that the focus stays on the button.
#[component]
pub fn Pagination(
    /// The page shown, counted from 0.
    #[prop(into)]
    page: Signal<u32>,
    /// Where a change of page goes.
    #[prop(into)]
    set: SignalSetter<u32>,
    /// Rows in all.
    #[prop(into)]
    total: Signal<u32>,
    /// Most rows on a page.
    #[prop(into)]
    size: Signal<u32>,
) -> impl IntoView {
    let last = move || total.get().div_ceil(size.get().max(1)).saturating_sub(1);
    let place = move || {
        let first = page.get() * size.get();
        rows_of(first + 1, (first + size.get()).min(total.get()), total.get())
    };
    let at_start = move || page.get() == 0;
    let at_end = move || page.get() >= last();
    // `aria-disabled` rather than `disabled`: the button pressed keeps the focus at the last page.
    let back = move |_| {
        if !at_start() {
            set.set(page.get_untracked() - 1);
        }
    };
    let forward = move |_| {
        if !at_end() {
            set.set(page.get_untracked() + 1);
        }
    };
    let refused = |refuse: bool| refuse.then_some("true");
    view! {
        <Show when=move || { last() > 0 }>
            <nav class="pagination" aria-label=PAGES>
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || refused(at_start())
                    on:click=back
                >
                    <Icon name="chevron-start" flip=true/><span>{PREVIOUS}</span>
                </button>
                <p class="pagination-text" role="status">{place}</p>
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || refused(at_end())
                    on:click=forward
                >
                    <span>{NEXT}</span><Icon name="chevron-end" flip=true/>
                </button>
            </nav>
        </Show>
    }
}
