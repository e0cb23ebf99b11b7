//! What comes after the room: the day, people's files, interviews, referrals.

pub mod day;
pub mod file;
pub mod happened;
pub mod people;
pub mod plan;
pub mod proposals;
pub mod referral;
pub mod sheet;

use domain::interview::{Barrier, Missed};
use domain::path::Standing;
use domain::referral::{DeclineReason, FollowUp, ReferralState};

/// The parts of the navigation and the ways back.
pub mod nav {
    pub use crate::text::fr::room::nav::{MY_DAY as DAY, MY_FILES as PEOPLE};
    /// One file.
    pub const FILE: &str = "Le dossier";
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

/// While something is written.
pub const SAVING: &str = "Enregistrement…";
/// Leaves a form.
pub const CANCEL: &str = "Annuler";
