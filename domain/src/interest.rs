//! An interest (*manifestation d'intérêt*): what a person would like, given freely and taken back
//! freely.

use crate::code::ReceiptCode;
use crate::consent::Consent;
use crate::id::{InterestId, InterventionId, SignatoryId, UserId};
use crate::person::Origin;
use crate::scheme::Wishes;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// Why an interest no longer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Withdrawal {
    /// The person took it back.
    ByPerson,
    /// It was entered by mistake (another person, a test).
    Mistake,
}

impl Withdrawal {
    /// The word that stands for the reason in tables. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ByPerson => "by_person",
            Self::Mistake => "mistake",
        }
    }

    /// The reason a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::ByPerson, Self::Mistake].into_iter().find(|reason| reason.code() == code)
    }
}

/// One interest of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interest {
    /// Its identity.
    pub id: InterestId,
    /// Who is interested.
    pub signatory: SignatoryId,
    /// At which visit it was given.
    pub intervention: InterventionId,
    /// Wished kinds of scheme, the dearest first.
    pub wishes: Wishes,
    /// The consent it rests on.
    pub consent: Consent,
    /// Who entered it and how.
    pub origin: Origin,
    /// The account that entered it; `None` when the person did.
    pub entered_by: Option<UserId>,
    /// When it was entered, by the clock of the device (a claim).
    pub entered_at: Instant,
    /// The code on the person's receipt, where one was given.
    pub receipt: Option<ReceiptCode>,
    /// Set once the interest no longer stands; nothing brings it back, a new one is registered.
    pub withdrawn: Option<Withdrawal>,
    /// Grows by one with each change the server accepted.
    pub version: u32,
}
