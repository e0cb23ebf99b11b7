//! The journal: commands the office answered for, until its backups hold them.

use super::super::store::{Answer, CommandId};
use super::super::tables::{Draft, Table};
use super::{encode, file, meta, rows, set_meta};
use crate::feed::Cursor;
use crate::seeded::{self, Bug};
use crate::wire::Envelope;
use domain::id::ClientId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The marks: under this name in the table of small things.
pub(super) const JOURNALED: &str = "journaled";
/// Up to where the journal was last trimmed.
pub(super) const TRIMMED: &str = "trimmed";

/// A command that was answered for.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journaled {
    /// What was sent.
    pub(super) envelope: Envelope,
    /// A place in the feed at or after what became of it.
    at: Cursor,
}

/// The last journaled number of each installation, and what stands for its content.
pub(super) type Marks = BTreeMap<ClientId, (u64, u64)>;

/// Brings the whole journal back into the outbox.
pub(super) fn recall_all(draft: &mut Draft) {
    let journal: Vec<(CommandId, Journaled)> = rows(draft, Table::Journal);
    for (id, journaled) in journal {
        file(draft, (Table::Journal, id), (Table::Outbox, id), encode(&journaled.envelope));
    }
    set_meta(draft, JOURNALED, &Marks::new());
}

/// Marks what the journal now holds.
pub(super) fn mark_anew(draft: &mut Draft) {
    let journal: Vec<(CommandId, Journaled)> = rows(draft, Table::Journal);
    let mut marks = Marks::new();
    for (id, journaled) in journal {
        // In the order of the numbers: the last one stays.
        marks.insert(id.client, (id.seq, journaled.envelope.hash()));
    }
    set_meta(draft, JOURNALED, &marks);
}

/// The command that lies in the outbox or in the journal with this content.
pub(super) fn find(draft: &Draft, envelope: &Envelope) -> Option<CommandId> {
    let waiting: Vec<(CommandId, Envelope)> = rows(draft, Table::Outbox);
    if let Some((id, _)) = waiting.iter().find(|(_, known)| known == envelope) {
        return Some(*id);
    }
    let journal: Vec<(CommandId, Journaled)> = rows(draft, Table::Journal);
    journal.iter().find(|(_, known)| known.envelope == *envelope).map(|(id, _)| *id)
}

/// Moves what was answered for from the outbox into the journal.
pub(super) fn settle(draft: &mut Draft, answer: &Answer<'_>) {
    let Some(at) = answer.replica.cursor else { return };
    let waiting: Vec<(CommandId, Envelope)> = rows(draft, Table::Outbox);
    let mut last = None;
    for (id, envelope) in waiting {
        if id.client != answer.client || id.seq > answer.settled {
            continue;
        }
        last = Some((id.seq, envelope.hash()));
        if seeded::is(Bug::JournalDroppedEarly) {
            draft.delete(Table::Outbox, id.key());
        } else {
            let journaled = encode(&Journaled { envelope, at });
            file(draft, (Table::Outbox, id), (Table::Journal, id), journaled);
        }
    }
    if let Some(last) = last {
        let mut marks: Marks = meta(draft, JOURNALED).unwrap_or_default();
        let mark = marks.entry(answer.client).or_default();
        *mark = (*mark).max(last);
        set_meta(draft, JOURNALED, &marks);
    }
}

/// Lets go of what the office's backups hold.
pub(super) fn trim(draft: &mut Draft, durable: Cursor) {
    let journal: Vec<(CommandId, Journaled)> = rows(draft, Table::Journal);
    for (id, journaled) in journal {
        // What was refused changed nothing and has no number of its own in the feed: only a backup
        // with a later change is sure to hold it.
        if journaled.at.epoch == durable.epoch && journaled.at.seq < durable.seq {
            draft.delete(Table::Journal, id.key());
        }
    }
    mark_anew(draft);
    set_meta(draft, TRIMMED, &durable);
}
