//! What fits a person.

use domain::level::CefrLevel;

/// Title.
pub const TITLE: &str = "Proposer un dispositif";
/// Without an interview.
pub const NEEDS_INTERVIEW: &str =
    "Avant une orientation, il faut un entretien tenu avec la personne.";
/// Heading.
pub const FITTING: &str = "Conviennent";
/// None.
pub const NONE_FITS: &str =
    "Aucun dispositif ne convient tout à fait. Regardez ci-dessous ce qui manque à chacun.";
/// Heading of the rest.
#[must_use]
pub fn others(count: usize) -> String {
    format!("Ne conviennent pas tout à fait ({count}), et pourquoi")
}
/// No schemes at all.
pub const NO_SCHEMES: &str =
    "Aucun dispositif n'est enregistré. Votre responsable peut en ajouter.";
/// Button.
pub const SEND: &str = "Orienter vers ce dispositif";
/// Question.
pub const CONFIRM_TITLE: &str = "Envoyer cette orientation ?";
/// What the partner will see.
#[must_use]
pub fn confirm(organisation: &str) -> String {
    format!(
        "{organisation} recevra un lien vers ce dossier : le nom, l'année de naissance, le \
         niveau et le moyen de contact. Rien d'autre."
    )
}
/// Answer.
pub const CONFIRM: &str = "Envoyer l'orientation";
/// Done.
pub const SENT: &str = "Orientation enregistrée";
/// Already sent there.
pub const ALREADY: &str = "Déjà orientée ici";

/// Reason for.
#[must_use]
pub fn kind(place: u8) -> String {
    match place {
        0 => "premier choix".to_owned(),
        other => format!("choix n° {}", u16::from(other) + 1),
    }
}
/// Reason for.
pub const LEVEL: &str = "niveau suffisant";
/// Reason for.
pub const NEAR: &str = "dans sa ville ou à distance";
/// Reason for.
#[must_use]
pub fn places_left(count: u16) -> String {
    match count {
        1 => "1 place libre".to_owned(),
        _ => format!("{count} places libres"),
    }
}
/// Reason for.
pub const NO_LIMIT: &str = "places non limitées";
/// Reason for.
#[must_use]
pub fn begins_in(days: u16) -> String {
    match days {
        0 => "commence aujourd'hui".to_owned(),
        1 => "commence demain".to_owned(),
        _ => format!("commence dans {days} jours"),
    }
}
/// Reason against.
pub const OTHER_KIND: &str = "un autre type que ce qui a été décidé";
/// Reason against.
#[must_use]
pub fn level_too_low(needed: CefrLevel) -> String {
    format!("demande le niveau {}", needed.label())
}
/// Reason against.
#[must_use]
pub fn level_unknown(needed: CefrLevel) -> String {
    format!("demande le niveau {}, celui de la personne n'est pas connu", needed.label())
}
/// Reason against.
#[must_use]
pub fn nothing_to_gain(target: CefrLevel) -> String {
    format!("mène au niveau {}, déjà atteint", target.label())
}
/// Reason against.
pub const TOO_FAR: &str = "trop loin pour elle";
/// Reason against.
pub const FULL: &str = "complet : liste d'attente seulement";
/// Reason against.
pub const CLOSED: &str = "fermé aux orientations";
