//! English. No speaker has checked it yet.

use super::Catalogue;

/// The English texts.
pub(super) const CATALOGUE: Catalogue = Catalogue {
    machine: true,
    invitation: "Your appointment:",
    moved: "Your appointment has changed. New date:",
    reminder: "Reminder of your appointment:",
    cancellation: "Your appointment is cancelled:",
    event: "Appointment",
    place: "Place:",
    remote: "Not in person.",
    at: "at",
    hour_mark: ":",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};
