//! The values of a store, each sealed by the store's key and bound to its place.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Length of a key and of what is derived for one, in bytes.
pub(crate) const KEY: usize = 32;
/// Length of a nonce, in bytes: long enough to be drawn at random for each value.
pub(crate) const NONCE: usize = 24;
/// First byte of a sealed value.
const FORMAT: u8 = 1;
const CONTEXT: &[u8] = b"passerelle 1 row ";

/// The key of one account's store on one device.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct StoreKey([u8; KEY]);

impl std::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreKey")
    }
}

/// What is sealed was sealed by another key, for another place, or was altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sealed by another key, for another place, or altered")]
pub struct Unreadable;

impl StoreKey {
    /// A key made of bytes that nobody can guess.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; KEY]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be handed to another page or sealed for somebody.
    #[must_use]
    pub const fn to_bytes(&self) -> [u8; KEY] {
        self.0
    }

    /// Seals a value for a place, the table and the key under which it lies. The nonce must be drawn at
    /// random each time.
    #[must_use]
    pub fn seal(&self, place: &str, nonce: [u8; NONCE], value: &[u8]) -> Vec<u8> {
        seal(&self.0, &[CONTEXT, place.as_bytes()].concat(), nonce, value)
    }

    /// The value that was sealed for this place.
    ///
    /// # Errors
    /// When it was sealed by another key, for another place, or altered.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
        open(&self.0, &[CONTEXT, place.as_bytes()].concat(), sealed)
    }
}

pub(crate) fn seal(key: &[u8; KEY], bound_to: &[u8], nonce: [u8; NONCE], value: &[u8]) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload { msg: value, aad: bound_to };
    // Fails for values of 256 GB.
    let sealed = cipher.encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
    [&[FORMAT][..], &nonce, &sealed].concat()
}

pub(crate) fn open(key: &[u8; KEY], bound_to: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let (&format, rest) = sealed.split_first().ok_or(Unreadable)?;
    let (nonce, sealed) = rest.split_first_chunk::<NONCE>().ok_or(Unreadable)?;
    if format != FORMAT {
        return Err(Unreadable);
    }
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload { msg: sealed, aad: bound_to };
    cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| Unreadable)
}
