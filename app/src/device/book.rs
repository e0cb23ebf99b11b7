//! The records in memory: what the server said, what waits on top of it, and how both change.
//!
//! A tap changes one record; only what shows that record is drawn again, however long the list is.

use super::clock;
use super::database::StoreError;
use super::handle::SubmitError;
use super::link::LinkState;
use super::preferences::{self, Canary};
use super::store::{Contents, Receipt, Store};
use super::tabs::Tabs;
use super::watch::Watchers;
use crate::api::account::Profile;
use domain::id::ClientId;
use domain::order::sort_by_key;
use domain::time::Instant;
use domain::{Command, Context, Decision, RecordKey, Refusal, State};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use sync::device::outcome_of;
use sync::{Envelope, Outcome, Overlay, Replica, SyncResponse};

pub(super) struct Inner {
    pub(super) profile: Profile,
    pub(super) store: Store,
    pub(super) tabs: Tabs,
    pub(super) client: Cell<ClientId>,
    book: RefCell<Book>,
    pub(super) watchers: Watchers,
    pub(super) signals: Signals,
}

/// What the frame of every page shows.
#[derive(Clone, Copy)]
pub(super) struct Signals {
    pub(super) link: RwSignal<LinkState>,
    pub(super) waiting: RwSignal<usize>,
    pub(super) unsafe_count: RwSignal<usize>,
    pub(super) receipts: RwSignal<Vec<(u64, Receipt)>>,
    pub(super) last_sync: RwSignal<Option<Instant>>,
    /// Commands the canary remembers and the store does not.
    pub(super) lost: RwSignal<u64>,
}

#[derive(Default)]
struct Book {
    replica: Replica,
    outbox: Vec<(u64, Envelope)>,
    overlay: Overlay,
    next_seq: u64,
    /// Records that carry something only the emergency journal holds.
    unsafe_keys: BTreeSet<RecordKey>,
}

impl Inner {
    /// Opens the store of an account and reads it.
    ///
    /// # Errors
    /// When the browser offers no working storage.
    pub(super) async fn open(profile: Profile) -> Result<Rc<Self>, StoreError> {
        let store = Store::open(profile.user).await?;
        let contents = store.load().await?;
        let inner = Rc::new(Self {
            tabs: Tabs::new(store.name()),
            client: Cell::new(contents.client),
            book: RefCell::new(Book::default()),
            watchers: Watchers::default(),
            signals: Signals {
                link: RwSignal::new(LinkState::Unknown),
                waiting: RwSignal::new(0),
                unsafe_count: RwSignal::new(preferences::emergency(store.name()).len()),
                receipts: RwSignal::new(Vec::new()),
                last_sync: RwSignal::new(None),
                lost: RwSignal::new(0),
            },
            profile,
            store,
        });
        inner.check_canary(&contents);
        inner.take_over(contents);
        inner.listen_to_tabs();
        Ok(inner)
    }

    /// Reads what is shown: the server's records with everything that waits on top.
    pub(super) fn read<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.book.borrow().overlay.state)
    }

    /// Whether a record carries something the server has not answered for.
    pub(super) fn is_unsent(&self, key: RecordKey) -> bool {
        self.book.borrow().overlay.unsent.contains(&key)
    }

    /// Whether a record carries something that only the emergency journal holds.
    pub(super) fn is_unsafe(&self, key: RecordKey) -> bool {
        self.book.borrow().unsafe_keys.contains(&key)
    }

    /// Asks the rules on what is shown. `None`: nothing would change, nothing is written.
    pub(super) fn judge(&self, command: &Command) -> Result<Option<Envelope>, Refusal> {
        let book = self.book.borrow();
        // The version of the *server's* record: counting our own unsent changes could make it
        // equal, by chance, to a version somebody else made.
        let base = book.replica.version(&command.subject());
        let claimed_at = clock::now();
        let context = Context { author: Some(self.profile.user), claimed_at, base };
        match domain::apply(&book.overlay.state, command, &context) {
            Decision::Refused(refusal) => Err(refusal),
            Decision::Nothing => Ok(None),
            Decision::Change(_) | Decision::Conflict(_) => {
                Ok(Some(Envelope::seal(command, base, claimed_at)))
            }
        }
    }

    /// Puts a command into the emergency journal, since the store did not take it.
    pub(super) fn save_elsewhere(
        &self,
        command: &Command,
        envelope: Envelope,
        error: StoreError,
    ) -> Result<(), SubmitError> {
        if !preferences::add_emergency(self.store.name(), &envelope) {
            return Err(SubmitError::NotSaved(error));
        }
        self.signals.unsafe_count.update(|count| *count += 1);
        self.book.borrow_mut().unsafe_keys.insert(command.subject());
        self.accept(None, command, envelope);
        Ok(())
    }

    /// Shows a command that was written.
    pub(super) fn accept(&self, seq: Option<u64>, command: &Command, envelope: Envelope) {
        {
            let mut book = self.book.borrow_mut();
            book.overlay.replay(command, self.profile.user, &envelope);
            if let Some(seq) = seq {
                // Another tab may have written meanwhile: keep the order of the numbers.
                book.outbox.push((seq, envelope));
                sort_by_key(&mut book.outbox, |(number, _)| *number);
                book.next_seq = book.next_seq.max(seq + 1);
            }
        }
        self.count();
        let touched = command.touches();
        for key in &touched {
            self.watchers.tell_record(*key);
        }
        let adds = !matches!(command, Command::MarkAttendance { .. });
        if adds {
            self.watchers.tell_lists();
        }
    }

    fn count(&self) {
        let (waiting, entered) = {
            let book = self.book.borrow();
            (book.outbox.len(), book.next_seq.saturating_sub(1))
        };
        self.signals.waiting.set(waiting);
        let canary = Canary {
            client: self.client.get(),
            entered,
            sent: entered.saturating_sub(waiting as u64),
            last_sync: self.signals.last_sync.get_untracked(),
        };
        preferences::set_canary(self.store.name(), &canary);
    }

    /// Compares what localStorage remembers with what the store has. The canary may lag behind by
    /// seconds, so only a store that knows *less* is a sign of eviction.
    fn check_canary(&self, contents: &Contents) {
        let Some(canary) = preferences::canary(self.store.name()) else { return };
        self.signals.last_sync.set(canary.last_sync);
        if canary.client != contents.client && contents.next_seq == 1 {
            self.signals.lost.set(canary.entered.saturating_sub(canary.sent));
        }
    }

    /// Shows what the store holds, in place of what was shown.
    fn take_over(&self, contents: Contents) {
        self.client.set(contents.client);
        let overlay = self.overlay(&contents.replica, &contents.outbox);
        let unsafe_keys = preferences::emergency(self.store.name())
            .iter()
            .filter_map(|envelope| Some(envelope.open().ok()?.subject()))
            .collect();
        *self.book.borrow_mut() = Book {
            replica: contents.replica,
            outbox: contents.outbox,
            overlay,
            next_seq: contents.next_seq,
            unsafe_keys,
        };
        self.signals.receipts.set(contents.receipts);
        self.count();
        self.watchers.tell_all();
    }

    /// Replays what waits; what only the emergency journal holds comes last.
    fn overlay(&self, replica: &Replica, outbox: &[(u64, Envelope)]) -> Overlay {
        let emergency = preferences::emergency(self.store.name());
        let numbered = outbox.iter().map(|(seq, envelope)| (*seq, envelope));
        let unnumbered = emergency.iter().map(|envelope| (u64::MAX, envelope));
        Overlay::build(replica, self.profile.user, numbered.chain(unnumbered))
    }

    /// Reads the store anew, after another tab changed it.
    ///
    /// # Errors
    /// When the store cannot be read; what is shown stays.
    pub(super) async fn reload(&self) -> Result<(), StoreError> {
        let contents = self.store.load().await?;
        self.take_over(contents);
        Ok(())
    }

    /// Moves what the emergency journal holds into the store.
    ///
    /// # Errors
    /// When the store still does not take it; the rest stays in the journal.
    pub(super) async fn drain_emergency(&self) -> Result<(), StoreError> {
        let name = self.store.name();
        let journal = preferences::emergency(name);
        if journal.is_empty() {
            return Ok(());
        }
        for envelope in journal {
            self.store.append(&envelope).await?;
            preferences::drain_emergency(name, 1);
            self.signals.unsafe_count.update(|count| *count = count.saturating_sub(1));
        }
        // The book learns the numbers from the store.
        self.reload().await
    }

    /// The copy as it now is, for the next request.
    pub(super) fn replica(&self) -> Replica {
        self.book.borrow().replica.clone()
    }

    /// Takes over an answer: on the disk first, then on the screen. Commands up to number
    /// `settled` leave the device.
    ///
    /// # Errors
    /// When it could not be written; then nothing changed.
    pub(super) async fn absorb(
        &self,
        first_seq: u64,
        sent: &[Envelope],
        settled: u64,
        response: &SyncResponse,
    ) -> Result<(), StoreError> {
        let mut replica = self.replica();
        let touched = replica.absorb(response);
        let receipts: Vec<(u64, Receipt)> = (first_seq..)
            .zip(sent)
            .filter_map(|(seq, envelope)| {
                let outcome = outcome_of(response, seq)?;
                let unsettled = matches!(outcome, Outcome::Conflict(_) | Outcome::Held(_));
                unsettled.then(|| (seq, Receipt { envelope: envelope.clone(), outcome }))
            })
            .collect();
        self.store.absorb(&replica, touched, settled, &receipts).await?;
        let outbox = self.store.outbox().await?;
        let overlay = self.overlay(&replica, &outbox);
        let changed = self.swap(replica, outbox, overlay);
        self.signals.last_sync.set(Some(clock::now()));
        if !receipts.is_empty() {
            self.signals.receipts.update(|known| {
                known.extend(receipts);
                sort_by_key(known, |(seq, _)| *seq);
                known.dedup_by_key(|(seq, _)| *seq);
            });
        }
        self.count();
        self.watchers.tell_changed(&changed);
        self.tabs.tell_copy_changed();
        Ok(())
    }

    /// Puts the new copy in place and says which records look different now.
    fn swap(
        &self,
        replica: Replica,
        outbox: Vec<(u64, Envelope)>,
        overlay: Overlay,
    ) -> BTreeSet<RecordKey> {
        let mut book = self.book.borrow_mut();
        let mut changed = BTreeSet::new();
        {
            let (old, new) = (&book.overlay, &overlay);
            changed.extend(old.unsent.symmetric_difference(&new.unsent));
            for record in new.state.records() {
                if old.state.record(record.key()).as_ref() != Some(&record) {
                    changed.insert(record.key());
                }
            }
            let gone = |key: &RecordKey| new.state.record(*key).is_none();
            changed.extend(old.state.records().map(|record| record.key()).filter(gone));
        }
        book.replica = replica;
        book.outbox = outbox;
        book.overlay = overlay;
        changed
    }

    fn listen_to_tabs(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        self.tabs.listen(move || {
            let Some(inner) = weak.upgrade() else { return };
            leptos::task::spawn_local(async move {
                // A tab that cannot read now shows what it has and learns at the next occasion.
                let _ = inner.reload().await;
            });
        });
    }
}
