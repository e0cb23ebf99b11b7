//! How often one may try to open a request.

use crate::limit::Limit;
use domain::code::ReceiptCode;
use governor::clock::DefaultClock;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// Tries at one receipt: so many at once, then one more after each [`CODE_REFILL`], five an hour.
/// Right ones count too, so that the count tells nothing of what was right.
const CODE_BURST: NonZeroU32 = NonZeroU32::new(5).unwrap();
const CODE_REFILL: Duration = Duration::from_mins(12);
/// Tries from one address, behind which a whole class may sit.
const ADDRESS_BURST: NonZeroU32 = NonZeroU32::new(100).unwrap();
const ADDRESS_REFILL: Duration = Duration::from_secs(1);

/// Counts tries, at receipts that exist and that do not.
pub(super) struct Tries {
    codes: Limit<ReceiptCode>,
    addresses: Limit<IpAddr>,
}

impl Tries {
    /// Nobody has tried yet.
    pub(super) fn new() -> Self {
        let clock = DefaultClock::default();
        Self {
            codes: Limit::every(clock.clone(), CODE_BURST, CODE_REFILL),
            addresses: Limit::every(clock, ADDRESS_BURST, ADDRESS_REFILL),
        }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// How long to wait, where there were too many.
    pub(super) fn count(&self, code: ReceiptCode, address: Option<IpAddr>) -> Result<(), Duration> {
        self.codes.check(&code)?;
        address.map_or(Ok(()), |address| self.addresses.check(&address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_try_at_a_receipt_waits_and_others_do_not() {
        let tries = Tries::new();
        let code = ReceiptCode::from_bits;
        assert!((0..5).all(|_| tries.count(code(1), None).is_ok()));
        let wait = tries.count(code(1), None).expect_err("too many");
        assert!(wait <= CODE_REFILL && wait > CODE_REFILL / 2, "{wait:?}");
        assert_eq!(tries.count(code(2), None), Ok(()));
    }

    #[test]
    fn one_address_cannot_try_receipts_without_end() {
        let tries = Tries::new();
        let address = Some(IpAddr::from([127, 0, 0, 1]));
        let refused =
            (0..200).filter(|bits| tries.count(ReceiptCode::from_bits(*bits), address).is_err());
        assert!(refused.count() > 90);
    }
}
