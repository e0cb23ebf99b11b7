//! What this device keeps, in plain words.

use super::agenda::AgendaAddress;
use super::rescue::Rescue;
use crate::device::{Device, ballast};
use crate::text::fr::device as text;
use crate::text::fr::room::nav;
use crate::ui::PageHead;
use crate::ui::format::short_date_and_time;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// Asks the browser to keep the store, and says whether it promised. `None` where it cannot say.
async fn ask_to_keep() -> Option<bool> {
    let navigator = window().navigator();
    let storage = js_sys::Reflect::get(&navigator, &"storage".into()).ok()?;
    let storage = storage.dyn_into::<StorageManager>().ok()?;
    JsFuture::from(storage.persist().ok()?).await.ok()?.as_bool()
}

/// The page.
#[component]
pub fn DevicePage(
    /// The device of the person signed in.
    device: Device,
) -> impl IntoView {
    let kept = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let answer = ask_to_keep().await;
        let _ = kept.try_set(Some(answer));
    });
    let room = RwSignal::new(None);
    let user = device.profile().user;
    leptos::task::spawn_local(async move {
        let aboard = ballast::is_aboard(user).await;
        let _ = room.try_set(Some(aboard));
    });
    let room = move || match room.get() {
        Some(Some(true)) => text::ROOM_YES,
        Some(Some(false)) => text::ROOM_NO,
        Some(None) => text::KEPT_UNKNOWN,
        None => crate::text::fr::ui::LOADING,
    };
    let last = move || {
        device.last_sync().get().map_or_else(|| text::NEVER.to_owned(), short_date_and_time)
    };
    let promise = move || match kept.get() {
        Some(Some(true)) => text::KEPT_YES,
        Some(Some(false)) => text::KEPT_NO,
        Some(None) => text::KEPT_UNKNOWN,
        None => crate::text::fr::ui::LOADING,
    };
    view! {
        <PageHead title=nav::DEVICE lead=text::LEAD/>
        <div class="stack stack--wide">
            <dl class="facts">
                <div><dt>{text::WAITING}</dt><dd>{move || device.waiting().get()}</dd></div>
                <div><dt>{text::LAST_SYNC}</dt><dd>{last}</dd></div>
                <div><dt>{text::KEPT}</dt><dd>{promise}</dd></div>
                <div><dt>{text::ROOM}</dt><dd>{room}</dd></div>
                <div><dt>{text::VERSION}</dt><dd>{env!("CARGO_PKG_VERSION")}</dd></div>
            </dl>
            <AgendaAddress/>
            <Rescue device/>
        </div>
    }
}
