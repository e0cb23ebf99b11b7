//! The key of the device's store, as pages have it: asked of the page before, given to the page after,
//! gone when the device is locked (`keyring.js`).

use domain::id::UserId;
use domain::time::Instant;
use js_sys::{Array, Promise, Uint8Array};
use vault::StoreKey;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

mod script {
    use super::{Promise, Uint8Array, wasm_bindgen};

    #[wasm_bindgen(module = "/src/device/keyring.js")]
    extern "C" {
        pub(super) fn ask(user: &str) -> Promise;
        pub(super) fn put(user: &str, key: &Uint8Array, until: f64) -> Promise;
        pub(super) fn lock();
        pub(super) fn forget();
    }
}

/// The key of an account's store, where it is open in this browser.
pub async fn ask(user: UserId) -> Option<StoreKey> {
    let given = JsFuture::from(script::ask(&user.to_string())).await.ok()?;
    let key = given.dyn_into::<Array>().ok()?.get(0).dyn_into::<Uint8Array>().ok()?;
    Some(StoreKey::from_bytes(key.to_vec().try_into().ok()?))
}

/// Opens the store for the pages of this browser, until then at the latest. Says whether the next page
/// will have it: without a service worker it will not.
pub async fn put(user: UserId, key: &StoreKey, until: Instant) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds, exact for 280,000 years")]
    let until = until.0 as f64;
    let key = Uint8Array::from(&key.to_bytes()[..]);
    let taken = JsFuture::from(script::put(&user.to_string(), &key, until)).await;
    taken.is_ok_and(|taken| taken.is_truthy())
}

/// Locks every page of this browser; each is replaced by the door.
pub fn lock() {
    script::lock();
}

/// Lets go of the key in every page of this browser; this one is left by the caller.
pub fn forget() {
    script::forget();
}
