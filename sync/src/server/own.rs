//! What a device need not be told, because it knows it from its own commands.

use super::decide::Alone;
use super::give_out::length;
use crate::wire::{Change, Own};
use domain::{Record, RecordKey};
use std::collections::{BTreeMap, BTreeSet};

/// A record is in about as many scopes: its visits, and the file.
const SCOPES: usize = 4;

/// The commands of one request that changed one record, from the very version that the device has.
#[derive(Clone, Debug, Default)]
pub(super) struct Effects(Vec<(u64, Record)>);

impl Effects {
    /// Notes what a command came to that was written looking at version `base` of its record.
    pub(super) fn note(&mut self, number: u64, base: u32, alone: Option<Alone>) {
        let Some(Alone { before, record }) = alone else { return };
        let key = record.key();
        let own = self.0.iter().rev().find(|(_, other)| other.key() == key);
        // The base is that of the office's record: what the same device entered before on top of it
        // is not counted in.
        let known = own.map_or(base, |(_, other)| other.version());
        if known == before {
            self.0.push((number, record));
        }
    }

    /// About how much of a feed they take.
    pub(super) fn bytes(&self) -> usize {
        self.0.iter().map(|(_, record)| SCOPES * length(record)).sum()
    }

    /// Takes out of the changes what the device works out by itself. Where somebody else has changed
    /// a record since, that is not what it would come to, and the record stays.
    pub(super) fn leave_out_of(&self, changes: &mut Vec<Change>) -> Option<Own> {
        if self.0.is_empty() {
            return None;
        }
        let (mut told, mut otherwise) = (BTreeSet::new(), BTreeSet::new());
        for change in &*changes {
            let (key, same) = match change {
                Change::Put(_, record) => (record.key(), self.contains(record)),
                Change::Remove(_, key) => (*key, false),
            };
            if same {
                told.insert(key)
            } else {
                otherwise.insert(key)
            };
        }
        let own: BTreeSet<RecordKey> = told.difference(&otherwise).copied().collect();
        if own.is_empty() {
            return None;
        }
        changes.retain(|change| match change {
            Change::Put(_, record) => !own.contains(&record.key()),
            Change::Remove(..) => true,
        });
        let numbers = self.0.iter().filter(|(_, record)| own.contains(&record.key()));
        let last: BTreeMap<RecordKey, &Record> =
            numbers.clone().map(|(_, record)| (record.key(), record)).collect();
        Some(Own::of(numbers.map(|(number, _)| *number), last.into_values()))
    }

    fn contains(&self, record: &Record) -> bool {
        self.0.iter().any(|(_, own)| own == record)
    }
}
