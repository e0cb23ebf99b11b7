//! The filters in force, each a chip that takes it away.

use super::Icon;
use crate::text::fr::ui::{FILTERS_IN_FORCE, REMOVE_FILTER};
use leptos::prelude::*;

/// One filter in force.
#[derive(Clone)]
pub struct Chip {
    /// What it says, such as "Niveau : A2".
    pub label: String,
    /// Takes it away.
    pub remove: Callback<()>,
}

/// The chips; nothing while there is none.
#[component]
pub fn Chips(
    /// The filters in force.
    #[prop(into)]
    chips: Signal<Vec<Chip>>,
) -> impl IntoView {
    let entry = |Chip { label, remove }: Chip| {
        view! {
            <li>
                <button type="button" class="chip" on:click=move |_| remove.run(())>
                    <span class="visually-hidden">{REMOVE_FILTER}" "</span>
                    {label}
                    <Icon name="cross"/>
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || chips.with(|chips| !chips.is_empty())>
            <ul class="chips" role="list" aria-label=FILTERS_IN_FORCE>
                {move || chips.get().into_iter().map(entry).collect_view()}
            </ul>
        </Show>
    }
}
