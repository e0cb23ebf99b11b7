//! The numbered feed of changes: where a device stands in it, and which parts it may see.

use crc::{CRC_64_XZ, Crc, NoTable};
use domain::id::{DirectorateId, InterventionId, SignatoryId};
use domain::order::sort_by_key;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A place in the feed of one directorate.
///
/// `epoch` names the timeline of the database and changes when a backup is restored; `tag` is the
/// random number stored with the change `seq`, so that "same number, other history" is noticed
/// even when the epoch was not renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The timeline.
    pub epoch: u64,
    /// The last change taken over.
    pub seq: u64,
    /// The tag of that change.
    pub tag: u32,
}

/// A part of the records that is granted or not granted as a whole. The encoding is a contract:
/// variants are never reordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// A visit: itself, its list, the people on it and their files.
    Intervention(InterventionId),
    /// The schemes of a directorate.
    Catalogue(DirectorateId),
    /// The file of one person: the person, their interests, interviews and referrals. Given to
    /// the adviser who follows them, also when the visit is long past.
    File(SignatoryId),
}

impl Scope {
    /// The identity of what it is a scope of. No two scopes share one.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Intervention(id) => id.0,
            Self::Catalogue(id) => id.0,
            Self::File(id) => id.0,
        }
    }
}

/// Stands for a set of scopes, so that a device that holds the right ones need not list them.
///
/// A checksum and no cryptographic hash: it tells a set that changed from one that did not, and who
/// would forge it could only keep news from their own device. What a device may hold is decided by
/// the server each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScopeDigest(pub u64);

/// Without a table, which would be two kilobytes to be sent to every device.
const DIGEST: Crc<u64, NoTable> = Crc::<u64, NoTable>::new(&CRC_64_XZ);

impl ScopeDigest {
    /// The digest of a set of scopes, whatever their order.
    #[must_use]
    pub fn of(scopes: &[Scope]) -> Self {
        let sorted = as_a_set(scopes.iter().copied());
        let mut digest = DIGEST.digest();
        for scope in sorted {
            let kind = match scope {
                Scope::Intervention(_) => 0,
                Scope::Catalogue(_) => 1,
                Scope::File(_) => 2,
            };
            digest.update(&[kind]);
            digest.update(scope.id().as_bytes());
        }
        Self(digest.finalize())
    }
}

/// The scopes in order, each once.
fn as_a_set(scopes: impl Iterator<Item = Scope>) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = scopes.collect();
    sort_by_key(&mut scopes, |scope| *scope);
    scopes.dedup();
    scopes
}

/// What becomes of the scopes a device holds, once the server knows which those are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopePlan {
    /// To be sent whole, since the device does not hold them.
    pub granted: Vec<Scope>,
    /// To be removed from the device.
    pub revoked: Vec<Scope>,
    /// Held and allowed: only changes are sent.
    pub kept: Vec<Scope>,
}

impl ScopePlan {
    /// Compares what a device holds with what it may hold.
    #[must_use]
    pub fn between(held: &[Scope], allowed: &[Scope]) -> Self {
        let (held, allowed) = (as_a_set(held.iter().copied()), as_a_set(allowed.iter().copied()));
        let both = |scope: &Scope| allowed.binary_search(scope).is_ok();
        let (kept, revoked) = held.iter().copied().partition(both);
        let granted = allowed.iter().copied().filter(|scope| held.binary_search(scope).is_err());
        Self { granted: granted.collect(), revoked, kept }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(number: u128) -> Scope {
        Scope::Intervention(InterventionId(Uuid::from_u128(number)))
    }

    #[test]
    fn a_digest_knows_the_set_and_not_its_order() {
        let digest = ScopeDigest::of(&[scope(1), scope(2)]);
        assert_eq!(digest, ScopeDigest::of(&[scope(2), scope(1), scope(1)]));
        assert_ne!(digest, ScopeDigest::of(&[scope(1)]));
        assert_ne!(ScopeDigest::of(&[]), ScopeDigest::of(&[scope(0)]));
    }

    #[test]
    fn scopes_are_granted_revoked_and_kept() {
        let plan = ScopePlan::between(&[scope(1), scope(2)], &[scope(2), scope(3)]);
        assert_eq!(plan.granted, [scope(3)]);
        assert_eq!(plan.revoked, [scope(1)]);
        assert_eq!(plan.kept, [scope(2)]);
    }
}
