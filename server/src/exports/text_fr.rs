//! Words of the exports, in French: heads of columns, what happened.

use domain::referral::DeclineReason;

/// Heads of the columns of one line a person.
pub const PEOPLE: [&str; 27] = [
    "Identifiant",
    "Nom",
    "Prénom",
    "Date de naissance",
    "Année de naissance",
    "Téléphone",
    "E-mail",
    "Contact préféré",
    "Niveau",
    "Fin de formation linguistique",
    "Centre",
    "Ville",
    "Première présence",
    "Manifestation d'intérêt",
    "Souhaits",
    "Mode d'inscription",
    "Intérêt retiré",
    "Entretien tenu",
    "Référent·e",
    "Nombre d'orientations",
    "Orientation envoyée",
    "Dispositif",
    "Organisme",
    "Type de dispositif",
    "État de l'orientation",
    "Entrée en dispositif",
    "Sortie",
];
/// Heads of the columns of one line an event.
pub const EVENTS: [&str; 7] =
    ["Identifiant", "Nom", "Prénom", "Date", "Événement", "Détail", "Saisi par"];

/// A yes.
pub const YES: &str = "oui";
/// A no.
pub const NO: &str = "non";
/// An interest.
pub const INTERESTED: &str = "Manifestation d'intérêt";
/// A mark on a sheet.
pub const ATTENDANCE: &str = "Émargement";
/// A question without a way to the answer.
pub const SIGN_IN_AGAIN: &str = "/connexion?retour=/suivi/chiffres";

/// What happened to an interview, by the code of the state it led to.
#[must_use]
pub fn interview(kind: &str) -> &'static str {
    match kind {
        "planned" => "Entretien planifié",
        "held" => "Entretien tenu",
        "no_show" => "Entretien : absence non excusée",
        "excused" => "Entretien : absence excusée",
        "cancelled_by_service" => "Entretien annulé par le service",
        "withdrawn" => "Entretien : retrait de la personne",
        _ => "Entretien",
    }
}

/// What happened to a referral, by the code of the state it led to.
#[must_use]
pub fn referral(kind: &str) -> &'static str {
    match kind {
        "sent" => "Orientation envoyée",
        "under_review" => "Orientation à l'étude",
        "waitlisted" => "Orientation en liste d'attente",
        "accepted" => "Orientation acceptée",
        "entered" => "Entrée en dispositif",
        "completed" => "Parcours terminé",
        "dropped_out" => "Abandon",
        "declined" => "Orientation refusée",
        "expired" => "Orientation sans réponse",
        "superseded" => "Orientation close : autre dispositif",
        "withdrawn" => "Orientation retirée",
        _ => "Orientation",
    }
}

/// How a referral stands, by the code of its state.
#[must_use]
pub fn state(code: &str) -> &'static str {
    match code {
        "sent" => "envoyée",
        "under_review" => "à l'étude",
        "waitlisted" => "liste d'attente",
        "accepted" => "acceptée",
        "entered" => "en dispositif",
        "completed" => "terminée",
        "dropped_out" => "abandon",
        "declined" => "refusée",
        "expired" => "sans réponse",
        "superseded" => "close : autre dispositif",
        "withdrawn" => "retirée",
        _ => "",
    }
}

/// Why a partner declined.
#[must_use]
pub const fn reason(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::Unreachable => "injoignable",
        DeclineReason::AbsentFromInterview => "absence à l'entretien du partenaire",
        DeclineReason::Employed => "en emploi",
        DeclineReason::InTraining => "en formation",
        DeclineReason::NotEligible => "ne remplit pas les conditions",
        DeclineReason::NotMobile => "non mobile",
        DeclineReason::NotInterested => "non intéressée",
        DeclineReason::PeripheralBarriers => "freins périphériques",
        DeclineReason::Full => "complet",
        DeclineReason::Duplicate => "déjà connue du partenaire",
        DeclineReason::Other => "autre",
    }
}

/// How a file is called, without its ending.
#[must_use]
pub fn file_name(shape: &str, day: &str) -> String {
    format!("passerelle-{shape}-{day}")
}

/// Another export is being made.
pub const BUSY: &str = "Un autre export est en cours. Attendez une minute, puis recommencez.";
/// The address of the export is none.
pub const UNREADABLE: &str =
    "L'adresse de cet export n'est pas lisible. Retournez à la page des chiffres et recommencez.";
/// Only supervisors export.
pub const FORBIDDEN: &str = "Seul·e un·e responsable peut exporter des données.";
/// The disk of the server is full.
pub const STORAGE_FULL: &str =
    "Le disque du serveur est plein : l'export n'a pas été fait. Prévenez l'administrateur.";
/// A fault of the server.
pub const FAILED: &str = "L'export n'a pas pu être fait. Recommencez dans un instant.";
