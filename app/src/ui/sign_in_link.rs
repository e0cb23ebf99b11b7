//! The way to signing in, and back to the page one came from.

use leptos::prelude::*;

/// Where one signs in.
pub const PAGE: &str = "/connexion";
/// Where one opens one's store.
pub const LOCK: &str = "/verrou";
/// The part of these addresses that names the page to come back to.
pub const BACK: &str = "retour";

/// The address for signing in and coming back to this page. What was asked of the page (a filter)
/// is left out.
#[must_use]
pub fn sign_in_and_come_back() -> String {
    sign_in_from(&window().location().pathname().unwrap_or_default())
}

/// The same for the page at `here`.
#[must_use]
pub fn sign_in_from(here: &str) -> String {
    and_back(PAGE, here)
}

/// The address for opening one's store and coming back to this page.
#[must_use]
pub fn unlock_and_come_back() -> String {
    and_back(LOCK, &window().location().pathname().unwrap_or_default())
}

fn and_back(to: &str, here: &str) -> String {
    // The first page is where both lead by themselves.
    if here == "/" { to.to_owned() } else { format!("{to}?{BACK}={here}") }
}
