//! Whether somebody is whose receipt they hold.

use crate::db::ReceiptOwner;
use app::pages::own::Proof;
use domain::contact::PhoneNumber;
use domain::person::Birth;

/// Whether a proof fits: the year of birth or the telephone number, one of them is enough. Takes
/// the same time with and without an owner, and whatever the two have in common.
pub(super) fn fits(owner: Option<&ReceiptOwner>, proof: &Proof) -> bool {
    let year = owner.and_then(|owner| owner.birth).map(Birth::year);
    let year = is_same(
        year.map(|year| year.to_string()).as_deref(),
        proof.year.map(|year| year.to_string()).as_deref(),
    );
    let phone = owner.and_then(|owner| owner.phone.as_ref());
    let phone =
        is_same(phone.map(PhoneNumber::as_str), proof.phone.as_ref().map(PhoneNumber::as_str));
    year | phone
}

/// Compares hashes, which takes the same time wherever they differ; what is missing is hashed too.
fn is_same(known: Option<&str>, said: Option<&str>) -> bool {
    let hash = |text: Option<&str>| blake3::hash(text.unwrap_or_default().as_bytes());
    (hash(known) == hash(said)) & known.is_some() & said.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{DirectorateId, SignatoryId};
    use uuid::Uuid;

    fn owner(birth: Option<Birth>, phone: Option<&str>) -> ReceiptOwner {
        ReceiptOwner {
            signatory: SignatoryId(Uuid::from_u128(1)),
            directorate: DirectorateId(Uuid::from_u128(2)),
            birth,
            phone: phone.and_then(|text| PhoneNumber::new(text).ok()),
        }
    }

    fn proof(year: Option<i32>, phone: Option<&str>) -> Proof {
        Proof { year, phone: phone.and_then(|text| PhoneNumber::new(text).ok()) }
    }

    #[test]
    fn one_fact_that_fits_is_enough_and_none_is_not() {
        let known = owner(Some(Birth::Year(1990)), Some("06 39 98 00 01"));
        assert!(fits(Some(&known), &proof(Some(1990), None)));
        assert!(fits(Some(&known), &proof(None, Some("+33 6 39 98 00 01"))));
        assert!(fits(Some(&known), &proof(Some(1991), Some("06 39 98 00 01"))));
        assert!(!fits(Some(&known), &proof(Some(1991), Some("06 39 98 00 02"))));
        assert!(!fits(None, &proof(Some(1990), None)));
    }

    #[test]
    fn what_nobody_knows_proves_nothing() {
        let unknown = owner(None, None);
        assert!(!fits(Some(&unknown), &proof(None, None)));
        assert!(!fits(Some(&unknown), &proof(Some(1990), Some("06 39 98 00 01"))));
    }
}
