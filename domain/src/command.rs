//! What people do, as typed commands: the only way in which records change.
//!
//! Commands are written to devices and to the server's log, so their encoding is a contract:
//! variants are never reordered and fields never change. A changed meaning is a new variant.

use crate::attendance::Attendance;
use crate::code::ReceiptCode;
use crate::consent::Consent;
use crate::contact::Contact;
use crate::id::{
    InterestId, InterventionId, InterviewId, ReferralId, SchemeId, SignatoryId, UserId,
};
use crate::interest::Withdrawal;
use crate::interview::{InterviewEvent, Slot};
use crate::level::CefrLevel;
use crate::person::{Birth, Origin, PersonName};
use crate::referral::ReferralEvent;
use crate::scheme::Wishes;
use crate::state::RecordKey;
use serde::{Deserialize, Serialize};

/// A command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Marks one person on the attendance sheet; `None` takes the mark back.
    MarkAttendance {
        /// The visit.
        intervention: InterventionId,
        /// The person.
        signatory: SignatoryId,
        /// The mark.
        mark: Option<Attendance>,
    },
    /// Adds a person who is not on the list of the visit.
    AddPerson {
        /// The visit.
        intervention: InterventionId,
        /// The new person.
        person: NewPerson,
    },
    /// Records an interest of a person who is on the list of the visit.
    RegisterInterest(RegisterInterest),
    /// Takes an interest back. Always allowed, always wins.
    WithdrawInterest {
        /// The interest.
        interest: InterestId,
        /// Why.
        reason: Withdrawal,
    },
    /// Plans an interview.
    PlanInterview(PlanInterview),
    /// Does something to an interview.
    FollowInterview {
        /// The person: their whole file bears on the decision.
        signatory: SignatoryId,
        /// The interview.
        interview: InterviewId,
        /// What happened to it.
        event: InterviewEvent,
    },
    /// Sends a person to a scheme.
    SendReferral(SendReferral),
    /// Does something to a referral.
    FollowReferral {
        /// The person: their whole file bears on the decision.
        signatory: SignatoryId,
        /// The referral.
        referral: ReferralId,
        /// Its scheme, whose places count.
        scheme: SchemeId,
        /// What happened to it.
        event: ReferralEvent,
    },
    /// The person takes everything back: interests, interviews to come, referrals under way.
    /// Always allowed, always wins.
    WithdrawPerson {
        /// The person.
        signatory: SignatoryId,
    },
    /// Says anew how to reach a person. Needs no consent in force: what is wrong of somebody may
    /// always be put right.
    CorrectContact {
        /// The person.
        signatory: SignatoryId,
        /// How to reach them from now on, whole.
        contact: Contact,
    },
    /// Answers the question that two marks of one person are: by a mark that was chosen with both
    /// before one's eyes.
    SettleAttendance {
        /// The visit.
        intervention: InterventionId,
        /// The person.
        signatory: SignatoryId,
        /// The mark chosen, be it the one that stands.
        mark: Option<Attendance>,
        /// Stands for the content of the entry that met the conflict: its number may change, where
        /// an office is restored.
        answers: u64,
    },
}

/// An interview to be planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanInterview {
    /// Identity, made where the interview was planned.
    pub id: InterviewId,
    /// With whom.
    pub signatory: SignatoryId,
    /// The interest it follows.
    pub interest: InterestId,
    /// Who will hold it.
    pub adviser: UserId,
    /// When and where.
    pub slot: Slot,
}

/// A referral to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendReferral {
    /// Identity, made where the referral was entered.
    pub id: ReferralId,
    /// Who is sent.
    pub signatory: SignatoryId,
    /// Where to.
    pub scheme: SchemeId,
    /// The held interview it rests on.
    pub interview: InterviewId,
}

/// A person met for the first time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPerson {
    /// Identity, made where the person was entered.
    pub id: SignatoryId,
    /// Family name, or the only name.
    pub family_name: PersonName,
    /// Given name.
    pub given_name: Option<PersonName>,
    /// Birth, as far as known.
    pub birth: Option<Birth>,
    /// How to reach the person.
    pub contact: Contact,
    /// Level of French, if known.
    pub level: Option<CefrLevel>,
    /// Where the record comes from.
    pub origin: Origin,
}

/// What a person wishes, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterInterest {
    /// Identity, made where the interest was entered.
    pub id: InterestId,
    /// The person.
    pub signatory: SignatoryId,
    /// The visit.
    pub intervention: InterventionId,
    /// Wished kinds of scheme.
    pub wishes: Wishes,
    /// How to reach the person from now on.
    pub contact: Contact,
    /// Level of French, if told; `None` leaves what is known.
    pub level: Option<CefrLevel>,
    /// The consent.
    pub consent: Consent,
    /// Who entered it and how.
    pub origin: Origin,
    /// The code on the person's receipt, where one was given.
    pub receipt: Option<ReceiptCode>,
}

impl Command {
    /// The records the command reads or changes: what a server must load before
    /// [`apply`](crate::apply()).
    #[must_use]
    pub fn touches(&self) -> Vec<RecordKey> {
        match self {
            Self::MarkAttendance { intervention, signatory, .. }
            | Self::SettleAttendance { intervention, signatory, .. } => vec![
                RecordKey::Intervention(*intervention),
                RecordKey::RosterEntry(*intervention, *signatory),
            ],
            Self::AddPerson { intervention, person } => vec![
                RecordKey::Intervention(*intervention),
                RecordKey::Signatory(person.id),
                RecordKey::RosterEntry(*intervention, person.id),
            ],
            Self::RegisterInterest(register) => vec![
                RecordKey::Intervention(register.intervention),
                RecordKey::Signatory(register.signatory),
                RecordKey::RosterEntry(register.intervention, register.signatory),
                RecordKey::Interest(register.id),
            ],
            Self::WithdrawInterest { interest, .. } => vec![RecordKey::Interest(*interest)],
            Self::PlanInterview(plan) => vec![
                RecordKey::Signatory(plan.signatory),
                RecordKey::Interest(plan.interest),
                RecordKey::Interview(plan.id),
            ],
            Self::FollowInterview { signatory, interview, .. } => {
                vec![RecordKey::Signatory(*signatory), RecordKey::Interview(*interview)]
            }
            Self::SendReferral(send) => vec![
                RecordKey::Signatory(send.signatory),
                RecordKey::Interview(send.interview),
                RecordKey::Scheme(send.scheme),
                RecordKey::Referral(send.id),
            ],
            Self::FollowReferral { signatory, referral, scheme, .. } => vec![
                RecordKey::Signatory(*signatory),
                RecordKey::Scheme(*scheme),
                RecordKey::Referral(*referral),
            ],
            Self::WithdrawPerson { signatory } | Self::CorrectContact { signatory, .. } => {
                vec![RecordKey::Signatory(*signatory)]
            }
        }
    }

    /// The person whose whole file (interests, interviews, referrals and the schemes these lead
    /// to) a server must load as well before [`apply`](crate::apply()).
    #[must_use]
    pub const fn whole_file(&self) -> Option<SignatoryId> {
        match self {
            Self::MarkAttendance { .. }
            | Self::SettleAttendance { .. }
            | Self::AddPerson { .. }
            | Self::RegisterInterest(_)
            | Self::WithdrawInterest { .. }
            | Self::CorrectContact { .. } => None,
            Self::PlanInterview(PlanInterview { signatory, .. })
            | Self::SendReferral(SendReferral { signatory, .. })
            | Self::FollowInterview { signatory, .. }
            | Self::FollowReferral { signatory, .. }
            | Self::WithdrawPerson { signatory } => Some(*signatory),
        }
    }

    /// The slot that has to be free: a server must load the adviser's other interviews at that
    /// time as well.
    #[must_use]
    pub fn wanted_slot(&self) -> Option<&Slot> {
        match self {
            Self::PlanInterview(plan) => Some(&plan.slot),
            Self::FollowInterview { event: InterviewEvent::Planned(slot), .. } => Some(slot),
            _ => None,
        }
    }

    /// Whether it is an answer: that somebody gave it has to be known also where it changes nothing.
    #[must_use]
    pub const fn is_answer(&self) -> bool {
        matches!(self, Self::SettleAttendance { .. })
    }

    /// The record whose version the author must have seen for the command to be beyond dispute.
    #[must_use]
    pub fn subject(&self) -> RecordKey {
        match self {
            Self::MarkAttendance { intervention, signatory, .. }
            | Self::SettleAttendance { intervention, signatory, .. } => {
                RecordKey::RosterEntry(*intervention, *signatory)
            }
            Self::AddPerson { person, .. } => RecordKey::Signatory(person.id),
            Self::RegisterInterest(register) => RecordKey::Interest(register.id),
            Self::WithdrawInterest { interest, .. } => RecordKey::Interest(*interest),
            Self::PlanInterview(plan) => RecordKey::Interview(plan.id),
            Self::FollowInterview { interview, .. } => RecordKey::Interview(*interview),
            Self::SendReferral(send) => RecordKey::Referral(send.id),
            Self::FollowReferral { referral, .. } => RecordKey::Referral(*referral),
            Self::WithdrawPerson { signatory } | Self::CorrectContact { signatory, .. } => {
                RecordKey::Signatory(*signatory)
            }
        }
    }
}
