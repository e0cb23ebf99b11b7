//! What a supervisor writes down of a scheme, and what is wrong with it. The page and the server
//! ask the same questions; the server's answer counts.

use super::{Card, Scheme, SchemeKind};
use crate::id::{OrganisationId, SchemeId};
use crate::intervention::Mode;
use crate::language::Language;
use crate::level::CefrLevel;
use crate::order::sort_by_key;
use crate::state::next_version;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// Longest title, of the scheme and of a card, and longest name of a town, in characters.
pub const SHORT_TEXT_MAX: usize = 120;
/// Longest text about whom it is for and about conditions, in characters.
pub const LINE_MAX: usize = 500;
/// Longest text of a card, in characters.
pub const CARD_TEXT_MAX: usize = 1_500;
/// Most places that can be entered.
pub const PLACES_MAX: u16 = 9_999;

/// The fields of a [`Scheme`] that a person writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeFields {
    /// Who offers it.
    pub organisation: OrganisationId,
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
    /// The level it leads to.
    pub target_level: Option<CefrLevel>,
    /// Whom it is for; empty for everybody.
    pub publics: String,
    /// Conditions; empty for none.
    pub conditions: String,
    /// Whether it can be followed beside another.
    pub cumulative: bool,
    /// How many people it takes at a time; `None` without a limit.
    pub places: Option<u16>,
    /// The day the next group begins.
    pub next_intake: Option<Day>,
    /// Whether people can be sent to it now.
    pub open: bool,
    /// What is said of it in each language.
    pub cards: Vec<Card>,
}

/// One thing that is wrong with the fields of a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SchemeFault {
    /// It has no title.
    #[error("the scheme has no title")]
    NoTitle,
    /// It takes place somewhere, and nobody knows where.
    #[error("a scheme that is not remote needs a town")]
    NoTown,
    /// The level it leads to is not above the level it begins with.
    #[error("the target level must be above the entry level")]
    TargetNotAbove,
    /// A limit of no place at all, or of more than `PLACES_MAX`.
    #[error("a limit of places lies between 1 and {PLACES_MAX}")]
    PlacesOutOfRange,
    /// Fewer places than are taken, of which there are so many.
    #[error("{0} places are taken")]
    PlacesBelowTaken(u16),
    /// A card has a title without a text, or a text without a title.
    #[error("the card in {} lacks its title or its text", .0.tag())]
    UnfinishedCard(Language),
    /// There are two cards in one language.
    #[error("there are two cards in {}", .0.tag())]
    RepeatedCard(Language),
    /// A text is too long.
    #[error("the text of {field} has more than {most} characters")]
    TooLong {
        /// Which field it is of, as [`SchemeFault::field`] names it.
        field: &'static str,
        /// Most characters.
        most: usize,
    },
}

/// The name of the field of a card.
const fn card_field(language: Language) -> &'static str {
    match language {
        Language::French => "card_fr",
        Language::English => "card_en",
        Language::Arabic => "card_ar",
    }
}

impl SchemeFault {
    /// The field it is about: the name it has in [`SchemeFields`], and `card_` with the language's
    /// tag for a card.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::NoTitle => "title",
            Self::NoTown => "town",
            Self::TargetNotAbove => "target_level",
            Self::PlacesOutOfRange | Self::PlacesBelowTaken(_) => "places",
            Self::UnfinishedCard(language) | Self::RepeatedCard(language) => card_field(language),
            Self::TooLong { field, .. } => field,
        }
    }
}

impl SchemeFields {
    /// The same without blanks around texts, without empty cards, and without a town where people
    /// do not meet in one. Cards stand in the order of their languages' tags.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        let texts = [&mut self.title, &mut self.town, &mut self.publics, &mut self.conditions];
        let cards = self.cards.iter_mut().flat_map(|card| [&mut card.title, &mut card.text]);
        for text in texts.into_iter().chain(cards) {
            let trimmed = text.trim();
            if trimmed.len() < text.len() {
                *text = trimmed.to_owned();
            }
        }
        self.cards.retain(|card| !(card.title.is_empty() && card.text.is_empty()));
        // One order, so that fields can be compared.
        sort_by_key(&mut self.cards, |card| card.language.tag());
        if self.mode == Mode::Remote {
            self.town.clear();
        }
        self
    }

    /// Everything that is wrong with tidied fields, in the order of the form; `taken` places are
    /// taken now.
    #[must_use]
    pub fn faults(&self, taken: u16) -> Vec<SchemeFault> {
        let mut faults = Vec::new();
        let mut wrong = |is_wrong: bool, fault: SchemeFault| {
            if is_wrong {
                faults.push(fault);
            }
        };
        let long = |text: &str, most: usize| text.chars().count() > most;
        let too_long = |field, most| SchemeFault::TooLong { field, most };
        wrong(self.title.is_empty(), SchemeFault::NoTitle);
        wrong(long(&self.title, SHORT_TEXT_MAX), too_long("title", SHORT_TEXT_MAX));
        wrong(self.mode == Mode::InPerson && self.town.is_empty(), SchemeFault::NoTown);
        wrong(long(&self.town, SHORT_TEXT_MAX), too_long("town", SHORT_TEXT_MAX));
        let levels = self.entry_level.zip(self.target_level);
        let not_above = levels.is_some_and(|(entry, target)| target <= entry);
        wrong(not_above, SchemeFault::TargetNotAbove);
        wrong(long(&self.publics, LINE_MAX), too_long("publics", LINE_MAX));
        wrong(long(&self.conditions, LINE_MAX), too_long("conditions", LINE_MAX));
        if let Some(places) = self.places {
            if places < taken {
                wrong(true, SchemeFault::PlacesBelowTaken(taken));
            } else {
                wrong(!(1..=PLACES_MAX).contains(&places), SchemeFault::PlacesOutOfRange);
            }
        }
        for (place, card) in self.cards.iter().enumerate() {
            let field = card_field(card.language);
            let unfinished = card.title.is_empty() || card.text.is_empty();
            wrong(unfinished, SchemeFault::UnfinishedCard(card.language));
            wrong(long(&card.title, SHORT_TEXT_MAX), too_long(field, SHORT_TEXT_MAX));
            wrong(long(&card.text, CARD_TEXT_MAX), too_long(field, CARD_TEXT_MAX));
            let again = self.cards[..place].iter().any(|other| other.language == card.language);
            wrong(again, SchemeFault::RepeatedCard(card.language));
        }
        faults
    }
}

impl Scheme {
    /// A new scheme: nobody is in it, and who wrote it down has just made sure that it holds.
    #[must_use]
    pub fn new(id: SchemeId, fields: SchemeFields, organisation_name: String, today: Day) -> Self {
        Self {
            id,
            organisation: fields.organisation,
            organisation_name,
            kind: fields.kind,
            title: fields.title,
            town: fields.town,
            mode: fields.mode,
            entry_level: fields.entry_level,
            target_level: fields.target_level,
            publics: fields.publics,
            conditions: fields.conditions,
            cumulative: fields.cumulative,
            places: fields.places,
            taken: 0,
            next_intake: fields.next_intake,
            open: fields.open,
            verified_on: Some(today),
            cards: fields.cards,
            version: 1,
        }
    }

    /// The fields that a person wrote.
    #[must_use]
    pub fn fields(&self) -> SchemeFields {
        let scheme = self.clone();
        SchemeFields {
            organisation: scheme.organisation,
            kind: scheme.kind,
            title: scheme.title,
            town: scheme.town,
            mode: scheme.mode,
            entry_level: scheme.entry_level,
            target_level: scheme.target_level,
            publics: scheme.publics,
            conditions: scheme.conditions,
            cumulative: scheme.cumulative,
            places: scheme.places,
            next_intake: scheme.next_intake,
            open: scheme.open,
            cards: scheme.cards,
        }
    }

    /// The scheme with other fields; places taken and the day it was verified stay. The name is
    /// that of the organisation the fields name.
    #[must_use]
    pub fn with_fields(&self, fields: SchemeFields, organisation_name: String) -> Self {
        Self {
            taken: self.taken,
            verified_on: self.verified_on,
            version: next_version(self.version),
            ..Self::new(self.id, fields, organisation_name, Day(0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use uuid::Uuid;

    fn good() -> SchemeFields {
        SchemeFields {
            organisation: OrganisationId(Uuid::from_u128(1)),
            kind: SchemeKind::LanguageCourse,
            title: "Cours d'exemple".to_owned(),
            town: "Laon".to_owned(),
            mode: Mode::InPerson,
            entry_level: Some(CefrLevel::A2),
            target_level: Some(CefrLevel::B1),
            publics: String::new(),
            conditions: String::new(),
            cumulative: false,
            places: Some(12),
            next_intake: None,
            open: true,
            cards: vec![card(Language::French, "Un cours", "On apprend.")],
        }
    }

    fn card(language: Language, title: &str, text: &str) -> Card {
        Card { language, title: title.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn good_fields_have_no_fault_and_one_place_for_each_person_is_enough() {
        assert_eq!(good().faults(12), []);
        assert_eq!(SchemeFields { places: None, ..good() }.faults(400), []);
    }

    #[rstest]
    #[case(SchemeFields { title: String::new(), ..good() }, SchemeFault::NoTitle, "title")]
    #[case(SchemeFields { town: String::new(), ..good() }, SchemeFault::NoTown, "town")]
    #[case(
        SchemeFields { target_level: Some(CefrLevel::A2), ..good() },
        SchemeFault::TargetNotAbove,
        "target_level"
    )]
    #[case(SchemeFields { places: Some(3), ..good() }, SchemeFault::PlacesBelowTaken(4), "places")]
    #[case(
        SchemeFields { places: Some(10_000), ..good() },
        SchemeFault::PlacesOutOfRange,
        "places"
    )]
    #[case(
        SchemeFields { cards: vec![card(Language::Arabic, "مثال", "")], ..good() },
        SchemeFault::UnfinishedCard(Language::Arabic),
        "card_ar"
    )]
    #[case(
        SchemeFields { conditions: "x".repeat(501), ..good() },
        SchemeFault::TooLong { field: "conditions", most: 500 },
        "conditions"
    )]
    #[case(
        SchemeFields {
            cards: vec![card(Language::English, "a", "b"), card(Language::English, "c", "d")],
            ..good()
        },
        SchemeFault::RepeatedCard(Language::English),
        "card_en"
    )]
    fn each_fault_is_told_by_its_field(
        #[case] fields: SchemeFields,
        #[case] fault: SchemeFault,
        #[case] field: &str,
    ) {
        assert_eq!(fields.faults(4), [fault]);
        assert_eq!(fault.field(), field);
    }

    #[test]
    fn no_place_at_all_is_no_limit_one_can_set() {
        let fields = SchemeFields { places: Some(0), ..good() };
        assert_eq!(fields.faults(0), [SchemeFault::PlacesOutOfRange]);
    }

    #[test]
    fn tidying_leaves_what_was_meant() {
        let untidy = SchemeFields {
            title: "  Cours ".to_owned(),
            town: "Laon".to_owned(),
            mode: Mode::Remote,
            cards: vec![card(Language::French, " ", "\n"), card(Language::English, " a", "b ")],
            ..good()
        };
        let tidy = untidy.tidied();
        assert_eq!((tidy.title.as_str(), tidy.town.as_str()), ("Cours", ""));
        assert_eq!(tidy.cards, [card(Language::English, "a", "b")]);
        assert_eq!(tidy.faults(0), []);
    }

    #[test]
    fn what_was_written_reads_back_and_the_rest_stays() {
        let scheme = Scheme {
            id: SchemeId(Uuid::from_u128(2)),
            taken: 3,
            verified_on: Some(Day(20_000)),
            version: 5,
            ..blank()
        };
        let changed = scheme.with_fields(good(), "Exemple".to_owned());
        assert_eq!(changed.fields(), good());
        assert_eq!((changed.id, changed.taken, changed.version), (scheme.id, 3, 6));
        assert_eq!(changed.verified_on, scheme.verified_on);
        assert_eq!(changed.organisation_name, "Exemple");
    }

    fn blank() -> Scheme {
        Scheme::new(SchemeId(Uuid::nil()), good(), String::new(), Day(0))
    }

    #[test]
    fn a_sheet_is_to_be_checked_after_half_a_year() {
        let scheme = blank();
        assert_eq!((scheme.version, scheme.taken, scheme.verified_on), (1, 0, Some(Day(0))));
        assert!(!scheme.needs_check(Day(183)));
        assert!(scheme.needs_check(Day(184)));
        assert!(Scheme { verified_on: None, ..scheme }.needs_check(Day(0)));
    }
}
