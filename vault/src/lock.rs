//! The store's key, locked with what an adviser knows.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use domain::id::UserId;
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::StoreKey;
use crate::secret::{self, Refused};
use crate::stretch::{Cost, Failed, stretch};

/// What the key that wraps is bound to, besides the factor and the owner.
const CONTEXT: &[u8] = b"passerelle/vault/lock/1\0";
/// The longest identifier that WebAuthn gives a credential.
const LONGEST_CREDENTIAL: usize = 1023;

/// What opens a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Factor {
    /// A phrase of several words.
    Phrase,
    /// A PIN together with a secret that only the device's authenticator computes (WebAuthn, PRF
    /// extension).
    Device {
        /// The identifier of the credential.
        credential: Vec<u8>,
        /// What the authenticator is given to compute its secret from.
        salt: [u8; 32],
    },
}

impl Factor {
    /// Whether the factor is one that a lock is made with.
    fn is_bounded(&self) -> bool {
        match self {
            Self::Phrase => true,
            Self::Device { credential, .. } => (1..=LONGEST_CREDENTIAL).contains(&credential.len()),
        }
    }

    /// All of the factor and the owner, in a form that two different ones never share.
    fn bound_to(&self, owner: UserId) -> Vec<u8> {
        let mut info = CONTEXT.to_vec();
        info.extend_from_slice(owner.0.as_bytes());
        match self {
            Self::Phrase => info.push(0),
            Self::Device { credential, salt } => {
                info.push(1);
                info.extend_from_slice(salt);
                info.extend_from_slice(credential);
            }
        }
        info
    }
}

/// The random bytes that making a lock takes, each time new.
#[derive(Clone, Copy)]
pub struct LockRandom {
    /// Keeps two equal secrets from having equal locks.
    pub salt: [u8; 16],
    /// The nonce of the wrapped key.
    pub nonce: [u8; 24],
}

/// Why a lock did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongSecret {
    /// The secret is another, the lock is another's, or it was altered: these cannot be told apart.
    #[error("wrong secret")]
    Wrong,
    /// The lock opens with another factor.
    #[error("another factor opens this lock")]
    OtherFactor,
    /// The device does not give the memory that a try takes.
    #[error("not enough memory")]
    Memory,
}

/// The store's key as a device keeps it. Nothing in it helps without the secret, except to try
/// guesses, each at the [`Cost`] of the lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    factor: Factor,
    salt: [u8; 16],
    cost: Cost,
    nonce: [u8; 24],
    key: [u8; 32],
    tag: [u8; 16],
}

impl Lock {
    /// Locks the key with a phrase of at least five different words.
    pub fn by_phrase(
        key: &StoreKey,
        owner: UserId,
        phrase: &str,
        cost: Cost,
        random: LockRandom,
    ) -> Result<Self, Refused> {
        let phrase = secret::good_phrase(phrase)?;
        Self::new(key, owner, Factor::Phrase, phrase.as_bytes(), &[], cost, random)
    }

    /// Locks the key with a PIN and the secret of the device's authenticator. There is no lock by a
    /// PIN alone: whoever copies the record would try all of them in hours.
    #[expect(clippy::too_many_arguments, reason = "the two factors and what each is bound to")]
    pub fn by_pin(
        key: &StoreKey,
        owner: UserId,
        pin: &str,
        prf: &[u8; 32],
        credential: Vec<u8>,
        prf_salt: [u8; 32],
        cost: Cost,
        random: LockRandom,
    ) -> Result<Self, Refused> {
        secret::good_pin(pin)?;
        let factor = Factor::Device { credential, salt: prf_salt };
        // An authenticator that gave nothing would leave the PIN alone.
        if !factor.is_bounded() || *prf == [0; 32] {
            return Err(Refused::Credential);
        }
        Self::new(key, owner, factor, pin.as_bytes(), prf, cost, random)
    }

    fn new(
        key: &StoreKey,
        owner: UserId,
        factor: Factor,
        secret: &[u8],
        prf: &[u8],
        cost: Cost,
        random: LockRandom,
    ) -> Result<Self, Refused> {
        let LockRandom { salt, nonce } = random;
        let bound = factor.bound_to(owner);
        let cipher = cipher(secret, prf, &salt, cost, &bound).map_err(|failed| match failed {
            Failed::Cost => Refused::Cost,
            Failed::Memory => Refused::Memory,
        })?;
        let mut wrapped = key.to_bytes();
        let tag = cipher
            .encrypt_inout_detached(&XNonce::from(nonce), &bound, wrapped.as_mut_slice().into())
            .map_err(|_| Refused::Cost)?;
        Ok(Self { factor, salt, cost, nonce, key: wrapped, tag: tag.into() })
    }

    /// What opens the lock.
    #[must_use]
    pub const fn factor(&self) -> &Factor {
        &self.factor
    }

    /// What one try costs.
    #[must_use]
    pub const fn cost(&self) -> Cost {
        self.cost
    }

    /// Opens a lock that was made with a phrase.
    pub fn open_by_phrase(&self, owner: UserId, phrase: &str) -> Result<StoreKey, WrongSecret> {
        if !matches!(self.factor, Factor::Phrase) {
            return Err(WrongSecret::OtherFactor);
        }
        self.open(owner, secret::normalised(phrase).as_bytes(), &[])
    }

    /// Opens a lock that was made with a PIN on this device.
    pub fn open_by_pin(
        &self,
        owner: UserId,
        pin: &str,
        prf: &[u8; 32],
    ) -> Result<StoreKey, WrongSecret> {
        if !matches!(self.factor, Factor::Device { .. }) {
            return Err(WrongSecret::OtherFactor);
        }
        self.open(owner, pin.as_bytes(), prf)
    }

    fn open(&self, owner: UserId, secret: &[u8], prf: &[u8]) -> Result<StoreKey, WrongSecret> {
        let bound = self.factor.bound_to(owner);
        let cipher =
            cipher(secret, prf, &self.salt, self.cost, &bound).map_err(|failed| match failed {
                // No lock was ever made at such a cost: the record was altered.
                Failed::Cost => WrongSecret::Wrong,
                Failed::Memory => WrongSecret::Memory,
            })?;
        let mut key = Zeroizing::new(self.key);
        cipher
            .decrypt_inout_detached(
                &XNonce::from(self.nonce),
                &bound,
                key.as_mut_slice().into(),
                &Tag::from(self.tag),
            )
            .map_err(|_| WrongSecret::Wrong)?;
        Ok(StoreKey::from_bytes(*key))
    }

    /// Whether the lock could have been made here.
    pub(crate) fn is_bounded(&self) -> bool {
        self.cost.is_bounded() && self.factor.is_bounded()
    }
}

/// The cipher that wraps the store's key: HKDF-SHA256 of the stretched secret and the
/// authenticator's, bound to factor and owner.
fn cipher(
    secret: &[u8],
    prf: &[u8],
    salt: &[u8; 16],
    cost: Cost,
    bound: &[u8],
) -> Result<XChaCha20Poly1305, Failed> {
    let stretched = stretch(secret, salt, cost)?;
    let mut material = Zeroizing::new(Vec::with_capacity(stretched.len() + prf.len()));
    material.extend_from_slice(stretched.as_slice());
    material.extend_from_slice(prf);
    let mut wrapping = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), &material)
        .expand(bound, wrapping.as_mut_slice())
        .map_err(|_| Failed::Cost)?;
    Ok(XChaCha20Poly1305::new((&*wrapping).into()))
}
