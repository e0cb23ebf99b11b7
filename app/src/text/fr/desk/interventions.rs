//! Words of planning: the list of interventions, a new one, one of them.

use domain::intervention::Mode;

/// Title of the list, and its entry in the navigation.
pub const TITLE: &str = "Interventions";
/// Under the title of the list.
pub const LEAD: &str = "Les informations collectives dans les centres de formation linguistique.";
/// Opens the form for a new one.
pub const PLAN: &str = "Planifier une intervention";
/// Names the tabs.
pub const PERIODS: &str = "Période";
/// In the list without any intervention.
pub const NONE_AT_ALL: &str = "Aucune intervention n'est planifiée. Planifiez la première pour \
                               pouvoir importer une liste de personnes.";
/// In place of the list, for an account that is limited to a partner.
pub const NONE_OF_A_PARTNER: &str =
    "Votre compte est limité à un partenaire : il montre ses dispositifs, et pas d'intervention.";
/// In the tab of those to come.
pub const NONE_TO_COME: &str = "Aucune intervention à venir ici.";
/// In the tab of those that are over.
pub const NONE_PAST: &str = "Aucune intervention passée ici.";
/// Filter and column.
pub const CENTRE: &str = "Centre";
/// First entry of the filter.
pub const ALL_CENTRES: &str = "Tous les centres";
/// Column.
pub const WHEN: &str = "Date et heure";
/// Column.
pub const ADVISERS: &str = "Animée par";
/// Column.
pub const EXPECTED: &str = "Attendues";
/// Column.
pub const PRESENT: &str = "Présentes";
/// Column.
pub const INTERESTED: &str = "Intéressées";
/// Column.
pub const CODE: &str = "Code";
/// Where nobody is assigned.
pub const NOBODY_ASSIGNED: &str = "À affecter";
/// Title of the form.
pub const NEW_TITLE: &str = "Planifier une intervention";
/// Under the title of the form.
pub const NEW_LEAD: &str = "Un code d'inscription est créé en même temps. Vous pourrez ensuite \
                            importer la liste des personnes.";
/// First entry of the choice of centre.
pub const CHOOSE_CENTRE: &str = "Choisir un centre";
/// Field.
pub const DAY: &str = "Date";
/// Field.
pub const TIME: &str = "Heure de début (en France)";
/// Group of cards.
pub const MODE: &str = "Comment se rencontre-t-on ?";
/// Group of cards.
pub const WHO: &str = "Qui anime l'intervention ?";
/// When there is no adviser account yet.
pub const NO_ADVISER: &str = "Aucun compte de conseiller ou conseillère n'existe encore. \
                              L'intervention peut être planifiée sans.";
/// Sends the form.
pub const SUBMIT: &str = "Planifier";
/// While the form is on its way.
pub const SUBMITTING: &str = "Enregistrement…";
/// Leaves the form.
pub const CANCEL: &str = "Annuler";
/// After success.
pub const PLANNED: &str = "Intervention planifiée";
/// Error.
pub const MISSING_CENTRE: &str = "Centre : choisissez le centre où l'intervention a lieu.";
/// Error.
pub const MISSING_DAY: &str = "Date : indiquez le jour, par exemple 12/03/2026.";
/// Error.
pub const MISSING_TIME: &str = "Heure de début : indiquez l'heure, par exemple 09:30.";
/// Error.
pub const MISSING_MODE: &str = "Indiquez si l'intervention a lieu au centre ou à distance.";
/// Title of the page of one before it is loaded.
pub const ONE: &str = "Intervention";
/// No such intervention.
pub const UNKNOWN: &str =
    "Cette intervention n'existe pas, ou n'est pas dans votre direction territoriale.";
/// Way back to the list.
pub const BACK_TO_LIST: &str = "Voir toutes les interventions";
/// Heading.
pub const WHO_COMES: &str = "Affectation";
/// Saves who is assigned.
pub const SAVE: &str = "Enregistrer l'affectation";
/// After success.
pub const ASSIGNED: &str = "Affectation enregistrée";
/// Heading of the code.
pub const REGISTRATION: &str = "Inscription par les personnes";
/// Over the code.
pub const SCAN: &str = "Scannez avec votre téléphone";
/// Names the picture.
pub const SCAN_LABEL: &str = "Code à scanner pour s'inscrire";
/// Prints the page with the code.
pub const PRINT: &str = "Imprimer";
/// Leads to the import.
pub const IMPORT: &str = "Importer la liste";
/// Term of the facts.
pub const HOW: &str = "Mode";

/// How people meet.
#[must_use]
pub const fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::InPerson => "Au centre",
        Mode::Remote => "À distance",
    }
}

/// Name of the tab of those to come.
#[must_use]
pub fn to_come(count: usize) -> String {
    format!("À venir ({count})")
}

/// Name of the tab of those that are over.
#[must_use]
pub fn past(count: usize) -> String {
    format!("Passées ({count})")
}
