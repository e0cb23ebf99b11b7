//! Locks by a phrase and by a PIN.

use super::{PHRASE, PIN, PRF, by_phrase, by_pin, flipped, key, owner, random, somebody_else};
use crate::{Cost, Factor, Lock, Refused, WrongSecret};

const WRAPPED_BY_PHRASE: &str = "bc81957b8faa8baf886dc882b21e6f31dd3563b054fe5b3a1b5e78900a15a1d7\
     56641611fbcdf8c9ef0cdfc0e8a51d67";
const WRAPPED_BY_PIN: &str = "8567d3e122561fa0a5a6aea75ce5e26101cba5604c3ff4d6a3e0c1c1717e9c8f\
     a8ec5773ececc6b98ffc5b4f2d1f8a85";

fn encode(lock: &Lock) -> Vec<u8> {
    postcard::to_allocvec(lock).expect("encodes")
}

/// Whether the bytes are a lock that one of the right secrets opens.
fn opens(bytes: &[u8]) -> bool {
    let Ok((lock, [])) = postcard::take_from_bytes::<Lock>(bytes) else { return false };
    lock.open_by_phrase(owner(), PHRASE).is_ok() || lock.open_by_pin(owner(), PIN, &PRF).is_ok()
}

#[test]
fn a_key_is_wrapped_as_others_wrap_it() {
    for (lock, wrapped) in [(by_phrase(), WRAPPED_BY_PHRASE), (by_pin(), WRAPPED_BY_PIN)] {
        assert!(hex::encode(encode(&lock)).ends_with(wrapped), "{lock:?}");
    }
}

#[test]
fn the_right_secret_gives_the_key_back() {
    let opened = by_phrase().open_by_phrase(owner(), PHRASE).expect("the right phrase");
    assert_eq!(opened.to_bytes(), key().to_bytes());
    let opened = by_pin().open_by_pin(owner(), PIN, &PRF).expect("the right PIN");
    assert_eq!(opened.to_bytes(), key().to_bytes());
}

#[test]
fn a_phrase_may_be_typed_on_another_keyboard() {
    let lock = by_phrase();
    for phrase in [
        "l eleve a mange cinq pommes d ete",
        "  L\u{2019}E\u{301}LE\u{300}VE  a-mangé\tCINQ\npommes d\u{a0}été ",
    ] {
        assert!(lock.open_by_phrase(owner(), phrase).is_ok(), "{phrase}");
    }
}

#[test]
fn a_wrong_secret_opens_nothing() {
    let lock = by_phrase();
    for phrase in ["", "l eleve a mange cinq pommes", "leleve a mange cinq pommes d ete"] {
        let opened = lock.open_by_phrase(owner(), phrase);
        assert_eq!(opened.err(), Some(WrongSecret::Wrong), "{phrase}");
    }
    let lock = by_pin();
    for (pin, prf) in [("4072", PRF), ("", PRF), ("04071", PRF), (PIN, [8; 32]), (PIN, [0; 32])] {
        let opened = lock.open_by_pin(owner(), pin, &prf);
        assert_eq!(opened.err(), Some(WrongSecret::Wrong), "{pin}");
    }
}

#[test]
fn a_lock_opens_for_its_owner_only() {
    let opened = by_phrase().open_by_phrase(somebody_else(), PHRASE);
    assert_eq!(opened.err(), Some(WrongSecret::Wrong));
    let opened = by_pin().open_by_pin(somebody_else(), PIN, &PRF);
    assert_eq!(opened.err(), Some(WrongSecret::Wrong));
}

#[test]
fn a_lock_names_what_opens_it() {
    assert_eq!(by_phrase().factor(), &Factor::Phrase);
    let factor = Factor::Device { credential: b"credential-1".to_vec(), salt: [7; 32] };
    assert_eq!(by_pin().factor(), &factor);
    let opened = by_phrase().open_by_pin(owner(), PIN, &PRF);
    assert_eq!(opened.err(), Some(WrongSecret::OtherFactor));
    let opened = by_pin().open_by_phrase(owner(), PHRASE);
    assert_eq!(opened.err(), Some(WrongSecret::OtherFactor));
}

#[test]
fn an_altered_lock_by_phrase_is_refused() {
    let bytes = encode(&by_phrase());
    assert!(opens(&bytes));
    for copy in flipped(&bytes) {
        assert!(!opens(&copy), "{}", hex::encode(copy));
    }
    assert!((0..bytes.len()).all(|length| !opens(&bytes[..length])));
}

#[test]
fn an_altered_lock_by_pin_is_refused() {
    let bytes = encode(&by_pin());
    assert!(opens(&bytes));
    for copy in flipped(&bytes) {
        assert!(!opens(&copy), "{}", hex::encode(copy));
    }
    assert!((0..bytes.len()).all(|length| !opens(&bytes[..length])));
}

#[test]
fn a_cost_out_of_bounds_is_refused() {
    let Cost { memory_kib, passes } = Cost::FLOOR;
    for cost in [
        Cost { memory_kib: 0, passes },
        Cost { memory_kib: memory_kib - 1, passes },
        Cost { memory_kib: Cost::CEILING.memory_kib + 1, passes },
        Cost { memory_kib: u32::MAX, passes },
        Cost { memory_kib, passes: passes - 1 },
        Cost { memory_kib, passes: 0 },
        Cost { memory_kib, passes: Cost::CEILING.passes + 1 },
        Cost { memory_kib, passes: u32::MAX },
    ] {
        let made = Lock::by_phrase(&key(), owner(), PHRASE, cost, random());
        assert_eq!(made, Err(Refused::Cost), "{cost:?}");
    }
    assert!([Cost::FLOOR, Cost::TABLET, Cost::CEILING].into_iter().all(Cost::is_bounded));
}

#[test]
fn a_tablet_pays_what_it_should() {
    let made = Lock::by_phrase(&key(), owner(), PHRASE, Cost::TABLET, random()).expect("made");
    assert_eq!(made.cost(), Cost { memory_kib: 65_536, passes: 3 });
    assert!(made.open_by_phrase(owner(), PHRASE).is_ok());
}

#[test]
fn weak_secrets_make_no_lock() {
    for (phrase, why) in [
        ("", Refused::TooFewWords),
        ("anticonstitutionnellement hippopotame rhinocéros crocodile", Refused::TooFewWords),
        ("soleil soleil Soleil soleil nuage été", Refused::RepeatedWords),
        ("un deux trois sept huit", Refused::TooShort),
    ] {
        let made = Lock::by_phrase(&key(), owner(), phrase, Cost::FLOOR, random());
        assert_eq!(made, Err(why), "{phrase}");
    }
    for (pin, why) in [("407", Refused::PinLength), ("1234", Refused::PinTrivial)] {
        let credential = b"credential-1".to_vec();
        let made =
            Lock::by_pin(&key(), owner(), pin, &PRF, credential, [7; 32], Cost::FLOOR, random());
        assert_eq!(made, Err(why), "{pin}");
    }
}

#[test]
fn a_pin_takes_a_credential_and_its_secret() {
    for (credential, prf, made) in [
        (vec![], PRF, Some(Refused::Credential)),
        (vec![1; 1024], PRF, Some(Refused::Credential)),
        (vec![1; 16], [0; 32], Some(Refused::Credential)),
        (vec![1; 1023], PRF, None),
    ] {
        let length = credential.len();
        let lock =
            Lock::by_pin(&key(), owner(), PIN, &prf, credential, [7; 32], Cost::FLOOR, random());
        assert_eq!(lock.err(), made, "{length}");
    }
}
