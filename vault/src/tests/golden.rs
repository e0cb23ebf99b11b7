//! The stored form, written out: what a device has stored must be read by every later version.

use domain::time::Instant;

use super::{by_phrase, by_pin, counting, key, owner};
use crate::{Lease, OfficeKey, Sealed, Standing, Vault};

const START: Instant = Instant(1_790_000_000_000);

/// The fields one after the other, as postcard writes them.
#[rustfmt::skip]
pub fn stored() -> Vec<u8> {
    let fields = [
        "01", // format
        "100190a1b2c3d470008000000000000001", // owner
        "01", // there is a lock
        "00", // by a phrase
        "000102030405060708090a0b0c0d0e0f", // salt
        "80980102", // cost: 19456 KiB, 2 passes
        "c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf", // nonce
        "bc81957b8faa8baf886dc882b21e6f31dd3563b054fe5b3a1b5e78900a15a1d7", // wrapped key
        "56641611fbcdf8c9ef0cdfc0e8a51d67", // tag
        "80b083c59868", // lease: from
        "80809cbc9a68", // until
        "80b083c59868", // seen
        "07", // office key 7
        "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a", // encapsulated key
        "d4f458ef92ae9a2b1607deefe19dfca33a271401b298238f3640d32ab0ba8807", // key
        "1e1007b0a5782a89853b62efc27bcd33", // tag
    ];
    hex::decode(fields.concat()).expect("hex")
}

/// A device's record with everything in it. The office's key and the randomness are those of
/// RFC 9180, A.2.1.
pub fn vault() -> Vault {
    let public = "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a";
    let random = "909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b";
    let bytes = |text: &str| {
        hex::decode(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).expect("hex")
    };
    let office = OfficeKey { id: 7, public: bytes(public) };
    let sealed = Sealed::new(&office, owner(), &key(), bytes(random)).expect("an office's key");
    Vault::new(owner(), by_phrase(), Lease::new(START, 72 * 60), sealed)
}

#[test]
fn the_record_is_stored_as_it_always_was() {
    assert_eq!(hex::encode(vault().encode()), hex::encode(stored()));
    assert_eq!(Vault::decode(&stored()), Some(vault()));
}

#[test]
fn a_record_without_a_lock_has_a_zero_for_it() {
    let mut vault = vault();
    assert_eq!(vault.look(START.plus(72 * 3_600_000)), Standing::Over);
    let bytes = vault.encode();
    assert_eq!(bytes[..18], stored()[..18]);
    assert_eq!(bytes[18], 0);
    assert_eq!(Vault::decode(&bytes), Some(vault));
}

#[test]
fn a_lock_by_pin_names_its_credential() {
    let mut vault = vault();
    let (lease, sealed) = (*vault.lease(), vault.sealed().clone());
    vault.renew(by_pin(), lease, sealed);
    let mut factor = vec![1, 1, 12];
    factor.extend_from_slice(b"credential-1");
    factor.extend_from_slice(&[7; 32]);
    factor.extend_from_slice(&counting::<16>(0));
    assert_eq!(vault.encode()[18..][..factor.len()], factor);
    assert_eq!(Vault::decode(&vault.encode()), Some(vault));
}
