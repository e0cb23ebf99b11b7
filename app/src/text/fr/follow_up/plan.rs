//! Planning an interview.

/// Title.
pub const TITLE: &str = "Prévoir un entretien";
/// Title.
pub const MOVE_TITLE: &str = "Déplacer l'entretien";
/// Field.
pub const DAY: &str = "Date";
/// Field.
pub const TIME: &str = "Heure (en France)";
/// Field.
pub const MINUTES: &str = "Durée";
/// Group.
pub const MODE: &str = "Comment se rencontre-t-on ?";
/// Field.
pub const PLACE: &str = "Salle ou numéro à appeler";
/// Field.
pub const INTERPRETER: &str = "Interprète";
/// How to.
pub const INTERPRETER_HINT: &str = "La langue, si un·e interprète est nécessaire.";
/// Group.
pub const KIND: &str = "Qui choisit la date ?";
/// Card.
pub const INVITED: &str = "Invitation";
/// Under the card.
pub const INVITED_NOTE: &str = "La personne a choisi ce créneau.";
/// Card.
pub const SUMMONED: &str = "Convocation";
/// Under the card.
pub const SUMMONED_NOTE: &str = "La date est fixée par le service.";
/// Button.
pub const SAVE: &str = "Enregistrer le rendez-vous";
/// Done.
pub const SAVED: &str = "Rendez-vous enregistré";
/// Problem.
pub const DAY_MISSING: &str = "Date : indiquez le jour du rendez-vous";
/// Problem.
pub const TIME_MISSING: &str = "Heure : indiquez l'heure, par exemple 09:30";
/// Problem.
pub const IN_THE_PAST: &str = "Date : ce moment est déjà passé";
/// Heading of what is already planned.
pub const SAME_DAY: &str = "Déjà prévu ce jour-là";
/// Nothing that day.
pub const FREE_DAY: &str = "Rien d'autre n'est prévu ce jour-là.";
/// Minutes.
#[must_use]
pub fn minutes(minutes: u16) -> String {
    format!("{minutes} minutes")
}
