//! English.

use super::Dates;

/// The words.
pub const DATES: Dates = Dates {
    machine: true,
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    at: "at",
    hour_mark: ":",
};
