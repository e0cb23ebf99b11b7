//! Filters above a list, kept in the address, and the search that waits for a pause.

use super::address::kept;
use crate::text::fr::desk::people::chip;
use crate::ui::{Chip, SelectField, SelectOption};
use leptos::prelude::*;
use std::time::Duration;

/// While a person types, the list is asked for once they pause.
const CALM: Duration = Duration::from_millis(250);

/// One filter: its value, where a choice goes, its name, what it offers.
#[derive(Clone, Copy)]
pub(super) struct Filter {
    /// What is chosen; empty for everything.
    pub(super) value: Signal<String>,
    /// Where a choice goes.
    pub(super) set: SignalSetter<String>,
    name: &'static str,
    options: Signal<Vec<SelectOption>>,
}

impl Filter {
    /// The filter kept under `key`; a change of it leads back to the first page where there are
    /// several.
    pub(super) fn kept(
        key: &'static str,
        name: &'static str,
        options: Signal<Vec<SelectOption>>,
        to_first_page: Option<SignalSetter<String>>,
    ) -> Self {
        let (value, set) = kept(key);
        let set = SignalSetter::map(move |text: String| {
            if let Some(page) = to_first_page {
                page.set(String::new());
            }
            set.set(text);
        });
        Self { value, set, name, options }
    }

    /// Its chip while it is in force.
    pub(super) fn chip(self) -> Option<Chip> {
        let value = self.value.get();
        if value.is_empty() {
            return None;
        }
        let shown = self.options.with(|options| {
            options.iter().find(|option| option.value == value).map(|option| option.label.clone())
        });
        Some(Chip {
            label: chip(self.name, &shown.unwrap_or(value)),
            remove: Callback::new(move |()| self.set.set(String::new())),
        })
    }

    /// Its field.
    pub(super) fn select(self) -> AnyView {
        let Self { value, set, name, options } = self;
        view! { <SelectField label=name value set options/> }.into_any()
    }
}

/// A signal that follows another once it has been calm for [`CALM`].
pub(super) fn calmed(source: RwSignal<String>) -> Signal<String> {
    let calm = RwSignal::new(source.get_untracked());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
    };
    Effect::new(move |_| {
        let text = source.get();
        stop();
        timer.set_value(set_timeout_with_handle(move || calm.set(text), CALM).ok());
    });
    on_cleanup(stop);
    // Compared, so that the list is not asked for again when nothing changed.
    Memo::new(move |_| calm.get()).into()
}
