//! The personal interview (*entretien individuel*) that comes before any entry into a scheme.
//!
//! An interview is the list of what happened to it; its state is computed from that list.

use crate::id::{InterestId, InterviewId, SignatoryId, UserId};
use crate::intervention::Mode;
use crate::level::CefrLevel;
use crate::scheme::SchemeKind;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// What happened, when it was entered, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated<T> {
    /// When it was entered, by the clock of the device (a claim).
    pub at: Instant,
    /// The account; `None` when the person, a partner or a timer acted.
    pub by: Option<UserId>,
    /// What happened.
    pub what: T,
}

/// When and where two people meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// When it begins.
    pub starts_at: Instant,
    /// How long it lasts, in minutes.
    pub minutes: u16,
    /// How they meet.
    pub mode: Mode,
    /// The room or the number to call; may be empty.
    pub place: String,
    /// The language of the interpreter who is needed; empty for none. Free text: many more are
    /// spoken than there are catalogues.
    pub interpreter: String,
    /// Whether the person chose freely (invited) or was given a date (summoned).
    pub summoned: bool,
}

impl Slot {
    /// When it ends.
    #[must_use]
    pub const fn ends_at(&self) -> Instant {
        self.starts_at.plus(self.minutes as i64 * 60_000)
    }

    /// Whether two slots share any time.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.starts_at < other.ends_at() && other.starts_at < self.ends_at()
    }
}

/// What stands between a person and a scheme (*frein*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Barrier {
    /// Cannot travel.
    Mobility,
    /// Children to be cared for.
    Childcare,
    /// No stable place to live.
    Housing,
    /// Health.
    Health,
    /// No device, no connection, or no habit of them.
    Digital,
}

impl Barrier {
    /// All barriers, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Mobility, Self::Childcare, Self::Housing, Self::Health, Self::Digital];
}

/// What an interview found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// Level of French, where it was looked at.
    pub level: Option<CefrLevel>,
    /// What stands in the way.
    pub barriers: Vec<Barrier>,
    /// Kinds of scheme decided together, the first first; kept apart from what was wished.
    pub decided: Vec<SchemeKind>,
    /// A note for colleagues; may be empty.
    pub note: String,
}

/// Why an interview did not take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Missed {
    /// The person did not come and gave no reason.
    NoShow,
    /// The person could not come and said why.
    Excused,
    /// The service called it off.
    CancelledByService,
}

/// What can happen to an interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InterviewEvent {
    /// It was planned, or planned anew: this slot counts.
    Planned(Slot),
    /// It took place.
    Held(Findings),
    /// It did not take place.
    Missed(Missed),
    /// The person withdrew before it.
    Withdrawn,
}

/// Where an interview stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InterviewState {
    /// It is to take place.
    Planned,
    /// It took place.
    Held,
    /// It did not take place; a new one can be planned.
    Missed(Missed),
    /// The person withdrew.
    Withdrawn,
}

impl InterviewState {
    /// The word that stands for the state in tables. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
            Self::Missed(Missed::NoShow) => "no_show",
            Self::Missed(Missed::Excused) => "excused",
            Self::Missed(Missed::CancelledByService) => "cancelled_by_service",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl InterviewEvent {
    /// The state it leads to.
    #[must_use]
    pub const fn leads_to(&self) -> InterviewState {
        match self {
            Self::Planned(_) => InterviewState::Planned,
            Self::Held(_) => InterviewState::Held,
            Self::Missed(why) => InterviewState::Missed(*why),
            Self::Withdrawn => InterviewState::Withdrawn,
        }
    }
}

/// An interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interview {
    /// Its identity.
    pub id: InterviewId,
    /// With whom.
    pub signatory: SignatoryId,
    /// The interest it follows.
    pub interest: InterestId,
    /// Who holds it.
    pub adviser: UserId,
    /// What happened, in the order in which the server took it. The first is always
    /// [`Planned`](InterviewEvent::Planned).
    pub events: Vec<Dated<InterviewEvent>>,
    /// Grows by one with each change the server accepted.
    pub version: u32,
}

impl Interview {
    /// Where it stands, computed from what happened.
    #[must_use]
    pub fn state(&self) -> InterviewState {
        self.events.last().map_or(InterviewState::Planned, |event| event.what.leads_to())
    }

    /// The slot that counts: the last one planned.
    #[must_use]
    pub fn slot(&self) -> Option<&Slot> {
        self.events.iter().rev().find_map(|event| match &event.what {
            InterviewEvent::Planned(slot) => Some(slot),
            _ => None,
        })
    }

    /// What it found, once held.
    #[must_use]
    pub fn findings(&self) -> Option<&Findings> {
        self.events.iter().rev().find_map(|event| match &event.what {
            InterviewEvent::Held(findings) => Some(findings),
            _ => None,
        })
    }
}
