//! What a device keeps of one adviser to open their store: nothing in it opens anything without their secret.

use crate::lease::{Lease, Standing};
use crate::lock::Lock;
use crate::sealed::Sealed;
use domain::id::UserId;
use domain::time::Instant;
use serde::{Deserialize, Serialize};

/// First byte of an encoded vault.
const FORMAT: u8 = 1;
/// Longest encoded vault that is read, in bytes; a true one has a tenth of that.
const LONGEST: usize = 4_096;

/// An adviser's vault on one device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vault {
    owner: UserId,
    lock: Option<Lock>,
    lease: Lease,
    sealed: Sealed,
}

impl Vault {
    /// A vault whose store a lock opens for as long as the lease is.
    #[must_use]
    pub const fn new(owner: UserId, lock: Option<Lock>, lease: Lease, sealed: Sealed) -> Self {
        Self { owner, lock, lease, sealed }
    }

    /// Whose it is.
    #[must_use]
    pub const fn owner(&self) -> UserId {
        self.owner
    }

    /// What opens the store, as long as the lease is not over.
    #[must_use]
    pub const fn lock(&self) -> Option<&Lock> {
        self.lock.as_ref()
    }

    /// The store's key, sealed to the office.
    #[must_use]
    pub const fn sealed(&self) -> &Sealed {
        &self.sealed
    }

    /// For how long the lock opens.
    #[must_use]
    pub const fn lease(&self) -> &Lease {
        &self.lease
    }

    /// How it stands with the lease now. Once it is over the lock is gone: what is kept must be written.
    pub fn look(&mut self, now: Instant) -> Standing {
        let standing = self.lease.look(now);
        if standing == Standing::Over {
            self.lock = None;
        }
        standing
    }

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
    }
}
