//! What became of a conflict or a refusal after the answer to it: somebody settled it.

use domain::attendance::Attendance;
use domain::time::Instant;
use serde::{Deserialize, Serialize};

/// Most entries a device asks about in one request; where it has more, the oldest.
pub const MAX_ASKED: usize = 32;

/// How a conflict or a refusal was settled, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// How.
    pub how: Settled,
    /// The name of who did.
    pub by: String,
    /// When, by the server's clock.
    pub at: Instant,
}

/// What was done. The encoding is a contract: variants are never reordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Settled {
    /// Of two marks this one was chosen.
    Marked(Option<Attendance>),
    /// What had been refused was carried out after all; its author stays who entered it.
    Adopted,
}
