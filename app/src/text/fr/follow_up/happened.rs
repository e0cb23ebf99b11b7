//! What happened, for the timeline.

/// Marked at a visit.
#[must_use]
pub fn marked(mark: &str, centre: &str) -> String {
    format!("Émargement : {mark} ({centre})")
}
/// Interested.
pub const INTERESTED: &str = "A dit ses souhaits et donné son accord";
/// Interested, taken back since.
pub const INTEREST_WITHDRAWN: &str = "Avait dit ses souhaits, retirés depuis";
/// Planned.
#[must_use]
pub fn planned(when: &str) -> String {
    format!("Entretien prévu : {when}")
}
/// Held.
pub const HELD: &str = "Entretien tenu";
/// Withdrawn before the interview.
pub const INTERVIEW_WITHDRAWN: &str = "Entretien retiré par la personne";
/// To a scheme.
#[must_use]
pub fn referral(what: &str, scheme: &str) -> String {
    format!("{scheme} : {what}")
}
/// Sent.
pub const SENT: &str = "orientation envoyée";
/// Accepted.
#[must_use]
pub fn accepted(from: Option<&str>) -> String {
    from.map_or_else(|| "acceptée".to_owned(), |day| format!("acceptée à partir du {day}"))
}
/// Declined.
#[must_use]
pub fn declined(why: &str, note: &str) -> String {
    let note = note.trim();
    if note.is_empty() { format!("refusée, {why}") } else { format!("refusée, {why} : {note}") }
}
/// Entered.
#[must_use]
pub fn entered(day: &str) -> String {
    format!("entrée le {day}")
}
/// Completed.
#[must_use]
pub fn completed(day: &str, level: Option<&str>) -> String {
    match level {
        Some(level) => format!("terminé le {day}, niveau atteint {level}"),
        None => format!("terminé le {day}"),
    }
}
/// Left.
#[must_use]
pub fn dropped_out(day: &str) -> String {
    format!("abandon le {day}")
}
