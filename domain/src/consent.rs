//! Consent: joining is voluntary, and what was agreed to is recorded as it was shown.

use crate::language::Language;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// The wording in force. Each version of the text stays in the catalogues for ever, since
/// consents refer to it.
pub const CURRENT_TEXT: TextVersion = TextVersion(1);

/// A version of the consent text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TextVersion(pub u16);

/// How the text reached the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Explained {
    /// The person read it.
    Read,
    /// Somebody read it aloud or explained it.
    Aloud,
    /// An interpreter explained it.
    Interpreter,
}

impl Explained {
    /// All ways, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Read, Self::Aloud, Self::Interpreter];

    /// The word that stands for the way in forms and tables. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Aloud => "aloud",
            Self::Interpreter => "interpreter",
        }
    }

    /// The way a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// A consent given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The text that was shown.
    pub text: TextVersion,
    /// The language it was shown in.
    pub language: Language,
    /// How it was explained.
    pub explained: Explained,
    /// When, by the clock of the device (a claim; the server keeps its own time beside it).
    pub given_at: Instant,
}
