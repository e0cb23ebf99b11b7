//! Records and the set of records a rule looks at.

use crate::attendance::RosterEntry;
use crate::id::{InterestId, InterventionId, InterviewId, ReferralId, SchemeId, SignatoryId};
use crate::interest::Interest;
use crate::intervention::Intervention;
use crate::interview::Interview;
use crate::person::Signatory;
use crate::referral::Referral;
use crate::scheme::Scheme;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names one record. The encoding is a contract: variants are never reordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RecordKey {
    /// A visit.
    Intervention(InterventionId),
    /// A person.
    Signatory(SignatoryId),
    /// A line of an attendance sheet.
    RosterEntry(InterventionId, SignatoryId),
    /// An interest.
    Interest(InterestId),
    /// A scheme.
    Scheme(SchemeId),
    /// An interview.
    Interview(InterviewId),
    /// A referral.
    Referral(ReferralId),
}

/// One record, whole. The encoding is a contract: variants are never reordered, fields never
/// change; a record with more to say is a new variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Record {
    /// A visit.
    Intervention(Intervention),
    /// A person.
    Signatory(Signatory),
    /// A line of an attendance sheet.
    RosterEntry(RosterEntry),
    /// An interest.
    Interest(Interest),
    /// A scheme.
    Scheme(Scheme),
    /// An interview.
    Interview(Interview),
    /// A referral.
    Referral(Referral),
}

impl Record {
    /// The name of this record.
    #[must_use]
    pub const fn key(&self) -> RecordKey {
        match self {
            Self::Intervention(it) => RecordKey::Intervention(it.id),
            Self::Signatory(it) => RecordKey::Signatory(it.id),
            Self::RosterEntry(it) => RecordKey::RosterEntry(it.intervention, it.signatory),
            Self::Interest(it) => RecordKey::Interest(it.id),
            Self::Scheme(it) => RecordKey::Scheme(it.id),
            Self::Interview(it) => RecordKey::Interview(it.id),
            Self::Referral(it) => RecordKey::Referral(it.id),
        }
    }

    /// How many times the record changed.
    #[must_use]
    pub const fn version(&self) -> u32 {
        match self {
            Self::Intervention(it) => it.version,
            Self::Signatory(it) => it.version,
            Self::RosterEntry(it) => it.version,
            Self::Interest(it) => it.version,
            Self::Scheme(it) => it.version,
            Self::Interview(it) => it.version,
            Self::Referral(it) => it.version,
        }
    }
}

/// Records by their keys: all that a device knows, or the few that a server loaded for one command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    interventions: BTreeMap<InterventionId, Intervention>,
    signatories: BTreeMap<SignatoryId, Signatory>,
    roster: BTreeMap<(InterventionId, SignatoryId), RosterEntry>,
    interests: BTreeMap<InterestId, Interest>,
    schemes: BTreeMap<SchemeId, Scheme>,
    interviews: BTreeMap<InterviewId, Interview>,
    referrals: BTreeMap<ReferralId, Referral>,
}

impl State {
    /// Puts a record in place of what stood under its key.
    pub fn put(&mut self, record: Record) {
        match record {
            Record::Intervention(it) => {
                self.interventions.insert(it.id, it);
            }
            Record::Signatory(it) => {
                self.signatories.insert(it.id, it);
            }
            Record::RosterEntry(it) => {
                self.roster.insert((it.intervention, it.signatory), it);
            }
            Record::Interest(it) => {
                self.interests.insert(it.id, it);
            }
            Record::Scheme(it) => {
                self.schemes.insert(it.id, it);
            }
            Record::Interview(it) => {
                self.interviews.insert(it.id, it);
            }
            Record::Referral(it) => {
                self.referrals.insert(it.id, it);
            }
        }
    }

    /// Takes a record away.
    pub fn remove(&mut self, key: RecordKey) {
        match key {
            RecordKey::Intervention(id) => {
                self.interventions.remove(&id);
            }
            RecordKey::Signatory(id) => {
                self.signatories.remove(&id);
            }
            RecordKey::RosterEntry(intervention, signatory) => {
                self.roster.remove(&(intervention, signatory));
            }
            RecordKey::Interest(id) => {
                self.interests.remove(&id);
            }
            RecordKey::Scheme(id) => {
                self.schemes.remove(&id);
            }
            RecordKey::Interview(id) => {
                self.interviews.remove(&id);
            }
            RecordKey::Referral(id) => {
                self.referrals.remove(&id);
            }
        }
    }

    /// The visit of this id.
    #[must_use]
    pub fn intervention(&self, id: InterventionId) -> Option<&Intervention> {
        self.interventions.get(&id)
    }

    /// The person of this id.
    #[must_use]
    pub fn signatory(&self, id: SignatoryId) -> Option<&Signatory> {
        self.signatories.get(&id)
    }

    /// The line of this person on the sheet of this visit.
    #[must_use]
    pub fn roster_entry(
        &self,
        intervention: InterventionId,
        signatory: SignatoryId,
    ) -> Option<&RosterEntry> {
        self.roster.get(&(intervention, signatory))
    }

    /// The interest of this id.
    #[must_use]
    pub fn interest(&self, id: InterestId) -> Option<&Interest> {
        self.interests.get(&id)
    }

    /// The scheme of this id.
    #[must_use]
    pub fn scheme(&self, id: SchemeId) -> Option<&Scheme> {
        self.schemes.get(&id)
    }

    /// The interview of this id.
    #[must_use]
    pub fn interview(&self, id: InterviewId) -> Option<&Interview> {
        self.interviews.get(&id)
    }

    /// The referral of this id.
    #[must_use]
    pub fn referral(&self, id: ReferralId) -> Option<&Referral> {
        self.referrals.get(&id)
    }

    /// All schemes.
    pub fn schemes(&self) -> impl Iterator<Item = &Scheme> {
        self.schemes.values()
    }

    /// All referrals, whatever became of them.
    pub fn referrals(&self) -> impl Iterator<Item = &Referral> {
        self.referrals.values()
    }

    /// All interviews, whatever became of them.
    pub fn interviews(&self) -> impl Iterator<Item = &Interview> {
        self.interviews.values()
    }

    /// The interests of one person, standing or withdrawn, the oldest first.
    pub fn interests_of(&self, person: SignatoryId) -> impl Iterator<Item = &Interest> {
        self.interests.values().filter(move |it| it.signatory == person)
    }

    /// The interviews of one person, the oldest first.
    pub fn interviews_of(&self, person: SignatoryId) -> impl Iterator<Item = &Interview> {
        self.interviews.values().filter(move |it| it.signatory == person)
    }

    /// The referrals of one person, the oldest first.
    pub fn referrals_of(&self, person: SignatoryId) -> impl Iterator<Item = &Referral> {
        self.referrals.values().filter(move |it| it.signatory == person)
    }

    /// All visits.
    pub fn interventions(&self) -> impl Iterator<Item = &Intervention> {
        self.interventions.values()
    }

    /// All lines of the sheet of one visit.
    pub fn roster_of(&self, intervention: InterventionId) -> impl Iterator<Item = &RosterEntry> {
        let first = SignatoryId(uuid::Uuid::nil());
        let last = SignatoryId(uuid::Uuid::max());
        self.roster.range((intervention, first)..=(intervention, last)).map(|(_, entry)| entry)
    }

    /// All interests, standing or withdrawn.
    pub fn interests(&self) -> impl Iterator<Item = &Interest> {
        self.interests.values()
    }

    /// A copy of the record of this key.
    #[must_use]
    pub fn record(&self, key: RecordKey) -> Option<Record> {
        match key {
            RecordKey::Intervention(id) => self.intervention(id).cloned().map(Record::Intervention),
            RecordKey::Signatory(id) => self.signatory(id).cloned().map(Record::Signatory),
            RecordKey::RosterEntry(intervention, signatory) => {
                self.roster_entry(intervention, signatory).cloned().map(Record::RosterEntry)
            }
            RecordKey::Interest(id) => self.interest(id).cloned().map(Record::Interest),
            RecordKey::Scheme(id) => self.scheme(id).cloned().map(Record::Scheme),
            RecordKey::Interview(id) => self.interview(id).cloned().map(Record::Interview),
            RecordKey::Referral(id) => self.referral(id).cloned().map(Record::Referral),
        }
    }

    /// The version of the record of this key; 0 where there is none.
    #[must_use]
    pub fn version(&self, key: RecordKey) -> u32 {
        self.record(key).map_or(0, |record| record.version())
    }

    /// All records, in the order of their keys.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        let interventions = self.interventions.values().cloned().map(Record::Intervention);
        let signatories = self.signatories.values().cloned().map(Record::Signatory);
        let roster = self.roster.values().cloned().map(Record::RosterEntry);
        let interests = self.interests.values().cloned().map(Record::Interest);
        let schemes = self.schemes.values().cloned().map(Record::Scheme);
        let interviews = self.interviews.values().cloned().map(Record::Interview);
        let referrals = self.referrals.values().cloned().map(Record::Referral);
        interventions
            .chain(signatories)
            .chain(roster)
            .chain(interests)
            .chain(schemes)
            .chain(interviews)
            .chain(referrals)
    }
}
