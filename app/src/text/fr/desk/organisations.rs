//! Words of the partners.

use domain::organisation::{ORGANISATION_NAME_MAX, OrganisationFault, OrganisationKind};

/// Title of the list.
pub const TITLE: &str = "Partenaires";
/// Under the title of the list.
pub const LEAD: &str = "Les organisations du réseau, et combien de dispositifs elles proposent.";
/// Opens the form for a new one.
pub const ADD: &str = "Ajouter un partenaire";
/// Title of the form for one that exists.
pub const CHANGE: &str = "Modifier un partenaire";
/// Column and field.
pub const NAME: &str = "Nom";
/// Column and field.
pub const KIND: &str = "Type";
/// Column.
pub const CONTACT: &str = "Contact";
/// Column.
pub const SCHEMES: &str = "Dispositifs";
/// Field.
pub const EMAIL: &str = "E-mail";
/// Hint of the field.
pub const EMAIL_HINT: &str = "Les orientations y sont annoncées.";
/// Field.
pub const PHONE: &str = "Téléphone";
/// Where there is none.
pub const NONE_AT_ALL: &str = "Aucun partenaire n'est encore enregistré. Ajoutez le premier.";
/// No such one.
pub const UNKNOWN: &str =
    "Ce partenaire n'existe pas, ou n'est pas dans votre direction territoriale.";
/// Way back to the list.
pub const BACK_TO_LIST: &str = "Voir tous les partenaires";
/// After success.
pub const SAVED: &str = "Partenaire enregistré";
/// Error.
pub const WRONG_EMAIL: &str =
    "E-mail : l'adresse n'est pas complète. Exemple : contact@exemple.fr.";
/// Error.
pub const WRONG_PHONE: &str = "Téléphone : le numéro n'est pas complet. Exemple : 03 23 00 00 00.";

/// What an organisation is in the network.
#[must_use]
pub const fn kind(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Directorate => "Direction territoriale",
        OrganisationKind::Coordinator => "Coordination du réseau",
        OrganisationKind::Association => "Association",
        OrganisationKind::TrainingBody => "Organisme de formation",
        OrganisationKind::EmploymentService => "Service de l'emploi",
    }
}

/// What is wrong with what was written down, and what to do.
#[must_use]
pub fn fault(fault: OrganisationFault) -> String {
    match fault {
        OrganisationFault::NoName => "Nom : écrivez le nom du partenaire.".to_owned(),
        OrganisationFault::NameTooLong => format!(
            "Nom : le texte est trop long. Raccourcissez-le à {ORGANISATION_NAME_MAX} caractères."
        ),
    }
}
