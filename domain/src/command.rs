//! What people do, as typed commands: the only way in which records change.
//!
//! Commands are written to devices and to the server's log, so their encoding is a contract:
//! variants are never reordered and fields never change. A changed meaning is a new variant.

use crate::attendance::Attendance;
use crate::code::ReceiptCode;
use crate::consent::Consent;
use crate::contact::Contact;
use crate::id::{InterestId, InterventionId, SignatoryId};
use crate::interest::Withdrawal;
use crate::level::CefrLevel;
use crate::person::{Birth, Origin, PersonName};
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
            Self::MarkAttendance { intervention, signatory, .. } => vec![
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
        }
    }

    /// The record whose version the author must have seen for the command to be beyond dispute.
    #[must_use]
    pub fn subject(&self) -> RecordKey {
        match self {
            Self::MarkAttendance { intervention, signatory, .. } => {
                RecordKey::RosterEntry(*intervention, *signatory)
            }
            Self::AddPerson { person, .. } => RecordKey::Signatory(person.id),
            Self::RegisterInterest(register) => RecordKey::Interest(register.id),
            Self::WithdrawInterest { interest, .. } => RecordKey::Interest(*interest),
        }
    }
}
