<<<<<<< HEAD
//! The key of a store, sealed to the office: whoever has the office's private key gives it back to its owner.

use crate::rows::StoreKey;
#[cfg(feature = "keys")]
use crate::rows::Unreadable;
=======
//! A copy of the store's key that only the office opens.
//!
//! HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, `ChaCha20Poly1305`. The device
//! knows the office's public key and cannot open again what it sealed.

>>>>>>> crate
use domain::id::UserId;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
<<<<<<< HEAD
use hpke::{Deserializable, Kem, OpModeS, Serializable, single_shot_seal_with_rng};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use zeroize::Zeroizing;

type Suite = X25519HkdfSha256;

/// A public key of the office's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeKey {
    /// Which of them.
    pub id: u32,
    /// X25519.
    pub public: [u8; 32],
}

/// These bytes are no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no public key")]
pub struct BadOfficeKey;

/// A store's key that only the office can open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    office_key: u32,
    encapsulated: [u8; 32],
    text: Vec<u8>,
}

impl Sealed {
    /// Seals a store's key for its owner.
    ///
    /// # Errors
    /// When the office's key is none.
=======
use hpke::{Deserializable, Kem, OpModeS, Serializable, single_shot_seal_inout_detached_with_rng};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::StoreKey;

type Public = <X25519HkdfSha256 as Kem>::PublicKey;

/// A public key of the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeKey {
    /// Which of the office's keys it is.
    pub id: u32,
    /// The key itself, X25519.
    pub public: [u8; 32],
}

/// What was given as the office's key is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a key of an office")]
pub struct BadOfficeKey;

/// The store's key, sealed to a key of the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    office: u32,
    encapsulated: [u8; 32],
    key: [u8; 32],
    tag: [u8; 16],
}

impl Sealed {
    /// Seals the key of this owner's store; `random` is used for nothing else.
>>>>>>> crate
    pub fn new(
        office: &OfficeKey,
        owner: UserId,
        key: &StoreKey,
        random: [u8; 32],
    ) -> Result<Self, BadOfficeKey> {
<<<<<<< HEAD
        let public =
            <Suite as Kem>::PublicKey::from_bytes(&office.public).map_err(|_| BadOfficeKey)?;
        let bytes = Zeroizing::new(key.to_bytes());
        let (encapsulated, text) =
            single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, Suite>(
                &OpModeS::Base,
                &public,
                &bound_to(owner),
                &*bytes,
                &[],
                &mut Given(random),
            )
            .map_err(|_| BadOfficeKey)?;
        Ok(Self { office_key: office.id, encapsulated: encapsulated.to_bytes().into(), text })
=======
        let public = Public::from_bytes(&office.public).map_err(|_| BadOfficeKey)?;
        let mut random = Given { bytes: random, spent: false, overdrawn: false };
        let mut wrapped = key.to_bytes();
        let sealed = single_shot_seal_inout_detached_with_rng::<
            ChaCha20Poly1305,
            HkdfSha256,
            X25519HkdfSha256,
        >(
            &OpModeS::Base,
            &public,
            &info(owner),
            wrapped.as_mut_slice().into(),
            &office.id.to_be_bytes(),
            &mut random,
        );
        let (encapsulated, tag) = match sealed {
            Ok(sealed) if !random.overdrawn => sealed,
            // The key may still be there in the clear.
            _ => {
                wrapped.zeroize();
                return Err(BadOfficeKey);
            }
        };
        Ok(Self {
            office: office.id,
            encapsulated: encapsulated.to_bytes().into(),
            key: wrapped,
            tag: tag.to_bytes().into(),
        })
>>>>>>> crate
    }

    /// Which of the office's keys opens it.
    #[must_use]
    pub const fn office_key(&self) -> u32 {
<<<<<<< HEAD
        self.office_key
    }

    /// The store's key, for its owner.
    ///
    /// # Errors
    /// When it was sealed to another key or for somebody else, or was altered.
    #[cfg(feature = "keys")]
    pub fn open(&self, private: &[u8; 32], owner: UserId) -> Result<StoreKey, Unreadable> {
        let private = <Suite as Kem>::PrivateKey::from_bytes(private).map_err(|_| Unreadable)?;
        let encapsulated =
            <Suite as Kem>::EncappedKey::from_bytes(&self.encapsulated).map_err(|_| Unreadable)?;
        let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Suite>(
            &hpke::OpModeR::Base,
            &private,
            &encapsulated,
            &bound_to(owner),
            &self.text,
            &[],
        );
        let opened = Zeroizing::new(opened.map_err(|_| Unreadable)?);
        opened.as_slice().try_into().map(StoreKey::from_bytes).map_err(|_| Unreadable)
    }
}

/// Makes a pair of keys for the office: the private one and the public one.
#[cfg(feature = "keys")]
#[must_use]
pub fn new_pair(random: [u8; 32]) -> ([u8; 32], [u8; 32]) {
    let (private, public) = Suite::derive_keypair(&random);
    (private.to_bytes().into(), public.to_bytes().into())
}

fn bound_to(owner: UserId) -> Vec<u8> {
    [b"passerelle 1 store key ".as_slice(), owner.0.as_bytes()].concat()
}

/// The caller's random bytes, which are asked for once.
struct Given([u8; 32]);

impl TryRng for Given {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
=======
        self.office
    }

    /// Opens what was sealed for this owner, with the private half of the office's key.
    #[cfg(feature = "keys")]
    pub fn open(&self, private: &[u8; 32], owner: UserId) -> Result<StoreKey, crate::Unreadable> {
        use crate::Unreadable;
        use zeroize::Zeroizing;

        let private =
            <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(private).map_err(|_| Unreadable)?;
        let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&self.encapsulated)
            .map_err(|_| Unreadable)?;
        let tag = hpke::aead::AeadTag::from_bytes(&self.tag).map_err(|_| Unreadable)?;
        let mut key = Zeroizing::new(self.key);
        hpke::single_shot_open_inout_detached::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &hpke::OpModeR::Base,
            &private,
            &encapsulated,
            &info(owner),
            key.as_mut_slice().into(),
            &self.office.to_be_bytes(),
            &tag,
        )
        .map_err(|_| Unreadable)?;
        Ok(StoreKey::from_bytes(*key))
    }
}

/// A new key pair of the office, private and public half.
#[cfg(feature = "keys")]
#[must_use]
pub fn new_pair(random: [u8; 32]) -> ([u8; 32], [u8; 32]) {
    let random = zeroize::Zeroizing::new(random);
    let (private, public) = X25519HkdfSha256::derive_keypair(random.as_slice());
    (private.to_bytes().into(), public.to_bytes().into())
}

/// What the sealed key is for and whose it is.
fn info(owner: UserId) -> Vec<u8> {
    [b"passerelle/vault/office/1\0".as_slice(), owner.0.as_bytes()].concat()
}

/// The caller's random bytes in the shape HPKE takes them: once, and all of them.
#[derive(Zeroize, ZeroizeOnDrop)]
struct Given {
    bytes: [u8; 32],
    spent: bool,
    overdrawn: bool,
}

impl TryRng for Given {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
>>>>>>> crate
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

<<<<<<< HEAD
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
=======
    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
>>>>>>> crate
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

<<<<<<< HEAD
    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        for (to, byte) in to.iter_mut().zip(&mut self.0) {
            *to = std::mem::take(byte);
=======
    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Self::Error> {
        if self.spent || target.len() != self.bytes.len() {
            // Noticed by whoever gave the bytes; what was made with these is thrown away.
            self.overdrawn = true;
        } else {
            target.copy_from_slice(&self.bytes);
            self.spent = true;
>>>>>>> crate
        }
        Ok(())
    }
}

impl TryCryptoRng for Given {}
