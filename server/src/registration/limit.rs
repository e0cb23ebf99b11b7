//! How often one code may be used to register: thirty people behind one address are one class,
//! not an attack, so the measure is the code and not the address.

use domain::code::RegistrationCode;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use std::num::NonZeroU32;
use std::time::Duration;

/// A class that sends at the same moment, each person twice.
const BURST: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// What comes back each second.
const PER_SECOND: NonZeroU32 = NonZeroU32::new(2).unwrap();
/// Above so many codes, those that are quiet again are forgotten: guessed codes must not fill the
/// memory.
const REMEMBERED: usize = 4096;

/// Counts registrations by code. The clock is monotonic and not the injected one: wall clocks are
/// set back now and then, and would close the form meanwhile.
pub(super) struct Limit<C: Clock + Clone = DefaultClock> {
    by_code: RateLimiter<
        RegistrationCode,
        DefaultKeyedStateStore<RegistrationCode>,
        C,
        NoOpMiddleware<C::Instant>,
    >,
    clock: C,
}

impl<C: Clock + Clone> Limit<C> {
    /// A limit that nobody has used yet.
    pub(super) fn new(clock: C) -> Self {
        let quota = Quota::per_second(PER_SECOND).allow_burst(BURST);
        let by_code = RateLimiter::new(quota, DefaultKeyedStateStore::default(), clock.clone());
        Self { by_code, clock }
    }

    /// Counts one registration.
    ///
    /// # Errors
    /// How long to wait, where the code was used too often.
    pub(super) fn check(&self, code: RegistrationCode) -> Result<(), Duration> {
        if self.by_code.len() > REMEMBERED {
            self.by_code.retain_recent();
        }
        self.by_code.check_key(&code).map_err(|until| until.wait_time_from(self.clock.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;

    #[test]
    fn a_class_passes_and_a_flood_waits() {
        let clock = FakeRelativeClock::default();
        let limit = Limit::new(clock.clone());
        let code = RegistrationCode::from_bits(1);
        assert!((0..60).all(|_| limit.check(code).is_ok()));
        assert_eq!(limit.check(code), Err(Duration::from_millis(500)));
        assert_eq!(limit.check(RegistrationCode::from_bits(2)), Ok(()), "another class");
        clock.advance(Duration::from_secs(1));
        assert_eq!([limit.check(code), limit.check(code)], [Ok(()), Ok(())]);
        assert!(limit.check(code).is_err());
    }

    #[test]
    fn guessed_codes_are_forgotten() {
        let clock = FakeRelativeClock::default();
        let limit = Limit::new(clock.clone());
        for bits in 0..20_000 {
            limit.check(RegistrationCode::from_bits(bits)).expect("a first use");
            clock.advance(Duration::from_millis(1));
        }
        assert!(limit.by_code.len() <= REMEMBERED + 1);
    }
}
