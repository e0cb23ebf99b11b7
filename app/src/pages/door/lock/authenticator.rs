//! The device's own authenticator (`authenticator.js`).

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

mod script {
    use super::{Promise, Uint8Array};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/src/pages/door/lock/authenticator.js")]
    extern "C" {
        pub(super) fn available() -> Promise;
        pub(super) fn make(name: &str, salt: &Uint8Array) -> Promise;
        pub(super) fn get(id: &Uint8Array, salt: &Uint8Array) -> Promise;
    }
}

/// Whether this device may have one.
pub async fn is_available() -> bool {
    JsFuture::from(script::available()).await.is_ok_and(|available| available.is_truthy())
}

/// A new credential and what it answers to `salt`; `None` where it cannot, or the person did not agree.
pub async fn make(name: &str, salt: &[u8; 32]) -> Option<(Vec<u8>, [u8; 32])> {
    let made = JsFuture::from(script::make(name, &Uint8Array::from(&salt[..]))).await.ok()?;
    let made = made.dyn_into::<Array>().ok()?;
    let id = made.get(0).dyn_into::<Uint8Array>().ok()?.to_vec();
    Some((id, answer(made.get(1))?))
}

/// What a credential answers to `salt`; `None` where it does not.
pub async fn get(id: &[u8], salt: &[u8; 32]) -> Option<[u8; 32]> {
    let asked = script::get(&Uint8Array::from(id), &Uint8Array::from(&salt[..]));
    answer(JsFuture::from(asked).await.ok()?)
}

fn answer(value: JsValue) -> Option<[u8; 32]> {
    value.dyn_into::<Uint8Array>().ok()?.to_vec().try_into().ok()
}
