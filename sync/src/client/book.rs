//! The records in memory: what the office said, what waits on top of it, and how both change.

use super::store::{CommandId, Contents, Receipt, Stamp};
use crate::device::{Overlay, Replica};
use crate::seeded::{self, Bug};
use crate::wire::{Envelope, Settlement};
use domain::id::{ClientId, UserId};
use domain::order::sort_by_key;
use domain::time::Instant;
use domain::{Command, Context, Decision, RecordKey, Refusal, State};
use std::collections::BTreeSet;

/// What a tab knows.
#[derive(Debug)]
pub(super) struct Book {
    author: UserId,
    pub(super) client: ClientId,
    pub(super) stamp: Stamp,
    pub(super) replica: Replica,
    outbox: Vec<(CommandId, Envelope)>,
    overlay: Overlay,
    next_seq: u64,
    receipts: Vec<(CommandId, Receipt)>,
    /// Records that carry something only the shelter holds.
    sheltered: BTreeSet<RecordKey>,
}

impl Book {
    pub(super) fn new(author: UserId, contents: Contents, shelter: &[Envelope]) -> Self {
        let overlay = overlay(author, &contents.replica, &contents.outbox, shelter);
        Self {
            author,
            client: contents.client,
            stamp: contents.stamp,
            replica: contents.replica,
            outbox: contents.outbox,
            overlay,
            next_seq: contents.next_seq,
            receipts: contents.receipts,
            sheltered: subjects(shelter),
        }
    }

    pub(super) const fn state(&self) -> &State {
        &self.overlay.state
    }

    pub(super) fn is_unsent(&self, key: RecordKey) -> bool {
        self.overlay.unsent.contains(&key)
    }

    pub(super) fn is_sheltered(&self, key: RecordKey) -> bool {
        self.sheltered.contains(&key)
    }

    pub(super) fn is_waiting(&self, id: CommandId) -> bool {
        self.outbox.iter().any(|(waiting, _)| *waiting == id)
    }

    pub(super) const fn author(&self) -> UserId {
        self.author
    }

    pub(super) const fn waiting(&self) -> usize {
        self.outbox.len()
    }

    /// How many commands were ever entered under the present identity.
    pub(super) const fn entered(&self) -> u64 {
        self.next_seq.saturating_sub(1)
    }

    pub(super) fn receipts(&self) -> &[(CommandId, Receipt)] {
        &self.receipts
    }

    /// Asks the rules on what is shown. `None`: nothing would change, nothing is to be written.
    pub(super) fn judge(
        &self,
        command: &Command,
        claimed_at: Instant,
    ) -> Result<Option<Envelope>, Refusal> {
        // The version of the *office's* record: counting our own unsent changes could make it
        // equal, by chance, to a version somebody else made.
        let base = self.replica.version(&command.subject());
        let context = Context { author: Some(self.author), claimed_at, base };
        match domain::apply(self.state(), command, &context) {
            Decision::Refused(refusal) => Err(refusal),
            Decision::Nothing if !command.is_answer() => Ok(None),
            Decision::Nothing | Decision::Change(_) | Decision::Conflict(_) => {
                Ok(Some(Envelope::seal(command, base, claimed_at)))
            }
        }
    }

    /// Shows a command that was written, under its number or into the shelter. Says which records
    /// look different now besides those the command touches.
    pub(super) fn accept(
        &mut self,
        id: Option<CommandId>,
        command: &Command,
        envelope: Envelope,
        shelter: &[Envelope],
    ) -> BTreeSet<RecordKey> {
        let Some(id) = id else {
            self.overlay.replay(command, self.author, &envelope);
            self.sheltered.insert(command.subject());
            return BTreeSet::new();
        };
        self.next_seq = self.next_seq.max(id.seq + 1);
        if self.is_waiting(id) {
            // A look at the store was quicker.
            return BTreeSet::new();
        }
        let is_last = shelter.is_empty() && self.outbox.iter().all(|(known, _)| *known < id);
        if is_last {
            self.overlay.replay(command, self.author, &envelope);
            self.outbox.push((id, envelope));
            return BTreeSet::new();
        }
        // Two entries at once: what came first is what has the lower number.
        self.outbox.push((id, envelope));
        sort_by_key(&mut self.outbox, |(id, _)| *id);
        let new = overlay(self.author, &self.replica, &self.outbox, shelter);
        let changed = difference(&self.overlay, &new);
        self.overlay = new;
        changed
    }

    /// Puts what the store holds in place of what was shown. Says which records look different now.
    pub(super) fn take_over(
        &mut self,
        contents: Contents,
        shelter: &[Envelope],
    ) -> BTreeSet<RecordKey> {
        let new = Self::new(self.author, contents, shelter);
        let mut changed = difference(&self.overlay, &new.overlay);
        changed.extend(self.sheltered.symmetric_difference(&new.sheltered));
        *self = new;
        changed
    }

    /// Puts an answer in place that this tab itself has just written, with what now waits. Says
    /// which records look different now.
    pub(super) fn turn_page(
        &mut self,
        stamp: Stamp,
        replica: Replica,
        outbox: Vec<(CommandId, Envelope)>,
        receipts: impl IntoIterator<Item = (CommandId, Receipt)>,
        told: &[(u64, Settlement)],
        shelter: &[Envelope],
    ) -> BTreeSet<RecordKey> {
        let is_plain = self.shows_the_copy_alone() && outbox.is_empty() && shelter.is_empty();
        let followed = if is_plain { self.follow(&replica) } else { None };
        let changed = followed.unwrap_or_else(|| self.show(&replica, &outbox, shelter));
        self.stamp = stamp;
        self.replica = replica;
        self.outbox = outbox;
        for (_, receipt) in &mut self.receipts {
            receipt.learn(told);
        }
        self.receipts.extend(receipts);
        sort_by_key(&mut self.receipts, |(id, _)| *id);
        self.receipts.dedup_by_key(|(id, _)| *id);
        changed
    }

    /// Builds everything anew that is shown.
    fn show(
        &mut self,
        replica: &Replica,
        outbox: &[(CommandId, Envelope)],
        shelter: &[Envelope],
    ) -> BTreeSet<RecordKey> {
        let mut overlay = overlay(self.author, replica, outbox, shelter);
        if seeded::is(Bug::AppliedTwiceOnRebase) {
            for record in self.overlay.state.records() {
                overlay.state.put(record);
            }
        }
        let sheltered = subjects(shelter);
        let mut changed = difference(&self.overlay, &overlay);
        changed.extend(self.sheltered.symmetric_difference(&sheltered));
        self.overlay = overlay;
        self.sheltered = sheltered;
        changed
    }

    /// Whether what is shown is the office's records, with nothing on top of them.
    fn shows_the_copy_alone(&self) -> bool {
        let nothing_waits = self.outbox.is_empty() && self.sheltered.is_empty();
        nothing_waits && self.overlay.unsent.is_empty() && !seeded::is(Bug::AppliedTwiceOnRebase)
    }

    /// Shows what differs in another copy. A first load comes in many answers, and building
    /// everything anew for each would take longer with every one. `None` where something is gone.
    fn follow(&mut self, replica: &Replica) -> Option<BTreeSet<RecordKey>> {
        let mut changed = BTreeSet::new();
        for record in replica.differing(&self.replica)? {
            let key = record.key();
            // Given through another scope too, it may be the same.
            if self.overlay.state.record(key).as_ref() != Some(record) {
                self.overlay.state.put(record.clone());
                changed.insert(key);
            }
        }
        Some(changed)
    }

    pub(super) fn close_receipt(&mut self, id: CommandId) {
        self.receipts.retain(|(known, _)| *known != id);
    }
}

/// Replays what waits on the copy; what only the shelter holds comes last.
fn overlay(
    author: UserId,
    replica: &Replica,
    outbox: &[(CommandId, Envelope)],
    shelter: &[Envelope],
) -> Overlay {
    let numbered = outbox.iter().map(|(id, envelope)| (id.seq, envelope));
    let waits = |envelope: &&Envelope| outbox.iter().all(|(_, waiting)| waiting != *envelope);
    let unnumbered = shelter.iter().filter(waits).map(|envelope| (u64::MAX, envelope));
    Overlay::build(replica, author, numbered.chain(unnumbered))
}

fn subjects(shelter: &[Envelope]) -> BTreeSet<RecordKey> {
    let mut subjects = BTreeSet::new();
    subjects.extend(shelter.iter().filter_map(|envelope| Some(envelope.open().ok()?.subject())));
    subjects
}

fn difference(old: &Overlay, new: &Overlay) -> BTreeSet<RecordKey> {
    let mut changed = BTreeSet::new();
    changed.extend(old.unsent.symmetric_difference(&new.unsent));
    for record in new.state.records() {
        if old.state.record(record.key()).as_ref() != Some(&record) {
            changed.insert(record.key());
        }
    }
    let gone = |key: &RecordKey| new.state.record(*key).is_none();
    changed.extend(old.state.records().map(|record| record.key()).filter(gone));
    changed
}
