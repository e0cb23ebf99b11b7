//! Following one referral.

/// Title.
pub const TITLE: &str = "Orientation";
/// No such referral here.
pub const UNKNOWN: &str = "Cette orientation n'est pas sur cet appareil";
/// Heading.
pub const LINK: &str = "Le lien du partenaire";
/// Under the heading.
pub const LINK_NOTE: &str =
    "Il ouvre cette orientation sans compte. Ne le donnez qu'au partenaire.";
/// Heading.
pub const ANSWER: &str = "Noter ce que le partenaire a dit";
/// Under the heading.
pub const ANSWER_NOTE: &str =
    "Quand le partenaire répond par téléphone. D'ordinaire il répond lui-même par son lien.";
/// Field.
pub const WHAT: &str = "Réponse";
/// First entry.
pub const CHOOSE: &str = "Choisir";
/// Answer.
pub const UNDER_REVIEW: &str = "À l'étude";
/// Answer.
pub const ACCEPTED: &str = "Acceptée";
/// Answer.
pub const WAITLISTED: &str = "Sur liste d'attente";
/// Answer.
pub const DECLINED: &str = "Refusée";
/// Answer.
pub const ENTERED: &str = "Entrée en dispositif";
/// Answer.
pub const COMPLETED: &str = "Parcours terminé";
/// Answer.
pub const DROPPED_OUT: &str = "Abandon";
/// Field.
pub const DAY: &str = "Date";
/// Field.
pub const START: &str = "À partir du";
/// Field.
pub const REASON: &str = "Motif";
/// Field.
pub const NOTE: &str = "Précision";
/// Field.
pub const LEVEL: &str = "Niveau atteint";
/// Button.
pub const SAVE: &str = "Enregistrer";
/// Done.
pub const SAVED: &str = "Réponse enregistrée";
/// Button.
pub const WITHDRAW: &str = "Retirer cette orientation";
/// Question.
pub const WITHDRAW_TITLE: &str = "Retirer cette orientation ?";
/// What it means.
pub const WITHDRAW_NOTE: &str = "Le partenaire ne verra plus le dossier et la place est rendue. Les autres orientations \
     restent.";
/// Done.
pub const WITHDRAWN: &str = "Orientation retirée";
/// Problem.
pub const WHAT_MISSING: &str = "Réponse : choisissez ce que le partenaire a dit";
/// Problem.
pub const DAY_MISSING: &str = "Date : indiquez le jour";
/// Problem.
pub const REASON_MISSING: &str = "Motif : choisissez pourquoi";
/// Problem.
pub const NOTE_MISSING: &str = "Précision : dites en quelques mots pourquoi";
/// Places.
#[must_use]
pub fn places(taken: u16, places: Option<u16>) -> String {
    match places {
        Some(places) => format!("{taken} places prises sur {places}"),
        None => "Places non limitées".to_owned(),
    }
}
