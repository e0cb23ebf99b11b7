//! The office of the simulation: records in memory, with units of work that can be caught half-way.

use crate::chance::Chance;
use crate::schedule::rest;
use domain::id::{ClientId, DirectorateId, InterventionId, SchemeId, SignatoryId, UserId};
use domain::interview::{Interview, InterviewState, Slot};
use domain::scheme::Scheme;
use domain::time::Instant;
use domain::{Command, Record, RecordKey, Refusal, State};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use sync::seeded::{self, Bug};
use sync::server::{About, Counter, Declared, Entry, FeedPiece, KnownClient, PassedOver};
use sync::wire::Change;
use sync::{Cursor, Envelope, Outcome, Scope, server};
use uuid::Uuid;

/// The one directorate there is.
pub const DIRECTORATE: DirectorateId = DirectorateId(Uuid::from_u128(1));

/// Everything the office has written down.
#[derive(Clone, Debug, Default)]
pub struct Books {
    /// Names the timeline.
    pub epoch: u64,
    /// The records.
    pub state: State,
    /// Which account works at which visit.
    pub assigned: BTreeSet<(UserId, InterventionId)>,
    /// The feed: tag and changes of each number from 1 on.
    pub feed: BTreeMap<u64, (u32, Vec<Change>)>,
    /// The number of the latest change.
    pub head: u64,
    /// The installations.
    pub clients: BTreeMap<ClientId, KnownClient>,
    /// Every command that was decided, in the order of decision.
    pub log: Vec<Decided>,
    /// What the desk wrote, and how many commands had been decided by then.
    pub desk: Vec<(usize, Record)>,
    /// Up to which change there is a backup.
    pub durable: Option<Cursor>,
    /// The scopes given to each installation, as noted.
    pub given: BTreeSet<(ClientId, Scope)>,
}

/// A decided command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The installation.
    pub client: ClientId,
    /// The number there.
    pub seq: u64,
    /// What was sent.
    pub envelope: Envelope,
    /// Who sent it.
    pub author: UserId,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether it had come before under another number.
    pub again: bool,
}

impl Books {
    /// Everything that is visible in a scope.
    #[must_use]
    pub fn scope_records(&self, scope: Scope) -> Vec<Record> {
        match scope {
            Scope::Catalogue(_) => self.pick(|record| matches!(record, Record::Scheme(_))),
            Scope::File(person) => self.file(person),
            Scope::Intervention(visit) => {
                let on_list = |person| self.state.roster_entry(visit, person).is_some();
                self.pick(|record| match record {
                    Record::Intervention(it) => it.id == visit,
                    Record::RosterEntry(it) => it.intervention == visit,
                    Record::Interest(it) => it.intervention == visit,
                    Record::Signatory(it) => on_list(it.id),
                    Record::Interview(it) => on_list(it.signatory),
                    Record::Referral(it) => on_list(it.signatory),
                    Record::Scheme(_) => false,
                })
            }
        }
    }

    fn pick(&self, wanted: impl Fn(&Record) -> bool) -> Vec<Record> {
        self.state.records().filter(wanted).collect()
    }

    fn file(&self, person: SignatoryId) -> Vec<Record> {
        self.pick(|record| match record {
            Record::Signatory(it) => it.id == person,
            Record::Interest(it) => it.signatory == person,
            Record::Interview(it) => it.signatory == person,
            Record::Referral(it) => it.signatory == person,
            Record::Intervention(_) | Record::RosterEntry(_) | Record::Scheme(_) => false,
        })
    }

    /// The scopes of an account: its visits, the schemes, and the files of the people it has an
    /// interview with.
    #[must_use]
    pub fn allowed(&self, user: UserId) -> Vec<Scope> {
        let visits = self.assigned.iter().filter(|(who, _)| *who == user);
        let followed: BTreeSet<SignatoryId> = self
            .state
            .interviews()
            .filter(|interview| interview.adviser == user)
            .map(|interview| interview.signatory)
            .collect();
        visits
            .map(|(_, visit)| Scope::Intervention(*visit))
            .chain([Scope::Catalogue(DIRECTORATE)])
            .chain(followed.into_iter().map(Scope::File))
            .collect()
    }

    fn visits_of(&self, person: SignatoryId) -> Vec<InterventionId> {
        self.state
            .records()
            .filter_map(|record| match record {
                Record::RosterEntry(it) if it.signatory == person => Some(it.intervention),
                _ => None,
            })
            .collect()
    }

    fn may(&self, user: UserId, about: About) -> bool {
        match (about.intervention, about.signatory) {
            (Some(visit), _) => {
                self.state.intervention(visit).is_none() || self.assigned.contains(&(user, visit))
            }
            (None, Some(person)) => {
                let assigned = |visit: &InterventionId| self.assigned.contains(&(user, *visit));
                let follows =
                    |interview: &Interview| interview.adviser == user;
                self.state.signatory(person).is_none()
                    || self.visits_of(person).iter().any(assigned)
                    || self.state.interviews_of(person).any(follows)
            }
            (None, None) => true,
        }
    }
}

/// The office, shared by all that works in it.
#[derive(Clone, Debug)]
pub struct Office(Arc<Mutex<Inside>>);

#[derive(Debug)]
struct Inside {
    books: Arc<Books>,
    /// As it stood at every number of the present timeline.
    past: BTreeMap<u64, Arc<Books>>,
    /// Numbers handed out, committed or not: a sequence, as a naive database would use it.
    sequence: u64,
    writer: bool,
    now: Instant,
    chance: Chance,
    /// The next units of work fail on commit.
    failing: u32,
}

impl Office {
    /// An office that begins with these records.
    #[must_use]
    pub fn new(state: State, assigned: BTreeSet<(UserId, InterventionId)>, seed: u64) -> Self {
        let books = Arc::new(Books { epoch: 1, state, assigned, ..Books::default() });
        Self(Arc::new(Mutex::new(Inside {
            past: BTreeMap::from([(0, Arc::clone(&books))]),
            books,
            sequence: 0,
            writer: false,
            now: Instant(1_000_000),
            chance: Chance::new(seed),
            failing: 0,
        })))
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything as it now stands.
    #[must_use]
    pub fn books(&self) -> Arc<Books> {
        Arc::clone(&self.inside().books)
    }

    /// Everything as it stood when the change of this number had just been made.
    #[must_use]
    pub fn books_at(&self, seq: u64) -> Option<Arc<Books>> {
        self.inside().past.get(&seq).cloned()
    }

    /// Lets time pass.
    pub fn wait(&self, ms: i64) {
        let mut inside = self.inside();
        inside.now = inside.now.plus(ms);
    }

    /// The next units of work fail when they are committed.
    pub fn fail(&self, units: u32) {
        self.inside().failing = units;
    }

    /// Everything fails that was under way: the server was killed.
    pub fn forget_writers(&self) {
        self.inside().writer = false;
    }

    /// Puts an older state of the books in place of the present one, on a timeline of its own or,
    /// where somebody forgot to say so, on the same.
    pub fn restore(&self, backup: &Books, says_so: bool) {
        let mut inside = self.inside();
        let mut books = backup.clone();
        if says_so {
            books.epoch = inside.chance.number();
        }
        inside.sequence = books.head;
        inside.past.retain(|seq, _| *seq <= backup.head);
        inside.books = Arc::new(books);
        inside.writer = false;
    }

    /// The desk does something, all at once: changes who works where, or gives a record as it now
    /// is.
    pub fn desk(&self, tag: u32, work: impl FnOnce(&mut Books) -> Option<Record>) {
        let mut inside = self.inside();
        let mut books = (*inside.books).clone();
        if let Some(record) = work(&mut books) {
            books.state.put(record.clone());
            books.head += 1;
            let change = Change::Put(Scope::Catalogue(DIRECTORATE), record.clone());
            books.feed.insert(books.head, (tag, vec![change]));
            books.desk.push((books.log.len(), record));
        }
        let books = Arc::new(books);
        inside.past.insert(books.head, Arc::clone(&books));
        inside.books = books;
    }

    /// Notes that a backup was made of these books.
    pub fn note_backup(&self, backup: &Books) {
        let mut inside = self.inside();
        let tag = backup.feed.get(&backup.head).map_or(0, |(tag, _)| *tag);
        let mut books = (*inside.books).clone();
        books.durable = Some(Cursor { epoch: backup.epoch, seq: backup.head, tag });
        inside.books = Arc::new(books);
    }
}

/// Why the books did not do their work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

/// An account at the counter of the office.
#[derive(Clone, Debug)]
pub struct AtCounter {
    /// Where it asks.
    pub office: Office,
    /// Who asks.
    pub user: UserId,
}

/// A unit of work that reads.
#[derive(Debug)]
pub struct Reading {
    books: Arc<Books>,
}

/// A unit of work that writes.
#[derive(Debug)]
pub struct Writing {
    reading: Reading,
    office: Office,
    /// A number taken before the work was done, as a naive database would, and what stood then.
    early: Option<(u64, Arc<Books>)>,
    done: bool,
}

impl Writing {
    fn books_mut(&mut self) -> &mut Books {
        Arc::make_mut(&mut self.reading.books)
    }
}

impl Deref for Writing {
    type Target = Reading;
    fn deref(&self) -> &Reading {
        &self.reading
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Reading {
        &mut self.reading
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if !self.done && self.early.is_none() {
            self.office.inside().writer = false;
        }
    }
}

impl Counter for AtCounter {
    type Reading = Reading;
    type Writing = Writing;
    type Error = Failed;

    fn user(&self) -> UserId {
        self.user
    }

    fn directorate(&self) -> DirectorateId {
        DIRECTORATE
    }

    fn now(&self) -> Instant {
        self.office.inside().now
    }

    fn tag(&self) -> Result<u32, Failed> {
        Ok(self.office.inside().chance.tag())
    }

    async fn read(&self) -> Result<Reading, Failed> {
        rest().await;
        Ok(Reading { books: self.office.books() })
    }

    async fn write(&self) -> Result<Writing, Failed> {
        let naive = seeded::is(Bug::NaiveCursor);
        loop {
            {
                let mut inside = self.office.inside();
                if naive || !inside.writer {
                    inside.writer = true;
                    inside.sequence = inside.sequence.max(inside.books.head) + 1;
                    return Ok(Writing {
                        reading: Reading { books: Arc::clone(&inside.books) },
                        office: self.office.clone(),
                        early: naive.then(|| (inside.sequence, Arc::clone(&inside.books))),
                        done: false,
                    });
                }
            }
            rest().await;
        }
    }

    async fn allowed(&self, unit: &mut Reading, _: Instant) -> Result<Vec<Scope>, Failed> {
        Ok(unit.books.allowed(self.user))
    }

    async fn forbidden(
        &self,
        unit: &mut Writing,
        _: &Command,
        about: About,
    ) -> Result<Option<Refusal>, Failed> {
        let may = unit.books.may(self.user, about);
        Ok((!may).then_some(Refusal::NotAllowed))
    }

    async fn note_given(&self, client: ClientId, scopes: &[Scope]) -> Result<(), Failed> {
        let mut unit = self.write().await?;
        rest().await;
        let noted = scopes.iter().map(|scope| (client, *scope));
        unit.books_mut().given.extend(noted);
        server::Writing::commit(unit).await
    }

    /// Far less than a real answer carries, so that few records make many pieces.
    fn budget(&self) -> usize {
        400
    }

    fn is_busy(_: &Failed) -> bool {
        false
    }

    fn passed_over(&self, _: PassedOver, _: &Failed) {}
}

impl server::Reading for Reading {
    type Error = Failed;

    async fn epoch(&mut self) -> Result<u64, Failed> {
        Ok(self.books.epoch)
    }

    async fn head(&mut self, _: DirectorateId) -> Result<(u64, u32), Failed> {
        let head = self.books.head;
        Ok((head, self.books.feed.get(&head).map_or(0, |(tag, _)| *tag)))
    }

    async fn durable(&mut self, _: DirectorateId) -> Result<Option<Cursor>, Failed> {
        Ok(self.books.durable)
    }

    async fn tag_of(&mut self, _: DirectorateId, seq: u64) -> Result<Option<u32>, Failed> {
        Ok(self.books.feed.get(&seq).map(|(tag, _)| *tag))
    }

    async fn feed(
        &mut self,
        _: DirectorateId,
        after: u64,
        scopes: &[Scope],
        budget: usize,
    ) -> Result<FeedPiece, Failed> {
        rest().await;
        let mut piece = FeedPiece::default();
        let mut left = budget;
        for (seq, (tag, changes)) in self.books.feed.range(after + 1..) {
            if left == 0 {
                piece.cut = true;
                break;
            }
            let seen = changes.iter().filter(|change| scopes.contains(&scope_of(change)));
            for change in seen {
                left = left.saturating_sub(64);
                piece.last = Some((*seq, *tag));
                piece.changes.push(change.clone());
            }
        }
        piece.cut &= piece.last.is_some();
        Ok(piece)
    }

    async fn scope_records(&mut self, scope: Scope) -> Result<Vec<Record>, Failed> {
        Ok(self.books.scope_records(scope))
    }

    async fn client(&mut self, id: ClientId) -> Result<Option<KnownClient>, Failed> {
        Ok(self.books.clients.get(&id).copied())
    }

    async fn decided(&mut self, client: ClientId, seq: u64) -> Result<Option<(u64, Outcome)>, Failed> {
        let found = self.books.log.iter().find(|it| it.client == client && it.seq == seq);
        Ok(found.map(|it| (it.envelope.hash(), it.outcome.clone())))
    }

    async fn decided_before(
        &mut self,
        author: UserId,
        hash: u64,
    ) -> Result<Option<Outcome>, Failed> {
        let same = |it: &&Decided| it.author == author && it.envelope.hash() == hash;
        Ok(self.books.log.iter().find(same).map(|it| it.outcome.clone()))
    }

    async fn state(&mut self, keys: &[RecordKey]) -> Result<State, Failed> {
        rest().await;
        let mut state = State::default();
        keys.iter().filter_map(|key| self.books.state.record(*key)).for_each(|it| state.put(it));
        Ok(state)
    }

    async fn file(&mut self, person: SignatoryId) -> Result<Vec<Record>, Failed> {
        Ok(self.books.file(person))
    }

    async fn scheme(&mut self, id: SchemeId) -> Result<Option<Scheme>, Failed> {
        Ok(self.books.state.scheme(id).cloned())
    }

    async fn interviews_during(
        &mut self,
        adviser: UserId,
        slot: &Slot,
    ) -> Result<Vec<Interview>, Failed> {
        let meets = |it: &&Interview| {
            it.adviser == adviser
                && it.state() == InterviewState::Planned
                && it.slot().is_some_and(|other| {
                    other.starts_at < slot.ends_at() && other.ends_at() > slot.starts_at
                })
        };
        Ok(self.books.state.interviews().filter(meets).cloned().collect())
    }

    async fn visits_of(&mut self, person: SignatoryId) -> Result<Vec<InterventionId>, Failed> {
        Ok(self.books.visits_of(person))
    }
}

impl server::Writing for Writing {
    type Reading = Reading;

    async fn meet(
        &mut self,
        client: ClientId,
        user: UserId,
        _: Declared,
        _: Instant,
    ) -> Result<(), Failed> {
        let new = KnownClient { user, last_seq: 0 };
        self.books_mut().clients.entry(client).or_insert(new);
        Ok(())
    }

    async fn put(&mut self, _: DirectorateId, record: &Record, _: Instant) -> Result<(), Failed> {
        rest().await;
        self.books_mut().state.put(record.clone());
        Ok(())
    }

    async fn keep(&mut self, entry: &Entry<'_>) -> Result<(), Failed> {
        let books = self.books_mut();
        books.log.push(Decided {
            client: entry.client,
            seq: entry.seq,
            envelope: entry.envelope.clone(),
            author: entry.author,
            outcome: entry.outcome.clone(),
            again: entry.again,
        });
        if let Some(known) = books.clients.get_mut(&entry.client) {
            known.last_seq = known.last_seq.max(entry.seq);
        }
        Ok(())
    }

    async fn number(
        &mut self,
        _: DirectorateId,
        tag: u32,
        changes: &[Change],
    ) -> Result<(), Failed> {
        if changes.is_empty() {
            return Ok(());
        }
        let seq = self.early.as_ref().map_or(self.books.head + 1, |(seq, _)| *seq);
        let books = self.books_mut();
        books.head = books.head.max(seq);
        books.feed.insert(seq, (tag, changes.to_vec()));
        Ok(())
    }

    async fn commit(mut self) -> Result<(), Failed> {
        rest().await;
        let office = self.office.clone();
        let mut inside = office.inside();
        if inside.failing > 0 {
            inside.failing -= 1;
            inside.writer = false;
            self.done = true;
            return Err(Failed);
        }
        let books = match &self.early {
            Some((_, start)) => {
                let Some(books) = merged(start, &inside.books, &self.reading.books) else {
                    self.done = true;
                    return Err(Failed);
                };
                Arc::new(books)
            }
            None => Arc::clone(&self.reading.books),
        };
        let mut books = books;
        if books.durable != inside.books.durable {
            // A backup was noted meanwhile.
            Arc::make_mut(&mut books).durable = inside.books.durable;
        }
        inside.past.insert(books.head, Arc::clone(&books));
        inside.books = books;
        inside.writer = false;
        self.done = true;
        Ok(())
    }
}

/// What two units of work did that ran side by side, in a database that keeps each row apart and
/// lets the second fail where both had to do with the same.
fn merged(start: &Books, standing: &Books, ours: &Books) -> Option<Books> {
    let changed = |books: &Books| -> Vec<Record> {
        let is_new = |record: &Record| start.state.record(record.key()).as_ref() != Some(record);
        books.state.records().filter(is_new).collect()
    };
    let (by_us, by_them) = (changed(ours), changed(standing));
    let matters = |records: &[Record]| -> BTreeSet<Matter> {
        records.iter().flat_map(matters).collect()
    };
    if !matters(&by_us).is_disjoint(&matters(&by_them)) {
        return None;
    }
    let mut books = standing.clone();
    by_us.into_iter().for_each(|record| books.state.put(record));
    books.feed.extend(ours.feed.iter().map(|(seq, change)| (*seq, change.clone())));
    books.head = books.head.max(ours.head);
    for (client, known) in &ours.clients {
        let entry = books.clients.entry(*client).or_insert(*known);
        entry.last_seq = entry.last_seq.max(known.last_seq);
    }
    for decided in &ours.log {
        if !books.log.iter().any(|it| it.client == decided.client && it.seq == decided.seq) {
            books.log.push(decided.clone());
        }
    }
    books.given.extend(ours.given.iter().copied());
    Some(books)
}

/// What a change has to do with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    Person(SignatoryId),
    Calendars,
    Places,
    Other,
}

fn matters(record: &Record) -> Vec<Matter> {
    match record {
        Record::Intervention(_) | Record::Scheme(_) => vec![Matter::Other],
        Record::Signatory(it) => vec![Matter::Person(it.id)],
        Record::RosterEntry(it) => vec![Matter::Person(it.signatory)],
        Record::Interest(it) => vec![Matter::Person(it.signatory)],
        Record::Interview(it) => vec![Matter::Person(it.signatory), Matter::Calendars],
        Record::Referral(it) => vec![Matter::Person(it.signatory), Matter::Places],
    }
}

const fn scope_of(change: &Change) -> Scope {
    match change {
        Change::Put(scope, _) | Change::Remove(scope, _) => *scope,
    }
}
