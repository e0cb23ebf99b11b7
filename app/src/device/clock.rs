//! The device's clock and its source of identities: the shell's, since the domain has neither.

use domain::time::Instant;
use uuid::{NoContext, Timestamp, Uuid};

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
