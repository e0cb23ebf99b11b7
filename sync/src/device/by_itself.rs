//! What a device works out instead of being sent it (decision 0022).

use super::{Pages, Replica, Sent, page_of};
use crate::feed::Scope;
use crate::wire::Own;
use domain::{Decision, Record, RecordKey};
use std::collections::BTreeSet;

impl Replica {
    /// Adds to scopes that were given what was there already: on a list stand people whose records
    /// came through another one, and what came of a person through a list is in the file too. The
    /// same that is visible in a scope at the office, `server::visible`.
    pub(super) fn complete(&mut self, granted: &[Scope], touched: &mut Pages) {
        if granted.is_empty() {
            return;
        }
        // Those on a list that was given, named as people.
        let mut listed = BTreeSet::new();
        for key in self.records.keys() {
            if let RecordKey::RosterEntry(visit, person) = key
                && granted.contains(&Scope::Intervention(*visit))
            {
                listed.insert(RecordKey::Signatory(*person));
            }
        }
        let mut joined = Vec::new();
        for (key, stored) in &self.records {
            let (person, is_of_lists) = match &stored.record {
                Record::Signatory(it) => (it.id, true),
                Record::Interview(it) => (it.signatory, true),
                Record::Referral(it) => (it.signatory, true),
                Record::Interest(it) => (it.signatory, false),
                Record::Intervention(_) | Record::RosterEntry(_) | Record::Scheme(_) => continue,
            };
            let is_listed = is_of_lists && listed.contains(&RecordKey::Signatory(person));
            for scope in granted {
                let is_in = match scope {
                    Scope::File(of) => *of == person,
                    Scope::Intervention(visit) => {
                        let line = RecordKey::RosterEntry(*visit, person);
                        is_listed && self.records.contains_key(&line)
                    }
                    Scope::Catalogue(_) => false,
                };
                if is_in && !stored.scopes.contains(scope) {
                    joined.push((*key, *scope));
                }
            }
        }
        for (key, scope) in joined {
            touched.insert(page_of(&key));
            self.stored(&key).into_iter().for_each(|stored| stored.scopes.push(scope));
        }
    }

    /// The records as the office has them after commands whose effects it does not send. `None`
    /// where this comes to something else than there.
    pub(super) fn work_out(&self, own: &Own, sent: Sent<'_>) -> Option<Vec<Record>> {
        let mut state = self.state();
        let mut keys = BTreeSet::new();
        for (_, envelope) in sent.commands.iter().filter(|(number, _)| own.contains(*number)) {
            let context = envelope.context(sent.author);
            let decision = domain::apply(&state, &envelope.open().ok()?, &context);
            let Decision::Change(changed) = decision else { return None };
            for record in changed {
                keys.insert(record.key());
                state.put(record);
            }
        }
        let records: Vec<Record> = keys.into_iter().filter_map(|key| state.record(key)).collect();
        let are_held = records.iter().all(|record| self.records.contains_key(&record.key()));
        (are_held && Own::sum(&records) == own.sum).then_some(records)
    }
}
