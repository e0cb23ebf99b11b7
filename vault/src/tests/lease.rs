//! Leases and the clock.

use domain::time::Instant;
use proptest::prelude::*;

use crate::{Lease, Standing};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const NOW: Instant = Instant(1_790_000_000_000);

fn later(milliseconds: i64) -> Instant {
    NOW.plus(milliseconds)
}

#[test]
fn a_lease_holds_until_its_end() {
    let mut lease = Lease::new(NOW, 60);
    assert_eq!(lease.until(), later(HOUR));
    assert_eq!(lease.look(NOW), Standing::Open);
    assert_eq!(lease.look(later(HOUR - 1)), Standing::Open);
    assert_eq!(lease.look(later(HOUR)), Standing::Over);
}

#[test]
fn a_lease_has_72_hours_at_most() {
    assert_eq!(Lease::new(NOW, 72 * 60).until(), later(72 * HOUR));
    assert_eq!(Lease::new(NOW, u32::MAX).until(), later(72 * HOUR));
    assert_eq!(Lease::new(NOW, 0).look(NOW), Standing::Over);
}

#[test]
fn a_small_correction_of_the_clock_is_none_of_our_business() {
    let mut lease = Lease::new(NOW, 60);
    assert_eq!(lease.look(later(10 * MINUTE)), Standing::Open);
    assert_eq!(lease.look(later(5 * MINUTE)), Standing::Open);
    assert_eq!(lease.look(later(5 * MINUTE - 1)), Standing::SetBack);
    // What was seen stays, and the clock may come back to it.
    assert_eq!(lease.look(later(5 * MINUTE - 1)), Standing::SetBack);
    assert_eq!(lease.look(later(6 * MINUTE)), Standing::Open);
}

#[test]
fn a_clock_from_before_the_lease_is_set_back() {
    assert_eq!(Lease::new(NOW, 60).look(later(-5 * MINUTE - 1)), Standing::SetBack);
    assert_eq!(Lease::new(NOW, 60).look(Instant(i64::MIN)), Standing::SetBack);
}

#[test]
fn setting_the_clock_back_does_not_bring_a_lease_back() {
    let mut lease = Lease::new(NOW, 60);
    assert_eq!(lease.look(later(2 * HOUR)), Standing::Over);
    for now in [later(HOUR - 1), NOW, Instant(i64::MIN), later(3 * HOUR), Instant(i64::MAX)] {
        assert_eq!(lease.look(now), Standing::Over, "{now:?}");
    }
}

#[test]
fn a_clock_that_was_far_ahead_keeps_nobody_out_for_ever() {
    // Ten years ahead for a moment: over, and a new lease holds by the corrected clock.
    let mut lease = Lease::new(NOW, 72 * 60);
    assert_eq!(lease.look(later(10 * 365 * 24 * HOUR)), Standing::Over);
    assert_eq!(lease.look(NOW), Standing::Over);
    assert_eq!(Lease::new(NOW, 60).look(later(MINUTE)), Standing::Open);

    // Ahead within the lease: set back until the clock gets there by itself, or the lease ends.
    let mut lease = Lease::new(NOW, 72 * 60);
    assert_eq!(lease.look(later(71 * HOUR)), Standing::Open);
    assert_eq!(lease.look(later(HOUR)), Standing::SetBack);
    assert_eq!(lease.look(later(71 * HOUR)), Standing::Open);
    assert_eq!(lease.look(later(72 * HOUR)), Standing::Over);
}

proptest! {
    #[test]
    fn over_is_over_and_open_is_within(start: i64, minutes: u32, looks: Vec<i64>) {
        let mut lease = Lease::new(Instant(start), minutes);
        let mut over = false;
        for now in looks {
            match lease.look(Instant(now)) {
                Standing::Over => over = true,
                Standing::Open => {
                    prop_assert!(!over && Instant(now) < lease.until());
                    prop_assert!(Instant(now).plus(5 * MINUTE) >= Instant(start));
                }
                Standing::SetBack => prop_assert!(!over && Instant(now) < lease.until()),
            }
        }
    }
}
