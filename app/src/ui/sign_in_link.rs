//! The way to signing in, and back to the page one came from.

use leptos::prelude::*;

/// Where one signs in.
pub const PAGE: &str = "/connexion";
/// The part of that address that names the page to come back to.
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
    // The first page is where signing in leads by itself.
    if here == "/" { PAGE.to_owned() } else { format!("{PAGE}?{BACK}={here}") }
}
