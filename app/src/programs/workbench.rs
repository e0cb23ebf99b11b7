//! What the adviser's programs have in common: the device's store, opened before any page, and the
//! dock that says how it stands.

use super::{FOLLOW_UP, Program, first_page, go_on};
use crate::device::Device;
use crate::device::updates::keep;
use crate::device::workplace::{Workplace, WorkplaceState};
use crate::pages::dock::SyncBar;
use crate::pages::navigation::Content;
use crate::text::fr::device as device_text;
use crate::text::fr::room::OPENING;
use crate::ui::sign_in_link::{sign_in_and_come_back, unlock_and_come_back};
use crate::ui::{Notice, NoticeKind, Progress};
use leptos::prelude::*;

/// A program that works from the device's store.
pub(super) fn content(program: Program, pages: fn() -> AnyView) -> Content {
    let workplace = Workplace::provide();
    Content {
        program,
        profile: Signal::derive(move || workplace.profile()),
        waiting: Signal::derive(move || {
            workplace.device().map_or(0, |device| device.waiting().get())
        }),
        to_check: Signal::derive(move || {
            workplace.device().map_or(0, |device| device.receipts().with(Vec::len))
        }),
        settings: Signal::stored(true),
        trouble: (move || trouble(workplace)).into(),
        dock: (move || workplace.device().map(|device| view! { <SyncBar device/> })).into(),
        pages: pages.into(),
    }
}

/// Shows a page that needs the device's store, for anybody who is signed in. Who is not does so in
/// the program for it, and comes back.
pub(super) fn with_device(page: fn(Device) -> AnyView) -> AnyView {
    let workplace = Workplace::get();
    (move || match workplace.state().get() {
        WorkplaceState::Opening => view! { <Progress label=OPENING/> }.into_any(),
        WorkplaceState::SignedOut => go_on(&sign_in_and_come_back()),
        WorkplaceState::Locked => go_on(&unlock_and_come_back()),
        WorkplaceState::Open(device) => {
            // Needed soon, perhaps without a network: fetched while there is one. The service worker keeps
            // the referrals with it.
            keep(FOLLOW_UP);
            page(device)
        }
        WorkplaceState::AtTheOffice(profile) => go_on(first_page(profile.role)),
        // The notice above the page says why there is nothing.
        WorkplaceState::WithoutStore(..) => ().into_any(),
    })
    .into_any()
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
