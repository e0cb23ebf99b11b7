//! The journal: commands the office answered for, until its backups hold them.

use super::super::store::{Answer, CommandId};
use super::super::tables::{Table, Transaction};
use super::{encode, meta, rows, set_meta};
use crate::feed::Cursor;
use crate::seeded::{self, Bug};
use crate::wire::Envelope;
use domain::id::ClientId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The marks: under this name in the table of small things.
pub(super) const JOURNALED: &str = "journaled";
/// Up to where the journal was last trimmed.
const TRIMMED: &str = "trimmed";

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
pub(super) async fn recall_all<X: Transaction>(transaction: &X) -> Result<(), X::Error> {
    let journal: Vec<(CommandId, Journaled)> = rows(transaction, Table::Journal).await?;
    for (id, journaled) in journal {
        transaction.delete(Table::Journal, &id.key()).await?;
        transaction.put(Table::Outbox, &id.key(), &encode(&journaled.envelope)).await?;
    }
    set_meta(transaction, JOURNALED, &Marks::new()).await
}

/// Marks what the journal now holds.
pub(super) async fn mark_anew<X: Transaction>(transaction: &X) -> Result<(), X::Error> {
    let journal: Vec<(CommandId, Journaled)> = rows(transaction, Table::Journal).await?;
    // In the order of the numbers: the last one stays.
    let mark = |(id, it): (CommandId, Journaled)| (id.client, (id.seq, it.envelope.hash()));
    let marks: Marks = journal.into_iter().map(mark).collect();
    set_meta(transaction, JOURNALED, &marks).await
}

/// The command that lies in the outbox or in the journal with this content.
pub(super) async fn find<X: Transaction>(
    transaction: &X,
    envelope: &Envelope,
) -> Result<Option<CommandId>, X::Error> {
    let waiting: Vec<(CommandId, Envelope)> = rows(transaction, Table::Outbox).await?;
    if let Some((id, _)) = waiting.iter().find(|(_, known)| known == envelope) {
        return Ok(Some(*id));
    }
    let journal: Vec<(CommandId, Journaled)> = rows(transaction, Table::Journal).await?;
    Ok(journal.iter().find(|(_, known)| known.envelope == *envelope).map(|(id, _)| *id))
}

/// Moves what was answered for from the outbox into the journal.
pub(super) async fn settle<X: Transaction>(
    transaction: &X,
    answer: &Answer<'_>,
) -> Result<(), X::Error> {
    let Some(at) = answer.replica.cursor else { return Ok(()) };
    let waiting: Vec<(CommandId, Envelope)> = rows(transaction, Table::Outbox).await?;
    let mut last = None;
    for (id, envelope) in waiting {
        if id.client != answer.client || id.seq > answer.settled {
            continue;
        }
        last = Some((id.seq, envelope.hash()));
        transaction.delete(Table::Outbox, &id.key()).await?;
        if !seeded::is(Bug::JournalDroppedEarly) {
            let journaled = encode(&Journaled { envelope, at });
            transaction.put(Table::Journal, &id.key(), &journaled).await?;
        }
    }
    if let Some(last) = last {
        let mut marks: Marks = meta(transaction, JOURNALED).await?.unwrap_or_default();
        let mark = marks.entry(answer.client).or_default();
        *mark = (*mark).max(last);
        set_meta(transaction, JOURNALED, &marks).await?;
    }
    Ok(())
}

/// Lets go of what the office's backups hold.
pub(super) async fn trim<X: Transaction>(transaction: &X, durable: Cursor) -> Result<(), X::Error> {
    if meta(transaction, TRIMMED).await? == Some(durable) {
        return Ok(());
    }
    let journal: Vec<(CommandId, Journaled)> = rows(transaction, Table::Journal).await?;
    for (id, journaled) in journal {
        // What was refused changed nothing and has no number of its own in the feed: only a backup
        // with a later change is sure to hold it.
        if journaled.at.epoch == durable.epoch && journaled.at.seq < durable.seq {
            transaction.delete(Table::Journal, &id.key()).await?;
        }
    }
    mark_anew(transaction).await?;
    set_meta(transaction, TRIMMED, &durable).await
}
