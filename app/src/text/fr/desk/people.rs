//! Words of the list of people.

use crate::api::people::PeopleOrder;
use domain::person::Birth;

/// Title, and entry in the navigation.
pub const TITLE: &str = "Personnes";
/// Search.
pub const SEARCH: &str = "Chercher une personne";
/// Hint of the search.
pub const SEARCH_HINT: &str = "Nom ou téléphone.";
/// Filter and column.
pub const CENTRE: &str = "Centre";
/// First entry of the filter.
pub const ALL_CENTRES: &str = "Tous les centres";
/// Filter and column.
pub const LEVEL: &str = "Niveau";
/// First entry of the filter.
pub const ALL_LEVELS: &str = "Tous les niveaux";
/// Filter.
pub const INTEREST: &str = "Intérêt";
/// First entry of the filter.
pub const INTERESTED_OR_NOT: &str = "Avec ou sans";
/// Entry of the filter.
pub const INTERESTED: &str = "Souhaite être contactée";
/// Entry of the filter.
pub const NOT_INTERESTED: &str = "Pas d'intérêt enregistré";
/// Filter.
pub const KIND: &str = "Dispositif souhaité";
/// First entry of the filter.
pub const ALL_KINDS: &str = "Tous les dispositifs";
/// Order.
pub const ORDER: &str = "Trier par";
/// Column.
pub const NAME: &str = "Nom";
/// Column.
pub const CONTACT: &str = "Contact";
/// Column.
pub const TRAINING_END: &str = "Fin de formation";
/// Column.
pub const ATTENDANCE: &str = "Présence";
/// Column.
pub const WISHES: &str = "Souhaits";
/// Where nothing is known.
pub const UNKNOWN: &str = "—";
/// What a screen reader says for it.
pub const UNKNOWN_SPOKEN: &str = "non renseigné";
/// Without anybody at all.
pub const NONE_AT_ALL: &str =
    "Personne n'est encore enregistré. Importez une liste depuis une intervention.";
/// The same, for who is limited to a partner.
pub const NONE_REFERRED: &str = "Personne n'a été orienté vers ce partenaire.";
/// With filters that nobody fits.
pub const NONE_FITS: &str = "Personne ne correspond à cette recherche.";
/// Takes all filters away.
pub const CLEAR: &str = "Effacer la recherche et les filtres";

/// How the list is ordered.
#[must_use]
pub const fn order(order: PeopleOrder) -> &'static str {
    match order {
        PeopleOrder::Name => "Nom",
        PeopleOrder::LatestInterest => "Intérêt le plus récent",
        PeopleOrder::TrainingEnd => "Fin de formation la plus ancienne",
    }
}

/// Caption of the table.
#[must_use]
pub fn found(total: u32) -> String {
    match total {
        0 => "Aucune personne".to_owned(),
        1 => "1 personne".to_owned(),
        _ => format!("{total} personnes"),
    }
}

/// A filter in force.
#[must_use]
pub fn chip(filter: &str, value: &str) -> String {
    format!("{filter} : {value}")
}

/// Birth, as far as known.
#[must_use]
pub fn birth(birth: Birth) -> String {
    match birth {
        Birth::Date(day) => format!("né·e le {}", day.french()),
        Birth::Year(year) => format!("né·e en {year}"),
    }
}

/// A wish with its rank.
#[must_use]
pub fn wish(rank: usize, kind: &str) -> String {
    format!("{rank}. {kind}")
}

/// When and how the interest was given.
#[must_use]
pub fn given(day: &str, origin: &str) -> String {
    format!("Le {day}. {origin}")
}
