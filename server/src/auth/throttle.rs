//! How often one may try to sign in, and what devices without a session may call.

use governor::clock::{Clock as _, DefaultClock, QuantaInstant};
use governor::{DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Attempts at once for one login, and the time after which one more is given back.
const LOGIN_BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(4);
const LOGIN_REFILL: Duration = Duration::from_secs(10);
/// A whole office may sign in behind one address at eight in the morning.
const ADDRESS_BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(99);
const ADDRESS_REFILL: Duration = Duration::from_secs(1);
/// Calls of revoked devices behind one address, since each sends several parcels; and, counted by
/// themselves, questions whether a device was revoked, since each asks at each opening.
const DEVICE_BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(239);
const DEVICE_REFILL: Duration = Duration::from_millis(500);
/// What is handed over is held in memory before anybody can tell from whom it is: by so many at once.
const TURNS: usize = 4;
/// Who has no turn after so long is told to come again.
const TURN_WITHIN: Duration = Duration::from_secs(3);
const TURN_AGAIN: u32 = 15;
/// Sweeping starts above this number of remembered keys.
const SWEEP_ABOVE: usize = 10_000;

/// Counts attempts to sign in, by login and by address. Logins are counted by a hash, and unknown
/// ones like known ones, so that the answer tells nothing.
#[derive(Debug)]
pub struct Throttle {
    logins: DefaultKeyedRateLimiter<u64>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    devices: DefaultKeyedRateLimiter<IpAddr>,
    questions: DefaultKeyedRateLimiter<IpAddr>,
    turns: Semaphore,
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
            questions: RateLimiter::keyed(quota(DEVICE_REFILL, DEVICE_BURST)),
            turns: Semaphore::new(TURNS),
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
        let by_address = address.map_or(Ok(()), |it| self.addresses.check_key(&network(it)));
        by_login.and(by_address).map_err(|refused| self.seconds(&refused))
    }

    /// Counts a call of a device that has no session.
    ///
    /// # Errors
    /// The seconds to wait, when there were too many from its address.
    pub fn device(&self, address: Option<IpAddr>) -> Result<(), u32> {
        self.counted(&self.devices, address)
    }

    /// Counts a question whether a device was revoked. Who sends without end does not keep others
    /// behind the same address from asking.
    ///
    /// # Errors
    /// The seconds to wait, when there were too many from its address.
    pub fn question(&self, address: Option<IpAddr>) -> Result<(), u32> {
        self.counted(&self.questions, address)
    }

    /// Waits for a turn to hand something over. The turn lasts until it is dropped.
    ///
    /// # Errors
    /// The seconds after which to come again, when there was none for some time.
    pub async fn turn(&self) -> Result<SemaphorePermit<'_>, u32> {
        match tokio::time::timeout(TURN_WITHIN, self.turns.acquire()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(TURN_AGAIN),
        }
    }

    fn counted(
        &self,
        calls: &DefaultKeyedRateLimiter<IpAddr>,
        address: Option<IpAddr>,
    ) -> Result<(), u32> {
        if calls.len() > SWEEP_ABOVE {
            calls.retain_recent();
        }
        let Some(address) = address else { return Ok(()) };
        calls.check_key(&network(address)).map_err(|refused| self.seconds(&refused))
    }

    fn seconds(&self, refused: &NotUntil<QuantaInstant>) -> u32 {
        let wait = refused.wait_time_from(self.clock.now());
        u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
    }
}

/// What is counted together: one household has 2^64 of the newer addresses.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)))
        }
        older @ IpAddr::V4(_) => older,
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
    fn a_flood_of_parcels_keeps_nobody_from_asking() {
        let throttle = Throttle::default();
        let here = Some(IpAddr::from([127, 0, 0, 1]));
        assert!((0..300).any(|_| throttle.device(here).is_err()));
        assert_eq!(throttle.question(here), Ok(()));
        assert!((0..300).any(|_| throttle.question(here).is_err()));
    }

    #[test]
    fn newer_addresses_are_counted_by_their_network_and_older_ones_each() {
        let throttle = Throttle::default();
        let of = |address: &str| Some(address.parse().expect("an address"));
        let mut hosts = (0..300).map(|host| of(&format!("2001:db8:0:1::{host:x}")));
        assert!(hosts.any(|host| throttle.device(host).is_err()));
        assert_eq!(throttle.device(of("2001:db8:0:2::1")), Ok(()));
        let mut older = (0..300).map(|_| of("::ffff:192.0.2.1"));
        assert!(older.any(|host| throttle.device(host).is_err()));
        assert_eq!(throttle.device(of("::ffff:192.0.2.2")), Ok(()));
    }

    #[test]
    fn one_address_cannot_try_logins_without_end() {
        let throttle = Throttle::default();
        let address = Some(IpAddr::from([127, 0, 0, 1]));
        let refused = (0..200).filter(|n| throttle.attempt(&n.to_string(), address).is_err());
        assert!(refused.count() > 90);
    }
}
