//! The adviser's program for the classroom: the visits of the device.

use super::workbench::{self, with_device};
use super::{Program, missing};
use crate::pages::navigation::framed;
use crate::pages::room;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

/// Puts the program into the page that loaded it.
pub fn start() {
    super::mount(|| framed(|| workbench::content(Program::Room, pages)));
}

fn pages() -> AnyView {
    view! {
        <Routes fallback=|| missing(Program::Room)>
            <Route
                path=path!("/")
                view=|| with_device(|device| view! { <room::ListPage device/> }.into_any())
            />
            <Route
                path=path!("/mes-interventions")
                view=|| with_device(|device| view! { <room::ListPage device/> }.into_any())
            />
            <Route
                path=path!("/interventions/:intervention")
                view=|| with_device(|device| view! { <room::ClassPage device/> }.into_any())
            />
            <Route
                path=path!("/interventions/:intervention/souhaits")
                view=|| with_device(|device| view! { <room::InterestPage device/> }.into_any())
            />
            <Route
                path=path!("/interventions/:intervention/souhaits/:person")
                view=|| with_device(|device| view! { <room::InterestPage device/> }.into_any())
            />
        </Routes>
    }
    .into_any()
}
