//! The device's side: the server's records, and the commands it has not answered for replayed on
//! top of them.

mod by_itself;

use crate::feed::{Cursor, Scope, ScopeDigest};
use crate::seeded::{self, Bug};
use crate::wire::{Change, Envelope, Held, Outcome, Part, SyncRequest, SyncResponse};
use domain::id::{ClientId, UserId};
use domain::time::Instant;
use domain::{Command, Decision, Record, RecordKey, State};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A copy of the server's records, with the scopes through which each was given.
///
/// A record may be given through two scopes (a person on two lists); it stays until the last of
/// them is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replica {
    /// Where the device stands in the feed.
    pub cursor: Option<Cursor>,
    /// The scopes it holds.
    pub scopes: Vec<Scope>,
    /// The one of them that has not come whole yet.
    pub part: Option<Part>,
    /// Pages in the store that are not of this copy and have to go.
    foreign: Pages,
    /// Shared between copies: the one that an answer makes has most of the one before.
    records: BTreeMap<RecordKey, Arc<StoredRecord>>,
}

/// One record of the copy, as it is stored on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRecord {
    /// The scopes through which it was given.
    pub scopes: Vec<Scope>,
    /// The record.
    pub record: Record,
}

/// What was sent with a request.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// Whose device it is.
    pub author: UserId,
    /// The commands, with their numbers.
    pub commands: &'a [(u64, Envelope)],
}

/// Number of pages over which a copy is spread on the device: a change rewrites one page of a few
/// kilobytes, and a start reads this many rows instead of one a record.
pub const PAGES: u8 = 64;

/// The page a record lies on.
#[must_use]
pub fn page_of(key: &RecordKey) -> u8 {
    let id = match key {
        RecordKey::Intervention(id) => id.0,
        RecordKey::Signatory(id) | RecordKey::RosterEntry(_, id) => id.0,
        RecordKey::Interest(id) => id.0,
        RecordKey::Scheme(id) => id.0,
        RecordKey::Interview(id) => id.0,
        RecordKey::Referral(id) => id.0,
    };
    // The last byte of a version 7 UUID is random.
    id.as_bytes()[15] % PAGES
}

/// A set of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pages(u64);

impl Pages {
    /// Adds a page, as [`page_of`] numbers them.
    pub fn insert(&mut self, page: u8) {
        self.0 |= 1 << (page % PAGES);
    }

    /// The pages in order.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (0..PAGES).filter(move |page| self.0 & (1 << page) != 0)
    }
}

impl Replica {
    /// An empty copy in a store that may hold pages of another one.
    #[must_use]
    pub fn anew() -> Self {
        Self { foreign: Pages(u64::MAX), ..Self::default() }
    }

    /// The content of one page, in the order of its keys.
    #[must_use]
    pub fn page(&self, page: u8) -> Vec<StoredRecord> {
        self.records
            .iter()
            .filter(|(key, _)| page_of(key) == page)
            .map(|(_, stored)| StoredRecord::clone(stored))
            .collect()
    }

    /// The content of several pages, each in the order of its keys, from one look at all records.
    #[must_use]
    pub fn contents(&self, pages: Pages) -> Vec<(u8, Vec<&StoredRecord>)> {
        let mut contents: Vec<_> = (0..PAGES).map(|page| (page, Vec::new())).collect();
        for (key, stored) in &self.records {
            contents[usize::from(page_of(key))].1.push(&**stored);
        }
        contents.retain(|(page, _)| pages.iter().any(|wanted| wanted == *page));
        contents
    }

    /// The records that this copy has and `before` has not, or has otherwise. `None` where `before`
    /// has some that this one has not.
    #[must_use]
    pub fn differing(&self, before: &Self) -> Option<Vec<&Record>> {
        let is_gone = |key| !self.records.contains_key(key);
        if before.records.keys().any(is_gone) {
            return None;
        }
        let same = |key: &RecordKey, stored: &Arc<StoredRecord>| {
            before.records.get(key).is_some_and(|known| Arc::ptr_eq(known, stored))
        };
        let new = self.records.iter().filter(|(key, stored)| !same(key, stored));
        Some(new.map(|(_, stored)| &stored.record).collect())
    }

    /// A record as the server gave it.
    #[must_use]
    pub fn record(&self, key: &RecordKey) -> Option<&Record> {
        self.records.get(key).map(|stored| &stored.record)
    }

    /// Takes in a page read from the device's store.
    pub fn load_page(&mut self, page: Vec<StoredRecord>) {
        for stored in page {
            self.records.insert(stored.record.key(), Arc::new(stored));
        }
    }

    /// The version of a record as the server gave it; 0 where it gave none.
    #[must_use]
    pub fn version(&self, key: &RecordKey) -> u32 {
        self.records.get(key).map_or(0, |stored| stored.record.version())
    }

    /// The records as a state that rules can look at.
    #[must_use]
    pub fn state(&self) -> State {
        let mut state = State::default();
        for stored in self.records.values() {
            state.put(stored.record.clone());
        }
        state
    }

    /// The request that sends `commands` and asks for what is new.
    #[must_use]
    pub fn request(
        &self,
        client: ClientId,
        list_scopes: bool,
        first_seq: u64,
        commands: Vec<Envelope>,
        sent_at: Instant,
    ) -> SyncRequest {
        let held = if list_scopes {
            Held::List(self.scopes.clone())
        } else {
            Held::Digest(ScopeDigest::of(&self.scopes))
        };
        let waiting = u32::try_from(commands.len()).unwrap_or(u32::MAX);
        SyncRequest {
            client,
            cursor: self.cursor,
            held,
            first_seq,
            commands,
            sent_at,
            waiting,
            part: self.part,
            journaled: Vec::new(),
            unsettled: Vec::new(),
        }
    }

    /// Takes over the answer to a request with these commands, and says which pages changed: to be
    /// stored in the same transaction as the cursor, the scopes, and the removal of the answered
    /// commands.
    ///
    /// Has no [`cursor`](Self::cursor) afterwards where all of it is to be fetched anew.
    pub fn absorb(&mut self, response: &SyncResponse, sent: Sent<'_>) -> Pages {
        let mut touched = std::mem::take(&mut self.foreign);
        if response.reset.is_some() {
            return self.begin_anew(touched);
        }
        if response.list_scopes {
            // A question, and no news.
            return touched;
        }
        if let Some(own) = &response.own {
            match self.work_out(own, sent) {
                Some(records) => {
                    for record in records {
                        touched.insert(page_of(&record.key()));
                        if let Some(stored) = self.stored(&record.key()) {
                            stored.record = record;
                        }
                    }
                }
                None => return self.begin_anew(touched),
            }
        }
        for scope in response.revoked.iter().chain(&response.granted) {
            self.drop_scope(*scope, &mut touched);
        }
        for scope in &response.granted {
            self.scopes.push(*scope);
        }
        for change in &response.changes {
            match change {
                Change::Put(scope, record) => {
                    touched.insert(page_of(&record.key()));
                    self.put(*scope, record.clone());
                }
                Change::Remove(scope, key) => {
                    touched.insert(page_of(key));
                    self.leave(*scope, key);
                }
            }
        }
        self.complete(&response.granted, &mut touched);
        self.part = response.part;
        self.cursor = Some(response.cursor);
        touched
    }

    /// A record, to be changed. Other copies keep it as it was.
    fn stored(&mut self, key: &RecordKey) -> Option<&mut StoredRecord> {
        self.records.get_mut(key).map(Arc::make_mut)
    }

    /// Lets everything go, to be fetched anew.
    fn begin_anew(&mut self, mut touched: Pages) -> Pages {
        self.records.keys().for_each(|key| touched.insert(page_of(key)));
        *self = Self::default();
        touched
    }

    fn put(&mut self, scope: Scope, record: Record) {
        let stored = self.records.entry(record.key()).or_insert_with(|| {
            Arc::new(StoredRecord { scopes: Vec::new(), record: record.clone() })
        });
        let stored = Arc::make_mut(stored);
        if !stored.scopes.contains(&scope) {
            stored.scopes.push(scope);
        }
        // The same change may arrive through two scopes, and a snapshot may be newer than a change
        // that follows it: the higher version is the later one.
        if record.version() >= stored.record.version() {
            stored.record = record;
        }
    }

    fn leave(&mut self, scope: Scope, key: &RecordKey) {
        if let Some(stored) = self.stored(key) {
            stored.scopes.retain(|held| *held != scope);
            if stored.scopes.is_empty() {
                self.records.remove(key);
            }
        }
    }

    fn drop_scope(&mut self, scope: Scope, touched: &mut Pages) {
        if !self.scopes.contains(&scope) {
            // Nothing was given through it. At a first load that is so for each of them, and looking
            // through all records for each would take longer with every one.
            return;
        }
        self.scopes.retain(|held| *held != scope);
        if seeded::is(Bug::ScopeLeak) {
            return;
        }
        let keys: Vec<RecordKey> = self
            .records
            .iter()
            .filter(|(_, stored)| stored.scopes.contains(&scope))
            .map(|(key, _)| *key)
            .collect();
        for key in keys {
            touched.insert(page_of(&key));
            self.leave(scope, &key);
        }
    }
}

/// What a person sees: the server's records with everything not yet answered replayed on top.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// The records as they will be if the server agrees.
    pub state: State,
    /// Records that carry something the server has not answered for.
    pub unsent: BTreeSet<RecordKey>,
    /// Commands that could not be replayed: the server will answer with a conflict or a refusal.
    pub doubtful: Vec<u64>,
}

impl Overlay {
    /// Replays `outbox` (number and command, oldest first) on the server's records.
    pub fn build<'a>(
        replica: &Replica,
        author: UserId,
        outbox: impl IntoIterator<Item = (u64, &'a Envelope)>,
    ) -> Self {
        let mut overlay = Self { state: replica.state(), ..Self::default() };
        for (seq, envelope) in outbox {
            match envelope.open() {
                Ok(command) => {
                    let decision = overlay.replay(&command, author, envelope);
                    if matches!(decision, Decision::Conflict(_) | Decision::Refused(_)) {
                        overlay.doubtful.push(seq);
                    }
                }
                Err(_) => {
                    overlay.doubtful.push(seq);
                }
            }
        }
        overlay
    }

    /// Adds one command on top, as it was just entered.
    pub fn replay(&mut self, command: &Command, author: UserId, envelope: &Envelope) -> Decision {
        let context = envelope.context(author);
        let decision = domain::apply(&self.state, command, &context);
        if let Decision::Change(records) = &decision {
            for record in records {
                self.unsent.insert(record.key());
                self.state.put(record.clone());
            }
        }
        // A repeated mark changes nothing, yet it waits to be sent like every other.
        self.unsent.insert(command.subject());
        decision
    }
}

/// The outcomes of an answer for the commands `first..=last_seq`: what is not named was applied.
#[must_use]
pub fn outcome_of(response: &SyncResponse, seq: u64) -> Option<Outcome> {
    if seq > response.last_seq {
        return None;
    }
    let named = response.outcomes.iter().find(|(number, _)| *number == seq);
    Some(named.map_or(Outcome::Applied, |(_, outcome)| outcome.clone()))
}

#[cfg(test)]
mod tests;
