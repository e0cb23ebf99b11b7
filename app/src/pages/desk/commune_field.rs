//! A commune, searched for among those of the directorate's departments and chosen from a list.

use super::filter::calmed;
use super::saving::Errors;
use crate::api::ApiError;
use crate::api::centres::{CommuneRow, communes};
use crate::api::request::Fetched;
use crate::text::fr::desk::centres as text;
use crate::text::fr::errors::api_error;
use crate::ui::{ChoiceOption, RadioPicker, TextField, error_of};
use leptos::prelude::*;

/// Identifier of the search, where what is wrong with the choice is told.
const COMMUNE: &str = "centre-commune";

/// The search, and below it what was found; the commune chosen stays in the list.
#[component]
pub(super) fn CommuneField(
    /// The commune chosen.
    value: RwSignal<Option<CommuneRow>>,
    /// What is wrong with the form.
    errors: Errors,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let searched = calmed(search);
    let found = Fetched::new(move || {
        let typed = searched.get();
        async move { if typed.trim().is_empty() { Ok(Vec::new()) } else { communes(typed).await } }
    });
    let said = move || {
        let typed = searched.with(|typed| !typed.trim().is_empty());
        match found.get() {
            Some(Err(error)) => api_error(&error),
            Some(Ok(rows)) if typed && rows.is_empty() => text::NO_COMMUNE.to_owned(),
            Some(Ok(rows)) if typed => text::communes_found(rows.len()),
            _ => String::new(),
        }
    };
    view! {
        <div class="stack">
            <TextField
                id=COMMUNE
                kind="search"
                label=text::SEARCH
                hint=text::SEARCH_HINT
                value=search
                error=error_of(errors, COMMUNE)
            />
            <p class="soft" role="status">{said}</p>
            {move || list(found.get(), value)}
        </div>
    }
}

fn list(
    found: Option<Result<Vec<CommuneRow>, ApiError>>,
    value: RwSignal<Option<CommuneRow>>,
) -> AnyView {
    let mut rows = found.and_then(Result::ok).unwrap_or_default();
    if let Some(chosen) = value.get_untracked()
        && !rows.contains(&chosen)
    {
        rows.insert(0, chosen);
    }
    if rows.is_empty() {
        return ().into_any();
    }
    let card = |row: CommuneRow| {
        let label = text::commune(&row.name, &row.department);
        ChoiceOption::new(row, label, None)
    };
    let options: Vec<_> = rows.into_iter().map(card).collect();
    view! { <RadioPicker columns=true legend=text::CHOOSE options value/> }.into_any()
}
