//! French.

use super::Dates;

/// The words.
pub const DATES: Dates = Dates {
    machine: false,
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    at: "à",
    hour_mark: " h ",
};

/// The months, which only screens of the staff name.
pub const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
