//! How long a device may keep a lock without hearing from the office.
//!
//! A lease binds the program, not whoever can rewrite the device's storage or its clock: the clock
//! is the device's, and so is the record. What it gives is that a tablet in a drawer stops being
//! readable as soon as the application is next opened on it.

use domain::time::Instant;
use serde::{Deserialize, Serialize};

const MINUTE: i64 = 60_000;
/// The longest lease, 72 hours.
const LONGEST_MINUTES: u32 = 72 * 60;
/// How far clocks go back by themselves, when a network corrects them.
const TOLERANCE: i64 = 5 * MINUTE;

/// What a look at the clock says of a lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The lease holds.
    Open,
    /// The lease has ended, for good: only a new one helps.
    Over,
    /// The clock is more than five minutes behind what it has already shown: the store must be
    /// locked until the clock is right again or the office gives a new lease.
    SetBack,
}

/// From when to when a device may be opened, and the latest time it has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    from: Instant,
    until: Instant,
    seen: Instant,
}

impl Lease {
    /// A lease from now on, of at most 72 hours.
    #[must_use]
    pub fn new(now: Instant, minutes: u32) -> Self {
        let minutes = i64::from(minutes.min(LONGEST_MINUTES));
        Self { from: now, until: now.plus(minutes * MINUTE), seen: now }
    }

    /// Looks at the clock and remembers the latest time it showed.
    ///
    /// Once the clock has shown the end, the lease is [`Standing::Over`] whatever it shows later:
    /// setting it back brings nothing back. That is also how a clock that was far ahead for a
    /// moment ends, by a new lease of the office, which starts from the time it is given then. A
    /// clock that was ahead by less than the lease is [`Standing::SetBack`] until it gets there
    /// again or a new lease comes, at most 72 hours.
    pub fn look(&mut self, now: Instant) -> Standing {
        if now < self.until && now.plus(TOLERANCE) < self.seen && self.seen < self.until {
            return Standing::SetBack;
        }
        self.seen = self.seen.max(now);
        if self.seen < self.until { Standing::Open } else { Standing::Over }
    }

    /// When the lease ends.
    #[must_use]
    pub const fn until(&self) -> Instant {
        self.until
    }

    /// Whether such a lease can have been given.
    pub(crate) fn is_bounded(&self) -> bool {
        let longest = i64::from(LONGEST_MINUTES) * MINUTE;
        self.from <= self.until && self.until <= self.from.plus(longest) && self.from <= self.seen
    }
}
