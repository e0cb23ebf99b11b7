//! Random numbers, as a parameter: identities, tokens, codes.

use domain::time::Instant;
use uuid::Uuid;

/// Draws random bytes.
pub trait Randomness: Send + Sync {
    /// Fills `bytes` with bytes nobody can foresee.
    ///
    /// # Errors
    /// When the system has none to give.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The system gave no random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no random numbers")]
pub struct NoRandomness;

/// The operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(bytes).map_err(|_| NoRandomness)
    }
}

/// `N` random bytes.
///
/// # Errors
/// When the system has none to give.
pub fn bytes<const N: usize>(randomness: &dyn Randomness) -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    randomness.fill(&mut bytes)?;
    Ok(bytes)
}

/// A random number of 64 bits.
///
/// # Errors
/// When the system has none to give.
pub fn number(randomness: &dyn Randomness) -> Result<u64, NoRandomness> {
    bytes(randomness).map(u64::from_le_bytes)
}

/// A new identity (UUID version 7): random, and sorted by the moment it was drawn.
///
/// # Errors
/// When the system has no random numbers to give.
pub fn identity(randomness: &dyn Randomness, now: Instant) -> Result<Uuid, NoRandomness> {
    let millis = u64::try_from(now.0).unwrap_or_default();
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &bytes(randomness)?).into_uuid())
}
