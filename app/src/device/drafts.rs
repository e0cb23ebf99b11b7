//! What somebody was typing when the device was locked is typed again for them (`drafts.js`).

use domain::id::UserId;
use js_sys::{Promise, Uint8Array};
use vault::StoreKey;

mod script {
    use super::{Promise, Uint8Array};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/src/device/drafts.js")]
    extern "C" {
        pub(super) fn watch(user: &str, key: &Uint8Array) -> Promise;
    }
}

/// From now on, what is typed on this page is put away when the device is locked; what was put away before
/// is typed again.
pub fn watch(user: UserId, key: &StoreKey) {
    // Nothing waits for it, and where it fails nothing else does.
    drop(script::watch(&user.to_string(), &Uint8Array::from(&key.to_bytes()[..])));
}
