//! The list of files.

/// Under the title.
pub const LEAD: &str =
    "Les personnes de vos interventions et celles que vous avez reçues en entretien.";
/// Field.
pub const SEARCH: &str = "Chercher un nom";
/// Nothing found.
pub const NO_MATCH: &str = "Aucun nom ne correspond. Essayez une partie du nom.";
/// Nobody at all.
pub const EMPTY: &str =
    "Aucun dossier sur cet appareil. Les personnes intéressées apparaissent ici.";
/// More than is shown.
#[must_use]
pub fn first_of(shown: usize, all: usize) -> String {
    format!("Les {shown} premiers dossiers sur {all}. Cherchez un nom pour trouver les autres.")
}
