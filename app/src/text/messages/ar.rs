//! Arabic, in the modern standard form. No speaker has checked it yet.

use super::Catalogue;
use crate::text::dates;

/// The Arabic texts.
pub(super) const CATALOGUE: Catalogue = Catalogue {
    machine: true,
    invitation: "موعدك:",
    moved: "تغير موعدك. التاريخ الجديد:",
    reminder: "تذكير بموعدك:",
    cancellation: "تم إلغاء موعدك:",
    event: "موعد",
    place: "المكان:",
    remote: "عن بعد.",
    dates: dates::ar::DATES,
};
