//! Words of an adviser's calendar, as other programs show it.

/// The name of the calendar.
pub const NAME: &str = "Passerelle : mes entretiens";

/// The name of an entry. Only initials: calendars are shown on screens that others see.
#[must_use]
pub fn interview(initials: &str) -> String {
    format!("Entretien {initials}")
}
