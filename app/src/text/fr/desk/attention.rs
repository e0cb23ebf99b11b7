//! Words of what waits for a look.

use domain::refusal::Refusal;

/// Title, and entry in the navigation.
pub const TITLE: &str = "À vérifier";
/// Under the title.
pub const LEAD: &str = "Ce que des tablettes ont envoyé et que le serveur n'a pas pu reprendre tel quel. Rien \
     n'est perdu : tout reste dans le journal.";
/// When there is nothing.
pub const NONE: &str = "Rien à vérifier : tout ce qui a été envoyé est enregistré.";
/// The button.
pub const SEEN: &str = "J'ai vu";
/// After a button.
pub const DONE: &str = "Noté. L'enregistrement reste dans le journal.";
/// Title of a conflict.
pub const CONFLICT: &str = "Deux présences différentes";
/// Title of a refusal.
pub const REFUSED: &str = "Envoi non repris";
/// Person unknown.
pub const SOMEBODY: &str = "Personne non précisée";
/// Term of the facts.
pub const ENTERED: &str = "Saisi";
/// Term of the facts.
pub const WHY: &str = "Pourquoi";
/// Term of the facts.
pub const WHAT_TO_DO: &str = "Que faire";
/// Term of the facts.
pub const WHY_NOW: &str = "Aujourd'hui";
/// The button that adopts.
pub const ADOPT: &str = "Reprendre à mon compte";
/// What adopting is.
pub const CAN_ADOPT: &str = "Les règles d'aujourd'hui le permettent : vous pouvez reprendre cette saisie. Elle reste \
     celle de son auteur ou autrice, et le journal note que vous l'avez reprise.";
/// Nothing to adopt.
pub const ALREADY: &str = "Rien n'est à refaire : c'est déjà enregistré ainsi.";
/// Nothing to adopt.
pub const MARKED: &str =
    "Quelqu'un a noté autre chose entre-temps : demandez aux deux, puis corrigez la feuille.";
/// What an answer was about has changed.
pub const CHANGED: &str =
    "Cela a changé entre-temps, rien n'a été fait. La liste montre ce qui vaut maintenant.";

/// Partners who wait for a new link.
pub mod link_requests {
    /// Heading.
    pub const TITLE: &str = "Partenaires qui attendent un nouveau lien";
    /// Under the heading.
    pub const NOTE: &str = "À qui a une adresse e-mail, le serveur envoie le lien tout seul. Si la demande reste ici, \
         copiez un lien et donnez-le au partenaire.";
    /// Where no address is known.
    pub const NO_EMAIL: &str = "Pas d'adresse e-mail : appelez le partenaire.";

    /// When they asked.
    #[must_use]
    pub fn since(when: &str) -> String {
        format!("Demandé le {when}")
    }

    /// Stands, unseen, after the word of a button: who it is for.
    #[must_use]
    pub fn about(organisation: &str) -> String {
        format!(" : {organisation}")
    }
}

/// Who entered something, and when.
#[must_use]
pub fn entered(by: &str, at: &str) -> String {
    format!("par {by}, le {at}")
}

/// When the server heard of it.
#[must_use]
pub fn received(at: &str) -> String {
    format!("reçu le {at}")
}

/// A colleague was quicker.
#[must_use]
pub fn slower(settled: &str) -> String {
    format!("Déjà réglé, rien n'a été changé : {settled}.")
}

/// A colleague has closed it.
#[must_use]
pub fn closed_by(name: &str) -> String {
    format!("{name} l'a déjà marqué comme vu. Rien n'a été changé.")
}

/// How much waits.
#[must_use]
pub fn waiting(count: usize) -> String {
    match count {
        1 => "1 envoi à regarder".to_owned(),
        _ => format!("{count} envois à regarder"),
    }
}

/// Stands, unseen, after the button's word.
#[must_use]
pub fn seen_about(person: &str) -> String {
    format!("à propos de {person}")
}

/// Why something was refused.
#[must_use]
pub const fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::UnknownIntervention => {
            "L'intervention est inconnue, ou n'était plus affectée à cette personne."
        }
        Refusal::NotOnRoster => "La personne n'est pas sur la liste de cette intervention.",
        Refusal::UnknownInterest => "La manifestation d'intérêt est inconnue.",
        Refusal::IdentityTaken => {
            "Un autre enregistrement porte déjà cette identité et dit autre chose."
        }
        Refusal::NoWayToReach => "Il manque le téléphone ou l'e-mail du moyen de contact choisi.",
        Refusal::UnknownConsentText => "Le texte de consentement montré n'est pas connu.",
        Refusal::NotAllowed => {
            "L'intervention ou le dossier n'était pas confié à l'auteur ou l'autrice de la saisie."
        }
        Refusal::Unreadable => {
            "L'envoi n'a pas pu être lu : l'application de la tablette est plus récente, ou \
             l'envoi est abîmé."
        }
        Refusal::UnknownPerson => "La personne est inconnue.",
        Refusal::NoConsent => "La personne n'a plus d'accord en cours : elle s'est retirée.",
        Refusal::InterviewAlreadyPlanned => {
            "Un autre entretien avec cette personne est déjà prévu."
        }
        Refusal::SlotTaken => "Un autre entretien est déjà prévu à cette heure.",
        Refusal::UnknownInterview => "L'entretien est inconnu.",
        Refusal::InterviewOver => "L'entretien a déjà eu lieu, ou la personne s'est retirée.",
        Refusal::NoHeldInterview => "Aucun entretien n'a encore eu lieu avec cette personne.",
        Refusal::UnknownScheme => "Le dispositif est inconnu.",
        Refusal::SchemeClosed => "Le dispositif est fermé aux orientations.",
        Refusal::SchemeFull => "Il n'y a plus de place dans ce dispositif.",
        Refusal::AlreadyReferred => "La personne est déjà orientée vers ce dispositif.",
        Refusal::UnknownReferral => "L'orientation est inconnue.",
        Refusal::NotPossibleNow => "L'orientation avait changé entre-temps.",
        Refusal::ChangedMeanwhile => "Quelqu'un d'autre avait modifié la fiche entre-temps.",
        Refusal::Quarantined => {
            "La saisie vient d'un appareil révoqué ou d'un fichier de secours : rien ne prouve qui l'a \
             faite."
        }
    }
}

/// What to do about a refusal.
#[must_use]
pub const fn advice(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::UnknownIntervention | Refusal::NotAllowed => {
            "Vérifiez qui est affecté à l'intervention, puis demandez une nouvelle saisie."
        }
        Refusal::NotOnRoster => {
            "Ajoutez la personne à la liste, puis demandez une nouvelle saisie."
        }
        Refusal::UnknownInterest
        | Refusal::IdentityTaken
        | Refusal::UnknownPerson
        | Refusal::UnknownInterview
        | Refusal::UnknownScheme
        | Refusal::UnknownReferral => {
            "Demandez à l'auteur ou l'autrice ce qui était voulu, puis une nouvelle saisie."
        }
        Refusal::NoConsent => {
            "Rien n'est à refaire. Si la personne change d'avis, recueillez un nouvel accord."
        }
        Refusal::InterviewAlreadyPlanned => "Déplacez l'entretien déjà prévu s'il le faut.",
        Refusal::SlotTaken => "Demandez qu'un autre créneau soit choisi.",
        Refusal::InterviewOver
        | Refusal::AlreadyReferred
        | Refusal::NotPossibleNow
        | Refusal::ChangedMeanwhile => {
            "Ouvrez le dossier de la personne : il montre ce qui vaut maintenant."
        }
        Refusal::NoHeldInterview => "Demandez qu'un entretien soit tenu et saisi d'abord.",
        Refusal::SchemeClosed => "Rouvrez le dispositif, ou demandez-en un autre.",
        Refusal::SchemeFull => "Demandez l'inscription sur la liste d'attente.",
        Refusal::NoWayToReach => "Demandez le numéro ou l'adresse, puis une nouvelle saisie.",
        Refusal::UnknownConsentText => {
            "Mettez l'application de la tablette à jour et recueillez le consentement à \
             nouveau."
        }
        Refusal::Unreadable => {
            "Mettez l'application de la tablette à jour, puis demandez une nouvelle saisie."
        }
        Refusal::Quarantined => {
            "Vérifiez-la avec son auteur ou son autrice, puis reprenez-la à votre compte ou classez-la."
        }
    }
}
