//! Words of what the server does by itself: messages, reminders, what timers end.

use crate::api::messages::{Channel, JobKind, JobState, Problem};

/// Title, and the link that leads here.
pub const TITLE: &str = "Envois automatiques";
/// Under the title.
pub const LEAD: &str = "Invitations, rappels et relances que le serveur envoie seul. Chaque envoi est revérifié juste \
     avant de partir. Les messages en arabe et en anglais sont des traductions automatiques, pas \
     encore relues.";
/// Without anything.
pub const NONE_AT_ALL: &str = "Rien n'a encore été envoyé. Les invitations partent quand un \
                               entretien est planifié, les relances quand un partenaire tarde.";
/// With a filter that nothing fits.
pub const NONE_FITS: &str = "Aucun envoi dans cet état.";
/// Takes the filter away.
pub const CLEAR: &str = "Voir tous les envois";
/// Filter and column.
pub const STATE: &str = "État";
/// First entry of the filter.
pub const ALL_STATES: &str = "Tous les états";
/// Column.
pub const WHAT: &str = "Envoi";
/// Column.
pub const WHEN: &str = "Date";
/// Column.
pub const ACTIONS: &str = "Actions";
/// Tries again.
pub const RETRY: &str = "Réessayer";
/// After that button.
pub const RETRIED: &str = "L'envoi repart dans les prochaines secondes.";
/// Stops what is sent to the person.
pub const PAUSE: &str = "Mettre en pause";
/// After that button.
pub const PAUSED: &str = "Plus rien n'est envoyé automatiquement à cette personne.";
/// Lets it go on.
pub const RESUME: &str = "Reprendre les messages";
/// After that button.
pub const RESUMED: &str = "Les messages automatiques à cette personne reprennent.";

/// What a job does.
#[must_use]
pub fn what(kind: JobKind, round: u32) -> String {
    let fixed = match (kind, round) {
        (JobKind::PartnerMail, 0) => "Nouvelle orientation, au partenaire",
        (JobKind::PartnerMail, 1) => "Relance du partenaire",
        (JobKind::PartnerMail, _) => return format!("Relance du partenaire n° {round}"),
        (JobKind::PartnerLink, _) => "Nouveau lien, au partenaire",
        (JobKind::InterviewInvitation, 0) => "Invitation à l'entretien",
        (JobKind::InterviewInvitation, _) => "Entretien déplacé",
        (JobKind::InterviewReminder, _) => "Rappel de l'entretien",
        (JobKind::InterviewCancellation, _) => "Entretien annulé",
        (JobKind::ReferralExpiry, _) => "Orientation close, faute de réponse",
        (JobKind::RetentionDryRun, _) => "Dossiers à conserver ou non (comptage)",
    };
    fixed.to_owned()
}

/// How a message travels.
#[must_use]
pub const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "par e-mail",
        Channel::Sms => "par SMS",
    }
}

/// Where a job stands.
#[must_use]
pub const fn state(state: JobState) -> &'static str {
    match state {
        JobState::Waiting => "En attente",
        JobState::Done => "Fait",
        JobState::Failed => "Échec",
        JobState::Cancelled => "Annulé",
    }
}

/// Why a job was not done, and what to do.
#[must_use]
pub const fn problem(problem: Problem) -> &'static str {
    match problem {
        Problem::Unreachable => {
            "Le service d'envoi ne répond pas. Un nouvel essai se fait tout seul ; si cela dure, \
             prévenez la personne qui gère le serveur."
        }
        Problem::TryLater => {
            "Le service d'envoi refuse pour le moment. Un nouvel essai se fait tout seul ; si cela \
             dure, prévenez la personne qui gère le serveur."
        }
        Problem::Rejected => {
            "Le service d'envoi a refusé ce message. Vérifiez l'adresse ou le numéro, puis \
             réessayez."
        }
        Problem::NotSetUp => {
            "Ce moyen d'envoi n'est pas configuré sur le serveur. Prévenez le destinataire \
             autrement, ou demandez à la personne qui gère le serveur."
        }
        Problem::DiskFull => {
            "Le disque du serveur est plein. Prévenez la personne qui le gère : l'envoi reprendra \
             tout seul."
        }
        Problem::NoAddress => {
            "Aucune adresse e-mail ni aucun numéro utilisable. Complétez-les puis réessayez, ou \
             prévenez autrement."
        }
        Problem::Internal => {
            "Erreur du serveur. Un nouvel essai se fait tout seul ; si cela dure, prévenez la \
             personne qui le gère."
        }
        Problem::Paused => "Les messages à cette personne sont en pause.",
        Problem::ByCentre => {
            "La personne veut être contactée par son centre de formation : prévenez le centre."
        }
        Problem::Withdrawn => "La personne s'est retirée : rien ne lui est envoyé.",
        Problem::InterviewChanged => "L'entretien avait changé entre-temps.",
        Problem::ReferralChanged => "L'orientation avait reçu une réponse entre-temps.",
    }
}

/// What a count came to.
#[must_use]
pub fn found(count: u32) -> String {
    match count {
        0 => "Aucun dossier au-delà de la durée de conservation.".to_owned(),
        1 => "1 dossier au-delà de la durée de conservation. Rien n'est supprimé.".to_owned(),
        _ => format!("{count} dossiers au-delà de la durée de conservation. Rien n'est supprimé."),
    }
}

/// When a job that waits is tried.
#[must_use]
pub fn next(at: &str, attempts: u32) -> String {
    match attempts {
        0 => format!("Prévu le {at}"),
        1 => format!("Nouvel essai le {at}, après 1 essai"),
        _ => format!("Nouvel essai le {at}, après {attempts} essais"),
    }
}

/// How much there is.
#[must_use]
pub fn total(count: u32) -> String {
    match count {
        0 => "Aucun envoi".to_owned(),
        1 => "1 envoi".to_owned(),
        _ => format!("{count} envois"),
    }
}

/// Stands, unseen, after the word of a button: what it is about.
#[must_use]
pub fn about(what: &str, whom: &str) -> String {
    if whom.is_empty() { format!(": {what}") } else { format!(": {what}, {whom}") }
}
