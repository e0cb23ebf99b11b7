//! A store made of tables: what each piece of work reads and writes, and in which transaction.

mod journal;

use super::store::{Answer, CommandId, Contents, Sending, Stamp, Store};
use super::tables::{Mode, Table, Tables, Transaction};
use crate::device::{Replica, StoredRecord};
use crate::feed::{Cursor, Scope};
use crate::seeded::{self, Bug};
use crate::wire::{Envelope, Lacking, Mark, Part};
use domain::id::ClientId;
use journal::{JOURNALED, Journaled, Marks, find, mark_anew, recall_all, settle, trim};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A store.
#[derive(Clone, Debug)]
pub struct Kept<T>(T);

/// Encoding of pages and of the place in the feed. Those of another version are dropped and fetched
/// anew: they are copies. The outbox has its own versions and is never dropped.
const COPY_FORMAT: u8 = 2;

const IDENTITY: &str = "identity";
const STAMP: &str = "stamp";
const PLACE: &str = "place";

/// Which installation this is, and the number of the next command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    client: ClientId,
    next_seq: u64,
}

/// Where the copy stands.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Place {
    cursor: Option<Cursor>,
    scopes: Vec<Scope>,
    part: Option<Part>,
}

fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_default()
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

/// Copies carry their format in front.
fn encode_copy<T: Serialize>(value: &T) -> Vec<u8> {
    let mut framed = vec![COPY_FORMAT];
    framed.extend(encode(value));
    framed
}

fn decode_copy<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (format, content) = bytes.split_first()?;
    if *format == COPY_FORMAT { decode(content) } else { None }
}

impl CommandId {
    /// The key of a command in the tables: in the order of installations and numbers.
    #[must_use]
    pub fn key(self) -> String {
        format!("{}/{:016x}", self.client.0.simple(), self.seq)
    }
}

fn command_id(key: &str) -> Option<CommandId> {
    let (client, seq) = key.split_once('/')?;
    let client = ClientId(uuid::Uuid::try_parse(client).ok()?);
    Some(CommandId { client, seq: u64::from_str_radix(seq, 16).ok()? })
}

fn page_key(page: u8) -> String {
    format!("{page:02}")
}

async fn rows<X: Transaction, V: DeserializeOwned>(
    transaction: &X,
    table: Table,
) -> Result<Vec<(CommandId, V)>, X::Error> {
    let rows = transaction.all(table).await?;
    let read = |(key, value): (String, Vec<u8>)| Some((command_id(&key)?, decode(&value)?));
    Ok(rows.into_iter().filter_map(read).collect())
}

async fn meta<X: Transaction, V: DeserializeOwned>(
    transaction: &X,
    name: &str,
) -> Result<Option<V>, X::Error> {
    Ok(transaction.get(Table::Meta, name).await?.as_deref().and_then(decode))
}

async fn set_meta<X: Transaction, V: Serialize>(
    transaction: &X,
    name: &str,
    value: &V,
) -> Result<(), X::Error> {
    transaction.put(Table::Meta, name, &encode(value)).await
}

async fn count<X: Transaction>(transaction: &X) -> Result<u64, X::Error> {
    Ok(meta(transaction, STAMP).await?.unwrap_or_default())
}

/// The present stamp; `None` in a store that was never used.
async fn stamp<X: Transaction>(transaction: &X) -> Result<Option<Stamp>, X::Error> {
    let identity: Option<Identity> = meta(transaction, IDENTITY).await?;
    let Some(Identity { client: of, .. }) = identity else { return Ok(None) };
    Ok(Some(Stamp { of, count: count(transaction).await? }))
}

impl<T: Tables> Kept<T> {
    /// In these tables.
    pub const fn in_tables(tables: T) -> Self {
        Self(tables)
    }

    /// The tables.
    pub const fn tables(&self) -> &T {
        &self.0
    }

    /// Does the work, and once more when that may help. Every piece of work is one transaction, so
    /// a failed one left nothing behind.
    async fn twice<V>(&self, work: impl AsyncFn() -> Result<V, T::Error>) -> Result<V, T::Error> {
        match work().await {
            Err(error) if T::is_worth_another_try(&error) => work().await,
            done => done,
        }
    }

    async fn identity(&self, transaction: &T::Transaction) -> Result<Identity, T::Error> {
        let known = meta(transaction, IDENTITY).await?;
        Ok(known.unwrap_or_else(|| self.new_identity()))
    }

    fn new_identity(&self) -> Identity {
        Identity { client: self.0.new_client(), next_seq: 1 }
    }

    async fn read(&self) -> Result<Option<Contents>, T::Error> {
        let transaction = self.0.begin(Mode::Read, &Table::ALL).await?;
        let Some(identity) = meta::<_, Identity>(&transaction, IDENTITY).await? else {
            return Ok(None);
        };
        let place = transaction.get(Table::Meta, PLACE).await?;
        let pages = transaction.all(Table::Pages).await?;
        Ok(Some(Contents {
            client: identity.client,
            next_seq: identity.next_seq,
            stamp: Stamp { of: identity.client, count: count(&transaction).await? },
            replica: read_replica(place.as_deref(), &pages),
            outbox: rows(&transaction, Table::Outbox).await?,
            receipts: rows(&transaction, Table::Receipts).await?,
        }))
    }

    async fn try_load(&self) -> Result<Contents, T::Error> {
        loop {
            // Only the first use writes: every other start waits for no disk.
            if let Some(contents) = self.read().await? {
                return Ok(contents);
            }
            let transaction = self.0.begin(Mode::Write, &[Table::Meta]).await?;
            // Another tab may have been first.
            let identity = self.identity(&transaction).await?;
            set_meta(&transaction, IDENTITY, &identity).await?;
            transaction.commit().await?;
        }
    }

    async fn try_append(&self, envelope: &Envelope, once: bool) -> Result<CommandId, T::Error> {
        // The number is allotted inside the transaction, which is the only true lock between tabs.
        let tables = [Table::Outbox, Table::Journal, Table::Meta];
        let transaction = self.0.begin(Mode::Write, &tables).await?;
        let mut identity = self.identity(&transaction).await?;
        if once && let Some(id) = find(&transaction, envelope).await? {
            return Ok(id);
        }
        if seeded::is(Bug::ReusedNumber) {
            let waiting: Vec<(CommandId, Envelope)> = rows(&transaction, Table::Outbox).await?;
            identity.next_seq = waiting.last().map_or(1, |(id, _)| id.seq + 1);
        }
        let id = CommandId { client: identity.client, seq: identity.next_seq };
        transaction.put(Table::Outbox, &id.key(), &encode(envelope)).await?;
        identity.next_seq += 1;
        set_meta(&transaction, IDENTITY, &identity).await?;
        transaction.commit().await?;
        Ok(id)
    }

    async fn try_sending(&self) -> Result<Sending, T::Error> {
        let transaction = self.0.begin(Mode::Read, &[Table::Outbox, Table::Meta]).await?;
        let present = self.identity(&transaction).await?.client;
        let waiting: Vec<(CommandId, Envelope)> = rows(&transaction, Table::Outbox).await?;
        let recalled = waiting.iter().map(|(id, _)| id.client).find(|client| *client != present);
        let client = recalled.unwrap_or(present);
        let marks: Marks = meta(&transaction, JOURNALED).await?.unwrap_or_default();
        Ok(Sending {
            client,
            stamp: Stamp { of: present, count: count(&transaction).await? },
            journaled: marks
                .into_iter()
                .map(|(of, (seq, hash))| Mark { client: (of != client).then_some(of), seq, hash })
                .collect(),
            waiting: waiting.len(),
            commands: waiting
                .into_iter()
                .filter(|(id, _)| id.client == client)
                .map(|(id, envelope)| (id.seq, envelope))
                .collect(),
        })
    }

    async fn try_absorb(&self, answer: &Answer<'_>) -> Result<Option<Stamp>, T::Error> {
        let transaction = self.0.begin(Mode::Write, &Table::ALL).await?;
        if stamp(&transaction).await? != Some(answer.stamp) {
            return Ok(None);
        }
        for page in answer.touched.iter() {
            let content = answer.replica.page(page);
            if content.is_empty() {
                transaction.delete(Table::Pages, &page_key(page)).await?;
            } else {
                let content = encode_copy(&content);
                transaction.put(Table::Pages, &page_key(page), &content).await?;
            }
        }
        let (cursor, part) = (answer.replica.cursor, answer.replica.part);
        let place = Place { cursor, scopes: answer.replica.scopes.clone(), part };
        transaction.put(Table::Meta, PLACE, &encode_copy(&place)).await?;
        for (seq, receipt) in answer.receipts {
            let id = CommandId { client: answer.client, seq: *seq };
            transaction.put(Table::Receipts, &id.key(), &encode(receipt)).await?;
        }
        if answer.settled > 0 {
            settle(&transaction, answer).await?;
        }
        if answer.reset {
            recall_all(&transaction).await?;
        }
        if let Some(durable) = answer.durable {
            trim(&transaction, durable).await?;
        }
        let next = answer.stamp.next();
        set_meta(&transaction, STAMP, &next.count).await?;
        transaction.commit().await?;
        Ok(Some(next))
    }

    async fn try_renew(&self, seen: Stamp, client: ClientId, from: u64) -> Result<bool, T::Error> {
        let transaction = self.0.begin(Mode::Write, &Table::ALL).await?;
        if stamp(&transaction).await? != Some(seen) {
            return Ok(false);
        }
        let waiting: Vec<(CommandId, Envelope)> = rows(&transaction, Table::Outbox).await?;
        let clash = |id: &CommandId| id.client == client && id.seq >= from;
        let renumbered = waiting.into_iter().filter(|(id, _)| clash(id)).collect();
        self.number_anew(&transaction, client, renumbered).await?;
        set_meta(&transaction, STAMP, &seen.next().count).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Gives commands of an installation the numbers of a new one. What waits under the present one
    /// follows them: an older entry must not overtake a newer one. What of it had arrived already
    /// is recognised by its content.
    async fn number_anew(
        &self,
        transaction: &T::Transaction,
        client: ClientId,
        commands: Vec<(CommandId, Envelope)>,
    ) -> Result<(), T::Error> {
        let present = self.identity(transaction).await?.client;
        let mut commands = commands;
        if present != client {
            let waiting: Vec<(CommandId, Envelope)> = rows(transaction, Table::Outbox).await?;
            commands.extend(waiting.into_iter().filter(|(id, _)| id.client == present));
        }
        let mut identity = self.new_identity();
        for (old, envelope) in commands {
            let id = CommandId { client: identity.client, seq: identity.next_seq };
            transaction.delete(Table::Outbox, &old.key()).await?;
            transaction.put(Table::Outbox, &id.key(), &encode(&envelope)).await?;
            identity.next_seq += 1;
        }
        set_meta(transaction, IDENTITY, &identity).await
    }

    async fn try_recall(&self, seen: Stamp, lacking: Lacking) -> Result<bool, T::Error> {
        let transaction = self.0.begin(Mode::Write, &Table::ALL).await?;
        if stamp(&transaction).await? != Some(seen) {
            return Ok(false);
        }
        let client = lacking.client;
        let after = lacking.known.unwrap_or_default();
        let journal: Vec<(CommandId, Journaled)> = rows(&transaction, Table::Journal).await?;
        let forgotten = journal.into_iter().filter(|(id, _)| id.client == client && id.seq > after);
        let mut first = None;
        for (id, journaled) in forgotten {
            first = first.or(Some(id.seq));
            transaction.delete(Table::Journal, &id.key()).await?;
            transaction.put(Table::Outbox, &id.key(), &encode(&journaled.envelope)).await?;
        }
        // The journal may begin later than what the office lacks: then no number fits any more.
        let fits = lacking.known.is_some() && first == Some(after + 1);
        if !fits {
            let waiting: Vec<(CommandId, Envelope)> = rows(&transaction, Table::Outbox).await?;
            let own = waiting.into_iter().filter(|(id, _)| id.client == client).collect();
            self.number_anew(&transaction, client, own).await?;
        }
        mark_anew(&transaction).await?;
        set_meta(&transaction, STAMP, &seen.next().count).await?;
        transaction.commit().await?;
        Ok(true)
    }
}

impl<T: Tables> Store for Kept<T> {
    type Error = T::Error;

    async fn load(&self) -> Result<Contents, T::Error> {
        self.twice(async || self.try_load().await).await
    }

    async fn append(&self, envelope: &Envelope) -> Result<CommandId, T::Error> {
        match self.try_append(envelope, false).await {
            // What failed may have been written all the same, if only the answer was lost.
            Err(error) if T::is_worth_another_try(&error) => self.try_append(envelope, true).await,
            done => done,
        }
    }

    async fn append_once(&self, envelope: &Envelope) -> Result<(), T::Error> {
        self.twice(async || self.try_append(envelope, true).await.map(drop)).await
    }

    async fn outbox(&self) -> Result<(Option<Stamp>, Vec<(CommandId, Envelope)>), T::Error> {
        self.twice(async || {
            let transaction = self.0.begin(Mode::Read, &[Table::Outbox, Table::Meta]).await?;
            Ok((stamp(&transaction).await?, rows(&transaction, Table::Outbox).await?))
        })
        .await
    }

    async fn sending(&self) -> Result<Sending, T::Error> {
        self.twice(async || self.try_sending().await).await
    }

    async fn absorb(&self, answer: &Answer<'_>) -> Result<Option<Stamp>, T::Error> {
        self.twice(async || self.try_absorb(answer).await).await
    }

    async fn renew(&self, stamp: Stamp, client: ClientId, from: u64) -> Result<bool, T::Error> {
        self.twice(async || self.try_renew(stamp, client, from).await).await
    }

    async fn recall(&self, stamp: Stamp, lacking: Lacking) -> Result<bool, T::Error> {
        self.twice(async || self.try_recall(stamp, lacking).await).await
    }

    async fn close_receipt(&self, id: CommandId) -> Result<(), T::Error> {
        self.twice(async || {
            let transaction = self.0.begin(Mode::Write, &[Table::Receipts]).await?;
            transaction.delete(Table::Receipts, &id.key()).await?;
            transaction.commit().await
        })
        .await
    }
}

/// Puts the copy together. When a part of it has another format, all of it is fetched anew.
fn read_replica(place: Option<&[u8]>, pages: &[(String, Vec<u8>)]) -> Replica {
    let Some(place) = place.and_then(decode_copy::<Place>) else { return Replica::anew() };
    let mut replica = Replica::default();
    for (_, page) in pages {
        match decode_copy::<Vec<StoredRecord>>(page) {
            Some(records) => replica.load_page(records),
            None => return Replica::anew(),
        }
    }
    replica.cursor = place.cursor;
    replica.scopes = place.scopes;
    replica.part = place.part;
    replica
}
