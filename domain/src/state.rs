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
use uuid::Uuid;

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
///
/// One map for all kinds: a map of each would be compiled anew for each, at several kilobytes of
/// WebAssembly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    records: BTreeMap<RecordKey, Record>,
}

/// What is behind a key of its own kind.
macro_rules! of_kind {
    ($kind:ident) => {{
        const fn pick(record: &Record) -> Option<&$kind> {
            match record {
                Record::$kind(it) => Some(it),
                _ => None,
            }
        }
        pick
    }};
}

/// Everything between two keys, both included.
macro_rules! all_of {
    ($state:expr, $kind:ident, $first:expr, $last:expr) => {
        $state
            .records
            .range(RecordKey::$kind($first)..=RecordKey::$kind($last))
            .filter_map(|(_, record)| of_kind!($kind)(record))
    };
}

const FIRST: Uuid = Uuid::nil();
const LAST: Uuid = Uuid::max();

impl State {
    /// Puts a record in place of what stood under its key.
    pub fn put(&mut self, record: Record) {
        self.records.insert(record.key(), record);
    }

    /// Takes a record away.
    pub fn remove(&mut self, key: RecordKey) {
        self.records.remove(&key);
    }

    /// The visit of this id.
    #[must_use]
    pub fn intervention(&self, id: InterventionId) -> Option<&Intervention> {
        self.records.get(&RecordKey::Intervention(id)).and_then(of_kind!(Intervention))
    }

    /// The person of this id.
    #[must_use]
    pub fn signatory(&self, id: SignatoryId) -> Option<&Signatory> {
        self.records.get(&RecordKey::Signatory(id)).and_then(of_kind!(Signatory))
    }

    /// The line of this person on the sheet of this visit.
    #[must_use]
    pub fn roster_entry(
        &self,
        intervention: InterventionId,
        signatory: SignatoryId,
    ) -> Option<&RosterEntry> {
        let key = RecordKey::RosterEntry(intervention, signatory);
        self.records.get(&key).and_then(of_kind!(RosterEntry))
    }

    /// The interest of this id.
    #[must_use]
    pub fn interest(&self, id: InterestId) -> Option<&Interest> {
        self.records.get(&RecordKey::Interest(id)).and_then(of_kind!(Interest))
    }

    /// The scheme of this id.
    #[must_use]
    pub fn scheme(&self, id: SchemeId) -> Option<&Scheme> {
        self.records.get(&RecordKey::Scheme(id)).and_then(of_kind!(Scheme))
    }

    /// The interview of this id.
    #[must_use]
    pub fn interview(&self, id: InterviewId) -> Option<&Interview> {
        self.records.get(&RecordKey::Interview(id)).and_then(of_kind!(Interview))
    }

    /// The referral of this id.
    #[must_use]
    pub fn referral(&self, id: ReferralId) -> Option<&Referral> {
        self.records.get(&RecordKey::Referral(id)).and_then(of_kind!(Referral))
    }

    /// All visits.
    pub fn interventions(&self) -> impl Iterator<Item = &Intervention> {
        all_of!(self, Intervention, InterventionId(FIRST), InterventionId(LAST))
    }

    /// All lines of the sheet of one visit.
    pub fn roster_of(&self, intervention: InterventionId) -> impl Iterator<Item = &RosterEntry> {
        let (first, last) = (SignatoryId(FIRST), SignatoryId(LAST));
        let keys = RecordKey::RosterEntry(intervention, first)
            ..=RecordKey::RosterEntry(intervention, last);
        self.records.range(keys).filter_map(|(_, record)| of_kind!(RosterEntry)(record))
    }

    /// All interests, standing or withdrawn.
    pub fn interests(&self) -> impl Iterator<Item = &Interest> {
        all_of!(self, Interest, InterestId(FIRST), InterestId(LAST))
    }

    /// All schemes.
    pub fn schemes(&self) -> impl Iterator<Item = &Scheme> {
        all_of!(self, Scheme, SchemeId(FIRST), SchemeId(LAST))
    }

    /// All interviews, whatever became of them.
    pub fn interviews(&self) -> impl Iterator<Item = &Interview> {
        all_of!(self, Interview, InterviewId(FIRST), InterviewId(LAST))
    }

    /// All referrals, whatever became of them.
    pub fn referrals(&self) -> impl Iterator<Item = &Referral> {
        all_of!(self, Referral, ReferralId(FIRST), ReferralId(LAST))
    }

    /// The interests of one person, standing or withdrawn, the oldest first.
    pub fn interests_of(&self, person: SignatoryId) -> impl Iterator<Item = &Interest> {
        self.interests().filter(move |it| it.signatory == person)
    }

    /// The interviews of one person, the oldest first.
    pub fn interviews_of(&self, person: SignatoryId) -> impl Iterator<Item = &Interview> {
        self.interviews().filter(move |it| it.signatory == person)
    }

    /// The referrals of one person, the oldest first.
    pub fn referrals_of(&self, person: SignatoryId) -> impl Iterator<Item = &Referral> {
        self.referrals().filter(move |it| it.signatory == person)
    }

    /// The record of this key.
    #[must_use]
    pub fn record(&self, key: RecordKey) -> Option<Record> {
        self.records.get(&key).cloned()
    }

    /// The version of the record of this key; 0 where there is none.
    #[must_use]
    pub fn version(&self, key: RecordKey) -> u32 {
        self.records.get(&key).map_or(0, Record::version)
    }

    /// All records, in the order of their keys.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        self.records.values().cloned()
    }
}

/// The version after this one. The highest stays the highest: no office counts so far, and who
/// reads of it in a forged answer must not stop for that.
pub(crate) const fn next_version(version: u32) -> u32 {
    version.saturating_add(1)
}
