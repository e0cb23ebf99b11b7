//! The partner's pages, opened by a link without an account: plain words for people who see them
//! once in a while.

use domain::contact::ContactWay;
use domain::intervention::Mode;
use domain::language::Language;
use domain::referral::{DeclineReason, ReferralEvent, ReferralState};

/// Round every page.
pub mod frame {
    /// Names the links between the partner's pages.
    pub const NAVIGATION: &str = "Pages de ce lien";
    /// The page of the referral.
    pub const REFERRAL: &str = "Cette orientation";
    /// The page of all referrals and places.
    pub const BOARD: &str = "Orientations et places";
}

/// The page of the referral.
pub mod referral {
    /// Title. It names nobody: titles stay in the history of browsers.
    pub const TITLE: &str = "Répondre à une orientation";
    /// Stands over the state.
    pub const STATE: &str = "Où en est-on ?";
    /// Heading over what is known of the person.
    pub const PERSON: &str = "La personne";
    /// Name.
    pub const NAME: &str = "Nom";
    /// Year of birth.
    pub const BIRTH_YEAR: &str = "Année de naissance";
    /// Level of French.
    pub const LEVEL: &str = "Niveau de français";
    /// The language in which the consent was given.
    pub const LANGUAGE: &str = "Langue de l’accord";
    /// Preferred way of contact.
    pub const WAY: &str = "Contact souhaité";
    /// Telephone.
    pub const PHONE: &str = "Téléphone";
    /// E-mail.
    pub const EMAIL: &str = "E-mail";
    /// Heading over the scheme.
    pub const SCHEME: &str = "Le dispositif";
    /// Its name.
    pub const SCHEME_TITLE: &str = "Dispositif";
    /// Who offers it.
    pub const ORGANISATION: &str = "Organisme";
    /// Where it takes place.
    pub const PLACE: &str = "Lieu";
    /// Stands for what nobody has noted.
    pub const NOT_KNOWN: &str = "Non renseigné";
    /// Heading over what happened.
    pub const HISTORY: &str = "Ce qui s’est passé";
    /// Instead of the person, once the consent is taken back.
    pub const NO_CONSENT: &str = "La personne a retiré son accord. Ses coordonnées ne sont plus \
        montrées. Ne la contactez plus.";

    /// Who sent it, and when.
    #[must_use]
    pub fn sent(by: Option<&str>, day: &str) -> String {
        match by {
            Some(by) => format!("Envoyée le {day} par {by}."),
            None => format!("Envoyée le {day}."),
        }
    }

    /// How long the link is valid.
    #[must_use]
    pub fn valid_until(day: &str) -> String {
        format!("Ce lien est valable jusqu’au {day}. Il n’ouvre que cette orientation.")
    }
}

/// The form of the answer.
pub mod answer {
    /// Heading before any answer.
    pub const TITLE: &str = "Votre réponse";
    /// Heading once there was an answer.
    pub const NEXT: &str = "Et maintenant ?";
    /// Sends it.
    pub const SEND: &str = "Envoyer";
    /// Nothing is left to be done.
    pub const NOTHING: &str = "Vous n’avez rien à faire pour le moment.";
    /// All places are taken.
    pub const FULL: &str = "Toutes vos places sont prises : vous ne pouvez pas accepter pour le \
        moment. Vous pouvez mettre la personne en liste d’attente, ou ajouter des places.";
    /// Marks what may stay empty.
    pub const OPTIONAL: &str = "(facultatif)";
    /// How a day is written where the browser shows no calendar.
    pub const DAY_HINT: &str = "Par exemple 12/09/2026";
    /// Looks into it.
    pub const UNDER_REVIEW: &str = "J’étudie la demande";
    /// What that means.
    pub const UNDER_REVIEW_NOTE: &str = "Vous répondrez plus tard.";
    /// Takes the person.
    pub const ACCEPTED: &str = "J’accepte";
    /// What that means.
    pub const ACCEPTED_NOTE: &str = "Une place est réservée.";
    /// From which day on.
    pub const STARTS_ON: &str = "Premier jour prévu";
    /// Puts the person on the list.
    pub const WAITLISTED: &str = "Je mets en liste d’attente";
    /// What that means.
    pub const WAITLISTED_NOTE: &str = "Vous accepterez quand une place se libère.";
    /// Does not take the person.
    pub const DECLINED: &str = "Je refuse";
    /// What that means.
    pub const DECLINED_NOTE: &str = "Le motif aide à trouver une autre solution.";
    /// Why.
    pub const REASON: &str = "Motif";
    /// No reason chosen yet.
    pub const REASON_NONE: &str = "Choisissez un motif";
    /// A note beside the reason.
    pub const NOTE: &str = "Précision";
    /// When it is needed.
    pub const NOTE_HINT: &str = "À remplir pour « Autre motif ».";
    /// The person was accepted and did not come.
    pub const ABSENT: &str = "La personne n’est pas venue";
    /// What that means.
    pub const ABSENT_NOTE: &str = "Sa place est libérée.";
    /// The person was accepted and will not begin.
    pub const DECLINED_AFTER: &str = "La personne n’entrera pas, pour une autre raison";
    /// The person has begun.
    pub const ENTERED: &str = "La personne est entrée";
    /// What that means.
    pub const ENTERED_NOTE: &str = "Elle a commencé.";
    /// On which day.
    pub const ENTERED_ON: &str = "Jour de l’entrée";
    /// The person went to the end.
    pub const COMPLETED: &str = "La personne a terminé";
    /// What that means.
    pub const COMPLETED_NOTE: &str = "Elle est allée jusqu’au bout.";
    /// On which day.
    pub const COMPLETED_ON: &str = "Dernier jour";
    /// The level reached.
    pub const LEVEL: &str = "Niveau de français atteint";
    /// It was not looked at.
    pub const LEVEL_UNKNOWN: &str = "Non évalué";
    /// The person left before the end.
    pub const DROPPED_OUT: &str = "La personne a abandonné";
    /// What that means.
    pub const DROPPED_OUT_NOTE: &str = "Elle est partie avant la fin.";
    /// On which day.
    pub const DROPPED_ON: &str = "Jour du départ";
}

/// What is to be corrected; the same words at the top and at the field.
pub mod problem {
    /// Heading of the list.
    pub const TITLE: &str = "À corriger avant d’envoyer";
    /// No answer was chosen.
    pub const ANSWER_MISSING: &str = "Choisissez une réponse.";
    /// A day is needed.
    pub const DAY_MISSING: &str = "Écrivez le jour, par exemple 12/09/2026.";
    /// That is no day.
    pub const DAY_ODD: &str = "Ce jour n’existe pas. Écrivez-le comme 12/09/2026.";
    /// A day that has not come yet.
    pub const DAY_TO_COME: &str = "Ce jour n’est pas encore arrivé. Vérifiez la date.";
    /// A day far from today.
    pub const DAY_FAR: &str = "Ce jour est trop loin d’aujourd’hui. Vérifiez l’année.";
    /// Left before having come.
    pub const BEFORE_ENTRY: &str = "Ce jour est avant l’entrée de la personne. Vérifiez la date.";
    /// No reason was chosen.
    pub const REASON_MISSING: &str = "Choisissez un motif.";
    /// The reason is another one, and not told.
    pub const NOTE_MISSING: &str = "Précisez le motif en quelques mots.";
    /// The note is too long.
    pub const NOTE_LONG: &str = "La précision est trop longue. Gardez l’essentiel.";
    /// A scheme without any place.
    pub const FREE_NONE: &str = "Il faut au moins une place en tout. Pour ne plus recevoir \
        d’orientations, écrivez à la personne qui vous a envoyé celle-ci.";
    /// How many places, in digits.
    pub const FREE_ODD: &str = "Écrivez le nombre de places libres, entre 0 et 500.";
}

/// What stands between the partner and the page, or what became of an answer: title, then what to
/// do.
pub mod notice {
    /// The answer was taken.
    pub const DONE: (&str, &str) =
        ("Votre réponse est enregistrée.", "La personne qui a envoyé l’orientation la voit.");
    /// It had been taken before.
    pub const ALREADY: (&str, &str) = (
        "Votre réponse était déjà enregistrée.",
        "Elle compte une seule fois. Vous n’avez rien à refaire.",
    );
    /// Somebody else was faster.
    pub const CHANGED: (&str, &str) = (
        "L’orientation a changé entre-temps.",
        "Votre réponse n’est pas enregistrée. La page montre ce qui vaut maintenant : répondez à \
         nouveau si besoin.",
    );
    /// No place is left.
    pub const FULL: (&str, &str) = (
        "Toutes vos places sont prises.",
        "L’acceptation n’est pas enregistrée. Mettez la personne en liste d’attente, ou ajoutez \
         d’abord des places.",
    );
    /// The consent was taken back.
    pub const NO_CONSENT: (&str, &str) = (
        "La personne a retiré son accord.",
        "Votre réponse n’est pas enregistrée. Ne contactez plus cette personne.",
    );
    /// The answer is not possible as things stand.
    pub const NOT_POSSIBLE: (&str, &str) = (
        "Cette réponse n’est plus possible.",
        "Une autre réponse a été enregistrée avant la vôtre. La page montre ce qui vaut maintenant.",
    );
    /// Nothing more can come of the referral.
    pub const OVER: &str = "Cette orientation est terminée.";
    /// The places were taken over.
    pub const PLACES_DONE: (&str, &str) =
        ("Vos places sont enregistrées.", "Les conseillers et conseillères les voient.");
    /// The places changed meanwhile.
    pub const PLACES_CHANGED: (&str, &str) = (
        "Les places ont changé entre-temps.",
        "Rien n’est enregistré. Vérifiez les chiffres ci-dessous et recommencez.",
    );
    /// Too many at once, or the server is busy.
    pub const BUSY: (&str, &str) = (
        "Trop de demandes en même temps.",
        "Rien n’est enregistré. Attendez une minute, puis revenez à cette page et recommencez.",
    );
    /// The disk is full.
    pub const STORAGE_FULL: (&str, &str) = (
        "Le serveur n’a plus de place.",
        "Rien n’est enregistré. Réessayez plus tard, ou prévenez la personne qui vous a écrit.",
    );
    /// Something broke.
    pub const FAILED: (&str, &str) = (
        "Il y a un problème chez nous.",
        "Rien n’est enregistré. Attendez une minute, puis revenez à cette page et recommencez.",
    );
    /// The request was too large.
    pub const TOO_LARGE: (&str, &str) =
        ("Votre texte est trop long.", "Rien n’est enregistré. Raccourcissez la précision.");
    /// What arrived was not our form, or only part of it.
    pub const UNREADABLE: (&str, &str) = (
        "Votre réponse n’est pas arrivée en entier.",
        "Rien n’est enregistré. Revenez à cette page et recommencez.",
    );
    /// Opens the page again.
    pub const AGAIN: &str = "Revenir à la page";

    /// How a referral ended, for a partner whose answer came too late. It names nobody.
    #[must_use]
    pub const fn over(state: super::ReferralState) -> &'static str {
        use super::ReferralState as S;
        match state {
            S::Withdrawn => {
                "Elle a été retirée. Votre réponse n’est pas enregistrée. Ne contactez plus la \
                 personne."
            }
            S::Superseded => {
                "Un autre dispositif a accueilli la personne. Votre réponse n’est pas enregistrée."
            }
            S::Expired => {
                "Le délai de réponse est passé. Votre réponse n’est pas enregistrée. Écrivez à la \
                 personne qui vous a envoyé l’orientation."
            }
            _ => "Une réponse avait déjà été enregistrée. Vous n’avez rien à refaire.",
        }
    }
}

/// A link that opens nothing.
pub mod closed {
    /// Title.
    pub const TITLE: &str = "Ce lien n’est plus valable";
    /// What may be the reason.
    pub const LEAD: &str = "Un lien est valable huit jours. Il s’arrête aussi quand l’orientation \
        est terminée. L’adresse est peut-être aussi incomplète.";
    /// What asking does.
    pub const ASK_LEAD: &str = "Si l’orientation attend encore une réponse, demandez un nouveau \
        lien. Il sera envoyé à l’adresse e-mail de votre organisme.";
    /// Asks.
    pub const ASK: &str = "Demander un nouveau lien";
    /// Title once it was asked for.
    pub const ASKED: &str = "Votre demande est notée";
    /// What happens then, whether or not the link was one of ours.
    pub const ASKED_LEAD: &str = "Si l’orientation attend encore une réponse, un nouveau lien sera \
        envoyé à l’adresse e-mail de votre organisme. Rien reçu ? Écrivez à la personne qui vous a \
        envoyé l’orientation.";
}

/// The page of all referrals and places.
pub mod board {
    /// Title.
    pub const TITLE: &str = "Vos orientations et vos places";
    /// Heading over the places.
    pub const PLACES: &str = "Vos places";
    /// Heading over the referrals under way.
    pub const REFERRALS: &str = "Orientations en cours";
    /// None.
    pub const EMPTY: &str = "Aucune orientation en cours.";
    /// Heading over those that are over.
    pub const OVER: &str = "Orientations terminées";
    /// Why there are no names.
    pub const PRIVACY: &str =
        "Ce lien n’ouvre qu’une orientation. Des autres, la page ne montre que les initiales.";
    /// Instead of initials, once the consent is taken back.
    pub const NO_NAME: &str = "Accord retiré";
    /// Marks the referral that the link opens.
    pub const OWN: &str = "Orientation de ce lien";
    /// The scheme has no limit.
    pub const NO_LIMIT: &str = "Sans limite de places.";
    /// Places that are free.
    pub const FREE: &str = "Places libres";
    /// How they are counted.
    pub const FREE_HINT: &str = "En plus des places déjà prises.";
    /// Stands before the day of the next group.
    pub const NEXT_INTAKE_NOW: &str = "Prochaine entrée :";
    /// The next group.
    pub const NEXT_INTAKE: &str = "À partir du";
    /// Takes over the places.
    pub const SAVE: &str = "Enregistrer les places";

    /// Places taken, in all and left.
    #[must_use]
    pub fn places(taken: u16, places: u16) -> String {
        let word = if taken < 2 { "place prise" } else { "places prises" };
        let free = places.saturating_sub(taken);
        let left = if free < 2 { "libre" } else { "libres" };
        format!("{taken} {word} sur {places}, {free} {left}.")
    }

    /// When a referral was sent, and since when it stands as it does.
    #[must_use]
    pub fn dates(sent: &str, since: &str) -> String {
        if sent == since {
            format!("Envoyée le {sent}")
        } else {
            format!("Envoyée le {sent}, état du {since}")
        }
    }
}

/// Where a referral stands, in the partner's words.
#[must_use]
pub const fn state(state: ReferralState) -> &'static str {
    match state {
        ReferralState::Sent => "Attend votre réponse",
        ReferralState::UnderReview => "À l’étude",
        ReferralState::Waitlisted => "En liste d’attente",
        ReferralState::Accepted => "Acceptée, pas encore entrée",
        ReferralState::Entered => "Entrée dans le dispositif",
        ReferralState::Completed => "Terminée",
        ReferralState::DroppedOut => "Abandon",
        ReferralState::Declined => "Refusée",
        ReferralState::Expired => "Restée sans réponse",
        ReferralState::Superseded => "Accueillie par un autre dispositif",
        ReferralState::Withdrawn => "Retirée",
    }
}

/// Something that happened to a referral.
#[must_use]
pub fn event(event: &ReferralEvent) -> String {
    match event {
        ReferralEvent::Sent => "Orientation envoyée".to_owned(),
        ReferralEvent::UnderReview => "À l’étude".to_owned(),
        ReferralEvent::Accepted(None) => "Acceptée".to_owned(),
        ReferralEvent::Accepted(Some(day)) => {
            format!("Acceptée, premier jour prévu le {}", day.french())
        }
        ReferralEvent::Declined(reason, note) if note.is_empty() => {
            format!("Refusée : {}", decline_reason(*reason))
        }
        ReferralEvent::Declined(reason, note) => {
            format!("Refusée : {} ({note})", decline_reason(*reason))
        }
        ReferralEvent::Waitlisted => "Mise en liste d’attente".to_owned(),
        ReferralEvent::Expired => "Restée sans réponse".to_owned(),
        ReferralEvent::Superseded => "Accueillie par un autre dispositif".to_owned(),
        ReferralEvent::Withdrawn => "Retirée".to_owned(),
        ReferralEvent::Entered(day) => format!("Entrée le {}", day.french()),
        ReferralEvent::Completed(day, None) => format!("Terminée le {}", day.french()),
        ReferralEvent::Completed(day, Some(level)) => {
            format!("Terminée le {}, niveau atteint {}", day.french(), level.label())
        }
        ReferralEvent::DroppedOut(day) => format!("Abandon le {}", day.french()),
    }
}

/// Why a partner declines.
#[must_use]
pub const fn decline_reason(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::Unreachable => "Personne injoignable",
        DeclineReason::AbsentFromInterview => "N’est pas venue au rendez-vous",
        DeclineReason::Employed => "A trouvé un emploi",
        DeclineReason::InTraining => "Suit une autre formation",
        DeclineReason::NotEligible => "Ne remplit pas les conditions",
        DeclineReason::NotMobile => "Ne peut pas se déplacer",
        DeclineReason::NotInterested => "N’est pas intéressée",
        DeclineReason::PeripheralBarriers => "Autres freins (garde d’enfants, santé, logement)",
        DeclineReason::Full => "Plus de place",
        DeclineReason::Duplicate => "Déjà connue par une autre orientation",
        DeclineReason::Other => "Autre motif",
    }
}

/// A way of contact.
#[must_use]
pub const fn way(way: ContactWay) -> &'static str {
    match way {
        ContactWay::Call => "Un appel",
        ContactWay::Text => "Un SMS",
        ContactWay::Email => "Un e-mail",
        ContactWay::Centre => "Par son centre de formation",
    }
}

/// A language, in French.
#[must_use]
pub const fn language(language: Language) -> &'static str {
    match language {
        Language::French => "Français",
        Language::English => "Anglais",
        Language::Arabic => "Arabe",
    }
}

/// Where a scheme takes place.
#[must_use]
pub fn place(mode: Mode, town: &str) -> String {
    match mode {
        Mode::Remote => "À distance".to_owned(),
        Mode::InPerson => town.to_owned(),
    }
}
