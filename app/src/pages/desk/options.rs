//! What filters and forms offer.

use crate::api::interventions::CentreRow;
use crate::api::organisations::OrganisationRow;
use crate::api::request::Fetched;
use crate::device::clock;
use crate::text::fr::common::scheme_kind;
use crate::ui::SelectOption;
use crate::ui::format::iso_day;
use domain::level::CefrLevel;
use domain::scheme::SchemeKind;
use domain::time::Day;
use leptos::prelude::*;

/// A centre as it is named wherever one is chosen.
pub fn centre_name(centre: &CentreRow) -> String {
    town_and_name(&centre.town, &centre.name)
}

/// The town of a centre first, since that is how people say it.
pub fn town_and_name(town: &str, name: &str) -> String {
    format!("{town} — {name}")
}

/// Centres, after the answer `first` that stands for none of them. Until they are known, or when
/// they cannot be, that answer alone.
pub fn centre_options(
    centres: Fetched<Vec<CentreRow>>,
    first: &'static str,
) -> Signal<Vec<SelectOption>> {
    Signal::derive(move || {
        let mut options = vec![SelectOption::new("", first)];
        if let Some(Ok(centres)) = centres.get() {
            options.extend(
                centres.iter().map(|it| SelectOption::new(it.id.to_string(), centre_name(it))),
            );
        }
        options
    })
}

/// Levels of French, after the answer `first` that stands for none of them.
pub fn level_options(first: &'static str) -> Vec<SelectOption> {
    let levels = CefrLevel::ALL.map(|level| SelectOption::new(level.label(), level.label()));
    std::iter::once(SelectOption::new("", first)).chain(levels).collect()
}

/// Kinds of scheme, after the answer `first` that stands for none of them.
pub fn kind_options(first: &'static str) -> Vec<SelectOption> {
    let kinds = SchemeKind::ALL.map(|kind| SelectOption::new(kind.code(), scheme_kind(kind)));
    std::iter::once(SelectOption::new("", first)).chain(kinds).collect()
}

/// Partners, after the answer `first` that stands for none of them.
pub fn organisation_options(first: &'static str, rows: &[OrganisationRow]) -> Vec<SelectOption> {
    let named =
        rows.iter().map(|row| SelectOption::new(row.id.to_string(), row.fields.name.clone()));
    std::iter::once(SelectOption::new("", first)).chain(named).collect()
}

/// Today in France.
pub fn today() -> Day {
    // The browser's own format reads back, or it is no browser.
    Day::parse(&iso_day(clock::now())).unwrap_or(Day(0))
}
