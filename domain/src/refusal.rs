//! Why a command was not carried out. Nothing refused is dropped: it is kept and shown.

use crate::attendance::Attendance;
use crate::id::UserId;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A command that cannot be carried out. The encoding is a contract: variants are never reordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// The visit is unknown, or is not among those of the author.
    #[error("the intervention is not known")]
    UnknownIntervention,
    /// The person is not on the list of the visit.
    #[error("the person is not on the list of this intervention")]
    NotOnRoster,
    /// There is no such interest.
    #[error("the interest is not known")]
    UnknownInterest,
    /// The identity is already used by another record.
    #[error("a record with this identity exists and says something else")]
    IdentityTaken,
    /// The preferred way of contact needs a number or an address that is missing.
    #[error("the wished way of contact needs a telephone number or an e-mail address")]
    NoWayToReach,
    /// The consent names a text that does not exist.
    #[error("the consent refers to a text that is not known")]
    UnknownConsentText,
    /// The author has no right to do this now.
    #[error("the author may not do this")]
    NotAllowed,
    /// The command could not be read: a newer application wrote it, or it is damaged.
    #[error("the command cannot be read")]
    Unreadable,
}

/// Two people said different things of one record; the first stays until a person decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The mark that stands.
    pub standing: Option<Attendance>,
    /// Who made it.
    pub standing_by: Option<UserId>,
    /// When, by that person's device.
    pub standing_at: Option<Instant>,
    /// The mark that was refused.
    pub proposed: Option<Attendance>,
}
