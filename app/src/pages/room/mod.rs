//! The adviser in class: works with what the device holds, with or without a network.

mod class;
mod consent;
mod interest;
mod list;
mod person;
mod problems;
mod row;
mod standing;

pub use class::ClassPage;
pub use interest::InterestPage;
pub use list::ListPage;

use domain::id::InterventionId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The intervention of the page's address.
fn intervention_of_address() -> Option<InterventionId> {
    use_params_map().with(|params| params.get("intervention")?.parse().ok())
}
