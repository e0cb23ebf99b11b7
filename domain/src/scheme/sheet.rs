//! A scheme as one organisation offers it (*fiche dispositif*).

use super::SchemeKind;
use crate::id::{OrganisationId, SchemeId};
use crate::intervention::Mode;
use crate::language::Language;
use crate::level::CefrLevel;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// A sheet that nobody has verified for so many days is to be checked: half a year.
const CHECK_AFTER: i32 = 183;

/// What is said of a scheme to the people it is for, in one language and in plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The language.
    pub language: Language,
    /// Its name there.
    pub title: String,
    /// A few sentences: what one does, where, how long, what it costs.
    pub text: String,
}

/// A scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// Its identity.
    pub id: SchemeId,
    /// Who offers it.
    pub organisation: OrganisationId,
    /// The organisation's name, carried along so that a tablet can show it offline.
    pub organisation_name: String,
    /// What kind it is of.
    pub kind: SchemeKind,
    /// Its name as colleagues say it.
    pub title: String,
    /// The town where it takes place; empty for remote ones.
    pub town: String,
    /// How people meet.
    pub mode: Mode,
    /// The lowest level of French it takes people with.
    pub entry_level: Option<CefrLevel>,
    /// The level it leads to, for a language course.
    pub target_level: Option<CefrLevel>,
    /// Whom it is for, in a sentence; empty for everybody.
    pub publics: String,
    /// Conditions in a sentence; empty for none.
    pub conditions: String,
    /// Whether it can be followed beside another.
    pub cumulative: bool,
    /// How many people it takes at a time; `None` without a limit.
    pub places: Option<u16>,
    /// How many of them are taken: accepted or inside.
    pub taken: u16,
    /// The day the next group begins.
    pub next_intake: Option<Day>,
    /// Whether people can be sent to it now.
    pub open: bool,
    /// When somebody last made sure that all this holds.
    pub verified_on: Option<Day>,
    /// What is said of it in each language.
    pub cards: Vec<Card>,
    /// Grows by one with each change the server accepted.
    pub version: u32,
}

impl Scheme {
    /// Who offers it and where, in a line.
    #[must_use]
    pub fn place(&self) -> String {
        let mut place = self.organisation_name.clone();
        if !place.is_empty() && !self.town.is_empty() {
            place.push_str(" · ");
        }
        place.push_str(&self.town);
        place
    }

    /// Places left; `None` without a limit.
    #[must_use]
    pub fn places_left(&self) -> Option<u16> {
        self.places.map(|places| places.saturating_sub(self.taken))
    }

    /// Whether nobody more can be taken.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.places_left() == Some(0)
    }

    /// Whether nobody has made sure for half a year, or ever, that the sheet holds.
    #[must_use]
    pub fn needs_check(&self, today: Day) -> bool {
        self.verified_on.is_none_or(|day| today.0.saturating_sub(day.0) > CHECK_AFTER)
    }
}
