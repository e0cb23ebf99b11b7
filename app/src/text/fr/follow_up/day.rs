//! The day's page.

/// Under the title.
pub const LEAD: &str = "Ce qui vous attend, ce qui a été promis, et depuis quand.";
/// Goes to the adviser's own times, which need a network.
pub const SLOTS: &str = "Mes créneaux (en ligne)";
/// Heading.
pub const TODAY: &str = "Aujourd'hui";
/// No interview today.
pub const NOTHING_TODAY: &str = "Aucun entretien aujourd'hui.";
/// Heading.
pub const TO_DO: &str = "À faire";
/// Nothing to do.
pub const NOTHING_TO_DO: &str =
    "Rien n'attend : chaque personne intéressée a un rendez-vous ou une orientation.";
/// Heading.
pub const COMING: &str = "Prochains entretiens";
/// No coming interviews.
pub const NOTHING_COMING: &str = "Aucun entretien prévu.";
/// Heading.
pub const WAITING: &str = "Partenaires à relancer ou à attendre";
/// Nothing waits.
pub const NOTHING_WAITING: &str = "Aucune réponse de partenaire n'est attendue.";
/// Marks what waits too long.
pub const LATE: &str = "En retard";
/// More than is shown.
#[must_use]
pub fn all(count: usize) -> String {
    format!("Voir les {count}")
}
/// What is to be done.
pub const NOTE: &str = "Noter ce que l'entretien a donné";
/// What is to be done.
pub const PLAN: &str = "Prévoir un premier entretien";
/// What is to be done.
pub const PLAN_AGAIN: &str = "Prévoir un nouveau rendez-vous";
/// What is to be done.
pub const REFER: &str = "Proposer un dispositif";
/// What is to be done.
pub const UNANSWERED: &str = "Le partenaire n'a pas répondu : relancer ou choisir ailleurs";
