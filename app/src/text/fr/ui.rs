//! The words of the components themselves.

/// Marks a field that may stay empty.
pub const OPTIONAL: &str = "(facultatif)";
/// The cross of a dialog.
pub const CLOSE: &str = "Fermer";
/// Names the place where messages about the last action appear.
pub const LAST_ACTION: &str = "Dernière action";
/// Takes the last action back.
pub const UNDO: &str = "Annuler";
/// While an answer is awaited.
pub const LOADING: &str = "Chargement…";
/// Tries again.
pub const RETRY: &str = "Réessayer";
/// Leads to signing in.
pub const SIGN_IN: &str = "Se connecter";
/// Names the buttons that go through a long list.
pub const PAGES: &str = "Pages";
/// The page before.
pub const PREVIOUS: &str = "Précédent";
/// The page after.
pub const NEXT: &str = "Suivant";
/// Names the chips.
pub const FILTERS_IN_FORCE: &str = "Filtres en cours";
/// Stands, unseen, before what a chip says.
pub const REMOVE_FILTER: &str = "Retirer le filtre";
/// Stands, unseen, before the rank on a card.
pub const WISH_NUMBER: &str = "Souhait numéro";

/// Where one is in a long list.
#[must_use]
pub fn rows_of(first: u32, last: u32, total: u32) -> String {
    format!("{first} à {last} sur {total}")
}

/// Title of the summary of what is wrong with a form.
#[must_use]
pub fn errors_to_correct(count: usize) -> String {
    match count {
        1 => "Il reste une chose à corriger".to_owned(),
        _ => format!("Il reste {count} choses à corriger"),
    }
}
/// A file that was chosen cannot be read.
pub const FILE_GONE: &str = "Le fichier ne se lit plus. Choisissez-le à nouveau.";
