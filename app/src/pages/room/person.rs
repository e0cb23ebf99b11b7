//! The fields of a person who is not on the list.

use super::problems::{TypedPerson, field};
use crate::text::fr::room::interest as text;
use crate::ui::{Problems, TextField, error_of};
use leptos::prelude::*;

/// What is being typed about a new person.
#[derive(Clone, Copy)]
pub struct PersonSignals {
    family_name: RwSignal<String>,
    given_name: RwSignal<String>,
    birth_year: RwSignal<String>,
}

impl PersonSignals {
    /// Empty fields.
    #[must_use]
    pub fn new() -> Self {
        Self {
            family_name: RwSignal::default(),
            given_name: RwSignal::default(),
            birth_year: RwSignal::default(),
        }
    }

    /// What stands in them now.
    #[must_use]
    pub fn typed(self) -> TypedPerson {
        TypedPerson {
            family_name: self.family_name.get_untracked(),
            given_name: self.given_name.get_untracked(),
            birth_year: self.birth_year.get_untracked(),
        }
    }
}

/// The part of the form.
#[component]
pub fn PersonPart(
    /// The fields.
    person: PersonSignals,
    /// What is wrong with a field.
    errors: RwSignal<Problems>,
) -> impl IntoView {
    view! {
        <TextField
            id=field::FAMILY_NAME label=text::FAMILY_NAME hint=text::FAMILY_NAME_HINT
            value=person.family_name error=error_of(errors, field::FAMILY_NAME) dir="auto"
        />
        <TextField
            id=field::GIVEN_NAME label=text::GIVEN_NAME optional=true
            value=person.given_name error=error_of(errors, field::GIVEN_NAME) dir="auto"
        />
        <TextField
            id=field::BIRTH label=text::BIRTH_YEAR hint=text::BIRTH_YEAR_HINT optional=true
            short=true inputmode="numeric"
            value=person.birth_year error=error_of(errors, field::BIRTH)
        />
    }
}
