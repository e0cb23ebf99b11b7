//! The adviser's room, the frame round every page, and signing in.

/// Skip link.
pub const TO_CONTENT: &str = "Aller au contenu";
/// Names the navigation.
pub const NAVIGATION: &str = "Navigation principale";
/// While the device's store is read.
pub const OPENING: &str = "Ouverture…";

/// Entries of the navigation and titles of their pages.
pub mod nav {
    /// The adviser's interventions.
    pub const MY_INTERVENTIONS: &str = "Mes interventions";
    /// The adviser's day.
    pub const MY_DAY: &str = "Ma journée";
    /// The files of the people the adviser follows.
    pub const MY_FILES: &str = "Mes dossiers";
    /// The supervisor's planning.
    pub const INTERVENTIONS: &str = "Interventions";
    /// People.
    pub const PEOPLE: &str = "Personnes";
    /// Schemes.
    pub const SCHEMES: &str = "Dispositifs";
    /// Figures.
    pub const FIGURES: &str = "Chiffres";
    /// What waits for a look.
    pub const TO_CHECK: &str = "À vérifier";
    /// Accounts and centres.
    pub const SETTINGS: &str = "Réglages";
    /// The device's page.
    pub const DEVICE: &str = "Cet appareil";
    /// Page that does not exist.
    pub const NOT_FOUND: &str = "Cette page n'existe pas";
    /// What to do then.
    pub const NOT_FOUND_LEAD: &str = "L'adresse est incomplète ou a changé. Revenez à l'accueil.";
    /// Back to the start.
    pub const HOME: &str = "Revenir à l'accueil";
}

/// The roles.
pub mod role {
    /// Adviser.
    pub const ADVISER: &str = "Conseiller·ère";
    /// Supervisor.
    pub const SUPERVISOR: &str = "Responsable";
}

/// Signing in and out.
pub mod sign_in {
    /// Title.
    pub const TITLE: &str = "Se connecter";
    /// Under the title.
    pub const LEAD: &str = "Avec l'identifiant que votre responsable vous a donné.";
    /// The login.
    pub const LOGIN: &str = "Identifiant";
    /// The password.
    pub const PASSWORD: &str = "Mot de passe";
    /// The button.
    pub const SUBMIT: &str = "Se connecter";
    /// While the server is asked.
    pub const BUSY: &str = "Connexion…";
    /// Nothing typed.
    pub const LOGIN_MISSING: &str = "Identifiant : à remplir";
    /// Nothing typed.
    pub const PASSWORD_MISSING: &str = "Mot de passe : à remplir";
    /// Ends the session.
    pub const SIGN_OUT: &str = "Se déconnecter";
    /// Without a network.
    pub const SIGN_OUT_OFFLINE: &str =
        "La déconnexion a besoin du réseau. Réessayez quand il est revenu.";
    /// The session has ended, but the browser's store could not be written.
    pub const NOT_FORGOTTEN: &str = "Vous êtes déconnecté·e du serveur, mais ce navigateur n'a pas \
        pu oublier votre nom. Effacez les données de ce site dans ses réglages avant de prêter \
        l'appareil.";
    /// Title of the question before leaving.
    pub const LEAVE_TITLE: &str = "Se déconnecter maintenant ?";

    /// Before leaving with something unsent.
    #[must_use]
    pub fn leave_with_waiting(count: usize) -> String {
        match count {
            1 => "Un enregistrement n'est pas encore envoyé. Il reste sur cet appareil et partira \
                  à votre prochaine connexion ici."
                .to_owned(),
            _ => format!(
                "{count} enregistrements ne sont pas encore envoyés. Ils restent sur cet appareil \
                 et partiront à votre prochaine connexion ici."
            ),
        }
    }
}

/// The bar that says what waits.
pub mod sync {
    /// Names the bar.
    pub const LABEL: &str = "Envoi des enregistrements";
    /// No network, nothing waits.
    pub const OFFLINE: &str = "Hors ligne.";
    /// What that means.
    pub const OFFLINE_NOTE: &str = "Vous pouvez continuer à travailler.";
    /// Under way.
    pub const SENDING: &str = "Envoi en cours…";
    /// All done.
    pub const SENT: &str = "Tout est envoyé.";
    /// The server answers but cannot.
    pub const TROUBLE: &str = "L'envoi n'a pas abouti.";
    /// What that means.
    pub const TROUBLE_NOTE: &str = "Rien n'est perdu. Un nouvel essai se fera tout seul.";
    /// A new sign-in is needed.
    pub const SIGN_IN: &str = "Reconnectez-vous pour envoyer.";
    /// Tries now.
    pub const SEND_NOW: &str = "Envoyer";
    /// Goes to the sign-in page.
    pub const RECONNECT: &str = "Se reconnecter";
    /// In the store of this device.
    pub const SAFE_HERE: &str = "En sécurité sur cet appareil.";

    /// How many wait.
    #[must_use]
    pub fn waiting(count: usize) -> String {
        match count {
            1 => "1 enregistrement à envoyer.".to_owned(),
            _ => format!("{count} enregistrements à envoyer."),
        }
    }

    /// What only the emergency journal holds.
    #[must_use]
    pub fn not_safe(count: usize) -> String {
        let what =
            if count == 1 { "1 enregistrement n'est" } else { "Des enregistrements ne sont" };
        format!("{what} pas encore en sûreté. Gardez cette page ouverte et retrouvez du réseau.")
    }
}

/// The list of interventions.
pub mod list {
    /// Lead.
    pub const LEAD: &str = "Les visites qui vous sont confiées. Elles s'ouvrent aussi sans réseau.";
    /// Today's.
    pub const TODAY: &str = "Aujourd'hui";
    /// Later.
    pub const COMING: &str = "À venir";
    /// Over.
    pub const PAST: &str = "Passées";
    /// None, and none expected.
    pub const EMPTY: &str =
        "Aucune intervention ne vous est confiée. Votre responsable peut vous en confier une.";
    /// None yet, because nothing was fetched.
    pub const NOT_YET: &str =
        "Cet appareil n'a encore rien reçu. Ouvrez cette page une fois avec du réseau.";

    /// Counts of one visit.
    #[must_use]
    pub fn counts(expected: usize, present: usize, interested: usize) -> String {
        format!("{expected} attendu·es · {present} présent·es · {interested} intéressé·es")
    }
}

/// One intervention.
pub mod class {
    /// First tab.
    pub const ATTENDANCE: &str = "Émargement";
    /// Second tab.
    pub const CODE: &str = "Code à scanner";
    /// Adds somebody who is not on the list.
    pub const ADD: &str = "Ajouter une personne";
    /// The visit is not on this device.
    pub const UNKNOWN: &str = "Cette intervention n'est pas sur cet appareil";
    /// What to do.
    pub const UNKNOWN_LEAD: &str = "Elle ne vous est pas confiée, ou l'appareil ne l'a pas encore reçue. Ouvrez la liste avec \
         du réseau.";
    /// Empty list.
    pub const EMPTY: &str = "Personne n'est encore sur la liste.";
    /// Search field.
    pub const SEARCH: &str = "Chercher dans la liste";
    /// Nothing found.
    pub const NO_MATCH: &str = "Personne de ce nom sur la liste. Vous pouvez l'ajouter.";
    /// Written on this device.
    pub const HERE: &str = "Enregistré ici";
    /// Only in the emergency journal.
    pub const NOT_SAFE: &str = "Pas encore en sûreté";
    /// The server has it.
    pub const SENT: &str = "Envoyé";
    /// A person must look.
    pub const CHECK: &str = "À vérifier";
    /// Opens the form.
    pub const WISHES: &str = "Souhaits";
    /// A standing interest.
    pub const INTERESTED: &str = "Souhaite être contacté·e";
    /// How to use the code.
    pub const CODE_LEAD: &str =
        "Chaque personne scanne ce code avec son téléphone, ou tape l'adresse et le code.";
    /// What the picture is.
    pub const QR_LABEL: &str = "Code à scanner pour s'inscrire soi-même";
    /// Not saved anywhere.
    pub const NOT_SAVED: &str = "L'appareil n'a pas pu enregistrer. Libérez de la place, puis réessayez. Rien d'autre n'est perdu.";

    /// Names the marks of one person.
    #[must_use]
    pub fn marks_of(name: &str) -> String {
        format!("Présence de {name}")
    }

    /// Counts under the title.
    #[must_use]
    pub fn lead(expected: usize, present: usize) -> String {
        let people = if expected < 2 { "personne" } else { "personnes" };
        let here = if present < 2 { "présente" } else { "présentes" };
        format!("{expected} {people} sur la liste, {present} {here}")
    }
}

/// The form of an interest.
pub mod interest {
    /// Title for a person on the list.
    pub const TITLE: &str = "Souhaits";
    /// Title for a new person.
    pub const TITLE_NEW: &str = "Ajouter une personne";
    /// Lead for a new person.
    pub const LEAD_NEW: &str = "Une personne présente qui n'est pas sur la liste.";
    /// Family name.
    pub const FAMILY_NAME: &str = "Nom de famille";
    /// People with a single name.
    pub const FAMILY_NAME_HINT: &str = "Ou le seul nom, si la personne n'en a qu'un.";
    /// Given name.
    pub const GIVEN_NAME: &str = "Prénom";
    /// Year of birth.
    pub const BIRTH_YEAR: &str = "Année de naissance";
    /// Why.
    pub const BIRTH_YEAR_HINT: &str = "Pour ne pas confondre deux personnes du même nom.";
    /// Wishes.
    pub const WISHES: &str = "Que souhaite la personne ?";
    /// Order.
    pub const WISHES_NOTE: &str = "Touchez d'abord le souhait le plus important.";
    /// Contact.
    pub const CONTACT: &str = "Comment la joindre ?";
    /// Telephone.
    pub const PHONE: &str = "Téléphone";
    /// E-mail.
    pub const EMAIL: &str = "E-mail";
    /// Level.
    pub const LEVEL: &str = "Niveau de français";
    /// Unknown level.
    pub const LEVEL_UNKNOWN: &str = "Je ne sais pas";
    /// Consent.
    pub const CONSENT: &str = "Accord de la personne";
    /// Language of the text.
    pub const CONSENT_LANGUAGE: &str = "Langue du texte";
    /// How it was explained.
    pub const EXPLAINED: &str = "Comment le texte a-t-il été compris ?";
    /// Read.
    pub const EXPLAINED_READ: &str = "La personne l'a lu";
    /// Aloud.
    pub const EXPLAINED_ALOUD: &str = "Je l'ai lu à voix haute";
    /// Interpreter.
    pub const EXPLAINED_INTERPRETER: &str = "Un·e interprète l'a expliqué";
    /// Agreement.
    pub const AGREES: &str = "La personne est d'accord";
    /// A text no speaker has checked.
    pub const MACHINE: &str =
        "Traduction automatique, pas encore relue : faites-vous aider si possible.";
    /// Saves.
    pub const SAVE: &str = "Enregistrer";
    /// While it is written.
    pub const SAVING: &str = "Enregistrement…";
    /// Adds without an interest.
    pub const SAVE_PERSON_ONLY: &str = "Ajouter sans souhait";
    /// Done.
    pub const SAVED: &str = "Souhaits enregistrés ici.";
    /// Done.
    pub const PERSON_SAVED: &str = "Personne ajoutée à la liste.";
    /// Taken back.
    pub const WITHDRAWN: &str = "Souhaits retirés.";
    /// Goes to the person's file.
    pub const OPEN_FILE: &str = "Ouvrir le dossier";
    /// A standing interest.
    pub const STANDING: &str = "Souhaits enregistrés";
    /// Takes it back.
    pub const WITHDRAW: &str = "Retirer ces souhaits";
    /// The person changed their mind.
    pub const WITHDRAW_BY_PERSON: &str = "La personne a changé d'avis";
    /// A slip.
    pub const WITHDRAW_MISTAKE: &str = "C'était une erreur de saisie";
    /// Title of the question.
    pub const WITHDRAW_TITLE: &str = "Retirer ces souhaits ?";
    /// What it means.
    pub const WITHDRAW_NOTE: &str =
        "La personne ne sera plus contactée pour eux. On peut en enregistrer de nouveaux.";
    /// Not on the list.
    pub const UNKNOWN_PERSON: &str = "Cette personne n'est pas sur la liste";

    /// What is to be corrected.
    pub mod problem {
        /// No name.
        pub const NAME_MISSING: &str = "Nom de famille : à remplir";
        /// Not a name.
        pub const NAME: &str = "Nom de famille : écrivez des lettres, sans < ni >";
        /// Not a name.
        pub const GIVEN_NAME: &str = "Prénom : écrivez des lettres, sans < ni >";
        /// Not a year.
        pub const BIRTH: &str = "Année de naissance : quatre chiffres, par exemple 1990";
        /// No wish.
        pub const WISHES: &str = "Souhaits : choisissez-en au moins un";
        /// No way.
        pub const CONTACT: &str = "Contact : choisissez comment joindre la personne";
        /// Number missing.
        pub const PHONE_MISSING: &str = "Téléphone : à remplir pour un appel ou un SMS";
        /// Number wrong.
        pub const PHONE: &str = "Téléphone : dix chiffres, ou + et l'indicatif du pays";
        /// Address missing.
        pub const EMAIL_MISSING: &str = "E-mail : à remplir pour un contact par e-mail";
        /// Address wrong.
        pub const EMAIL: &str = "E-mail : il manque le @ ou ce qui suit";
        /// Not explained.
        pub const EXPLAINED: &str = "Accord : dites comment le texte a été compris";
        /// No agreement.
        pub const CONSENT: &str =
            "Accord : sans lui, rien ne peut être enregistré ; la personne est libre de refuser";
    }
}
