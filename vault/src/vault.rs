//! What a device keeps of one adviser.

use domain::id::UserId;
use domain::time::Instant;
use serde::{Deserialize, Serialize};

use crate::lease::{Lease, Standing};
use crate::lock::Lock;
use crate::sealed::Sealed;

/// The format that is written.
const FORMAT: u8 = 1;
/// More than the longest record: a lock with the longest credential has 1.3 KB.
const LONGEST: usize = 2048;

/// What a device keeps of one adviser. Nothing in it opens anything without a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vault {
    format: u8,
    owner: UserId,
    lock: Option<Lock>,
    lease: Lease,
    sealed: Sealed,
}

impl Vault {
    /// The record of an adviser who set up this device.
    #[must_use]
    pub const fn new(owner: UserId, lock: Lock, lease: Lease, sealed: Sealed) -> Self {
        Self { format: FORMAT, owner, lock: Some(lock), lease, sealed }
    }

    /// Whose it is.
    #[must_use]
    pub const fn owner(&self) -> UserId {
        self.owner
    }

    /// The lock, or `None` when the lease was over once.
    #[must_use]
    pub const fn lock(&self) -> Option<&Lock> {
        self.lock.as_ref()
    }

    /// The copy of the key that the office opens.
    #[must_use]
    pub const fn sealed(&self) -> &Sealed {
        &self.sealed
    }

    /// How long the lock may stay.
    #[must_use]
    pub const fn lease(&self) -> &Lease {
        &self.lease
    }

    /// Looks at the clock. When the lease is over, the lock is dropped: from then on only the
    /// office can open what is on the device. Whoever calls this writes the record back.
    pub fn look(&mut self, now: Instant) -> Standing {
        let standing = self.lease.look(now);
        if standing == Standing::Over {
            self.lock = None;
        }
        standing
    }

    /// Takes over a new lock, lease and sealed key of the same adviser.
    pub fn renew(&mut self, lock: Lock, lease: Lease, sealed: Sealed) {
        self.lock = Some(lock);
        self.lease = lease;
        self.sealed = sealed;
    }

    /// The record as it is stored.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Reads a stored record. `None` for whatever this version did not write.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > LONGEST || bytes.first() != Some(&FORMAT) {
            return None;
        }
        let (vault, rest) = postcard::take_from_bytes::<Self>(bytes).ok()?;
        let bounded = vault.lock.as_ref().is_none_or(Lock::is_bounded) && vault.lease.is_bounded();
        (rest.is_empty() && bounded).then_some(vault)
    }
}
