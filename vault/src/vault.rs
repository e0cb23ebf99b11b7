<<<<<<< HEAD
//! What a device keeps of one adviser to open their store: nothing in it opens anything without their secret.

use crate::lease::{Lease, Standing};
use crate::lock::Lock;
use crate::sealed::Sealed;
=======
//! What a device keeps of one adviser.

>>>>>>> crate
use domain::id::UserId;
use domain::time::Instant;
use serde::{Deserialize, Serialize};

<<<<<<< HEAD
/// First byte of an encoded vault.
const FORMAT: u8 = 1;
/// Longest encoded vault that is read, in bytes; a true one has a tenth of that.
const LONGEST: usize = 4_096;

/// An adviser's vault on one device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vault {
=======
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
>>>>>>> crate
    owner: UserId,
    lock: Option<Lock>,
    lease: Lease,
    sealed: Sealed,
}

impl Vault {
<<<<<<< HEAD
    /// A vault whose store a lock opens for as long as the lease is.
    #[must_use]
    pub const fn new(owner: UserId, lock: Option<Lock>, lease: Lease, sealed: Sealed) -> Self {
        Self { owner, lock, lease, sealed }
=======
    /// The record of an adviser who set up this device.
    #[must_use]
    pub const fn new(owner: UserId, lock: Lock, lease: Lease, sealed: Sealed) -> Self {
        Self { format: FORMAT, owner, lock: Some(lock), lease, sealed }
>>>>>>> crate
    }

    /// Whose it is.
    #[must_use]
    pub const fn owner(&self) -> UserId {
        self.owner
    }

<<<<<<< HEAD
    /// What opens the store, as long as the lease is not over.
=======
    /// The lock, or `None` when the lease was over once.
>>>>>>> crate
    #[must_use]
    pub const fn lock(&self) -> Option<&Lock> {
        self.lock.as_ref()
    }

<<<<<<< HEAD
    /// The store's key, sealed to the office.
=======
    /// The copy of the key that the office opens.
>>>>>>> crate
    #[must_use]
    pub const fn sealed(&self) -> &Sealed {
        &self.sealed
    }

<<<<<<< HEAD
    /// For how long the lock opens.
=======
    /// How long the lock may stay.
>>>>>>> crate
    #[must_use]
    pub const fn lease(&self) -> &Lease {
        &self.lease
    }

<<<<<<< HEAD
    /// How it stands with the lease now. Once it is over the lock is gone: what is kept must be written.
=======
    /// Looks at the clock. When the lease is over, the lock is dropped: from then on only the
    /// office can open what is on the device. Whoever calls this writes the record back.
>>>>>>> crate
    pub fn look(&mut self, now: Instant) -> Standing {
        let standing = self.lease.look(now);
        if standing == Standing::Over {
            self.lock = None;
        }
        standing
    }

<<<<<<< HEAD
    /// Begins a new lease.
    pub fn renew(&mut self, lock: Option<Lock>, lease: Lease, sealed: Sealed) {
        *self = Self { owner: self.owner, lock, lease, sealed };
    }

    /// As it is kept.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![FORMAT];
        bytes.extend(postcard::to_allocvec(self).unwrap_or_default());
        bytes
    }

    /// What [`encode`](Self::encode) made; `None` for anything else.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (&format, rest) = bytes.split_first()?;
        if format != FORMAT || bytes.len() > LONGEST {
            return None;
        }
        let (vault, rest) = postcard::take_from_bytes(rest).ok()?;
        rest.is_empty().then_some(vault)
=======
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
>>>>>>> crate
    }
}
