//! Words of the times at which advisers offer interviews.

/// Title, and the link that leads here.
pub const TITLE: &str = "Créneaux d'entretien";
/// Under the title.
pub const LEAD: &str =
    "Les heures que les personnes peuvent choisir elles-mêmes, avec le numéro de leur reçu.";
/// Title of an adviser's own.
pub const OWN_TITLE: &str = "Mes créneaux";
/// Under the title.
pub const OWN_LEAD: &str =
    "Les heures que les personnes peuvent choisir elles-mêmes pour vous rencontrer.";
/// In an adviser's list without any.
pub const NONE_OWN: &str = "Vous ne proposez aucun créneau. Les personnes ne peuvent pas choisir \
                            d'heure elles-mêmes : proposez-en.";
/// Where the server does not answer.
pub const WITHOUT_NETWORK: &str = "Vos créneaux sont gardés sur le serveur : cette page demande une \
                                   connexion. Votre journée et vos dossiers s'ouvrent sans elle.";
/// Opens the form, and its title.
pub const OFFER: &str = "Proposer des créneaux";
/// Under the title of the form.
pub const OFFER_LEAD: &str = "Une plage horaire est découpée en entretiens qui se suivent.";
/// In the list without any.
pub const NONE_AT_ALL: &str = "Aucun créneau n'est proposé. Les personnes ne peuvent pas choisir \
                               d'heure elles-mêmes : proposez-en.";
/// Column.
pub const WHEN: &str = "Date et heure";
/// Column and field.
pub const ADVISER: &str = "Avec";
/// Column.
pub const PLACE: &str = "Lieu";
/// Column.
pub const STATE: &str = "État";
/// Column.
pub const ACTIONS: &str = "Actions";
/// State.
pub const FREE: &str = "Libre";
/// State: an interview is planned in that time.
pub const TAKEN: &str = "Pris";
/// The button.
pub const REMOVE: &str = "Retirer";
/// After the button.
pub const REMOVED: &str = "Créneau retiré. Un entretien déjà planifié reste planifié.";
/// First entry of the choice of adviser.
pub const CHOOSE_ADVISER: &str = "Choisir une personne";
/// Where no adviser has an account.
pub const NO_ADVISER: &str = "Aucun compte de conseiller ou conseillère n'existe encore : il n'y a pas d'heure à \
     proposer.";
/// Field.
pub const DAY: &str = "Date";
/// Field.
pub const FROM: &str = "De (heure en France)";
/// Field.
pub const TO: &str = "À";
/// Field.
pub const LENGTH: &str = "Durée d'un entretien";
/// Group of cards.
pub const MODE: &str = "Comment se rencontre-t-on ?";
/// Field.
pub const WHERE: &str = "Lieu";
/// How to fill it in.
pub const WHERE_HINT: &str = "La salle et l'adresse, ou le numéro à appeler. La personne le lit.";
/// Sends the form.
pub const SUBMIT: &str = "Proposer";
/// While the form is on its way.
pub const SUBMITTING: &str = "Enregistrement…";
/// Leaves the form.
pub const CANCEL: &str = "Annuler";
/// Error.
pub const MISSING_ADVISER: &str = "Avec : choisissez qui tient les entretiens.";
/// Error.
pub const MISSING_DAY: &str = "Date : indiquez le jour, par exemple 12/03/2026.";
/// Error.
pub const MISSING_FROM: &str = "De : indiquez l'heure de début, par exemple 09:00.";
/// Error.
pub const MISSING_TO: &str = "À : indiquez l'heure de fin, par exemple 12:00.";
/// Error.
pub const TOO_SHORT: &str = "À : la plage est trop courte pour un entretien. Finissez plus tard.";
/// Error.
pub const MISSING_MODE: &str = "Indiquez si l'on se rencontre sur place ou à distance.";

/// How long.
#[must_use]
pub fn minutes(minutes: u16) -> String {
    format!("{minutes}\u{a0}min")
}

/// How many there are.
#[must_use]
pub fn found(free: usize, all: usize) -> String {
    match all {
        0 => String::new(),
        1 => format!("1 créneau à venir, {free} libre"),
        _ if free > 1 => format!("{all} créneaux à venir, {free} libres"),
        _ => format!("{all} créneaux à venir, {free} libre"),
    }
}

/// How many the form makes.
#[must_use]
pub fn makes(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "Cela fait 1 créneau.".to_owned(),
        _ => format!("Cela fait {count} créneaux."),
    }
}

/// After success.
#[must_use]
pub fn offered(count: usize) -> String {
    if count > 1 {
        format!("{count} créneaux proposés")
    } else {
        "1 créneau proposé".to_owned()
    }
}

/// Error.
#[must_use]
pub fn too_many(most: usize) -> String {
    format!("À : cela fait plus de {most} créneaux. Prenez une plage plus courte.")
}

/// Stands, unseen, after the word of a button: which one it is about.
#[must_use]
pub fn about(when: &str, adviser: &str) -> String {
    format!(" : {when}, {adviser}")
}
