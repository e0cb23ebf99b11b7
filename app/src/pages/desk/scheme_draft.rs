//! What stands in the form of a scheme, and its way to and from the sheet.

use super::saving::Shown;
use crate::api::organisations::OrganisationRow;
use crate::text::fr::common;
use crate::text::fr::common::scheme_kind;
use crate::text::fr::desk::schemes as text;
use domain::id::OrganisationId;
use domain::intervention::Mode;
use domain::language::Language;
use domain::level::CefrLevel;
use domain::scheme::{Card, SchemeFields, SchemeKind};
use domain::time::Day;
use leptos::prelude::*;
use uuid::Uuid;

/// Begins the identifiers of the form's fields; the names the server gives them follow.
pub(super) const PREFIX: &str = "scheme-";
pub(super) const ORGANISATION: &str = "scheme-organisation";
pub(super) const KIND: &str = "scheme-kind";
pub(super) const TITLE: &str = "scheme-title";
pub(super) const TOWN: &str = "scheme-town";
pub(super) const ENTRY_LEVEL: &str = "scheme-entry_level";
pub(super) const TARGET_LEVEL: &str = "scheme-target_level";
pub(super) const PUBLICS: &str = "scheme-publics";
pub(super) const CONDITIONS: &str = "scheme-conditions";
pub(super) const PLACES: &str = "scheme-places";
pub(super) const NEXT_INTAKE: &str = "scheme-next_intake";

/// The identifier of the title of a card.
pub(super) const fn card_id(language: Language) -> &'static str {
    match language {
        Language::French => "scheme-card_fr",
        Language::English => "scheme-card_en",
        Language::Arabic => "scheme-card_ar",
    }
}

/// What stands in the form.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) organisation: RwSignal<String>,
    pub(super) kind: RwSignal<String>,
    pub(super) title: RwSignal<String>,
    pub(super) town: RwSignal<String>,
    pub(super) mode: RwSignal<Option<Mode>>,
    pub(super) entry_level: RwSignal<String>,
    pub(super) target_level: RwSignal<String>,
    pub(super) publics: RwSignal<String>,
    pub(super) conditions: RwSignal<String>,
    pub(super) cumulative: RwSignal<bool>,
    pub(super) places: RwSignal<String>,
    pub(super) next_intake: RwSignal<String>,
    pub(super) open: RwSignal<bool>,
    /// Title and text of each card.
    pub(super) cards: [(Language, RwSignal<String>, RwSignal<String>); 3],
}

impl Draft {
    /// An empty form: people meet somewhere, and can be sent there at once.
    pub(super) fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            organisation: text(),
            kind: text(),
            title: text(),
            town: text(),
            mode: RwSignal::new(Some(Mode::InPerson)),
            entry_level: text(),
            target_level: text(),
            publics: text(),
            conditions: text(),
            cumulative: RwSignal::new(false),
            places: text(),
            next_intake: text(),
            open: RwSignal::new(true),
            cards: Language::ALL.map(|language| (language, text(), text())),
        }
    }

    /// Puts a sheet into the form.
    pub(super) fn show(self, fields: &SchemeFields) {
        let level = |level: Option<CefrLevel>| level.map_or("", CefrLevel::label).to_owned();
        self.organisation.set(fields.organisation.to_string());
        self.kind.set(fields.kind.code().to_owned());
        self.title.set(fields.title.clone());
        self.town.set(fields.town.clone());
        self.mode.set(Some(fields.mode));
        self.entry_level.set(level(fields.entry_level));
        self.target_level.set(level(fields.target_level));
        self.publics.set(fields.publics.clone());
        self.conditions.set(fields.conditions.clone());
        self.cumulative.set(fields.cumulative);
        self.places.set(fields.places.map(|places| places.to_string()).unwrap_or_default());
        self.next_intake.set(fields.next_intake.map(|day| day.to_string()).unwrap_or_default());
        self.open.set(fields.open);
        for (language, title, text) in self.cards {
            let card = fields.cards.iter().find(|card| card.language == language);
            title.set(card.map(|card| card.title.clone()).unwrap_or_default());
            text.set(card.map(|card| card.text.clone()).unwrap_or_default());
        }
    }

    /// The sheet as it stands in the form, tidied, and what is wrong with it: identifiers of fields
    /// and what to do. `taken` places are taken now.
    pub(super) fn read(self, taken: u16) -> (SchemeFields, Vec<(String, String)>) {
        let mut wrong = Vec::new();
        let mut require = |present: bool, field: &str, message: &str| {
            if !present {
                wrong.push((field.to_owned(), message.to_owned()));
            }
        };
        let organisation = self.organisation.get_untracked().parse().ok();
        let kind = SchemeKind::from_code(&self.kind.get_untracked());
        let (typed_places, typed_day) =
            (self.places.get_untracked(), self.next_intake.get_untracked());
        let (typed_places, typed_day) = (typed_places.trim(), typed_day.trim());
        let places = typed_places.parse().ok();
        let next_intake = Day::parse(typed_day);
        require(organisation.is_some(), ORGANISATION, text::MISSING_ORGANISATION);
        require(kind.is_some(), KIND, text::MISSING_KIND);
        require(typed_places.is_empty() || places.is_some(), PLACES, text::WRONG_PLACES);
        require(typed_day.is_empty() || next_intake.is_some(), NEXT_INTAKE, text::WRONG_INTAKE);
        let fields = SchemeFields {
            organisation: organisation.unwrap_or(OrganisationId(Uuid::nil())),
            kind: kind.unwrap_or(SchemeKind::SocialIntegration),
            title: self.title.get_untracked(),
            town: self.town.get_untracked(),
            mode: self.mode.get_untracked().unwrap_or_default(),
            entry_level: CefrLevel::parse(&self.entry_level.get_untracked()),
            target_level: CefrLevel::parse(&self.target_level.get_untracked()),
            publics: self.publics.get_untracked(),
            conditions: self.conditions.get_untracked(),
            cumulative: self.cumulative.get_untracked(),
            places,
            next_intake,
            open: self.open.get_untracked(),
            cards: self
                .cards
                .iter()
                .map(|(language, title, text)| Card {
                    language: *language,
                    title: title.get_untracked(),
                    text: text.get_untracked(),
                })
                .collect(),
        }
        .tidied();
        for fault in fields.faults(taken) {
            wrong.push((format!("{PREFIX}{}", fault.field()), text::fault(fault)));
        }
        (fields, wrong)
    }
}

/// A sheet as it is read, to tell what differs between two.
pub(super) fn shown(fields: &SchemeFields, organisations: &[OrganisationRow]) -> Shown {
    let or_empty = |text: &str| if text.is_empty() { text::EMPTY } else { text }.to_owned();
    let yes = |yes: bool| if yes { text::YES } else { text::NO }.to_owned();
    let level = |level: Option<CefrLevel>| level.map_or(text::NO_LEVEL, CefrLevel::label);
    let organisation = organisations.iter().find(|row| row.id == fields.organisation);
    let places = fields.places.map_or_else(|| text::NO_LIMIT.to_owned(), |it| it.to_string());
    let mut shown = vec![
        (text::ORGANISATION, or_empty(organisation.map_or("", |row| &row.fields.name))),
        (text::KIND, scheme_kind(fields.kind).to_owned()),
        (text::NAME, fields.title.clone()),
        (text::MODE, common::mode(fields.mode).to_owned()),
        (text::TOWN, or_empty(&fields.town)),
        (text::ENTRY_LEVEL, level(fields.entry_level).to_owned()),
        (text::TARGET_LEVEL, level(fields.target_level).to_owned()),
        (text::PUBLICS, or_empty(&fields.publics)),
        (text::CONDITIONS, or_empty(&fields.conditions)),
        (text::CUMULATIVE, yes(fields.cumulative)),
        (text::PLACES, places),
        (text::NEXT_INTAKE, or_empty(&fields.next_intake.map(Day::french).unwrap_or_default())),
        (text::IS_OPEN, yes(fields.open)),
    ];
    for language in Language::ALL {
        let card = fields.cards.iter().find(|card| card.language == language);
        let said = card.map(|card| format!("{} : {}", card.title, card.text)).unwrap_or_default();
        shown.push((text::language(language), or_empty(&said)));
    }
    shown
}
