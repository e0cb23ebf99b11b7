//! The attendance sheet (*émargement*): who was there.

use crate::id::{InterventionId, SignatoryId, UserId};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// What was seen of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Attendance {
    /// The person is in the room.
    Present,
    /// The person is not there and gave no reason.
    Absent,
    /// The person is not there and said why.
    Excused,
}

impl Attendance {
    /// All marks, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Present, Self::Absent, Self::Excused];

    /// The word that stands for the mark in files and tables. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::Excused => "excused",
        }
    }

    /// The mark a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.code() == code)
    }
}

/// One line of the sheet: a person expected at an intervention, or who came unexpectedly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterEntry {
    /// The visit.
    pub intervention: InterventionId,
    /// The person.
    pub signatory: SignatoryId,
    /// What was marked; `None` before anybody marked, or after the mark was taken back.
    pub mark: Option<Attendance>,
    /// Who marked last.
    pub marked_by: Option<UserId>,
    /// When the last mark was made, by the clock of the device that made it (a claim).
    pub marked_at: Option<Instant>,
    /// Grows by one with each change the server accepted; 0 was never on the server.
    pub version: u32,
}

impl RosterEntry {
    /// A line nobody has marked yet.
    #[must_use]
    pub const fn expected(intervention: InterventionId, signatory: SignatoryId) -> Self {
        Self { intervention, signatory, mark: None, marked_by: None, marked_at: None, version: 0 }
    }
}
