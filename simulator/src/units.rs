//! The office's counter, with units of work in memory that can be caught half-way.

use crate::books::{Books, DIRECTORATE, Decided, merged};
use crate::office::Office;
use crate::schedule::rest;
use domain::id::{ClientId, DirectorateId, InterventionId, SchemeId, SignatoryId, UserId};
use domain::interview::{Interview, InterviewState, Slot};
use domain::scheme::Scheme;
use domain::time::Instant;
use domain::{Command, Record, RecordKey, Refusal, State};
use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use sync::seeded::{self, Bug};
use sync::server::{About, Counter, Declared, Entry, FeedPiece, KnownClient, PassedOver};
use sync::wire::{Change, Settlement};
use sync::{Cursor, Outcome, Scope, server};

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
    /// About how many bytes of records one answer carries.
    pub budget: usize,
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

    fn budget(&self) -> usize {
        self.budget
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

    async fn scope_records(
        &mut self,
        scope: Scope,
        with_people: bool,
    ) -> Result<Vec<Record>, Failed> {
        let mut records = self.books.scope_records(scope);
        if let (Scope::Intervention(_), false) = (scope, with_people) {
            records.retain(|record| match record {
                Record::Signatory(_) | Record::Interview(_) | Record::Referral(_) => false,
                Record::Intervention(_)
                | Record::RosterEntry(_)
                | Record::Interest(_)
                | Record::Scheme(_) => true,
            });
        }
        Ok(records)
    }

    async fn lists_of(
        &mut self,
        scope: Scope,
    ) -> Result<Vec<(SignatoryId, InterventionId)>, Failed> {
        let people: BTreeSet<SignatoryId> = match scope {
            Scope::Catalogue(_) => BTreeSet::new(),
            Scope::File(person) => BTreeSet::from([person]),
            Scope::Intervention(_) => {
                let on_list = |record| match record {
                    Record::RosterEntry(it) => Some(it.signatory),
                    _ => None,
                };
                self.books.scope_records(scope).into_iter().filter_map(on_list).collect()
            }
        };
        let mut lists = Vec::new();
        for person in people {
            lists.extend(self.books.visits_of(person).into_iter().map(|visit| (person, visit)));
        }
        Ok(lists)
    }

    async fn client(&mut self, id: ClientId) -> Result<Option<KnownClient>, Failed> {
        Ok(self.books.clients.get(&id).copied())
    }

    async fn decided(
        &mut self,
        client: ClientId,
        seq: u64,
    ) -> Result<Option<(u64, Outcome)>, Failed> {
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

    async fn settlement(
        &mut self,
        author: UserId,
        entry: u64,
    ) -> Result<Option<Settlement>, Failed> {
        Ok(self.books.settlement(author, entry))
    }

    async fn name(&mut self, user: UserId) -> Result<Option<String>, Failed> {
        Ok(Some(user.to_string()))
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
            received_at: entry.received_at,
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
        let new = books.log.iter().skip(inside.books.log.len());
        let decided: Vec<_> = new.map(|it| (it.author, it.envelope.hash())).collect();
        inside.ever.extend(decided);
        inside.past.insert(books.head, Arc::clone(&books));
        inside.books = books;
        inside.writer = false;
        self.done = true;
        Ok(())
    }
}

const fn scope_of(change: &Change) -> Scope {
    match change {
        Change::Put(scope, _) | Change::Remove(scope, _) => *scope,
    }
}
