//! The door: the pages that come before everybody's own.
//!
//! Nothing here knows a router or opens the device's store. Which page it is, the address says
//! once; each is left by loading another program's.

mod sign_in;

use super::frame::NotFound;
use crate::ui::sign_in_link::PAGE as SIGN_IN;
use leptos::prelude::*;
use sign_in::SignInPage;

/// Where a device is unlocked: nothing is locked yet, and signing in opens it.
const LOCK: &str = "/verrou";

/// The page at a path.
#[must_use]
pub fn page_at(path: &str) -> AnyView {
    match path.trim_end_matches('/') {
        SIGN_IN | LOCK => view! { <SignInPage/> }.into_any(),
        _ => view! { <NotFound/> }.into_any(),
    }
}
