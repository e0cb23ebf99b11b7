//! The office of the simulation: books that are kept, restored, and fail when they are told to.

use crate::books::{Books, DIRECTORATE};
use crate::chance::Chance;
use domain::id::{InterventionId, UserId};
use domain::time::Instant;
use domain::{Record, State};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use sync::wire::Change;
use sync::{Cursor, Envelope, Scope};

/// The office, shared by all that works in it.
#[derive(Clone, Debug)]
pub struct Office(Arc<Mutex<Inside>>);

#[derive(Debug)]
pub(crate) struct Inside {
    pub(crate) books: Arc<Books>,
    /// As it stood at every number of the present timeline.
    pub(crate) past: BTreeMap<u64, Arc<Books>>,
    /// Numbers handed out, committed or not: a sequence, as a naive database would use it.
    pub(crate) sequence: u64,
    pub(crate) writer: bool,
    pub(crate) now: Instant,
    pub(crate) chance: Chance,
    /// The next units of work fail on commit.
    pub(crate) failing: u32,
    /// Everything that was ever decided, by author and hash, also on timelines that were given up.
    pub(crate) ever: BTreeSet<(UserId, u64)>,
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
            ever: BTreeSet::new(),
        })))
    }

    pub(crate) fn inside(&self) -> MutexGuard<'_, Inside> {
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

    /// Whether a command of an author was ever decided, be it on a timeline that was given up.
    #[must_use]
    pub fn has_ever_decided(&self, author: UserId, envelope: &Envelope) -> bool {
        self.inside().ever.contains(&(author, envelope.hash()))
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
