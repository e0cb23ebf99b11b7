//! The key of a store, sealed to the office: whoever has the office's private key gives it back to its owner.

use crate::rows::StoreKey;
#[cfg(feature = "keys")]
use crate::rows::Unreadable;
use domain::id::UserId;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
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
    pub fn new(
        office: &OfficeKey,
        owner: UserId,
        key: &StoreKey,
        random: [u8; 32],
    ) -> Result<Self, BadOfficeKey> {
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
    }

    /// Which of the office's keys opens it.
    #[must_use]
    pub const fn office_key(&self) -> u32 {
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
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        for (to, byte) in to.iter_mut().zip(&mut self.0) {
            *to = std::mem::take(byte);
        }
        Ok(())
    }
}

impl TryCryptoRng for Given {}
