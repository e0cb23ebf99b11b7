//! A visit to a training centre, where the schemes are presented.

use crate::code::RegistrationCode;
use crate::id::{CentreId, InterventionId};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// How people meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// In the centre.
    #[default]
    InPerson,
    /// By video or telephone.
    Remote,
}

impl Mode {
    /// The word that stands for the mode in tables. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InPerson => "in_person",
            Self::Remote => "remote",
        }
    }

    /// The mode a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::InPerson, Self::Remote].into_iter().find(|mode| mode.code() == code)
    }
}

/// A visit, with what an adviser needs of the centre when there is no network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intervention {
    /// Its identity.
    pub id: InterventionId,
    /// The centre visited.
    pub centre: CentreId,
    /// The centre's name, carried along so that the tablet can show it offline.
    pub centre_name: String,
    /// The town, for the same reason.
    pub town: String,
    /// When it begins.
    pub starts_at: Instant,
    /// How people meet.
    pub mode: Mode,
    /// What people type or scan to register themselves.
    pub code: RegistrationCode,
    /// Until when the code is taken.
    pub code_expires_at: Instant,
    /// Grows by one with each change the server accepted.
    pub version: u32,
}
