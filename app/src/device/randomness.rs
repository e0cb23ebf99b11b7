//! The device's source of bytes nobody can guess.

use super::database::StoreError;

/// So many of them.
///
/// # Errors
/// When the browser gives none: nothing can then be sealed.
pub fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Broken("no randomness".to_owned()))?;
    Ok(bytes)
}
