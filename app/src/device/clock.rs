//! The device's clock and its source of identities: the shell's, since the domain has neither.

use domain::time::Instant;
use leptos::leptos_dom::helpers::set_timeout;
use std::time::Duration;
use uuid::{NoContext, Timestamp, Uuid};
use wasm_bindgen_futures::JsFuture;

/// Now, by the device's clock: a claim, never an order.
#[must_use]
pub fn now() -> Instant {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds fit for 280,000 years")]
    Instant(js_sys::Date::now() as i64)
}

/// A new identity, sorted by age.
#[must_use]
pub fn new_id() -> Uuid {
    let milliseconds = now().0.unsigned_abs();
    let nanoseconds = u32::try_from(milliseconds % 1_000).unwrap_or_default() * 1_000_000;
    Uuid::new_v7(Timestamp::from_unix(NoContext, milliseconds / 1_000, nanoseconds))
}

/// The outcome of `work`, or `None` after so long; it is then given up.
pub async fn within<T>(patience: Duration, work: impl Future<Output = T>) -> Option<T> {
    let alarm = js_sys::Promise::new(&mut |resolve, _| {
        set_timeout(
            move || {
                let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
            },
            patience,
        );
    });
    let work = std::pin::pin!(work);
    match futures::future::select(work, JsFuture::from(alarm)).await {
        futures::future::Either::Left((done, _)) => Some(done),
        futures::future::Either::Right(_) => None,
    }
}
