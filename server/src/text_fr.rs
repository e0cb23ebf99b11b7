//! The French sentences by which the server refuses an input: what is wrong and what to do.

/// A body that is not what the address takes.
pub const UNREADABLE_REQUEST: &str =
    "La demande n'a pas pu être lue. Rechargez la page et recommencez.";
/// A synchronisation that arrived damaged.
pub const DAMAGED_ENVELOPE: &str =
    "L'envoi est arrivé incomplet. Rien n'est perdu : il sera envoyé à nouveau.";
/// A synchronisation of a newer application than this server.
pub const NEWER_ENVELOPE: &str = "L'application est plus récente que le serveur. Rien n'est perdu : l'envoi reprendra quand le \
     serveur sera à jour.";
/// A centre that does not exist in the directorate.
pub const UNKNOWN_CENTRE: &str =
    "Ce centre n'existe pas dans votre direction territoriale. Choisissez un centre de la liste.";
/// A centre at which nothing more is planned.
pub const CLOSED_CENTRE: &str = "Ce centre est fermé : aucune intervention ne peut y être prévue. Choisissez un autre centre, ou rouvrez-le dans « Centres ».";
/// An identity that another centre has.
pub const CENTRE_EXISTS: &str =
    "Ce centre existe déjà avec d'autres valeurs. Rechargez la page et recommencez.";
/// A commune outside of the directorate, or none.
pub const UNKNOWN_COMMUNE: &str = "Cette commune n'est pas dans les départements de votre direction territoriale. Cherchez-la à \
     nouveau et choisissez-la dans la liste.";

/// A name that another centre of the commune has.
#[must_use]
pub fn centre_name_taken(name: &str, town: &str) -> String {
    format!(
        "Un centre s'appelle déjà « {name} » à {town}. Ouvrez sa fiche dans la liste (il est \
         peut-être fermé), ou choisissez un autre nom."
    )
}

/// An identity that another account has.
pub const ACCOUNT_EXISTS: &str =
    "Ce compte existe déjà avec d'autres valeurs. Rechargez la page et recommencez.";
/// A login that another account has.
pub const LOGIN_TAKEN: &str =
    "Cet identifiant est déjà pris. Choisissez-en un autre, par exemple avec le prénom en entier.";
/// One's own role.
pub const OWN_ROLE: &str = "Vous ne pouvez pas retirer votre propre rôle de responsable. Demandez à un·e autre responsable.";
/// One's own scope.
pub const OWN_SCOPE: &str =
    "Vous ne pouvez pas limiter votre propre compte. Demandez à un·e autre responsable.";
/// A scope that names what is not of the directorate.
pub const UNKNOWN_SCOPE: &str = "Ce choix n'existe pas dans votre direction territoriale. Rechargez la page et choisissez dans la \
     liste.";
/// One's own account.
pub const OWN_ACCOUNT: &str =
    "Vous ne pouvez pas désactiver votre propre compte. Demandez à un·e autre responsable.";
/// The last who can administer.
pub const LAST_SUPERVISOR: &str = "C'est le dernier compte de responsable pour toute la direction territoriale : il doit rester. \
     Donnez d'abord ce rôle à une autre personne.";
/// A link to a password for who cannot sign in.
pub const ACCOUNT_DISABLED: &str =
    "Ce compte est désactivé : aucun lien n'est créé. Réactivez le compte, puis recommencez.";

/// A date far from today.
pub const UNLIKELY_START: &str =
    "La date est trop éloignée d'aujourd'hui. Vérifiez le jour et l'année.";
/// An adviser who cannot be assigned.
pub const UNKNOWN_ADVISER: &str = "Une des personnes choisies ne peut pas être affectée. Rechargez la page et choisissez dans \
     la liste.";
/// An identity that another intervention has.
pub const INTERVENTION_EXISTS: &str =
    "Cette intervention existe déjà avec d'autres valeurs. Rechargez la page et recommencez.";
/// A period whose end lies before its beginning, or beyond the calendar.
pub const UNLIKELY_PERIOD: &str =
    "La fin de la période est avant son début, ou une date n'existe pas. Vérifiez les deux dates.";
/// A year without a report.
pub const UNLIKELY_YEAR: &str =
    "Il n'y a pas de bilan pour cette année. Choisissez une autre année.";
/// A list for an intervention that does not exist in the directorate.
pub const UNKNOWN_INTERVENTION: &str = "Cette intervention n'existe pas dans votre direction territoriale. Choisissez-en une dans la \
     liste.";

/// Something that another person changed since it was read.
pub const CHANGED_MEANWHILE: &str = "Quelqu'un d'autre a modifié cette fiche entre-temps : rien n'a été enregistré. Comparez avec \
     les valeurs actuelles, ou rechargez la page.";
/// An identity that another scheme has.
pub const SCHEME_EXISTS: &str =
    "Ce dispositif existe déjà avec d'autres valeurs. Rechargez la page et recommencez.";
/// An organisation that does not exist in the directorate.
pub const UNKNOWN_ORGANISATION: &str =
    "Ce partenaire n'existe pas dans votre direction territoriale. Choisissez-en un dans la liste.";
/// A day of intake far from today.
pub const UNLIKELY_INTAKE: &str =
    "La date de la prochaine entrée est trop éloignée d'aujourd'hui. Vérifiez le jour et l'année.";
/// An identity that another organisation has.
pub const ORGANISATION_EXISTS: &str =
    "Ce partenaire existe déjà avec d'autres valeurs. Rechargez la page et recommencez.";

/// A name that another organisation of the directorate has.
#[must_use]
pub fn organisation_name_taken(name: &str) -> String {
    format!(
        "Un partenaire s'appelle déjà « {name} ». Ouvrez sa fiche dans la liste, ou choisissez un \
         autre nom."
    )
}
/// A link to a referral that is over.
pub const REFERRAL_OVER: &str = "Cette orientation est terminée : le partenaire n'a plus rien à répondre. Aucun lien n'est créé.";

/// An adviser whose time the author may not offer.
pub const UNKNOWN_SLOT_ADVISER: &str = "Ce créneau ne peut pas être proposé pour cette personne. Choisissez un·e conseiller·ère de votre \
     direction territoriale.";
/// A time of somebody else, by who may offer only their own.
pub const OWN_SLOTS_ONLY: &str = "Vous ne pouvez proposer que vos propres créneaux. Un·e responsable peut proposer ceux des autres.";
/// A time that is past, or too far ahead.
pub const SLOT_PAST: &str =
    "Le créneau est passé, ou dans plus d'un an. Vérifiez le jour et l'heure.";
/// An identity that another offer has.
pub const SLOT_EXISTS: &str =
    "Ce créneau existe déjà avec d'autres valeurs. Rechargez la page et recommencez.";
/// Two offers of one adviser at the same time.
pub const SLOT_OVERLAPS: &str = "Un autre créneau est déjà proposé à cette heure. Choisissez une autre heure : rien n'a été enregistré.";

/// More offers than are taken at once.
#[must_use]
pub fn too_many_slots(most: usize) -> String {
    format!("Proposez au plus {most} créneaux à la fois. Rien n'a été enregistré.")
}

/// An interview too short or too long.
#[must_use]
pub fn slot_length(shortest: u16, longest: u16) -> String {
    format!("Un entretien dure de {shortest} à {longest} minutes. Corrigez la durée.")
}

/// A place that is too long or holds what no place has.
#[must_use]
pub fn slot_place(longest: usize) -> String {
    format!("Écrivez le lieu en {longest} caractères au plus, sur une ligne.")
}

/// A line that says the same as one before it.
#[must_use]
pub fn repeated_line(line: u32) -> String {
    format!("C'est la même personne que la ligne {line}.")
}

/// How a text file was written.
#[must_use]
pub fn text_format(encoding: &str, separator: char) -> String {
    let separator = match separator {
        ';' => "points-virgules",
        ',' => "virgules",
        '\t' => "tabulations",
        _ => "séparateurs",
    };
    format!("Texte {encoding}, {separator}")
}

/// A workbook.
pub const WORKBOOK_FORMAT: &str = "Classeur Excel";

/// What was given is no rescue file.
pub const NO_RESCUE_FILE: &str = "Ce n'est pas un fichier de secours de Passerelle, ou il est abîmé. Choisissez le fichier \
     écrit par la tablette.";
/// A rescue file of an account that is not of this directorate.
pub const RESCUE_FILE_ELSEWHERE: &str = "Ce fichier de secours vient d'une autre direction territoriale. Remettez-le à ses responsables.";

/// A rescue file of another account.
pub const RESCUE_FILE_NOT_OWN: &str = "Ce fichier de secours n'est pas le vôtre, ou ne s'ouvre plus. Remettez-le à un·e responsable, qui \
     peut le reprendre.";
