<<<<<<< HEAD
//! For how long a secret opens the store, by the device's own clock.
=======
//! How long a device may keep a lock without hearing from the office.
//!
//! A lease binds the program, not whoever can rewrite the device's storage or its clock: the clock
//! is the device's, and so is the record. What it gives is that a tablet in a drawer stops being
//! readable as soon as the application is next opened on it.
>>>>>>> crate

use domain::time::Instant;
use serde::{Deserialize, Serialize};

<<<<<<< HEAD
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
=======
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
>>>>>>> crate
    seen: Instant,
}

impl Lease {
<<<<<<< HEAD
    /// A lease of so many minutes from now on, 72 hours at most.
    #[must_use]
    pub fn new(now: Instant, minutes: u32) -> Self {
        let until = Instant(now.0.saturating_add(i64::from(minutes.min(LONGEST_MINUTES)) * MINUTE));
        Self { from: now, until, seen: now }
    }

    /// When it ends.
=======
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
>>>>>>> crate
    #[must_use]
    pub const fn until(&self) -> Instant {
        self.until
    }

<<<<<<< HEAD
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
=======
    /// Whether such a lease can have been given.
    pub(crate) fn is_bounded(&self) -> bool {
        let longest = i64::from(LONGEST_MINUTES) * MINUTE;
        self.from <= self.until && self.until <= self.from.plus(longest) && self.from <= self.seen
>>>>>>> crate
    }
}
