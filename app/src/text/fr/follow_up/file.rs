//! One person's file.

/// No such person here.
pub const UNKNOWN: &str = "Ce dossier n'est pas sur cet appareil";
/// What to do then.
pub const UNKNOWN_LEAD: &str =
    "La personne n'est sur aucune de vos listes, ou l'appareil n'a pas encore reçu son dossier.";
/// Heading.
pub const CONTACT: &str = "Contact";
/// No way known.
pub const NO_CONTACT: &str = "Aucun téléphone ni e-mail connu.";
/// Heading.
pub const WISHES: &str = "Souhaits";
/// Heading.
pub const INTERVIEW: &str = "Entretien";
/// Heading.
pub const REFERRALS: &str = "Orientations";
/// Goes to the page that says which level of French a card asks for; needs a network.
pub const LEVEL_ASKED: &str = "Niveau demandé pour une carte (en ligne)";
/// Heading.
pub const TIMELINE: &str = "Historique";
/// Button.
pub const PLAN: &str = "Prévoir un entretien";
/// Button.
pub const MOVE: &str = "Déplacer";
/// Button.
pub const NOTE: &str = "Noter l'entretien";
/// Button.
pub const MISSED: &str = "N'a pas eu lieu";
/// Button.
pub const PROPOSE: &str = "Proposer un dispositif";
/// Button.
pub const WITHDRAW: &str = "La personne se retire";
/// Question.
pub const WITHDRAW_TITLE: &str = "Tout arrêter pour cette personne ?";
/// What it means.
pub const WITHDRAW_NOTE: &str = "Ses souhaits, l'entretien prévu et les orientations en cours \
    sont retirés, les places sont rendues, plus aucun message ne part. Un nouvel accord \
    pourra tout rouvrir.";
/// Answer.
pub const WITHDRAW_YES: &str = "Oui, tout arrêter";
/// Done.
pub const WITHDRAWN: &str = "La personne est retirée de tout";
/// Question.
pub const MISSED_TITLE: &str = "Pourquoi l'entretien n'a-t-il pas eu lieu ?";
/// What it means.
pub const MISSED_NOTE: &str = "Un nouveau rendez-vous sera à prévoir, sans rien ressaisir.";
/// Done.
pub const MISSED_SAVED: &str = "Noté. L'entretien est à prévoir à nouveau.";
/// What the person decided with the adviser.
pub const DECIDED: &str = "Décidé ensemble";
/// What stands in the way.
pub const BARRIERS: &str = "Freins";
/// Level found.
pub const LEVEL: &str = "Niveau de français";
/// Note.
pub const NOTE_FOR_COLLEAGUES: &str = "Note";
/// Nothing happened.
pub const NOTHING_YET: &str = "Rien n'est encore arrivé.";
/// Entered by the person, a partner, or a timer.
pub const NOT_BY_STAFF: &str = "sans compte";
/// Entered by me.
pub const BY_ME: &str = "par vous";
/// Entered by a colleague.
pub const BY_COLLEAGUE: &str = "par un·e collègue";
/// Born.
#[must_use]
pub fn born(year: &str) -> String {
    format!("né·e en {year}")
}
/// Level.
#[must_use]
pub fn level(level: &str) -> String {
    format!("niveau {level}")
}
/// End of training.
#[must_use]
pub fn training_ends(day: &str) -> String {
    format!("fin de formation le {day}")
}
