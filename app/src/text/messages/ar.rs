//! Arabic, in the modern standard form. No speaker has checked it yet.

use super::Catalogue;

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
    at: "الساعة",
    hour_mark: ":",
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
};
