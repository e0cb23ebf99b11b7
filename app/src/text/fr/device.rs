//! The pages of a device, and what goes wrong on it: a new version, trouble with storage, what stays to
//! be checked, the rescue file.

/// Title of the notice.
pub const UPDATE_READY: &str = "Une nouvelle version est prête";
/// What taking it means.
pub const UPDATE_NOTE: &str = "La page se recharge. Ce que vous avez enregistré reste.";
/// While a form is open.
pub const UPDATE_LATER: &str = "Elle s'installera quand vous aurez fini ce formulaire.";
/// Takes it.
pub const UPDATE_NOW: &str = "Mettre à jour";
/// No storage.
pub const NO_STORE: &str = "Ce navigateur ne peut rien garder";
/// What to do.
pub const NO_STORE_NOTE: &str = "La saisie sans réseau est impossible ici. Fermez la navigation privée, libérez de la \
     place ou changez de navigateur, puis rechargez la page.";
/// Records that were thrown away.
pub const LOST: &str = "Des enregistrements ont disparu de cet appareil";

/// How many, and what to do.
#[must_use]
pub fn lost(count: u64) -> String {
    let what = if count == 1 { "enregistrement" } else { "enregistrements" };
    format!(
        "Le navigateur a effacé {count} {what} avant l'envoi. Prévenez votre responsable et \
         refaites la saisie d'après vos notes."
    )
}
/// Lead of the device's page.
pub const LEAD: &str = "Ce que cet appareil garde et ce qui reste à envoyer.";
/// How many wait.
pub const WAITING: &str = "À envoyer";
/// Last answer of the server.
pub const LAST_SYNC: &str = "Dernier échange avec le serveur";
/// Never yet.
pub const NEVER: &str = "Pas encore";
/// Whether the browser promised to keep the store.
pub const KEPT: &str = "Conservation promise par le navigateur";
/// It did.
pub const KEPT_YES: &str = "Oui";
/// It did not.
pub const KEPT_NO: &str = "Non : installez l'application sur l'écran d'accueil pour plus de sûreté";
/// Not known.
pub const KEPT_UNKNOWN: &str = "Ce navigateur ne le dit pas";
/// Whether there is room kept for entries on a full device.
pub const ROOM: &str = "Place gardée pour vos saisies";
/// There is.
pub const ROOM_YES: &str =
    "Oui : même si l'appareil se remplit, plusieurs jours de saisie tiennent";
/// It was needed, or there never was.
pub const ROOM_NO: &str = "Non : l'appareil est presque plein. Envoyez vos saisies, puis supprimez des photos ou des \
     vidéos ; la place sera reprise à la prochaine ouverture";
/// Version of the application.
pub const VERSION: &str = "Version de l'application";

/// What waits for a look, on this device.
pub mod receipts {
    /// Lead.
    pub const LEAD: &str = "Ce que vous avez saisi et que le serveur n'a pas pu reprendre tel quel. Rien n'est effacé.";
    /// Nothing.
    pub const EMPTY: &str = "Rien à vérifier. Tout ce que vous avez envoyé a été repris.";
    /// Seen.
    pub const SEEN: &str = "J'ai vu";
    /// Two people said different things.
    pub const CONFLICT: &str = "Une autre personne a noté autre chose";
    /// Refused.
    pub const HELD: &str = "Le serveur n'a pas pu l'enregistrer";
    /// Not readable any more.
    pub const SOMETHING: &str = "Une saisie de cet appareil";
    /// The author of the other mark.
    pub const YOU: &str = "vous";
    /// An answer was written.
    pub const ANSWERED: &str = "Réponse enregistrée ici. Le serveur la reçoit au prochain envoi.";
}

/// The rescue file.
pub mod rescue {
    use crate::api::devices::Taken;
    use crate::api::rescue::Rescued;

    /// Heading.
    pub const TITLE: &str = "Fichier de secours";
    /// What it is for.
    pub const NOTE: &str = "Si l'appareil n'arrive plus à envoyer, écrivez ce qui attend dans un fichier chiffré. Donnez-le à un·e \
         responsable, ou reprenez-le ici ou sur un autre appareil, connecté·e. Le reprendre deux fois ne change rien.";
    /// The button.
    pub const WRITE: &str = "Écrire le fichier";
    /// After success.
    pub const WRITTEN: &str = "Fichier écrit dans les téléchargements";
    /// It did not succeed.
    pub const NOT_WRITTEN: &str =
        "Le fichier n'a pas pu être écrit. Fermez les autres pages de Passerelle, puis réessayez.";
    /// The other button.
    pub const BRING: &str = "Reprendre un fichier de secours";
    /// While it is sent.
    pub const BUSY: &str = "Envoi du fichier…";

    /// What came of it.
    #[must_use]
    pub fn taken(rescued: Rescued) -> String {
        let Rescued { taken: Taken { entries, unreadable, .. }, to_check, others } = rescued;
        let mut said = match (entries, to_check) {
            (0, _) => "Tout était déjà arrivé.".to_owned(),
            (1, 0) => "1 saisie reprise.".to_owned(),
            (1, _) => "1 saisie reprise, à vérifier par un·e responsable.".to_owned(),
            (_, 0) => format!("{entries} saisies reprises."),
            _ => format!(
                "{entries} saisies reprises, dont {to_check} à vérifier par un·e responsable."
            ),
        };
        if unreadable > 0 {
            said.push_str(
                " Une partie ne se lit pas : gardez le fichier et donnez-le à un·e responsable.",
            );
        }
        if others > 0 {
            said.push_str(
                " Le fichier contient aussi les saisies d'autres personnes : donnez-le à un·e responsable.",
            );
        }
        said
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn what_has_to_be_looked_at_is_said() {
            let of = |entries, unreadable, to_check, others| {
                taken(Rescued { taken: Taken { entries, known: 0, unreadable }, to_check, others })
            };
            assert_eq!(of(3, 0, 0, 0), "3 saisies reprises.");
            assert_eq!(
                of(3, 0, 2, 0),
                "3 saisies reprises, dont 2 à vérifier par un·e responsable."
            );
            assert_eq!(of(1, 0, 1, 0), "1 saisie reprise, à vérifier par un·e responsable.");
            assert!(of(0, 1, 0, 1).contains("ne se lit pas"));
            assert!(of(0, 0, 0, 1).contains("d'autres personnes"));
        }
    }
}
