//! Sealed rows.

use proptest::prelude::*;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{counting, flipped, key};
use crate::{StoreKey, Unreadable};

const PLACE: &str = "persons/7";

#[test]
fn a_row_is_sealed_as_others_seal_it() {
    let sealed = key().seal(PLACE, counting(100), "bonjour à tous".as_bytes());
    assert_eq!(
        hex::encode(&sealed),
        "016465666768696a6b6c6d6e6f707172737475767778797a7b\
         1e1c97da905bfba24490bd4bc91ace9264386be5cec9855a17191769743f7a"
    );
    assert_eq!(key().open(PLACE, &sealed).as_deref(), Ok("bonjour à tous".as_bytes()));
}

#[test]
fn a_row_opens_in_its_place_only() {
    let sealed = key().seal(PLACE, counting(100), b"a value");
    for place in ["persons/8", "persons/70", "persons/", "", "visits/7"] {
        assert_eq!(key().open(place, &sealed), Err(Unreadable), "{place}");
    }
}

#[test]
fn a_row_does_not_open_with_another_key() {
    let sealed = key().seal(PLACE, counting(100), b"a value");
    assert_eq!(StoreKey::from_bytes(counting(1)).open(PLACE, &sealed), Err(Unreadable));
}

#[test]
fn an_altered_row_is_refused() {
    for value in [b"".as_slice(), b"a value"] {
        let sealed = key().seal(PLACE, counting(100), value);
        assert!(key().open(PLACE, &sealed).is_ok());
        for copy in flipped(&sealed) {
            assert_eq!(key().open(PLACE, &copy), Err(Unreadable), "{copy:?}");
        }
        for length in 0..sealed.len() {
            assert_eq!(key().open(PLACE, &sealed[..length]), Err(Unreadable), "{length}");
        }
        assert_eq!(key().open(PLACE, &[sealed.as_slice(), &[0]].concat()), Err(Unreadable));
    }
}

#[test]
fn a_key_shows_nothing_and_is_wiped() {
    fn is_wiped_on_drop<T: ZeroizeOnDrop>(_: &T) {}
    let mut key = key();
    is_wiped_on_drop(&key);
    assert_eq!(format!("{key:?}"), "StoreKey");
    assert_ne!(key.to_bytes(), [0; 32]);
    key.zeroize();
    assert_eq!(key.to_bytes(), [0; 32]);
}

proptest! {
    #[test]
    fn every_value_comes_back(
        bytes: [u8; 32], nonce: [u8; 24], place: String, value: Vec<u8>,
    ) {
        let key = StoreKey::from_bytes(bytes);
        let sealed = key.seal(&place, nonce, &value);
        prop_assert_eq!(sealed.len(), value.len() + 41);
        prop_assert_eq!(key.open(&place, &sealed), Ok(value));
    }

    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>) {
        prop_assert_eq!(key().open(PLACE, &bytes), Err(Unreadable));
    }
}
