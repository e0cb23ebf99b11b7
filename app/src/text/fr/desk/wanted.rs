//! Names of what advisers enter, for supervisors who look at an entry that was refused.

/// What was entered.
pub const ENTRY: &str = "Saisie";
/// A mark.
pub const MARK: &str = "Présence à l'intervention";
/// An answer to a question.
pub const ANSWER: &str = "Réponse à deux présences différentes";
/// The mark.
pub const MARKED: &str = "Présence";
/// No mark.
pub const NO_MARK: &str = "sans marque";
/// Somebody new.
pub const NEW_PERSON: &str = "Ajout d'une personne à la liste";
/// Family name.
pub const FAMILY_NAME: &str = "Nom";
/// Given name.
pub const GIVEN_NAME: &str = "Prénom";
/// Birth.
pub const BIRTH: &str = "Naissance";
/// Wished way.
pub const WAY: &str = "Contact souhaité";
/// Telephone.
pub const PHONE: &str = "Téléphone";
/// E-mail.
pub const EMAIL: &str = "E-mail";
/// Level.
pub const LEVEL: &str = "Niveau de français";
/// An interest.
pub const INTEREST: &str = "Souhaits de la personne";
/// What is wished.
pub const WISHES: &str = "Souhaits";
/// When the person agreed.
pub const CONSENT: &str = "Accord donné";
/// An interest taken back.
pub const INTEREST_WITHDRAWN: &str = "Retrait des souhaits";
/// Why.
pub const REASON: &str = "Raison";
/// The person changed their mind.
pub const BY_PERSON: &str = "la personne a changé d'avis";
/// A slip.
pub const BY_MISTAKE: &str = "erreur de saisie";
/// An interview.
pub const INTERVIEW_PLANNED: &str = "Entretien prévu";
/// Held.
pub const INTERVIEW_HELD: &str = "Entretien tenu";
/// Taken back.
pub const INTERVIEW_WITHDRAWN: &str = "Entretien retiré par la personne";
/// With whom.
pub const WITH: &str = "Avec";
/// When.
pub const WHEN: &str = "Date";
/// How long.
pub const LASTS: &str = "Durée";
/// How people meet.
pub const MODE: &str = "Comment";
/// Where.
pub const PLACE: &str = "Lieu";
/// Language of the interpreter.
pub const INTERPRETER: &str = "Interprète";
/// What stands in the way.
pub const BARRIERS: &str = "Freins";
/// What was decided.
pub const DECIDED: &str = "Décidé ensemble";
/// A note.
pub const NOTE: &str = "Note";
/// A referral.
pub const REFERRAL: &str = "Orientation à envoyer";
/// Its scheme.
pub const SCHEME: &str = "Dispositif";
/// A day.
pub const DAY: &str = "Jour";
/// The person takes everything back.
pub const WITHDRAWAL: &str = "Retrait complet de la personne";
/// How to reach somebody, corrected.
pub const CONTACT: &str = "Correction du contact";

/// How long something lasts.
#[must_use]
pub fn minutes(minutes: u16) -> String {
    format!("{minutes} minutes")
}
