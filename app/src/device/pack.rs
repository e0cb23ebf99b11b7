//! Questions to the office are made shorter where that is worth it (`pack.js`).

use js_sys::{Promise, Uint8Array};
use sync::wire;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

mod script {
    use super::{Promise, Uint8Array};
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/src/device/pack.js")]
    extern "C" {
        pub(super) fn deflate(bytes: &Uint8Array) -> Promise;
    }
}

/// An envelope as it goes over the line.
pub async fn packed(envelope: Vec<u8>) -> Vec<u8> {
    if envelope.len() < wire::WORTH_PACKING {
        return envelope;
    }
    let deflated = JsFuture::from(script::deflate(&Uint8Array::from(&envelope[..]))).await;
    match deflated.ok().and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok()) {
        Some(bytes) => wire::shortest(envelope, &bytes.to_vec()),
        None => envelope,
    }
}
