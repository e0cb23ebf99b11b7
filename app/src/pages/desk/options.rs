//! What filters and forms offer.

use crate::api::interventions::CentreRow;
use crate::api::request::Fetched;
use crate::ui::SelectOption;
use leptos::prelude::*;

/// A centre as it is named wherever one is chosen: the town first, since that is how people say
/// it.
pub fn centre_name(centre: &CentreRow) -> String {
    format!("{} — {}", centre.town, centre.name)
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
