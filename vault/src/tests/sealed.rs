//! The office's copy of a key.

use proptest::prelude::*;

use super::{flipped, key, owner, somebody_else};
use crate::{BadOfficeKey, OfficeKey, Sealed, StoreKey, Unreadable, new_pair};

fn bytes(text: &str) -> [u8; 32] {
    hex::decode(text).ok().and_then(|bytes| bytes.try_into().ok()).expect("32 bytes in hex")
}

/// The recipient and the sender's randomness of RFC 9180, A.2.1.
fn recipient() -> ([u8; 32], [u8; 32]) {
    new_pair(bytes("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df"))
}

fn sealed() -> Sealed {
    let random = bytes("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b");
    let office = OfficeKey { id: 7, public: recipient().1 };
    Sealed::new(&office, owner(), &key(), random).expect("an office's key")
}

fn encode(sealed: &Sealed) -> Vec<u8> {
    postcard::to_allocvec(sealed).expect("encodes")
}

#[test]
fn a_pair_is_made_as_the_standard_makes_it() {
    let (private, public) = recipient();
    let printed = bytes("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
    let mut clamped = printed;
    // X25519 reads a private key with these bits set so (RFC 7748, 5); ours is kept that way.
    clamped[0] &= 0xf8;
    clamped[31] = clamped[31] & 0x7f | 0x40;
    assert_eq!(private, clamped);
    assert_eq!(public, bytes("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a"));
    let opened = sealed().open(&printed, owner()).expect("the same key");
    assert_eq!(opened.to_bytes(), key().to_bytes());
}

#[test]
fn a_key_is_sealed_as_others_seal_it() {
    assert_eq!(
        hex::encode(encode(&sealed())),
        "07\
         1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a\
         d4f458ef92ae9a2b1607deefe19dfca33a271401b298238f3640d32ab0ba8807\
         1e1007b0a5782a89853b62efc27bcd33"
    );
}

#[test]
fn the_office_opens_what_was_sealed_to_it() {
    assert_eq!(sealed().office_key(), 7);
    let opened = sealed().open(&recipient().0, owner()).expect("the right key");
    assert_eq!(opened.to_bytes(), key().to_bytes());
}

#[test]
fn nobody_else_opens_it() {
    let opened = sealed().open(&recipient().0, somebody_else());
    assert_eq!(opened.err(), Some(Unreadable));
    let opened = sealed().open(&new_pair([1; 32]).0, owner());
    assert_eq!(opened.err(), Some(Unreadable));
}

#[test]
fn an_altered_copy_is_refused() {
    let opens = |bytes: &[u8]| match postcard::take_from_bytes::<Sealed>(bytes) {
        Ok((sealed, [])) => sealed.open(&recipient().0, owner()).is_ok(),
        _ => false,
    };
    let bytes = encode(&sealed());
    assert!(opens(&bytes));
    for copy in flipped(&bytes) {
        assert!(!opens(&copy), "{}", hex::encode(copy));
    }
    assert!((0..bytes.len()).all(|length| !opens(&bytes[..length])));
}

#[test]
fn a_key_that_shares_no_secret_is_refused() {
    // Points of small order: whatever the other half is, the result is zero.
    for public in [
        [0; 32],
        bytes("0100000000000000000000000000000000000000000000000000000000000000"),
        bytes("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
        bytes("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ] {
        let made = Sealed::new(&OfficeKey { id: 1, public }, owner(), &key(), [3; 32]);
        assert_eq!(made, Err(BadOfficeKey), "{}", hex::encode(public));
    }
}

proptest! {
    #[test]
    fn every_key_comes_back(pair: [u8; 32], id: u32, secret: [u8; 32], random: [u8; 32]) {
        let (private, public) = new_pair(pair);
        let key = StoreKey::from_bytes(secret);
        let sealed = Sealed::new(&OfficeKey { id, public }, owner(), &key, random)
            .expect("an office's key");
        let opened = sealed.open(&private, owner()).map(|key| key.to_bytes());
        prop_assert_eq!(opened, Ok(secret));
    }
}
