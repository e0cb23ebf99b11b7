//! A copy of the store's key that only the office opens.
//!
//! HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, `ChaCha20Poly1305`. The device
//! knows the office's public key and cannot open again what it sealed.

use domain::id::UserId;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
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
    pub fn new(
        office: &OfficeKey,
        owner: UserId,
        key: &StoreKey,
        random: [u8; 32],
    ) -> Result<Self, BadOfficeKey> {
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
    }

    /// Which of the office's keys opens it.
    #[must_use]
    pub const fn office_key(&self) -> u32 {
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
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, target: &mut [u8]) -> Result<(), Self::Error> {
        if self.spent || target.len() != self.bytes.len() {
            // Noticed by whoever gave the bytes; what was made with these is thrown away.
            self.overdrawn = true;
        } else {
            target.copy_from_slice(&self.bytes);
            self.spent = true;
        }
        Ok(())
    }
}

impl TryCryptoRng for Given {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_bytes_are_given_once_and_whole() {
        let given = || Given { bytes: [5; 32], spent: false, overdrawn: false };
        let mut once = given();
        let mut target = [0; 32];
        assert_eq!(once.try_fill_bytes(&mut target), Ok(()));
        assert_eq!((target, once.overdrawn), ([5; 32], false));
        assert_eq!(once.try_fill_bytes(&mut target), Ok(()));
        assert!(once.overdrawn);

        let mut other = given();
        assert_eq!(other.try_fill_bytes(&mut [0; 31]), Ok(()));
        assert!(other.overdrawn);
        let mut other = given();
        assert_eq!((other.try_next_u32(), other.try_next_u64()), (Ok(0), Ok(0)));
        assert!(other.overdrawn);
    }
}
