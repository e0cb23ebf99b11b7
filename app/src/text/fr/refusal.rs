//! Why the server did not take over what an adviser entered, and what to do about it.

use domain::Refusal;

/// Why a command was refused, and what to do.
#[must_use]
pub const fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::UnknownIntervention => {
            "Cette intervention n'existe plus ou ne vous est plus confiée. Prévenez votre responsable."
        }
        Refusal::NotOnRoster => {
            "Cette personne n'est pas sur la liste de l'intervention. Ajoutez-la d'abord."
        }
        Refusal::UnknownInterest => "Ces souhaits n'existent pas sur le serveur.",
        Refusal::IdentityTaken => {
            "Un autre enregistrement porte déjà ce numéro. Refaites la saisie."
        }
        Refusal::NoWayToReach => {
            "Le contact souhaité demande un numéro ou une adresse. Complétez, puis enregistrez."
        }
        Refusal::UnknownConsentText => {
            "Le texte d'accord n'est plus connu. Mettez l'application à jour, puis refaites la saisie."
        }
        Refusal::NotAllowed => {
            "Cette personne ou cette intervention ne vous est pas confiée. Votre responsable voit la saisie."
        }
        Refusal::Unreadable => {
            "Le serveur n'a pas pu lire cette saisie. Elle est gardée ; prévenez votre responsable."
        }
        Refusal::UnknownPerson => "Le serveur ne connaît pas cette personne. Refaites la saisie.",
        Refusal::NoConsent => {
            "Cette personne s'est retirée. Rien n'est à refaire ; un nouvel accord rouvre tout."
        }
        Refusal::InterviewAlreadyPlanned => {
            "Un entretien est déjà prévu avec cette personne. Ouvrez son dossier pour le déplacer."
        }
        Refusal::SlotTaken => {
            "Un autre entretien occupe déjà cette heure. Choisissez un autre créneau."
        }
        Refusal::UnknownInterview => "Cet entretien n'existe pas sur le serveur.",
        Refusal::InterviewOver => {
            "Cet entretien est déjà terminé. Le dossier montre ce qui a été noté."
        }
        Refusal::NoHeldInterview => {
            "Pas d'orientation sans entretien. Notez d'abord l'entretien qui a eu lieu."
        }
        Refusal::UnknownScheme => "Ce dispositif n'existe plus. Choisissez-en un autre.",
        Refusal::SchemeClosed => "Ce dispositif est fermé. Choisissez-en un autre.",
        Refusal::SchemeFull => {
            "Plus de place : la personne peut être inscrite sur la liste d'attente."
        }
        Refusal::AlreadyReferred => "Cette personne est déjà orientée vers ce dispositif.",
        Refusal::UnknownReferral => "Cette orientation n'existe pas sur le serveur.",
        Refusal::NotPossibleNow => {
            "L'orientation a changé entre-temps. Ouvrez le dossier : il montre ce qui vaut."
        }
        Refusal::ChangedMeanwhile => {
            "Quelqu'un d'autre a modifié cette fiche entre-temps. Regardez ce qui vaut, puis corrigez."
        }
        Refusal::Quarantined => "Saisie d'un appareil révoqué : un·e responsable la vérifie.",
    }
}
