//! Argon2id: what makes each guess at a secret dear.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What one try at a secret costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
}

impl Cost {
    /// What a tablet does: 64 MiB, three passes.
    pub const TABLET: Self = Self { memory_kib: 64 * 1024, passes: 3 };
    /// The least that is taken: 19 MiB, two passes, the minimum of the OWASP Password Storage
    /// Cheat Sheet.
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2 };
    /// The most that is taken, so that an altered record cannot exhaust the device.
    pub const CEILING: Self = Self { memory_kib: 256 * 1024, passes: 10 };

    /// Whether the cost lies between [`Cost::FLOOR`] and [`Cost::CEILING`].
    #[must_use]
    pub const fn is_bounded(self) -> bool {
        self.memory_kib >= Self::FLOOR.memory_kib
            && self.memory_kib <= Self::CEILING.memory_kib
            && self.passes >= Self::FLOOR.passes
            && self.passes <= Self::CEILING.passes
    }
}

/// Why a secret could not be stretched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The cost is out of bounds.
    Cost,
    /// The device does not give the memory.
    Memory,
}

/// Argon2id (version 1.3, one lane) of the secret. The memory is asked for so that a refusal can be
/// answered, and wiped afterwards.
pub fn stretch(secret: &[u8], salt: &[u8; 16], cost: Cost) -> Result<Zeroizing<[u8; 32]>, Failed> {
    if !cost.is_bounded() {
        return Err(Failed::Cost);
    }
    let params =
        Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|_| Failed::Cost)?;
    let blocks = params.block_count();
    let mut memory = Zeroizing::new(Vec::new());
    memory.try_reserve_exact(blocks).map_err(|_| Failed::Memory)?;
    memory.resize(blocks, Block::new());
    let mut stretched = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(secret, salt, stretched.as_mut(), memory.as_mut_slice())
        .map_err(|_| Failed::Cost)?;
    Ok(stretched)
}
