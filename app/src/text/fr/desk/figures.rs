//! Words of the figures.

/// Title, and entry in the navigation.
pub const TITLE: &str = "Chiffres";
/// Under the title of the page.
pub const LEAD: &str = "De la liste à la manifestation d'intérêt. Dans chaque centre, une personne est comptée une fois.";
/// Prints the page.
pub const PRINT: &str = "Imprimer";
/// Reads the figures again.
pub const REFRESH: &str = "Actualiser";
/// Caption of the table.
pub const BY_CENTRE: &str = "Par centre";
/// Column.
pub const CENTRE: &str = "Centre";
/// Column.
pub const INTERVENTIONS: &str = "Interventions";
/// Column.
pub const EXPECTED: &str = "Attendues";
/// Column.
pub const PRESENT: &str = "Présentes";
/// Column.
pub const INTERESTED: &str = "Intéressées";
/// Column.
pub const SELF_REGISTERED: &str = "Inscrites elles-mêmes";
/// Last line of the table.
pub const TOTAL: &str = "Total";
/// Tile.
pub const PEOPLE_EXPECTED: &str = "personnes attendues";
/// Tile.
pub const PEOPLE_PRESENT: &str = "personnes présentes";
/// Tile.
pub const PEOPLE_INTERESTED: &str = "personnes intéressées";
/// Tile.
pub const THEMSELVES: &str = "inscrites elles-mêmes";
/// Without any centre.
pub const NONE: &str = "Aucun centre n'est enregistré pour cette direction territoriale.";

/// When the figures were read.
#[must_use]
pub fn as_of(moment: &str) -> String {
    format!("Chiffres du {moment}.")
}

/// The way within a centre, written out.
#[must_use]
pub fn way(expected: &str, present: &str, interested: &str) -> String {
    format!("{expected} attendues → {present} présentes → {interested} intéressées")
}
