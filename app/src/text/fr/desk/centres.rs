//! Words of the territory and its training centres.

use crate::api::centres::{CENTRE_NAME_MAX, CentreFault};

/// Title of the list, and the link that leads here.
pub const TITLE: &str = "Centres";
/// Opens the form for a new one, and its title.
pub const ADD: &str = "Ajouter un centre";
/// Title while the centre is not known.
pub const ONE: &str = "Centre";
/// Column and field.
pub const NAME: &str = "Nom du centre";
/// Column.
pub const COMMUNE: &str = "Commune";
/// Column.
pub const INTERVENTIONS: &str = "Interventions";
/// Column.
pub const STATE: &str = "État";
/// State.
pub const OPEN: &str = "Ouvert";
/// State.
pub const CLOSED: &str = "Fermé";
/// Where there is none.
pub const NONE_AT_ALL: &str =
    "Aucun centre n'est encore enregistré. Ajoutez le premier : les interventions y ont lieu.";
/// Heading over the departments.
pub const DEPARTMENTS: &str = "Départements";
/// Where there is none.
pub const NO_DEPARTMENT: &str = "Aucun département n'est encore rattaché à votre direction territoriale : sans eux, aucun centre \
     ne peut être ajouté.";
/// What the operator of the server is to do.
pub const ASK_TO_IMPORT: &str = "Demandez à la personne qui s'occupe du serveur de lancer :";
/// Field.
pub const SEARCH: &str = "Chercher la commune";
/// Hint of the field.
pub const SEARCH_HINT: &str = "Le début du nom ou le code postal.";
/// Legend of the communes found.
pub const CHOOSE: &str = "Commune du centre";
/// Nothing was found.
pub const NO_COMMUNE: &str =
    "Aucune commune des départements de votre direction ne commence ainsi. Vérifiez l'orthographe.";
/// After success.
pub const SAVED: &str = "Centre enregistré";
/// No such one.
pub const UNKNOWN: &str = "Ce centre n'existe pas, ou n'est pas dans votre direction territoriale.";
/// Way back to the list.
pub const BACK_TO_LIST: &str = "Voir tous les centres";
/// Heading and button.
pub const CLOSE: &str = "Fermer le centre";
/// What it does.
pub const CLOSE_NOTE: &str = "Plus aucune intervention ne peut y être prévue. Celles qui existent, l'historique et les chiffres \
     restent.";
/// Done.
pub const IS_CLOSED: &str = "Centre fermé";
/// Heading and button.
pub const REOPEN: &str = "Rouvrir le centre";
/// What it does.
pub const REOPEN_NOTE: &str = "Des interventions peuvent de nouveau y être prévues.";
/// Done.
pub const IS_REOPENED: &str = "Centre rouvert";

/// How many there are.
#[must_use]
pub fn found(count: usize) -> String {
    match count {
        0 => "Aucun centre".to_owned(),
        1 => "1 centre".to_owned(),
        _ => format!("{count} centres"),
    }
}

/// Under the title of the list: of which directorate.
#[must_use]
pub fn lead(directorate: &str, count: usize) -> String {
    format!("{directorate} : {}", found(count))
}

/// A commune, with the code of its department.
#[must_use]
pub fn commune(name: &str, department: &str) -> String {
    format!("{name} ({department})")
}

/// How many communes of a department are known.
#[must_use]
pub fn communes(count: u32, said: &str) -> String {
    match count {
        0 => "Aucune commune importée".to_owned(),
        1 => "1 commune".to_owned(),
        _ => format!("{said} communes"),
    }
}

/// How many communes were found.
#[must_use]
pub fn communes_found(count: usize) -> String {
    match count {
        1 => "1 commune trouvée".to_owned(),
        _ => format!("{count} communes trouvées"),
    }
}

/// Departments whose communes are not known.
#[must_use]
pub fn without_communes(departments: &str) -> String {
    format!("Les communes manquent : {departments}. Aucun centre ne peut y être ajouté.")
}

/// The command that imports communes.
#[must_use]
pub fn command(directorate: &str, departments: &str) -> String {
    format!(
        "passerelle import-communes --communes communes.json --directorate \"{directorate}\" \
         {departments}"
    )
}

/// What is wrong with what was written down, and what to do.
#[must_use]
pub fn fault(fault: CentreFault) -> String {
    match fault {
        CentreFault::NoName => "Nom du centre : écrivez son nom.".to_owned(),
        CentreFault::NameTooLong => format!(
            "Nom du centre : le texte est trop long. Raccourcissez-le à {CENTRE_NAME_MAX} caractères."
        ),
        CentreFault::NoCommune => {
            "Commune : cherchez la commune du centre, puis choisissez-la dans la liste.".to_owned()
        }
    }
}
