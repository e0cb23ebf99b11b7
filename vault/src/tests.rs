//! Tests of the crate from outside of its modules.
//!
//! The known answers were computed by implementations that share no code with ours: argon2-cffi
//! (the reference implementation in C) and Python's `cryptography` (OpenSSL) for ChaCha20-Poly1305,
//! HKDF and X25519. On top of these, `HChaCha20` and the key schedule of HPKE were written by hand
//! after draft-irtf-cfrg-xchacha-03 and RFC 9180, and held against the vectors printed there
//! (A.3.1 and A.2.1).

mod golden;
mod lease;
mod lock;
mod parcel;
mod phrase;
mod rows;
#[cfg(feature = "keys")]
mod sealed;
mod vault;

use domain::id::UserId;

use crate::{Cost, Lock, LockRandom, StoreKey};

pub const PHRASE: &str = "L'élève a mangé cinq pommes d'été";
pub const PIN: &str = "4071";
pub const PRF: [u8; 32] = [9; 32];

pub fn owner() -> UserId {
    UserId(uuid::Uuid::from_u128(0x0190_a1b2_c3d4_7000_8000_0000_0000_0001))
}

pub fn somebody_else() -> UserId {
    UserId(uuid::Uuid::from_u128(0x0190_a1b2_c3d4_7000_8000_0000_0000_0002))
}

/// Bytes that count up from `first`.
pub fn counting<const N: usize>(first: u8) -> [u8; N] {
    let mut next = first;
    [(); N].map(|()| {
        let byte = next;
        next = next.wrapping_add(1);
        byte
    })
}

pub fn key() -> StoreKey {
    StoreKey::from_bytes(counting(0))
}

pub fn random() -> LockRandom {
    LockRandom { salt: counting(0), nonce: counting(200) }
}

pub fn by_phrase() -> Lock {
    Lock::by_phrase(&key(), owner(), PHRASE, Cost::FLOOR, random()).expect("a good phrase")
}

pub fn by_pin() -> Lock {
    let credential = b"credential-1".to_vec();
    Lock::by_pin(&key(), owner(), PIN, &PRF, credential, [7; 32], Cost::FLOOR, random())
        .expect("a good PIN")
}

/// Each copy of the bytes with one bit turned over, one bit in each byte.
pub fn flipped(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).map(|place| {
        let mut copy = bytes.to_vec();
        copy[place] ^= 1 << (place % 8);
        copy
    })
}
