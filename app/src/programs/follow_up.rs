//! The adviser's program for what comes after the room: the day's work, people's files, interviews.
//! Works without a network, from the same store as the room's.

use super::workbench::{self, for_advisers, with_device};
use super::{Program, missing};
use crate::pages::follow_up;
use crate::pages::navigation::framed;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

/// Puts the program into the page that loaded it.
pub fn start() {
    super::mount(|| framed(|| workbench::content(Program::FollowUp, pages)));
}

fn pages() -> AnyView {
    view! {
        <Routes fallback=|| missing(Program::FollowUp)>
            <Route
                path=path!("/parcours")
                view=|| with_device(|device| {
                    for_advisers(device, |device| view! { <follow_up::DayPage device/> }.into_any())
                })
            />
            <Route
                path=path!("/parcours/personnes")
                view=|| with_device(|device| view! { <follow_up::PeoplePage device/> }.into_any())
            />
            <Route
                path=path!("/parcours/personnes/:person")
                view=|| with_device(|device| view! { <follow_up::FilePage device/> }.into_any())
            />
            <Route
                path=path!("/parcours/personnes/:person/rendez-vous")
                view=|| with_device(|device| view! { <follow_up::PlanPage device/> }.into_any())
            />
            <Route
                path=path!("/parcours/personnes/:person/entretien")
                view=|| with_device(|device| view! { <follow_up::SheetPage device/> }.into_any())
            />
        </Routes>
    }
    .into_any()
}
