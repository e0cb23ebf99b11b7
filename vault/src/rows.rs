//! The key of a device's store, and rows sealed with it.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The first byte of every sealed row.
const VERSION: u8 = 1;
/// What keeps a row from being taken for something else that is sealed with the same cipher.
const CONTEXT: &[u8] = b"passerelle/vault/row/1\0";
const NONCE: usize = 24;
const TAG: usize = 16;

/// The key that seals what one adviser's device holds. Wiped when it is dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct StoreKey([u8; 32]);

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey")
    }
}

/// What was read is not what was sealed here: altered, cut, moved, or sealed with another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sealed data cannot be read")]
pub struct Unreadable;

impl StoreKey {
    /// The key with these bytes, which must come from a source of randomness.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the key. Whoever takes them also wipes them.
    #[must_use]
    pub const fn to_bytes(&self) -> [u8; 32] {
        self.0
    }

    /// Seals a row: format version, nonce, ciphertext and tag.
    ///
    /// `place` names the table and the key of the row; the row opens nowhere else. `nonce` is
    /// random and never used twice, also not for a new version of the same row.
    ///
    /// # Panics
    /// When the value is longer than 256 GiB, where the cipher ends.
    #[must_use]
    pub fn seal(&self, place: &str, nonce: [u8; 24], value: &[u8]) -> Vec<u8> {
        let mut sealed = Vec::with_capacity(1 + NONCE + value.len() + TAG);
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(value);
        let Some((_, body)) = sealed.split_at_mut_checked(1 + NONCE) else {
            unreachable!("the nonce was just written")
        };
        let encrypted = self.cipher().encrypt_inout_detached(
            &XNonce::from(nonce),
            &associated(place),
            body.into(),
        );
        let Ok(tag) = encrypted else { unreachable!("no memory holds a value of this length") };
        sealed.extend_from_slice(&tag);
        sealed
    }

    /// Opens a row that was sealed for this place.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let (&version, rest) = sealed.split_first().ok_or(Unreadable)?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(Unreadable)?;
        let (body, tag) = rest.split_last_chunk::<TAG>().ok_or(Unreadable)?;
        if version != VERSION {
            return Err(Unreadable);
        }
        let mut value = body.to_vec();
        self.cipher()
            .decrypt_inout_detached(
                &XNonce::from(*nonce),
                &associated(place),
                value.as_mut_slice().into(),
                &Tag::from(*tag),
            )
            .map_err(|_| Unreadable)?;
        Ok(value)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&self.0).into())
    }
}

fn associated(place: &str) -> Vec<u8> {
    [CONTEXT, place.as_bytes()].concat()
}
