//! Arabic.

use super::Dates;

/// The words.
pub const DATES: Dates = Dates {
    machine: true,
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    at: "الساعة",
    hour_mark: ":",
};
