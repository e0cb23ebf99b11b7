//! The adviser's program: signing in, the visits of the device, what stays to be checked.

use super::Program;
use crate::api::account::Role;
use crate::device::Device;
use crate::device::workplace::{Workplace, WorkplaceState};
use crate::pages::account::{DevicePage, SignInPage};
use crate::pages::dock::SyncBar;
use crate::pages::frame::{Content, NotFound, framed};
use crate::pages::{design, room};
use crate::text::fr::room::{OPENING, device as device_text};
use crate::ui::{Notice, NoticeKind, Progress};
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;

/// Where a supervisor's work begins.
const FOR_SUPERVISORS: &str = "/suivi/interventions";

/// Puts the program into the page that loaded it.
pub fn start() {
    super::mount(|| framed(content));
}

fn content() -> Content {
    let workplace = Workplace::provide();
    Content {
        program: Program::Room,
        profile: Signal::derive(move || workplace.profile()),
        waiting: Signal::derive(move || {
            workplace.device().map_or(0, |device| device.waiting().get())
        }),
        to_check: Signal::derive(move || {
            workplace.device().map_or(0, |device| device.receipts().with(Vec::len))
        }),
        trouble: (move || trouble(workplace)).into(),
        dock: (move || workplace.device().map(|device| view! { <SyncBar device/> })).into(),
        pages: pages.into(),
    }
}

/// Shows a page that needs the device's store, for anybody who is signed in.
fn with_device(page: fn(Device) -> AnyView) -> AnyView {
    let workplace = Workplace::get();
    (move || match workplace.state().get() {
        WorkplaceState::Opening => view! { <Progress label=OPENING/> }.into_any(),
        WorkplaceState::SignedOut => view! { <SignInPage/> }.into_any(),
        WorkplaceState::Open(device) => page(device),
        // The notice above the page says why there is nothing; the office needs no store.
        WorkplaceState::WithoutStore(profile, _) if profile.role == Role::Supervisor => to_desk(),
        WorkplaceState::WithoutStore(..) => ().into_any(),
    })
    .into_any()
}

fn home(device: Device) -> AnyView {
    match device.profile().role {
        Role::Adviser => view! { <room::ListPage device/> }.into_any(),
        Role::Supervisor => to_desk(),
    }
}

/// Goes on in the supervisor's program, without leaving this page in the history.
fn to_desk() -> AnyView {
    let _ = window().location().replace(FOR_SUPERVISORS);
    view! { <Progress label=OPENING/> }.into_any()
}

fn pages() -> AnyView {
    view! {
        <Routes fallback=|| view! { <NotFound/> }>
            <Route path=path!("/") view=|| with_device(home)/>
            <Route path=path!("/connexion") view=|| view! { <SignInPage/> }.into_any()/>
            <Route
                path=path!("/appareil")
                view=|| with_device(|device| view! { <DevicePage device/> }.into_any())
            />
            <Route
                path=path!("/a-verifier")
                view=|| with_device(|device| view! { <room::ReceiptsPage device/> }.into_any())
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

/// What is wrong with the device's store, if anything.
fn trouble(workplace: Workplace) -> AnyView {
    match workplace.state().get() {
        WorkplaceState::WithoutStore(..) => view! {
            <Notice kind=NoticeKind::Danger title=device_text::NO_STORE alert=true>
                <p>{device_text::NO_STORE_NOTE}</p>
            </Notice>
        }
        .into_any(),
        WorkplaceState::Open(device) if device.lost().get() > 0 => view! {
            <Notice kind=NoticeKind::Danger title=device_text::LOST alert=true>
                <p>{device_text::lost(device.lost().get())}</p>
            </Notice>
        }
        .into_any(),
        _ => ().into_any(),
    }
}
