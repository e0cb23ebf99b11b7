//! The door of the device's store: protecting it, opening it.

/// While the device is asked who works on it.
pub const LOOKING: &str = "Ouverture…";
/// While a secret is tried, and what follows is made ready.
pub const OPENING: &str = "Ouverture…";

/// The device gives less memory than trying a secret takes.
pub const NO_MEMORY: &str =
    "L'appareil manque de mémoire. Fermez d'autres pages et applications, puis réessayez.";

/// Opening the store by one's secret.
pub mod unlock {
    /// Title.
    pub const TITLE: &str = "Ouvrir vos données";
    /// The phrase.
    pub const PHRASE: &str = "Votre phrase";
    /// The code.
    pub const PIN: &str = "Votre code";
    /// What else is asked.
    pub const PIN_HINT: &str = "L'appareil demandera ensuite votre empreinte ou son propre code.";
    /// Shows what is typed.
    pub const SHOW: &str = "Afficher";
    /// The button.
    pub const SUBMIT: &str = "Ouvrir";
    /// Nothing typed.
    pub const PHRASE_MISSING: &str = "Votre phrase : à remplir";
    /// Nothing typed.
    pub const PIN_MISSING: &str = "Votre code : à remplir";
    /// It does not fit.
    pub const WRONG_PHRASE: &str =
        "Votre phrase : ce n'est pas celle-ci. Vérifiez chaque mot, dans l'ordre.";
    /// It does not fit.
    pub const WRONG_PIN: &str = "Votre code : ce n'est pas celui-ci.";
    /// The authenticator did not answer.
    pub const NO_ANSWER: &str = "L'appareil n'a pas confirmé que c'est vous. Réessayez.";
    /// Goes to the password.
    pub const FORGOTTEN: &str = "Je ne l'ai plus";
    /// Somebody else.
    pub const ANOTHER: &str = "Ce n'est pas moi";

    /// Who is to open it.
    #[must_use]
    pub fn lead(name: &str) -> String {
        format!("{name}, vos données sont verrouillées sur cet appareil.")
    }

    /// What waits to be sent.
    #[must_use]
    pub fn waiting(count: u64) -> String {
        match count {
            1 => "1 enregistrement à envoyer, en sécurité sur cet appareil.".to_owned(),
            _ => format!("{count} enregistrements à envoyer, en sécurité sur cet appareil."),
        }
    }
}

/// Choosing the secret.
pub mod protect {
    /// Title, the first time.
    pub const TITLE: &str = "Protéger cet appareil";
    /// What it is for.
    pub const LEAD: &str = "Cette phrase ouvre vos données ici, même sans réseau. Sans elle, personne ne peut les lire.";
    /// Title, later.
    pub const TITLE_AGAIN: &str = "Remettre votre phrase";
    /// What it is for.
    pub const LEAD_AGAIN: &str =
        "Écrivez la même phrase, ou une nouvelle. Elle ouvrira vos données, même sans réseau.";
    /// What to do with it.
    pub const NOTE_IT: &str = "Notez-la sur papier, et gardez-la loin de l'appareil.";
    /// Another one.
    pub const ANOTHER: &str = "Une autre phrase";
    /// Opens the proposal, later.
    pub const NEW: &str = "Choisir une nouvelle phrase";
    /// The field.
    pub const FIELD: &str = "Écrivez la phrase";
    /// How to type it.
    pub const FIELD_HINT: &str = "Les accents, majuscules et traits d'union ne comptent pas.";
    /// The button.
    pub const SUBMIT: &str = "Protéger et ouvrir";
    /// Typed differently.
    pub const DIFFERENT: &str =
        "Écrivez la phrase : ce n'est pas celle qui est affichée. Vérifiez chaque mot.";
    /// Too few words.
    pub const TOO_FEW: &str = "Écrivez la phrase : il faut au moins cinq mots différents.";
    /// Too short.
    pub const TOO_SHORT: &str = "Écrivez la phrase : ces mots sont trop courts.";
    /// The other way.
    pub const BY_PIN: &str = "Utiliser un code et l'empreinte de l'appareil";
    /// Back from it.
    pub const BY_PHRASE: &str = "Utiliser une phrase";
    /// The code.
    pub const PIN: &str = "Choisissez un code";
    /// How.
    pub const PIN_HINT: &str =
        "De 4 à 12 chiffres. L'appareil demandera ensuite votre empreinte ou son propre code.";
    /// The code once more.
    pub const PIN_AGAIN: &str = "Le même code, encore une fois";
    /// Not a code.
    pub const PIN_LENGTH: &str = "Choisissez un code : de 4 à 12 chiffres";
    /// Everybody's first guess.
    pub const PIN_TRIVIAL: &str = "Choisissez un code : celui-ci se devine trop facilement";
    /// Typed differently.
    pub const PIN_DIFFERENT: &str = "Le même code : les deux ne sont pas pareils";
    /// The authenticator cannot.
    pub const CANNOT: &str = "Cet appareil ne sait pas le faire. Utilisez une phrase.";
}

/// Why the password is asked for.
pub mod why {
    /// The store is not protected yet.
    pub const UNPROTECTED: &str =
        "Connectez-vous une fois avec du réseau pour protéger vos données sur cet appareil.";
    /// The time is over.
    pub const LEASE_OVER: &str =
        "Le délai d'ouverture sans mot de passe est passé. Ce que vous avez saisi reste ici.";
    /// The clock was set back.
    pub const CLOCK_SET_BACK: &str =
        "L'heure de cet appareil a reculé. Mettez-la à l'heure, ou connectez-vous.";
    /// The secret is forgotten.
    pub const FORGOTTEN: &str =
        "Connectez-vous : vous pourrez choisir une nouvelle phrase. Rien n'est perdu.";
    /// Asked for again.
    pub const AGAIN: &str = "Par sécurité, donnez encore une fois votre mot de passe.";
}

/// No way further.
pub mod stuck {
    /// What else may be in the way.
    pub const OTHER_PAGES: &str = "Fermez aussi les autres pages de Passerelle.";
    /// The server does not answer.
    pub const SERVER: &str = "Le serveur n'a pas donné ce qu'il faut";
    /// The key is lost.
    pub const KEY_LOST: &str = "Ce que cet appareil gardait ne s'ouvre plus";
    /// What to do.
    pub const KEY_LOST_NOTE: &str =
        "Rien n'est effacé. Prévenez votre responsable, et travaillez sur un autre appareil.";
    /// Nobody hands the key on.
    pub const NO_WORKER: &str = "Ce navigateur ne peut pas ouvrir vos données";
    /// What to do.
    pub const NO_WORKER_NOTE: &str = "Fermez la navigation privée ou changez de navigateur. Passerelle a aussi besoin d'une adresse \
         qui commence par https.";
    /// Once more.
    pub const RETRY: &str = "Réessayer";
    /// What waits, as a file.
    pub const WRITE: &str = "Écrire un fichier de secours";
    /// It is written.
    pub const WRITTEN: &str =
        "Fichier écrit dans les téléchargements. Donnez-le à un·e responsable.";
    /// It is not.
    pub const NOT_WRITTEN: &str = "Le fichier n'a pas pu être écrit.";
}

/// A device that was revoked.
pub mod revoked {
    /// Title.
    pub const TITLE: &str = "Cet appareil a été révoqué";
    /// What happens.
    pub const LEAD: &str = "Un·e responsable l'a retiré du service. Ce qui n'était pas envoyé est remis à la direction, puis \
         l'appareil est vidé. Vous n'avez rien à faire.";
    /// While it is being sent.
    pub const TAKING: &str = "Remise des saisies à la direction…";
    /// It did not succeed for now.
    pub const WAITING: &str = "La remise n'est pas terminée";
    /// And nothing is lost by that.
    pub const NOTHING_LOST: &str =
        "Rien n'est effacé avant que tout soit arrivé. L'appareil réessaie tout seul.";
    /// Once more.
    pub const RETRY: &str = "Réessayer maintenant";
    /// A store cannot be read.
    pub const NO_STORE: &str = "Une partie de ce que l'appareil garde ne s'ouvre pas. Fermez les autres pages de Passerelle.";
    /// There may be more.
    pub const NOT_ALL_SEEN: &str = "Le navigateur ne dit pas tout ce qu'il garde. Ce qui a été trouvé est remis, mais rien n'est \
         effacé. Redémarrez le navigateur, ou mettez-le à jour.";
    /// The office does not say so any more.
    pub const NO_LONGER: &str =
        "Pour le serveur, cet appareil n'est plus révoqué. La page se recharge.";
    /// Other pages go on writing.
    pub const STILL_IN_USE: &str =
        "Une autre page de Passerelle est encore ouverte sur cet appareil. Fermez-la.";
    /// Done.
    pub const EMPTIED: &str = "Cet appareil est vide";
    /// What now.
    pub const AFTERWARDS: &str =
        "Vous pouvez fermer cette page et rendre l'appareil. Pour continuer, prenez-en un autre.";

    /// What was new to the office.
    #[must_use]
    pub fn sent(entries: u32) -> String {
        match entries {
            0 => "Tout était déjà arrivé à la direction.".to_owned(),
            1 => "1 saisie remise à la direction, qui la vérifie.".to_owned(),
            _ => format!("{entries} saisies remises à la direction, qui les vérifie."),
        }
    }
}

/// Locks the device.
pub const LOCK: &str = "Verrouiller";

/// Above the names of those who have a store here.
pub const ON_THIS_DEVICE: &str = "Sur cet appareil";

/// Back to opening the store by one's secret.
pub const BACK: &str = "Revenir";
