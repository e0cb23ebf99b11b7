//! Words of the year's report.

use crate::api::figures::{Count, Delay};

/// Under the title.
pub const LEAD: &str = "Les signataires du contrat d'intégration républicaine, de la visite dans les centres à l'entrée en dispositif.";
/// Prints the page.
pub const PRINT: &str = "Imprimer";
/// Filter: the year.
pub const YEAR: &str = "Année";
/// Filter: for whom.
pub const AUDIENCE: &str = "Version";
/// For the office.
pub const OFFICE: &str = "Pour la direction : tous les nombres";
/// For others.
pub const SHARED: &str = "Version à partager : petits nombres masqués";
/// Back to the figures.
pub const BACK: &str = "Chiffres";
/// Heading.
pub const REFERRED: &str = "Orientations de l'année";
/// Column.
pub const TO: &str = "Vers";
/// Column.
pub const PEOPLE: &str = "Signataires";
/// Under the table.
pub const TWICE: &str = "Une personne orientée vers deux types de dispositif compte dans les deux lignes, et une fois dans l'ensemble.";
/// Heading.
pub const BY_CENTRE: &str = "Par centre";
/// Column.
pub const CENTRE: &str = "Centre";
/// Heading.
pub const FUNNEL: &str = "Les personnes rencontrées dans l'année";
/// Column.
pub const STEP: &str = "Étape atteinte";
/// Under a report for others.
pub const MASKED: &str = "Les nombres de 1 à 4 sont remplacés par « < 5 ». D'autres nombres sont masqués quand ils permettraient de les retrouver.";
/// A year without anything.
pub const NONE: &str = "Rien n'est enregistré pour cette année. Choisissez une autre année.";

/// Title.
#[must_use]
pub fn title(year: i32) -> String {
    format!("Bilan {year}")
}

/// A count, as far as it is told; `number` writes it.
#[must_use]
pub fn count(count: Count, number: impl Fn(u32) -> String) -> String {
    match count {
        Count::Exact(people) => number(people),
        Count::UnderFive => "<\u{a0}5".to_owned(),
        Count::Hidden => "masqué".to_owned(),
    }
}

/// The visits.
#[must_use]
pub fn visits(directorate: &str, visits: u32, centres: u32) -> String {
    let visits = match visits {
        0 | 1 => format!("{visits} intervention"),
        _ => format!("{visits} interventions"),
    };
    let centres = match centres {
        0 | 1 => format!("{centres} centre de formation linguistique"),
        _ => format!("{centres} centres de formation linguistique"),
    };
    format!("{directorate} : {visits} dans {centres}.")
}

/// The year in the words of the directorate: everybody, French, A2, B1, professional, social.
#[must_use]
pub fn sentence(year: i32, counts: &[String]) -> String {
    let [all, french, a2, b1, professional, social] = counts else { return String::new() };
    format!(
        "En {year}, signataires du contrat d'intégration républicaine orientés : {all}. Vers des \
         cours de français : {french} (niveau A2 : {a2}, niveau B1 : {b1}). Vers des dispositifs à \
         visée professionnelle : {professional}. Vers des dispositifs de socialisation : {social}."
    )
}

/// The days between the end of the training and the entry.
#[must_use]
pub fn without_path(delay: Delay) -> String {
    format!(
        "Jours sans parcours, de la fin de la formation à l'entrée en dispositif : {} en médiane, \
         {} au plus pour 9 personnes sur 10.",
        delay.median, delay.ninth_decile
    )
}
