//! What comes after the room: the day, people's files, interviews, referrals.

use domain::interview::{Barrier, Missed};
use domain::path::Standing;
use domain::referral::{DeclineReason, FollowUp, ReferralState};

/// The parts of the navigation and the ways back.
pub mod nav {
    pub use crate::text::fr::room::nav::{MY_DAY as DAY, MY_FILES as PEOPLE};
    /// One file.
    pub const FILE: &str = "Le dossier";
}

/// The day's page.
pub mod day {
    /// Under the title.
    pub const LEAD: &str = "Ce qui vous attend, ce qui a été promis, et depuis quand.";
    /// Heading.
    pub const TODAY: &str = "Aujourd'hui";
    /// No interview today.
    pub const NOTHING_TODAY: &str = "Aucun entretien aujourd'hui.";
    /// Heading.
    pub const TO_DO: &str = "À faire";
    /// Nothing to do.
    pub const NOTHING_TO_DO: &str =
        "Rien n'attend : chaque personne intéressée a un rendez-vous ou une orientation.";
    /// Heading.
    pub const COMING: &str = "Prochains entretiens";
    /// No coming interviews.
    pub const NOTHING_COMING: &str = "Aucun entretien prévu.";
    /// Heading.
    pub const WAITING: &str = "Partenaires à relancer ou à attendre";
    /// Nothing waits.
    pub const NOTHING_WAITING: &str = "Aucune réponse de partenaire n'est attendue.";
    /// Marks what waits too long.
    pub const LATE: &str = "En retard";
    /// More than is shown.
    #[must_use]
    pub fn all(count: usize) -> String {
        format!("Voir les {count}")
    }
    /// What is to be done.
    pub const NOTE: &str = "Noter ce que l'entretien a donné";
    /// What is to be done.
    pub const PLAN: &str = "Prévoir un premier entretien";
    /// What is to be done.
    pub const PLAN_AGAIN: &str = "Prévoir un nouveau rendez-vous";
    /// What is to be done.
    pub const REFER: &str = "Proposer un dispositif";
    /// What is to be done.
    pub const UNANSWERED: &str = "Le partenaire n'a pas répondu : relancer ou choisir ailleurs";
}

/// "depuis 3 jours".
#[must_use]
pub fn since(days: i64) -> String {
    match days {
        ..=0 => "depuis aujourd'hui".to_owned(),
        1 => "depuis hier".to_owned(),
        _ => format!("depuis {days} jours"),
    }
}

/// The list of files.
pub mod people {
    /// Under the title.
    pub const LEAD: &str =
        "Les personnes de vos interventions et celles que vous avez reçues en entretien.";
    /// Field.
    pub const SEARCH: &str = "Chercher un nom";
    /// Nothing found.
    pub const NO_MATCH: &str = "Aucun nom ne correspond. Essayez une partie du nom.";
    /// Nobody at all.
    pub const EMPTY: &str =
        "Aucun dossier sur cet appareil. Les personnes intéressées apparaissent ici.";
    /// More than is shown.
    #[must_use]
    pub fn first_of(shown: usize, all: usize) -> String {
        format!("Les {shown} premiers dossiers sur {all}. Cherchez un nom pour trouver les autres.")
    }
}

/// Where a person stands, in a few words.
#[must_use]
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::NotInterested => "Pas de souhait enregistré",
        Standing::InterviewToPlan(_) => "Entretien à prévoir",
        Standing::InterviewPlanned(_) => "Entretien prévu",
        Standing::InterviewMissed(why) => missed(why),
        Standing::ToRefer => "Dispositif à proposer",
        Standing::Referred(state) => referral_state(state),
        Standing::Withdrawn => "S'est retirée",
    }
}

/// Why an interview did not take place.
#[must_use]
pub const fn missed(why: Missed) -> &'static str {
    match why {
        Missed::NoShow => "Absence non excusée",
        Missed::Excused => "Absence excusée",
        Missed::CancelledByService => "Entretien annulé par le service",
    }
}

/// How a referral stands.
#[must_use]
pub const fn referral_state(state: ReferralState) -> &'static str {
    match state {
        ReferralState::Sent => "Envoyée, sans réponse",
        ReferralState::UnderReview => "À l'étude",
        ReferralState::Waitlisted => "Sur liste d'attente",
        ReferralState::Accepted => "Acceptée",
        ReferralState::Entered => "Entrée en dispositif",
        ReferralState::Completed => "Parcours terminé",
        ReferralState::DroppedOut => "Abandon",
        ReferralState::Declined => "Refusée",
        ReferralState::Expired => "Sans réponse, close",
        ReferralState::Superseded => "Close, acceptée ailleurs",
        ReferralState::Withdrawn => "Retirée",
    }
}

/// Why a partner declines.
#[must_use]
pub const fn decline_reason(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::Full => "plus de place",
        DeclineReason::Unreachable => "personne injoignable",
        DeclineReason::AbsentFromInterview => "absente à l'entretien du partenaire",
        DeclineReason::NotEligible => "conditions non remplies",
        DeclineReason::NotMobile => "ne peut pas se déplacer",
        DeclineReason::NotInterested => "n'est plus intéressée",
        DeclineReason::Employed => "a trouvé un emploi",
        DeclineReason::InTraining => "suit déjà une formation",
        DeclineReason::PeripheralBarriers => "autres freins (garde, santé, logement…)",
        DeclineReason::Duplicate => "déjà connue sous une autre orientation",
        DeclineReason::Other => "autre raison",
    }
}

/// What to do about a refusal.
#[must_use]
pub const fn follow_up(what: FollowUp) -> &'static str {
    match what {
        FollowUp::WaitingList => "Demander la liste d'attente, ou proposer ailleurs.",
        FollowUp::NearerScheme => "Chercher un dispositif plus proche ou à distance.",
        FollowUp::OtherContactWay => "Essayer un autre moyen de contact.",
        FollowUp::NewInterview => "Reprendre le projet dans un nouvel entretien.",
        FollowUp::AskThePerson => "Demander à la personne ce qu'elle souhaite maintenant.",
        FollowUp::Nothing => "Rien à faire : la personne a une solution.",
    }
}

/// What stands in the way.
#[must_use]
pub const fn barrier(barrier: Barrier) -> &'static str {
    match barrier {
        Barrier::Mobility => "Mobilité",
        Barrier::Childcare => "Garde d'enfants",
        Barrier::Housing => "Logement",
        Barrier::Health => "Santé",
        Barrier::Digital => "Numérique",
    }
}

/// One person's file.
pub mod file {
    /// No such person here.
    pub const UNKNOWN: &str = "Ce dossier n'est pas sur cet appareil";
    /// What to do then.
    pub const UNKNOWN_LEAD: &str = "La personne n'est sur aucune de vos listes, ou l'appareil n'a pas encore reçu son dossier.";
    /// Heading.
    pub const CONTACT: &str = "Contact";
    /// No way known.
    pub const NO_CONTACT: &str = "Aucun téléphone ni e-mail connu.";
    /// Heading.
    pub const WISHES: &str = "Souhaits";
    /// Heading.
    pub const INTERVIEW: &str = "Entretien";
    /// Heading.
    pub const REFERRALS: &str = "Orientations";
    /// Heading.
    pub const TIMELINE: &str = "Historique";
    /// Button.
    pub const PLAN: &str = "Prévoir un entretien";
    /// Button.
    pub const MOVE: &str = "Déplacer";
    /// Button.
    pub const NOTE: &str = "Noter l'entretien";
    /// Button.
    pub const MISSED: &str = "N'a pas eu lieu";
    /// Button.
    pub const PROPOSE: &str = "Proposer un dispositif";
    /// Button.
    pub const OPEN: &str = "Suivre";
    /// Button.
    pub const WITHDRAW: &str = "La personne se retire";
    /// Question.
    pub const WITHDRAW_TITLE: &str = "Tout arrêter pour cette personne ?";
    /// What it means.
    pub const WITHDRAW_NOTE: &str = "Ses souhaits, l'entretien prévu et les orientations en cours \
        sont retirés, les places sont rendues, plus aucun message ne part. Un nouvel accord \
        pourra tout rouvrir.";
    /// Answer.
    pub const WITHDRAW_YES: &str = "Oui, tout arrêter";
    /// Done.
    pub const WITHDRAWN: &str = "La personne est retirée de tout";
    /// Question.
    pub const MISSED_TITLE: &str = "Pourquoi l'entretien n'a-t-il pas eu lieu ?";
    /// What it means.
    pub const MISSED_NOTE: &str = "Un nouveau rendez-vous sera à prévoir, sans rien ressaisir.";
    /// Done.
    pub const MISSED_SAVED: &str = "Noté. L'entretien est à prévoir à nouveau.";
    /// What the person decided with the adviser.
    pub const DECIDED: &str = "Décidé ensemble";
    /// What stands in the way.
    pub const BARRIERS: &str = "Freins";
    /// Level found.
    pub const LEVEL: &str = "Niveau de français";
    /// Note.
    pub const NOTE_FOR_COLLEAGUES: &str = "Note";
    /// Nothing happened.
    pub const NOTHING_YET: &str = "Rien n'est encore arrivé.";
    /// Entered by the person, a partner, or a timer.
    pub const NOT_BY_STAFF: &str = "sans compte";
    /// Entered by me.
    pub const BY_ME: &str = "par vous";
    /// Entered by a colleague.
    pub const BY_COLLEAGUE: &str = "par un·e collègue";
    /// Born.
    #[must_use]
    pub fn born(year: &str) -> String {
        format!("né·e en {year}")
    }
    /// Level.
    #[must_use]
    pub fn level(level: &str) -> String {
        format!("niveau {level}")
    }
    /// End of training.
    #[must_use]
    pub fn training_ends(day: &str) -> String {
        format!("fin de formation le {day}")
    }
}

/// What happened, for the timeline.
pub mod happened {
    /// Marked at a visit.
    #[must_use]
    pub fn marked(mark: &str, centre: &str) -> String {
        format!("Émargement : {mark} ({centre})")
    }
    /// Interested.
    pub const INTERESTED: &str = "A dit ses souhaits et donné son accord";
    /// Interested, taken back since.
    pub const INTEREST_WITHDRAWN: &str = "Avait dit ses souhaits, retirés depuis";
    /// Planned.
    #[must_use]
    pub fn planned(when: &str) -> String {
        format!("Entretien prévu : {when}")
    }
    /// Held.
    pub const HELD: &str = "Entretien tenu";
    /// Withdrawn before the interview.
    pub const INTERVIEW_WITHDRAWN: &str = "Entretien retiré par la personne";
    /// To a scheme.
    #[must_use]
    pub fn referral(what: &str, scheme: &str) -> String {
        format!("{scheme} : {what}")
    }
    /// Sent.
    pub const SENT: &str = "orientation envoyée";
    /// Accepted.
    #[must_use]
    pub fn accepted(from: Option<&str>) -> String {
        from.map_or_else(|| "acceptée".to_owned(), |day| format!("acceptée à partir du {day}"))
    }
    /// Declined.
    #[must_use]
    pub fn declined(why: &str, note: &str) -> String {
        let note = note.trim();
        if note.is_empty() {
            format!("refusée, {why}")
        } else {
            format!("refusée, {why} : {note}")
        }
    }
    /// Entered.
    #[must_use]
    pub fn entered(day: &str) -> String {
        format!("entrée le {day}")
    }
    /// Completed.
    #[must_use]
    pub fn completed(day: &str, level: Option<&str>) -> String {
        match level {
            Some(level) => format!("terminé le {day}, niveau atteint {level}"),
            None => format!("terminé le {day}"),
        }
    }
    /// Left.
    #[must_use]
    pub fn dropped_out(day: &str) -> String {
        format!("abandon le {day}")
    }
}

/// Planning an interview.
pub mod plan {
    /// Title.
    pub const TITLE: &str = "Prévoir un entretien";
    /// Title.
    pub const MOVE_TITLE: &str = "Déplacer l'entretien";
    /// Field.
    pub const DAY: &str = "Date";
    /// Field.
    pub const TIME: &str = "Heure (en France)";
    /// Field.
    pub const MINUTES: &str = "Durée";
    /// Group.
    pub const MODE: &str = "Comment se rencontre-t-on ?";
    /// Card.
    pub const IN_PERSON: &str = "Sur place";
    /// Card.
    pub const REMOTE: &str = "À distance";
    /// Field.
    pub const PLACE: &str = "Salle ou numéro à appeler";
    /// Field.
    pub const INTERPRETER: &str = "Interprète";
    /// How to.
    pub const INTERPRETER_HINT: &str = "La langue, si un·e interprète est nécessaire.";
    /// Group.
    pub const KIND: &str = "Qui choisit la date ?";
    /// Card.
    pub const INVITED: &str = "Invitation";
    /// Under the card.
    pub const INVITED_NOTE: &str = "La personne a choisi ce créneau.";
    /// Card.
    pub const SUMMONED: &str = "Convocation";
    /// Under the card.
    pub const SUMMONED_NOTE: &str = "La date est fixée par le service.";
    /// Button.
    pub const SAVE: &str = "Enregistrer le rendez-vous";
    /// Done.
    pub const SAVED: &str = "Rendez-vous enregistré";
    /// Problem.
    pub const DAY_MISSING: &str = "Date : indiquez le jour du rendez-vous";
    /// Problem.
    pub const TIME_MISSING: &str = "Heure : indiquez l'heure, par exemple 09:30";
    /// Problem.
    pub const IN_THE_PAST: &str = "Date : ce moment est déjà passé";
    /// Heading of what is already planned.
    pub const SAME_DAY: &str = "Déjà prévu ce jour-là";
    /// Nothing that day.
    pub const FREE_DAY: &str = "Rien d'autre n'est prévu ce jour-là.";
    /// Minutes.
    #[must_use]
    pub fn minutes(minutes: u16) -> String {
        format!("{minutes} minutes")
    }
}

/// The interview's sheet.
pub mod sheet {
    /// Title.
    pub const TITLE: &str = "Noter l'entretien";
    /// Nothing planned.
    pub const NONE: &str = "Aucun entretien prévu avec cette personne.";
    /// The wished kinds, above the decided ones.
    pub const WISHED: &str = "Ce que la personne souhaitait";
    /// Group.
    pub const DECIDED: &str = "Ce que vous avez décidé ensemble, dans l'ordre";
    /// Field.
    pub const LEVEL: &str = "Niveau de français constaté";
    /// Unchanged.
    pub const LEVEL_NOT_LOOKED_AT: &str = "Pas regardé";
    /// Group.
    pub const BARRIERS: &str = "Ce qui peut gêner";
    /// Field.
    pub const NOTE: &str = "Note pour vos collègues";
    /// How to.
    pub const NOTE_HINT: &str =
        "Le strict nécessaire : pas de santé, de religion ni d'opinion. La personne peut la lire.";
    /// Button.
    pub const SAVE: &str = "Enregistrer l'entretien";
    /// Done.
    pub const SAVED: &str = "Entretien enregistré";
    /// Problem.
    pub const DECIDED_MISSING: &str =
        "Décision : choisissez au moins un type de dispositif, ou revenez plus tard";
}

/// What fits a person.
pub mod proposals {
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
}

/// Following one referral.
pub mod referral {
    /// Title.
    pub const TITLE: &str = "Orientation";
    /// No such referral here.
    pub const UNKNOWN: &str = "Cette orientation n'est pas sur cet appareil";
    /// Heading.
    pub const ANSWER: &str = "Noter ce que le partenaire a dit";
    /// Under the heading.
    pub const ANSWER_NOTE: &str =
        "Quand le partenaire répond par téléphone. D'ordinaire il répond lui-même par son lien.";
    /// Field.
    pub const WHAT: &str = "Réponse";
    /// First entry.
    pub const CHOOSE: &str = "Choisir";
    /// Answer.
    pub const UNDER_REVIEW: &str = "À l'étude";
    /// Answer.
    pub const ACCEPTED: &str = "Acceptée";
    /// Answer.
    pub const WAITLISTED: &str = "Sur liste d'attente";
    /// Answer.
    pub const DECLINED: &str = "Refusée";
    /// Answer.
    pub const ENTERED: &str = "Entrée en dispositif";
    /// Answer.
    pub const COMPLETED: &str = "Parcours terminé";
    /// Answer.
    pub const DROPPED_OUT: &str = "Abandon";
    /// Field.
    pub const DAY: &str = "Date";
    /// Field.
    pub const START: &str = "À partir du";
    /// Field.
    pub const REASON: &str = "Motif";
    /// Field.
    pub const NOTE: &str = "Précision";
    /// Field.
    pub const LEVEL: &str = "Niveau atteint";
    /// Button.
    pub const SAVE: &str = "Enregistrer";
    /// Done.
    pub const SAVED: &str = "Réponse enregistrée";
    /// Button.
    pub const WITHDRAW: &str = "Retirer cette orientation";
    /// Question.
    pub const WITHDRAW_TITLE: &str = "Retirer cette orientation ?";
    /// What it means.
    pub const WITHDRAW_NOTE: &str = "Le partenaire ne verra plus le dossier et la place est rendue. Les autres orientations \
         restent.";
    /// Done.
    pub const WITHDRAWN: &str = "Orientation retirée";
    /// Problem.
    pub const WHAT_MISSING: &str = "Réponse : choisissez ce que le partenaire a dit";
    /// Problem.
    pub const DAY_MISSING: &str = "Date : indiquez le jour";
    /// Problem.
    pub const REASON_MISSING: &str = "Motif : choisissez pourquoi";
    /// Problem.
    pub const NOTE_MISSING: &str = "Précision : dites en quelques mots pourquoi";
    /// Places.
    #[must_use]
    pub fn places(taken: u16, places: Option<u16>) -> String {
        match places {
            Some(places) => format!("{taken} places prises sur {places}"),
            None => "Places non limitées".to_owned(),
        }
    }
}

/// While something is written.
pub const SAVING: &str = "Enregistrement…";
/// Leaves a form.
pub const CANCEL: &str = "Annuler";
