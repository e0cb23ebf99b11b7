//! The supervisor's program for settings: accounts, devices, and training centres. Asks the server for
//! everything and keeps nothing.

use super::{Program, missing, online};
use crate::pages::desk;
use crate::pages::navigation::framed;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

/// Puts the program into the page that loaded it.
pub fn start() {
    super::mount(|| framed(|| online::content(Program::Settings, pages, || ().into_any())));
}

fn pages() -> AnyView {
    view! {
        <Routes fallback=|| missing(Program::Settings)>
            <Route
                path=path!("/suivi/comptes")
                view=|| view! { <desk::AccountsPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/comptes/:id")
                view=|| view! { <desk::AccountPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/appareils")
                view=|| view! { <desk::DevicesPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/appareils/:id")
                view=|| view! { <desk::DeviceReportPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/centres")
                view=|| view! { <desk::CentresPage/> }.into_any()
            />
            <Route
                path=path!("/suivi/centres/:id")
                view=|| view! { <desk::CentrePage/> }.into_any()
            />
        </Routes>
    }
    .into_any()
}
