//! Words used on every screen, and the names of the domain's states.

use domain::attendance::Attendance;
use domain::contact::ContactWay;
use domain::intervention::Mode;
use domain::person::Origin;
use domain::scheme::SchemeKind;

/// The product.
pub const PRODUCT: &str = "Passerelle";
/// Begins the title of a page with something to correct.
pub const ERROR_PREFIX: &str = "À corriger";
/// Stands in the foot of each page until stored data are encrypted.
pub const NOT_FOR_REAL_PEOPLE: &str =
    "Version de démonstration : n'enregistrez aucune personne réelle.";
/// A form that arrived without its parts.
pub const UNREADABLE_FORM: &str =
    "Le fichier n'est pas arrivé en entier. Vérifiez la connexion et envoyez-le à nouveau.";

/// A kind of scheme.
#[must_use]
pub const fn scheme_kind(kind: SchemeKind) -> &'static str {
    match kind {
        SchemeKind::SocialIntegration => "Vie sociale (socialisation)",
        SchemeKind::VocationalTraining => "Formation professionnelle",
        SchemeKind::ExperienceValidation => "Validation de l'expérience (VAE)",
        SchemeKind::Employment => "Aide pour trouver un emploi",
        SchemeKind::LanguageCourse => "Cours de français (A2 vers B1)",
    }
}

/// How people meet, where it is at no centre in particular.
#[must_use]
pub const fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::InPerson => "Sur place",
        Mode::Remote => "À distance",
    }
}

/// A mark on the attendance sheet.
#[must_use]
pub const fn attendance(mark: Attendance) -> &'static str {
    match mark {
        Attendance::Present => "Présent·e",
        Attendance::Absent => "Absent·e",
        Attendance::Excused => "Excusé·e",
    }
}

/// A way of contact.
#[must_use]
pub const fn contact_way(way: ContactWay) -> &'static str {
    match way {
        ContactWay::Call => "Appel",
        ContactWay::Text => "SMS",
        ContactWay::Email => "E-mail",
        ContactWay::Centre => "Par le centre",
    }
}

/// Where a record comes from.
#[must_use]
pub const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Adviser => "Saisi par un·e conseiller·ère",
        Origin::Kiosk => "Sur la tablette",
        Origin::OwnPhone => "Sur son téléphone",
        Origin::Link => "Par un lien",
        Origin::Paper => "Sur papier",
        Origin::Import => "Liste importée",
    }
}
