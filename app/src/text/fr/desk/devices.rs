//! Words of the devices.

use crate::api::devices::Taken;
use crate::api::rescue::Rescued;

/// Title of the list, and the link that leads here.
pub const TITLE: &str = "Appareils";
/// Under the title of the list.
pub const LEAD: &str = "Les tablettes et ordinateurs qui gardent des données, même sans réseau. Qui partage une tablette a une ligne par personne.";
/// Nobody has one.
pub const NONE: &str =
    "Aucun appareil ne garde de données. Il apparaît ici dès qu'un·e référent·e se connecte.";
/// Column.
pub const OWNER: &str = "Personne";
/// Column and fact.
pub const LAST_SEEN: &str = "Dernier contact";
/// Column and fact.
pub const WAITING: &str = "Pas encore envoyé";
/// Column and fact.
pub const STATE: &str = "État";
/// Column of the buttons.
pub const ACTION: &str = "Action";
/// Nothing waits.
pub const NOTHING_WAITS: &str = "Rien";
/// State.
pub const IN_USE: &str = "En service";
/// State.
pub const REVOKED: &str = "Révoqué, pas encore joint";
/// State.
pub const HANDING_OVER: &str = "Révoqué, remise en cours";
/// State.
pub const EMPTIED: &str = "Vidé";
/// The button, the title of its question, and the answer.
pub const REVOKE: &str = "Révoquer";
/// The other answer.
pub const KEEP: &str = "Ne rien changer";
/// Title of the question.
pub const ASK: &str = "Révoquer cet appareil ?";
/// What happens.
pub const STEPS: [&str; 3] = [
    "S'il a du réseau, il se verrouille dans les secondes qui suivent. Sinon, dès qu'il en retrouve.",
    "Ce qui n'était pas envoyé est mis de côté dans « À vérifier » : rien n'est perdu, et rien n'est repris sans vous.",
    "Puis tout ce que l'appareil garde est effacé, pour toutes les personnes qui le partagent.",
];
/// What does not.
pub const ACCOUNT_STAYS: &str = "Le compte reste ouvert : la personne peut travailler sur un autre appareil. Si son mot de passe a pu \
     être vu, changez-le ou désactivez le compte : avec lui, les données de l'appareil peuvent encore être lues, même \
     après révocation. Une révocation ne s'annule pas.";
/// After success.
pub const IS_REVOKED: &str = "Appareil révoqué";
/// Leads to what waits for a look.
pub const TO_CHECK: &str = "À vérifier";
/// No such one.
pub const UNKNOWN: &str =
    "Cet appareil n'existe pas, ou n'est pas de votre direction territoriale.";
/// Way back.
pub const BACK_TO_LIST: &str = "Voir tous les appareils";
/// Title of the report.
pub const REPORT: &str = "Ce que l'appareil pouvait contenir";
/// Under it.
pub const REPORT_LEAD: &str = "D'après le serveur, au dernier contact. L'appareil garde tout chiffré : sans la phrase de la personne, on n'y lit rien.";
/// Prints the page.
pub const PRINT: &str = "Imprimer";
/// Fact: whose.
pub const DIRECTORATE: &str = "Direction";
/// Fact.
pub const VISITS: &str = "Interventions";
/// Fact.
pub const FILES: &str = "Dossiers suivis";
/// Fact.
pub const OPENABLE: &str = "La phrase l'ouvrait jusqu'au";
/// Where no password is known.
pub const NOT_KNOWN: &str = "Pas connu";
/// Heading.
pub const HELD: &str = "Données";
/// Heading.
pub const HANDED: &str = "Remis à la direction";
/// It was not heard of yet.
pub const NOT_HEARD_OF: &str = "Rien encore : l'appareil n'a pas repris contact.";
/// It has begun.
pub const NOTHING_YET: &str = "L'appareil a repris contact : rien de nouveau jusqu'ici.";
/// It is done, and had said that nothing waits.
pub const NOTHING_WAITED: &str = "L'appareil a repris contact : rien n'attendait.";
/// It is done, and had said that something waits.
pub const NOTHING_CAME: &str =
    "L'appareil a repris contact, mais rien n'est arrivé de ce qu'il annonçait.";
/// What is known and what is not.
pub const REPORT_NOTE: &str = "Les dates viennent de l'appareil et du serveur. Comparez « Pas encore envoyé » avec ce qui est remis. « Vidé » veut dire que l'ordre a été donné après réception ; un appareil truqué peut ne pas obéir.";
/// Heading of the rescue file.
pub const RESCUE: &str = "Fichier de secours";
/// What it is.
pub const RESCUE_NOTE: &str = "Quand une tablette ne peut plus envoyer, elle écrit un fichier chiffré (passerelle-secours…). Choisissez-le ici : ses saisies vont dans « À vérifier ». Le choisir deux fois ne change rien.";
/// The button.
pub const RESCUE_CHOOSE: &str = "Choisir le fichier";
/// While it is read.
pub const RESCUE_BUSY: &str = "Lecture du fichier…";
/// Nothing in it was new.
pub const RESCUE_KNOWN: &str = "Tout était déjà arrivé. Rien n'a changé.";
/// There was nothing in it.
pub const RESCUE_EMPTY: &str = "Ce fichier ne contient aucune saisie.";

/// The name of the button for a screen reader: several devices may be one person's.
#[must_use]
pub fn revoke(owner: &str, seen: &str) -> String {
    format!("Révoquer l'appareil de {owner}, dernier contact {seen}")
}

/// Whose it is.
#[must_use]
pub fn title(owner: &str) -> String {
    format!("Appareil de {owner}")
}

/// So many entries wait on it.
#[must_use]
pub fn waiting(entries: u32) -> String {
    counted(entries, "saisie", "saisies")
}

/// The same where nothing was heard of it for so many days.
#[must_use]
pub fn waiting_long(entries: u32, days: i64) -> String {
    format!("{}, sans nouvelles depuis {days} jours", waiting(entries))
}

/// The same of one that was told to empty itself: to be compared with what arrived.
#[must_use]
pub fn declared(entries: u32) -> String {
    format!("{}, d'après son dernier contact", waiting(entries))
}

/// When and by whom it was revoked.
#[must_use]
pub fn revoked(at: &str, by: &str) -> String {
    format!("le {at}, par {by}")
}

/// When something happened to it.
#[must_use]
pub fn on(at: &str) -> String {
    format!("le {at}")
}

/// What waits for a look.
#[must_use]
pub fn to_check(entries: u32) -> String {
    format!("{} à vérifier", counted(entries, "saisie", "saisies"))
}

/// The lists that were given to it.
#[must_use]
pub fn lists(visits: u32, people: u32) -> String {
    let people = counted(people, "personne", "personnes");
    format!("{}, {people} sur les listes", counted(visits, "intervention", "interventions"))
}

/// Files that its account follows.
#[must_use]
pub fn files(files: u32) -> String {
    counted(files, "dossier", "dossiers")
}

/// What was handed over, in lines.
#[must_use]
pub fn taken(taken: Taken) -> Vec<String> {
    let Taken { entries, known, unreadable } = taken;
    let mut lines = Vec::new();
    if entries > 0 {
        lines.push(format!(
            "{} dans « À vérifier »",
            counted(entries, "saisie mise", "saisies mises")
        ));
    }
    if known > 0 {
        lines.push(format!("{} déjà avant", counted(known, "saisie arrivée", "saisies arrivées")));
    }
    if unreadable > 0 {
        let what = counted(
            unreadable,
            "élément illisible, gardé tel quel",
            "éléments illisibles, gardés tels quels",
        );
        lines.push(format!("{what} : prévenez la personne qui s'occupe du serveur"));
    }
    lines
}

/// What came of a rescue file, in lines.
#[must_use]
pub fn rescued(rescued: Rescued) -> Vec<String> {
    let Rescued { taken: all, others, .. } = rescued;
    let mut lines = taken(all);
    if others > 0 {
        let what = counted(
            others,
            "personne d'une autre direction territoriale, laissée de côté",
            "personnes d'une autre direction territoriale, laissées de côté",
        );
        lines.push(format!("{what} : remettez aussi le fichier à ses responsables"));
    }
    lines
}

fn counted(count: u32, one: &str, many: &str) -> String {
    match count {
        0 | 1 => format!("{count} {one}"),
        _ => format!("{count} {many}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_handed_over_is_told_in_lines() {
        let all = Taken { entries: 1, known: 2, unreadable: 1 };
        assert_eq!(
            taken(all),
            [
                "1 saisie mise dans « À vérifier »",
                "2 saisies arrivées déjà avant",
                "1 élément illisible, gardé tel quel : prévenez la personne qui s'occupe du serveur",
            ]
        );
        assert!(taken(Taken::default()).is_empty());
        let file = Rescued { taken: Taken::default(), to_check: 0, others: 2 };
        assert_eq!(
            rescued(file),
            [
                "2 personnes d'une autre direction territoriale, laissées de côté : remettez aussi le \
                 fichier à ses responsables"
            ]
        );
        assert_eq!(lists(1, 12), "1 intervention, 12 personnes sur les listes");
        assert_eq!(waiting_long(3, 4), "3 saisies, sans nouvelles depuis 4 jours");
    }
}
