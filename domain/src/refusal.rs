//! Why a command was not carried out. Nothing refused is dropped: it is kept and shown.

use crate::attendance::{Attendance, RosterEntry};
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
    /// The person is not known.
    #[error("the person is not known")]
    UnknownPerson,
    /// The interest no longer stands, or the person has none.
    #[error("there is no consent in force")]
    NoConsent,
    /// Another interview with this person is already planned.
    #[error("another interview with this person is already planned")]
    InterviewAlreadyPlanned,
    /// The adviser holds another interview at that time.
    #[error("the adviser is not free at that time")]
    SlotTaken,
    /// There is no such interview.
    #[error("the interview is not known")]
    UnknownInterview,
    /// The interview is held, withdrawn, or otherwise not to take place any more.
    #[error("the interview is over")]
    InterviewOver,
    /// No interview with this person was held.
    #[error("an interview has to be held first")]
    NoHeldInterview,
    /// There is no such scheme.
    #[error("the scheme is not known")]
    UnknownScheme,
    /// Nobody can be sent to the scheme now.
    #[error("the scheme is closed")]
    SchemeClosed,
    /// All places of the scheme are taken.
    #[error("the scheme is full")]
    SchemeFull,
    /// The person is already referred to this scheme.
    #[error("the person is already referred to this scheme")]
    AlreadyReferred,
    /// There is no such referral.
    #[error("the referral is not known")]
    UnknownReferral,
    /// That cannot happen to a referral that stands as this one does.
    #[error("the referral does not stand so that this could happen")]
    NotPossibleNow,
    /// Somebody else changed the record since the author saw it.
    #[error("the record was changed meanwhile")]
    ChangedMeanwhile,
    /// It came without its author, from a device that was revoked or in a rescue file: nothing proves
    /// who entered it, so a supervisor has to look.
    #[error("the entry came without its author")]
    Quarantined,
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

impl Conflict {
    /// Whether a line still bears the mark that the refused one met.
    #[must_use]
    pub fn stands(&self, line: &RosterEntry) -> bool {
        (line.mark, line.marked_by, line.marked_at)
            == (self.standing, self.standing_by, self.standing_at)
    }

    /// The mark that a person is proposed to choose, given the line as it now is; nothing is chosen
    /// for them (`docs/decisions/0020-conflicts-are-questions.md`).
    ///
    /// A mark made since could be made with both others before one's eyes. Otherwise neither author
    /// knew of the other's: who saw somebody has seen them, and who did not see them may have looked
    /// too early; who knows a reason knows more than who knows none.
    #[must_use]
    pub fn proposal(&self, line: &RosterEntry) -> Option<Attendance> {
        const fn told(mark: Option<Attendance>) -> u8 {
            match mark {
                None => 0,
                Some(Attendance::Absent) => 1,
                Some(Attendance::Excused) => 2,
                Some(Attendance::Present) => 3,
            }
        }
        if self.stands(line) && told(self.proposed) > told(self.standing) {
            self.proposed
        } else {
            line.mark
        }
    }
}
