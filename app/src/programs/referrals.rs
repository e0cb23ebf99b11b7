//! The adviser's program for sending people to a scheme: which fit a person, and each referral until
//! it ends; what stays to be checked, and the page of the device itself, for which the room has no bytes to
//! spare. Works without a network, from the same store as the room's.

use super::workbench::{self, with_device};
use super::{Program, missing};
use crate::pages::account::DevicePage;
use crate::pages::navigation::framed;
use crate::pages::receipts::ReceiptsPage;
use crate::pages::referrals;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

/// Puts the program into the page that loaded it.
pub fn start() {
    super::mount(|| framed(|| workbench::content(Program::Referrals, pages)));
}

fn pages() -> AnyView {
    view! {
        <Routes fallback=|| missing(Program::Referrals)>
            <Route
                path=path!("/orientation/:person")
                view=|| with_device(|device| {
                    view! { <referrals::ProposalsPage device/> }.into_any()
                })
            />
            <Route
                path=path!("/orientation/:person/:referral")
                view=|| with_device(|device| {
                    view! { <referrals::ReferralPage device/> }.into_any()
                })
            />
            <Route
                path=path!("/a-verifier")
                view=|| with_device(|device| view! { <ReceiptsPage device/> }.into_any())
            />
            <Route
                path=path!("/appareil")
                view=|| with_device(|device| view! { <DevicePage device/> }.into_any())
            />
        </Routes>
    }
    .into_any()
}
