//! Who is told when a record changes.

use domain::RecordKey;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What is shown, by the record it shows, and what shows which records there are.
#[derive(Default)]
pub struct Watchers {
    records: RefCell<BTreeMap<RecordKey, ArcTrigger>>,
    lists: ArcTrigger,
}

impl Watchers {
    /// Tells the reactive graph that what is being computed depends on one record.
    pub fn track_record(&self, key: RecordKey) {
        let trigger = self.records.borrow_mut().entry(key).or_default().clone();
        trigger.track();
    }

    /// Tells the reactive graph that what is being computed depends on which records there are.
    pub fn track_lists(&self) {
        self.lists.track();
    }

    /// Wakes what shows one record.
    pub fn tell_record(&self, key: RecordKey) {
        // Cloned out of the borrow: what runs on the notification may watch other records.
        let trigger = self.records.borrow().get(&key).cloned();
        if let Some(trigger) = trigger {
            trigger.notify();
        }
    }

    /// Wakes what shows which records there are.
    pub fn tell_lists(&self) {
        self.lists.notify();
    }

    /// Wakes what shows the records that changed.
    pub fn tell_changed(&self, changed: &BTreeSet<RecordKey>) {
        let mut visits = Vec::new();
        for key in changed {
            self.tell_record(*key);
            if let RecordKey::RosterEntry(visit, _) = key
                && !visits.contains(visit)
            {
                visits.push(*visit);
            }
        }
        // Whoever counts a sheet watches the visit, not each of its lines.
        for visit in visits {
            self.tell_record(RecordKey::Intervention(visit));
        }
        if changed.iter().any(|key| !matches!(key, RecordKey::RosterEntry(..))) {
            self.tell_lists();
        }
    }
}
