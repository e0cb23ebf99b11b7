//! What people agree to. Recorded consents name a version of this text, so a version that was
//! ever shown stays as it is for ever: another wording is another version.

use domain::consent::TextVersion;
use domain::language::Language;

/// The paragraphs of a version in a language; `None` for a version that does not exist.
#[must_use]
pub const fn paragraphs(
    version: TextVersion,
    language: Language,
) -> Option<&'static [&'static str]> {
    match (version.0, language) {
        (1, Language::French) => Some(&FRENCH_1),
        (1, Language::English) => Some(&ENGLISH_1),
        (1, Language::Arabic) => Some(&ARABIC_1),
        _ => None,
    }
}

const FRENCH_1: [&str; 5] = [
    "C’est votre choix. Vous pouvez dire non.",
    "L’équipe de la réunion garde vos réponses. L’OFII les voit aussi.",
    "Elles servent à vous contacter et à préparer un entretien.",
    "Vous pouvez changer d’avis à tout moment. Dites-le à l’équipe.",
    "Vous pouvez demander à voir ou à effacer vos réponses.",
];

const ENGLISH_1: [&str; 5] = [
    "It is your choice. You can say no.",
    "The team of the meeting keeps your answers. OFII sees them too.",
    "They are used to contact you and to prepare an interview.",
    "You can change your mind at any time. Tell the team.",
    "You can ask to see or to delete your answers.",
];

const ARABIC_1: [&str; 5] = [
    "هذا اختيارك. يمكنك أن تقول لا.",
    "يحفظ فريق الاجتماع أجوبتك. ويراها أيضا مكتب الهجرة والاندماج (OFII).",
    "نستعملها للاتصال بك ولتحضير مقابلة.",
    "يمكنك تغيير رأيك في أي وقت. أخبر الفريق.",
    "يمكنك أن تطلب رؤية أجوبتك أو حذفها.",
];
