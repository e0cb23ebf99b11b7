//! The door: the pages that come before everybody's own.
//!
//! Nothing here knows a router. Which page it is, the address says once; each is left by loading another
//! program's.

mod lock;
mod revoked;
mod sign_in;

use super::frame::NotFound;
use crate::api::account::Role;
use crate::programs::{first_page, may_come_back};
use crate::text::fr::lock::LOOKING;
use crate::ui::Progress;
use crate::ui::sign_in_link::{BACK, LOCK, PAGE as SIGN_IN};
use leptos::prelude::*;
use lock::{Step, Why};
use revoked::Revoked;
use sign_in::SignInPage;
use web_sys::UrlSearchParams;

/// The page at a path.
pub fn page_at(path: &str) -> AnyView {
    match path.trim_end_matches('/') {
        SIGN_IN => beginning_with(Step::SignIn(Why::Unknown)),
        LOCK => beginning_with(Step::Looking),
        _ => view! { <NotFound/> }.into_any(),
    }
}

fn beginning_with(step: Step) -> AnyView {
    let looking = matches!(step, Step::Looking);
    let step = RwSignal::new_local(step);
    if looking {
        lock::look_again(step);
    }
    let revoked = Revoked::watch();
    (move || {
        if revoked.is() {
            return revoked::page();
        }
        lock::page(
            step,
            move |why| view! { <SignInPage why step/> }.into_any(),
            |profile| go_on(profile.role),
        )
    })
    .into_any()
}

/// Goes on to the page that asked for the door, or to the first one, without leaving this one in the
/// history.
fn go_on(role: Role) -> AnyView {
    let next = asked_by().unwrap_or_else(|| first_page(role).to_owned());
    let _ = window().location().replace(&next);
    view! { <Progress label=LOOKING/> }.into_any()
}

/// The page that asked for the door, if one of ours did.
fn asked_by() -> Option<String> {
    let search = window().location().search().ok()?;
    let page = UrlSearchParams::new_with_str(&search).ok()?.get(BACK)?;
    may_come_back(&page).then_some(page)
}
