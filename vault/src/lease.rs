//! For how long a secret opens the store, by the device's own clock.

use domain::time::Instant;
use serde::{Deserialize, Serialize};

/// Longest lease: 72 hours, in minutes.
pub const LONGEST_MINUTES: u32 = 72 * 60;
/// A clock that is set right goes back by no more than this, in milliseconds.
const SET_RIGHT: i64 = 5 * 60 * 1_000;
const MINUTE: i64 = 60 * 1_000;

/// How it stands with a lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The secret opens the store.
    Open,
    /// The time is over.
    Over,
    /// The clock shows a time that has been before: it cannot be said how much has passed.
    SetBack,
}

/// A time from the last password on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    from: Instant,
    until: Instant,
    /// Latest time the device has shown, at most the end.
    seen: Instant,
}

impl Lease {
    /// A lease of so many minutes from now on, 72 hours at most.
    #[must_use]
    pub fn new(now: Instant, minutes: u32) -> Self {
        let until = Instant(now.0.saturating_add(i64::from(minutes.min(LONGEST_MINUTES)) * MINUTE));
        Self { from: now, until, seen: now }
    }

    /// When it ends.
    #[must_use]
    pub const fn until(&self) -> Instant {
        self.until
    }

    /// How it stands now; remembers how late it is. A lease that was once seen over stays over.
    pub fn look(&mut self, now: Instant) -> Standing {
        if now.0 >= self.until.0 || self.seen.0 >= self.until.0 {
            self.seen = self.until;
            return Standing::Over;
        }
        if now.0 < self.seen.0.saturating_sub(SET_RIGHT)
            || now.0 < self.from.0.saturating_sub(SET_RIGHT)
        {
            return Standing::SetBack;
        }
        self.seen = Instant(self.seen.0.max(now.0));
        Standing::Open
    }
}
