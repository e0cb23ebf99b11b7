//! English. No speaker has checked it yet.

use super::Catalogue;
use crate::text::dates;

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
    dates: dates::en::DATES,
};
