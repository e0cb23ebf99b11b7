//! Words of the figures.

use super::super::common::scheme_kind;
use crate::api::figures::{Behind, Breakdown, Delay, Group, Month, Part, Period, Share, Stage};
use crate::text::dates::fr::MONTHS;
use crate::text::mid_sentence;

/// Title, and entry in the navigation.
pub const TITLE: &str = "Chiffres";
/// Under the title of the page.
pub const LEAD: &str =
    "Chaque personne est comptée une seule fois. Chaque nombre ouvre la liste des personnes.";
/// In place of the figures, for who is limited to a partner.
pub const NONE_OF_A_PARTNER: &str = "Votre compte est limité à un partenaire : ces chiffres portent sur tout le parcours des personnes. \
     Le bilan dit combien ont été orientées vers vous.";
/// Prints the page.
pub const PRINT: &str = "Imprimer";
/// Leads to the year's report.
pub const REPORT: &str = "Bilan de l'année";
/// Filter: the first day.
pub const FROM: &str = "Visites du";
/// Filter: the last day.
pub const TO: &str = "au";
/// Filter: by what people are told apart.
pub const BY: &str = "Détail par";
/// Heading of the funnel.
pub const FUNNEL: &str = "De la visite au dispositif";
/// Heading of the delays.
pub const DELAYS: &str = "Délais";
/// Heading of the rates.
pub const RATES: &str = "Part des situations";
/// Without anybody in the period.
pub const NONE: &str =
    "Personne n'a été rencontré pendant cette période. Choisissez d'autres dates.";
/// In place of a number that is not known; what it stands for is written beside it.
pub const UNKNOWN: &str = "—";
/// Last line of the table.
pub const TOTAL: &str = "Total";
/// Heading of the exports.
pub const EXPORT: &str = "Exporter";
/// Before the links.
pub const EXPORT_NOTE: &str =
    "Ces fichiers contiennent des données personnelles. Chaque export est noté dans le journal.";
/// One line a person.
pub const ONE_LINE_A_PERSON: &str = "Une ligne par personne";
/// One line an event.
pub const ONE_LINE_AN_EVENT: &str = "Une ligne par événement";
/// The list's way back.
pub const BACK: &str = "Chiffres";
/// A list whose address means nothing.
pub const UNREADABLE_LIST: &str =
    "L'adresse de cette liste n'est pas lisible. Retournez aux chiffres et ouvrez-la de nouveau.";
/// A list of nobody.
pub const NOBODY: &str = "Personne ne correspond à ce nombre.";
const UNKNOWN_LEVEL: &str = "Niveau inconnu";
const UNKNOWN_KIND: &str = "Sans souhait";
const UNKNOWN_ADVISER: &str = "Sans référent·e";

/// A step of the way, of people.
#[must_use]
pub const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Present => "Présentes",
        Stage::Interested => "Intéressées",
        Stage::Interviewed => "Reçues en entretien",
        Stage::Referred => "Orientées",
        Stage::Accepted => "Acceptées",
        Stage::Entered => "Entrées en dispositif",
        Stage::StillThere => "Toujours là après 3 mois",
    }
}

/// What a breakdown tells people apart by.
#[must_use]
pub const fn breakdown(by: Breakdown) -> &'static str {
    match by {
        Breakdown::Centre => "Centre",
        Breakdown::Kind => "Type de dispositif",
        Breakdown::Level => "Niveau",
        Breakdown::Month => "Mois",
        Breakdown::Adviser => "Référent·e",
    }
}

/// Caption of the table.
#[must_use]
pub fn by(by: Breakdown) -> String {
    match by {
        Breakdown::Centre => "Par centre de la première rencontre",
        Breakdown::Kind => {
            "Par type de dispositif : celui de l'orientation, sinon le premier souhait"
        }
        Breakdown::Level => "Par niveau de français connu aujourd'hui",
        Breakdown::Month => "Par mois de la première rencontre",
        Breakdown::Adviser => "Par référent·e : de l'entretien, sinon de la visite",
    }
    .to_owned()
}

/// The name of a group that needs no look into the records; empty for others.
#[must_use]
pub fn group(group: Group) -> String {
    match group {
        Group::Centre(_) | Group::Adviser(Some(_)) => String::new(),
        Group::Kind(kind) => kind.map_or(UNKNOWN_KIND, scheme_kind).to_owned(),
        Group::Level(level) => level.map_or(UNKNOWN_LEVEL, |level| level.label()).to_owned(),
        Group::Month(it) => month(it),
        Group::Adviser(None) => UNKNOWN_ADVISER.to_owned(),
    }
}

/// A month.
fn month(month: Month) -> String {
    let place = usize::try_from(month.month).unwrap_or_default().saturating_sub(1);
    format!("{} {}", MONTHS.get(place).copied().unwrap_or_default(), month.year)
}

/// How many were on the lists.
#[must_use]
pub fn expected(expected: &str) -> String {
    format!("{expected} personnes attendues sur les listes.")
}

/// Under the last step.
#[must_use]
pub fn too_early(people: u32) -> Option<String> {
    match people {
        0 => None,
        1 => Some("Trop tôt pour le savoir : 1 personne entrée depuis moins de 3 mois.".to_owned()),
        _ => Some(format!(
            "Trop tôt pour le savoir : {people} personnes entrées depuis moins de 3 mois."
        )),
    }
}

/// Part of the people met.
#[must_use]
pub fn of_the_met(percent: u32) -> String {
    format!("{percent}\u{a0}%")
}

/// What a screen reader says for a number that is a link.
#[must_use]
pub fn list_of(count: &str, stage: &str, group: &str) -> String {
    format!("{count}, {stage}, {group} : voir la liste")
}

/// Names of the three delays.
pub const DELAY_NAMES: [&str; 3] = [
    "Jours sans parcours, de la fin de formation à l'entrée",
    "De l'intérêt à la prise du premier rendez-vous",
    "De l'orientation à la réponse du partenaire",
];

/// A delay.
#[must_use]
pub fn days(days: u32) -> String {
    match days {
        0 | 1 => format!("{days} jour"),
        _ => format!("{days} jours"),
    }
}

/// Under the median of a delay. The last of the three counts referrals.
#[must_use]
pub fn delay_note(delay: Delay, of_referrals: bool) -> String {
    let what = match (of_referrals, delay.number) {
        (true, 0 | 1) => "orientation",
        (true, _) => "orientations",
        (false, 0 | 1) => "personne",
        (false, _) => "personnes",
    };
    format!(
        "Médiane. 9 fois sur 10 : {} au plus. {} {what}.",
        days(delay.ninth_decile),
        delay.number
    )
}

/// A delay that nobody has come to the end of.
pub const NO_DELAY: &str = "Aucun cas pour l'instant.";

/// Names of the three rates.
pub const RATE_NAMES: [&str; 3] = [
    "Absences non excusées aux entretiens",
    "Orientations restées sans réponse",
    "Personnes inscrites elles-mêmes",
];

/// A rate.
#[must_use]
pub fn share(share: Share) -> String {
    match share.percent() {
        Some(percent) => format!("{percent}\u{a0}% ({} sur {})", share.part, share.whole),
        None => NO_DELAY.to_owned(),
    }
}

/// A period.
#[must_use]
pub fn period(period: Period) -> String {
    match (period.from, period.to) {
        (Some(from), Some(to)) => format!("Visites du {} au {}.", from.french(), to.french()),
        (Some(from), None) => format!("Visites depuis le {}.", from.french()),
        (None, Some(to)) => format!("Visites jusqu'au {}.", to.french()),
        (None, None) => "Toutes les visites.".to_owned(),
    }
}

/// Title of the list behind a number.
#[must_use]
pub fn list_title(behind: Behind) -> String {
    match behind {
        Behind::Funnel { stage: it, .. } => format!("Personnes : {}", mid_sentence(stage(it))),
        Behind::Referred { year, part: it, .. } => {
            format!("Personnes orientées en {year} : {}", mid_sentence(part(it)))
        }
    }
}

/// Under it.
#[must_use]
pub fn list_lead(behind: Behind, group: &str) -> String {
    let of = |name: &str| if name.is_empty() { String::new() } else { format!(" {name}.") };
    match behind {
        Behind::Funnel { period: it, .. } => format!("{}{}", period(it), of(group)),
        Behind::Referred { .. } => of(group).trim().to_owned(),
    }
}

/// A part of the people referred in a year.
#[must_use]
pub const fn part(part: Part) -> &'static str {
    match part {
        Part::All => "Ensemble",
        Part::French => "Cours de français",
        Part::FrenchA2 => "dont vers le niveau A2",
        Part::FrenchB1 => "dont vers le niveau B1",
        Part::Professional => "Dispositifs professionnels",
        Part::Social => "Socialisation",
    }
}
