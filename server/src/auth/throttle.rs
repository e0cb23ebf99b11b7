//! How often one may try to sign in.

use governor::clock::{Clock as _, DefaultClock, QuantaInstant};
use governor::{DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// Attempts at once for one login, and the time after which one more is given back.
const LOGIN_BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);
const LOGIN_REFILL: Duration = Duration::from_secs(10);
/// A whole office may sign in behind one address at eight in the morning.
const ADDRESS_BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(99);
const ADDRESS_REFILL: Duration = Duration::from_secs(1);
/// Calls of revoked devices behind one address: each sends several parcels, and asks at each opening.
const DEVICE_BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(239);
const DEVICE_REFILL: Duration = Duration::from_millis(500);
/// Sweeping starts above this number of remembered keys.
const SWEEP_ABOVE: usize = 10_000;

/// Counts attempts to sign in, by login and by address. Logins are counted by a hash, and unknown
/// ones like known ones, so that the answer tells nothing.
#[derive(Debug)]
pub struct Throttle {
    logins: DefaultKeyedRateLimiter<u64>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    devices: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl Default for Throttle {
    fn default() -> Self {
        let quota = |refill, burst| {
            Quota::with_period(refill)
                .map_or(Quota::per_second(burst), |quota| quota.allow_burst(burst))
        };
        Self {
            logins: RateLimiter::keyed(quota(LOGIN_REFILL, LOGIN_BURST)),
            addresses: RateLimiter::keyed(quota(ADDRESS_REFILL, ADDRESS_BURST)),
            devices: RateLimiter::keyed(quota(DEVICE_REFILL, DEVICE_BURST)),
            clock: DefaultClock::default(),
        }
    }
}

impl Throttle {
    /// Counts an attempt.
    ///
    /// # Errors
    /// The seconds to wait, when there were too many.
    pub fn attempt(&self, login: &str, address: Option<IpAddr>) -> Result<(), u32> {
        if self.logins.len() > SWEEP_ABOVE {
            self.logins.retain_recent();
        }
        if self.addresses.len() > SWEEP_ABOVE {
            self.addresses.retain_recent();
        }
        let mut key = [0; 8];
        key.copy_from_slice(&blake3::hash(login.as_bytes()).as_bytes()[..8]);
        let by_login = self.logins.check_key(&u64::from_le_bytes(key));
        let by_address = address.map_or(Ok(()), |address| self.addresses.check_key(&address));
        by_login.and(by_address).map_err(|refused| self.seconds(&refused))
    }

    /// Counts a call of a device that has no session.
    ///
    /// # Errors
    /// The seconds to wait, when there were too many from its address.
    pub fn device(&self, address: Option<IpAddr>) -> Result<(), u32> {
        if self.devices.len() > SWEEP_ABOVE {
            self.devices.retain_recent();
        }
        let Some(address) = address else { return Ok(()) };
        self.devices.check_key(&address).map_err(|refused| self.seconds(&refused))
    }

    fn seconds(&self, refused: &NotUntil<QuantaInstant>) -> u32 {
        let wait = refused.wait_time_from(self.clock.now());
        u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_attempt_at_a_login_has_to_wait_and_others_do_not() {
        let throttle = Throttle::default();
        for _ in 0..5 {
            assert_eq!(throttle.attempt("a", None), Ok(()));
        }
        let wait = throttle.attempt("a", None).expect_err("too many");
        assert!((1..=11).contains(&wait), "{wait}");
        assert_eq!(throttle.attempt("b", None), Ok(()));
    }

    #[test]
    fn a_device_hands_over_in_peace_and_a_flood_waits() {
        let throttle = Throttle::default();
        let (here, there) =
            (Some(IpAddr::from([127, 0, 0, 1])), Some(IpAddr::from([127, 0, 0, 2])));
        assert!((0..240).all(|_| throttle.device(here).is_ok()));
        assert!((0..40).any(|_| throttle.device(here).is_err()));
        assert_eq!(throttle.device(there), Ok(()));
    }

    #[test]
    fn one_address_cannot_try_logins_without_end() {
        let throttle = Throttle::default();
        let address = Some(IpAddr::from([127, 0, 0, 1]));
        let refused = (0..200).filter(|n| throttle.attempt(&n.to_string(), address).is_err());
        assert!(refused.count() > 90);
    }
}
