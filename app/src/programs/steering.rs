//! The supervisor's program for steering (*pilotage*): figures, the year's report, partners and their
//! schemes, messages. Asks the server for everything and keeps nothing.

use super::{Program, missing, online};
use crate::pages::desk;
use crate::pages::navigation::framed;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

/// Puts the program into the page that loaded it.
pub fn start() {
    super::mount(|| framed(|| online::content(Program::Steering, pages, || ().into_any())));
}

fn pages() -> AnyView {
    view! {
        <Routes fallback=|| missing(Program::Steering)>
            <Route
                path=path!("/suivi/dispositifs")
                view=|| view! { <desk::SchemesPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/dispositifs/:id")
                view=|| view! { <desk::SchemePage/> }.into_any()
            />
            <Route
                path=path!("/suivi/partenaires")
                view=|| view! { <desk::PartnersPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/partenaires/:id")
                view=|| view! { <desk::PartnerPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/chiffres")
                view=|| view! { <desk::FiguresPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/chiffres/personnes")
                view=|| view! { <desk::BehindPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/bilan")
                view=|| view! { <desk::ReportPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/envois")
                view=|| view! { <desk::MessagesPage/> }.into_any()
            />
        </Routes>
    }
    .into_any()
}
