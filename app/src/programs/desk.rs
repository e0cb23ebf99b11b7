//! The supervisor's program for the work of the day: planning, lists, people, what waits for a look;
//! and the adviser's pages of their own times. Asks the server for everything and keeps nothing.

use super::{Program, missing, online};
use crate::pages::frame::NotFound;
use crate::pages::navigation::framed;
use crate::pages::{design, desk};
use leptos::prelude::*;
use leptos_router::components::{Redirect, Route, Routes};
use leptos_router::path;

/// Puts the program into the page that loaded it.
pub fn start() {
    super::mount(|| framed(|| online::content(Program::Desk, pages, desk::without_network)));
}

fn pages() -> AnyView {
    view! {
        <Routes fallback=|| missing(Program::Desk)>
            <Route
                path=path!("/suivi")
                view=|| view! { <Redirect path=desk::INTERVENTIONS/> }.into_any()
            />
            <Route
                path=path!("/suivi/interventions")
                view=|| view! { <desk::InterventionsPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/interventions/nouvelle")
                view=|| view! { <desk::NewInterventionPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/interventions/:id")
                view=|| view! { <desk::InterventionPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/interventions/:id/liste")
                view=|| view! { <desk::ImportPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/creneaux")
                view=|| view! { <desk::SlotsPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/creneaux/nouveaux")
                view=|| view! { <desk::NewSlotsPage/> }.into_any()
            />
            <Route
                path=path!("/mes-creneaux")
                view=|| view! { <desk::SlotsPage/> }.into_any()
            />
            <Route
                path=path!("/mes-creneaux/nouveaux")
                view=|| view! { <desk::NewSlotsPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/personnes")
                view=|| view! { <desk::PeoplePage/> }.into_any()
            />
            <Route
                path=path!("/suivi/a-verifier")
                view=|| view! { <desk::AttentionPage/> }.into_any()
            />
            <Route path=path!("/design") view=design_page/>
        </Routes>
    }
    .into_any()
}

/// The living page of components: in development only.
fn design_page() -> AnyView {
    if cfg!(debug_assertions) {
        view! { <design::DesignPage/> }.into_any()
    } else {
        view! { <NotFound/> }.into_any()
    }
}
