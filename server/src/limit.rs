//! How often one key opens a public form: the measure is what the form was opened with (the code of
//! a class, a partner's link) and not the address, behind which thirty people may sit.

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use std::hash::Hash;
use std::num::NonZeroU32;
use std::time::Duration;

/// Above so many keys, those that are quiet again are forgotten: guessed ones must not fill the
/// memory.
const REMEMBERED: usize = 4096;

/// Counts uses by key. The clock is monotonic and not the injected one: wall clocks are set back
/// now and then, and would close the form meanwhile.
pub(crate) struct Limit<K: Clone + Hash + Eq, C: Clock + Clone = DefaultClock> {
    by_key: RateLimiter<K, DefaultKeyedStateStore<K>, C, NoOpMiddleware<C::Instant>>,
    clock: C,
}

impl<K: Clone + Hash + Eq, C: Clock + Clone> Limit<K, C> {
    /// A limit that nobody has used yet: `burst` uses at once, and `per_second` come back.
    pub(crate) fn new(clock: C, burst: NonZeroU32, per_second: NonZeroU32) -> Self {
        Self::with(clock, Quota::per_second(per_second).allow_burst(burst))
    }

    /// A limit that nobody has used yet: `burst` uses at once, and one comes back each `refill`,
    /// which is not nothing.
    pub(crate) fn every(clock: C, burst: NonZeroU32, refill: Duration) -> Self {
        let quota = Quota::with_period(refill).unwrap_or_else(|| Quota::per_second(burst));
        Self::with(clock, quota.allow_burst(burst))
    }

    fn with(clock: C, quota: Quota) -> Self {
        let by_key = RateLimiter::new(quota, DefaultKeyedStateStore::default(), clock.clone());
        Self { by_key, clock }
    }

    /// Counts one use.
    ///
    /// # Errors
    /// How long to wait, where the key was used too often.
    pub(crate) fn check(&self, key: &K) -> Result<(), Duration> {
        if self.by_key.len() > REMEMBERED {
            self.by_key.retain_recent();
        }
        self.by_key.check_key(key).map_err(|until| until.wait_time_from(self.clock.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;

    const BURST: NonZeroU32 = NonZeroU32::new(60).unwrap();
    const PER_SECOND: NonZeroU32 = NonZeroU32::new(2).unwrap();

    #[test]
    fn a_class_passes_and_a_flood_waits() {
        let clock = FakeRelativeClock::default();
        let limit = Limit::new(clock.clone(), BURST, PER_SECOND);
        assert!((0..60).all(|_| limit.check(&1).is_ok()));
        assert_eq!(limit.check(&1), Err(Duration::from_millis(500)));
        assert_eq!(limit.check(&2), Ok(()), "another class");
        clock.advance(Duration::from_secs(1));
        assert_eq!([limit.check(&1), limit.check(&1)], [Ok(()), Ok(())]);
        assert!(limit.check(&1).is_err());
    }

    #[test]
    fn guessed_keys_are_forgotten() {
        let clock = FakeRelativeClock::default();
        let limit = Limit::new(clock.clone(), BURST, PER_SECOND);
        for key in 0..20_000 {
            limit.check(&key).expect("a first use");
            clock.advance(Duration::from_millis(1));
        }
        assert!(limit.by_key.len() <= REMEMBERED + 1);
    }
}
