//! The record of one adviser.

use domain::time::Instant;
use proptest::prelude::*;

use super::golden::{stored, vault};
use super::{PHRASE, by_pin, key, owner, random};
use crate::{Cost, Lease, Lock, Standing, Vault};

const HOUR: i64 = 3_600_000;

/// The record with these bytes in place of others, which it has once.
fn with(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let place = bytes.windows(from.len()).position(|part| part == from).expect("is there");
    [&bytes[..place], to, &bytes[place + from.len()..]].concat()
}

fn part(value: impl serde::Serialize) -> Vec<u8> {
    postcard::to_allocvec(&value).expect("encodes")
}

#[test]
fn a_vault_gives_what_it_was_given() {
    let vault = vault();
    assert_eq!(vault.owner(), owner());
    let lock = vault.lock().expect("a lock");
    let opened = lock.open_by_phrase(vault.owner(), PHRASE).expect("the right phrase");
    assert_eq!(opened.to_bytes(), key().to_bytes());
    assert_eq!(vault.sealed().office_key(), 7);
}

#[test]
fn the_end_of_the_lease_destroys_the_lock() {
    let mut vault = vault();
    let until = vault.lease().until();
    assert_eq!(vault.look(until.plus(-1)), Standing::Open);
    assert!(vault.lock().is_some());
    assert_eq!(vault.look(until), Standing::Over);
    assert!(vault.lock().is_none());
    // Neither the clock nor what is stored brings it back.
    assert_eq!(vault.look(until.plus(-HOUR)), Standing::Over);
    let stored = Vault::decode(&vault.encode()).expect("a record");
    assert!(stored.lock().is_none());
    let wrapped = hex::decode("bc81957b8faa8baf886dc882b21e6f31").expect("hex");
    assert!(!vault.encode().windows(16).any(|part| part == wrapped));
    assert_eq!(vault.sealed().office_key(), 7);
}

#[test]
fn a_clock_set_back_locks_and_destroys_nothing() {
    let mut vault = vault();
    let until = vault.lease().until();
    assert_eq!(vault.look(until.plus(-HOUR)), Standing::Open);
    assert_eq!(vault.look(until.plus(-2 * HOUR)), Standing::SetBack);
    assert!(vault.lock().is_some());
}

#[test]
fn what_was_seen_is_stored() {
    let mut vault = vault();
    let until = vault.lease().until();
    assert_eq!(vault.look(until.plus(-HOUR)), Standing::Open);
    let mut stored = Vault::decode(&vault.encode()).expect("a record");
    assert_eq!(stored.look(until.plus(-2 * HOUR)), Standing::SetBack);
}

#[test]
fn a_new_lease_opens_again() {
    let mut vault = vault();
    let until = vault.lease().until();
    assert_eq!(vault.look(until.plus(1_000 * HOUR)), Standing::Over);
    let sealed = vault.sealed().clone();
    vault.renew(by_pin(), Lease::new(until, 60), sealed);
    assert_eq!(vault.look(until.plus(1)), Standing::Open);
    assert_eq!(vault.lock(), Some(&by_pin()));
}

#[test]
fn the_longest_record_is_read() {
    let mut vault = vault();
    let lock = Lock::by_pin(
        &key(),
        owner(),
        "4071",
        &[9; 32],
        vec![1; 1023],
        [7; 32],
        Cost::FLOOR,
        random(),
    );
    let (lease, sealed) = (*vault.lease(), vault.sealed().clone());
    vault.renew(lock.expect("a lock"), lease, sealed);
    assert_eq!(Vault::decode(&vault.encode()), Some(vault));
}

#[test]
fn what_this_version_does_not_write_is_not_read() {
    let bytes = vault().encode();
    assert!(Vault::decode(&bytes).is_some());
    assert_eq!(Vault::decode(&[]), None);
    for length in 0..bytes.len() {
        assert_eq!(Vault::decode(&bytes[..length]), None, "{length}");
    }
    assert_eq!(Vault::decode(&[bytes.as_slice(), &[0]].concat()), None);
    assert_eq!(Vault::decode(&[bytes.as_slice(), &[0; 4096]].concat()), None);
    for format in [0, 2, 255] {
        let mut copy = bytes.clone();
        copy[0] = format;
        assert_eq!(Vault::decode(&copy), None, "format {format}");
    }
}

#[test]
fn costs_that_would_exhaust_the_device_are_not_read() {
    let bytes = vault().encode();
    let Cost { memory_kib, passes } = Cost::FLOOR;
    for (cost, is_read) in [
        (Cost::CEILING, true),
        (Cost { memory_kib: u32::MAX, passes }, false),
        (Cost { memory_kib: memory_kib - 1, passes }, false),
        (Cost { memory_kib, passes: 11 }, false),
        (Cost { memory_kib, passes: 1 }, false),
    ] {
        let copy = with(&bytes, &part(Cost::FLOOR), &part(cost));
        assert_eq!(Vault::decode(&copy).is_some(), is_read, "{cost:?}");
    }
}

#[test]
fn credentials_no_authenticator_has_are_not_read() {
    let mut vault = vault();
    let (lease, sealed) = (*vault.lease(), vault.sealed().clone());
    vault.renew(by_pin(), lease, sealed);
    let bytes = vault.encode();
    let own = part(b"credential-1".to_vec());
    for (length, is_read) in [(0, false), (1, true), (1023, true), (1024, false)] {
        let copy = with(&bytes, &own, &part(vec![1_u8; length]));
        assert_eq!(Vault::decode(&copy).is_some(), is_read, "{length}");
    }
    // A length that promises more than there is must not be believed.
    let copy = with(&bytes, &own, &part(u32::MAX));
    assert_eq!(Vault::decode(&copy), None);
}

#[test]
fn leases_nobody_gives_are_not_read() {
    let bytes = vault().encode();
    let until = vault().lease().until();
    for (other, is_read) in [
        (until, true),
        (until.plus(-1), true),
        (until.plus(1), false),
        (until.plus(-73 * HOUR), false),
        (Instant(i64::MAX), false),
        (Instant(i64::MIN), false),
    ] {
        let copy = with(&bytes, &part(until), &part(other));
        assert_eq!(Vault::decode(&copy).is_some(), is_read, "{other:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>, rest: Vec<u8>) {
        prop_assert_eq!(Vault::decode(&bytes), None);
        prop_assert_eq!(Vault::decode(&[&[1], rest.as_slice()].concat()), None);
    }

    #[test]
    fn altered_records_are_answered(place: prop::sample::Index, byte: u8, now: i64) {
        let mut bytes = stored();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Some(mut read) = Vault::decode(&bytes) {
            // Whatever was read can be used and written again.
            prop_assert_eq!(Vault::decode(&read.encode()), Some(read.clone()));
            let standing = read.look(Instant(now));
            prop_assert_eq!(read.lock().is_none(), standing == Standing::Over);
            prop_assert!(Vault::decode(&read.encode()).is_some());
        }
    }
}
