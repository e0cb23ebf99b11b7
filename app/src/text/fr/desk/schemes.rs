//! Words of the schemes: the list, one sheet, its form.

use domain::language::Language;
use domain::scheme::SchemeFault;

/// Title of the list, and its entry in the navigation.
pub const TITLE: &str = "Dispositifs";
/// Opens the form for a new one.
pub const ADD: &str = "Ajouter un dispositif";
/// Search.
pub const SEARCH: &str = "Chercher un dispositif";
/// Hint of the search.
pub const SEARCH_HINT: &str = "Nom, ville, partenaire ou public.";
/// Filter and field.
pub const KIND: &str = "Type de dispositif";
/// First entry of the filter.
pub const ALL_KINDS: &str = "Tous les types";
/// Filter, column and field.
pub const ORGANISATION: &str = "Partenaire";
/// First entry of the filter.
pub const ALL_ORGANISATIONS: &str = "Tous les partenaires";
/// Filter.
pub const OPENNESS: &str = "Orientations";
/// First entry of the filter.
pub const OPEN_OR_NOT: &str = "Ouvertes ou fermées";
/// State, and entry of the filter.
pub const OPEN: &str = "Ouvert";
/// State, and entry of the filter.
pub const CLOSED: &str = "Fermé";
/// Column.
pub const SCHEME: &str = "Dispositif";
/// Column.
pub const PLACE: &str = "Lieu";
/// Column.
pub const LEVELS: &str = "Niveau";
/// Column, term and field.
pub const PLACES: &str = "Places";
/// Column and term.
pub const WAITING: &str = "Liste d'attente";
/// Term.
pub const UNANSWERED: &str = "Orientations sans réponse";
/// Column and term.
pub const STATE: &str = "Orientations";
/// Column and term.
pub const VERIFIED: &str = "Vérifié le";
/// Where nobody has verified the sheet for half a year.
pub const TO_CHECK: &str = "À vérifier";
/// All places are taken.
pub const FULL: &str = "Complet";
/// There is no limit of places.
pub const NO_LIMIT: &str = "Sans limite";
/// Any level will do.
pub const ALL_LEVELS: &str = "Tous niveaux";
/// Without any scheme at all.
pub const NONE_AT_ALL: &str = "Aucun dispositif n'est encore enregistré. Ajoutez le premier.";
/// With filters that none fits.
pub const NONE_FITS: &str = "Aucun dispositif ne correspond à cette recherche.";
/// Takes all filters away.
pub const CLEAR: &str = "Effacer la recherche et les filtres";
/// Under the title of the form.
pub const NEW_LEAD: &str =
    "Les conseillers et conseillères voient la fiche sur leur tablette dès le prochain envoi.";
/// Without any partner there can be no scheme.
pub const NO_ORGANISATION: &str =
    "Un dispositif appartient à un partenaire. Ajoutez d'abord le partenaire qui le propose.";
/// No such scheme.
pub const UNKNOWN: &str =
    "Ce dispositif n'existe pas, ou n'est pas dans votre direction territoriale.";
/// Way back to the list.
pub const BACK_TO_LIST: &str = "Voir tous les dispositifs";
/// In place of the button, for an account that may only read the sheet.
pub const READ_ONLY: &str = "Votre compte peut lire cette fiche, mais pas la modifier.";
/// Says that the sheet holds.
pub const VERIFY: &str = "Vérifié aujourd'hui";
/// After that.
pub const IS_VERIFIED: &str = "Fiche vérifiée aujourd'hui";
/// Heading of the form on the page of one.
pub const SHEET: &str = "Modifier la fiche";
/// First entry of the choice of partner.
pub const CHOOSE_ORGANISATION: &str = "Choisir un partenaire";
/// First entry of the choice of kind.
pub const CHOOSE_KIND: &str = "Choisir un type";
/// Field.
pub const NAME: &str = "Nom du dispositif";
/// Group of cards.
pub const MODE: &str = "Comment se rencontre-t-on ?";
/// Field.
pub const TOWN: &str = "Ville";
/// Field.
pub const ENTRY_LEVEL: &str = "Niveau demandé à l'entrée";
/// Field.
pub const TARGET_LEVEL: &str = "Niveau visé";
/// Hint of the field.
pub const TARGET_HINT: &str = "Pour un cours de français.";
/// First entry of the choice of a level.
pub const NO_LEVEL: &str = "Aucun";
/// Field.
pub const PUBLICS: &str = "Public";
/// Hint of the field.
pub const PUBLICS_HINT: &str = "Laissez vide si le dispositif est ouvert à tout le monde.";
/// Field.
pub const CONDITIONS: &str = "Conditions";
/// Hint of the field.
pub const PLACES_HINT: &str = "Laissez vide s'il n'y a pas de limite.";
/// Field.
pub const NEXT_INTAKE: &str = "Prochaine entrée";
/// Card to tick.
pub const CUMULATIVE: &str = "Peut être suivi avec un autre dispositif";
/// Under it.
pub const CUMULATIVE_NOTE: &str =
    "Sinon, une acceptation ferme les autres orientations de la personne.";
/// Card to tick.
pub const IS_OPEN: &str = "Ouvert aux orientations";
/// Under it.
pub const IS_OPEN_NOTE: &str = "Sinon, personne ne peut y être orienté pour le moment.";
/// Heading of the cards.
pub const CARDS: &str = "Ce que lit la personne";
/// Under that heading.
pub const CARDS_LEAD: &str = "Des phrases courtes : ce qu'on fait, où, combien de temps, le prix. Une langue peut rester vide.";
/// Field of a card.
pub const CARD_TITLE: &str = "Titre";
/// Field of a card.
pub const CARD_TEXT: &str = "Texte";
/// Sends the form.
pub const SAVE: &str = "Enregistrer";
/// While the form is on its way.
pub const SAVING: &str = "Enregistrement…";
/// Leaves the form.
pub const CANCEL: &str = "Annuler";
/// After success.
pub const SAVED: &str = "Dispositif enregistré";
/// Over what stands on the server, when somebody else was quicker.
pub const CURRENT_VALUES: &str = "Valeurs enregistrées maintenant";
/// Under it.
pub const CURRENT_NOTE: &str =
    "Votre saisie est toujours dans le formulaire. L'enregistrer remplace les valeurs ci-dessous.";
/// Under it, when nothing typed differs.
pub const CURRENT_SAME: &str = "Elles sont les mêmes que dans votre formulaire.";
/// Puts them into the form.
pub const TAKE_CURRENT: &str = "Reprendre ces valeurs";
/// Where nothing is written.
pub const EMPTY: &str = "—";
/// Yes, where a card to tick is shown as a fact.
pub const YES: &str = "Oui";
/// No, there.
pub const NO: &str = "Non";
/// Error.
pub const MISSING_ORGANISATION: &str = "Partenaire : choisissez qui propose le dispositif.";
/// Error.
pub const MISSING_KIND: &str = "Type de dispositif : choisissez-en un.";
/// Error.
pub const WRONG_INTAKE: &str = "Prochaine entrée : indiquez le jour, par exemple 12/03/2026.";
/// Error of a number of places that is none.
pub const WRONG_PLACES: &str = "Places : indiquez un nombre entre 1 et 9999, ou laissez vide.";

/// How many there are.
#[must_use]
pub fn found(count: usize) -> String {
    match count {
        0 => "Aucun dispositif".to_owned(),
        1 => "1 dispositif".to_owned(),
        _ => format!("{count} dispositifs"),
    }
}

/// Places left of so many.
#[must_use]
pub fn places_left(left: u16, places: u16) -> String {
    match left {
        0 => format!("0 sur {places}"),
        1 => format!("1 libre sur {places}"),
        _ => format!("{left} libres sur {places}"),
    }
}

/// The level people come with, and the one they leave with.
#[must_use]
pub fn levels(entry: Option<&str>, target: Option<&str>) -> String {
    match (entry, target) {
        (None, None) => ALL_LEVELS.to_owned(),
        (Some(entry), None) => format!("À partir de {entry}"),
        (None, Some(target)) => format!("Jusqu'à {target}"),
        (Some(entry), Some(target)) => format!("De {entry} à {target}"),
    }
}

/// A language, as staff call it.
#[must_use]
pub const fn language(language: Language) -> &'static str {
    match language {
        Language::French => "En français",
        Language::English => "En anglais",
        Language::Arabic => "En arabe",
    }
}

/// What is wrong with a sheet, and what to do.
#[must_use]
pub fn fault(fault: SchemeFault) -> String {
    match fault {
        SchemeFault::NoTitle => "Nom du dispositif : écrivez un nom.".to_owned(),
        SchemeFault::NoTown => "Ville : écrivez la ville, ou choisissez « À distance ».".to_owned(),
        SchemeFault::TargetNotAbove => {
            "Niveau visé : choisissez un niveau au-dessus du niveau demandé à l'entrée.".to_owned()
        }
        SchemeFault::PlacesOutOfRange => WRONG_PLACES.to_owned(),
        SchemeFault::PlacesBelowTaken(1) => {
            "Places : une place est déjà prise. Indiquez au moins 1.".to_owned()
        }
        SchemeFault::PlacesBelowTaken(taken) => {
            format!("Places : {taken} places sont déjà prises. Indiquez au moins {taken}.")
        }
        SchemeFault::UnfinishedCard(card) => {
            format!("{} : écrivez le titre et le texte, ou laissez les deux vides.", language(card))
        }
        SchemeFault::RepeatedCard(card) => {
            format!("{} : il y a deux textes. Gardez-en un.", language(card))
        }
        SchemeFault::TooLong { field, most } => {
            let name = match field {
                "title" => NAME,
                "town" => TOWN,
                "publics" => PUBLICS,
                "conditions" => CONDITIONS,
                _ => CARDS,
            };
            format!("{name} : le texte est trop long. Raccourcissez-le à {most} caractères.")
        }
    }
}
