//! The adviser's program for what comes after the room: the day's work, people's files, interviews
//! and referrals. Works without a network, from the same store as the room's.

use super::workbench::{self, for_advisers, go_on};
use super::{Program, missing};
use crate::device::Device;
use crate::pages::follow_up;
use crate::pages::frame::framed;
use crate::ui::sign_in_link::sign_in_and_come_back;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

/// Puts the program into the page that loaded it.
pub fn start() {
    super::mount(|| framed(|| workbench::content(Program::FollowUp, pages)));
}

/// Shows an adviser's page. Who is not signed in does so in the other program and comes back.
fn page(page: fn(Device) -> AnyView) -> AnyView {
    workbench::with_device(page, || go_on(&sign_in_and_come_back()))
}

fn pages() -> AnyView {
    view! {
        <Routes fallback=|| missing(Program::FollowUp)>
            <Route
                path=path!("/parcours")
                view=|| page(|device| {
                    for_advisers(device, |device| view! { <follow_up::DayPage device/> }.into_any())
                })
            />
            <Route
                path=path!("/parcours/personnes")
                view=|| page(|device| view! { <follow_up::PeoplePage device/> }.into_any())
            />
            <Route
                path=path!("/parcours/personnes/:person")
                view=|| page(|device| view! { <follow_up::FilePage device/> }.into_any())
            />
            <Route
                path=path!("/parcours/personnes/:person/rendez-vous")
                view=|| page(|device| view! { <follow_up::PlanPage device/> }.into_any())
            />
            <Route
                path=path!("/parcours/personnes/:person/entretien")
                view=|| page(|device| view! { <follow_up::SheetPage device/> }.into_any())
            />
            <Route
                path=path!("/parcours/personnes/:person/orientation")
                view=|| page(|device| view! { <follow_up::ProposalsPage device/> }.into_any())
            />
            <Route
                path=path!("/parcours/personnes/:person/orientation/:referral")
                view=|| page(|device| view! { <follow_up::ReferralPage device/> }.into_any())
            />
        </Routes>
    }
    .into_any()
}
