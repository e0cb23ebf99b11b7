//! A store made of tables: what each piece of work reads, and what it makes of it.

mod copy;
mod journal;

use super::store::{Answer, CommandId, Contents, Receipt, Sending, Stamp, Store};
use super::tables::{Draft, Mode, Plan, Table, Tables};
use crate::seeded::{self, Bug};
use crate::wire::{Envelope, Lacking, Mark};
use copy::PLACE;
use domain::id::ClientId;
use journal::{JOURNALED, Journaled, Marks, TRIMMED, find, mark_anew, recall_all, settle, trim};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A store.
#[derive(Clone, Debug)]
pub struct Kept<T>(T);

const IDENTITY: &str = "identity";
const STAMP: &str = "stamp";

/// Which installation this is, and the number of the next command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    client: ClientId,
    next_seq: u64,
}

fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_default()
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
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

fn rows<V: DeserializeOwned>(draft: &Draft, table: Table) -> Vec<(CommandId, V)> {
    let read = |(key, value)| Some((command_id(key)?, decode(value)?));
    draft.all(table).filter_map(read).collect()
}

fn meta<V: DeserializeOwned>(draft: &Draft, name: &str) -> Option<V> {
    draft.get(Table::Meta, name).and_then(decode)
}

fn set_meta<V: Serialize>(draft: &mut Draft, name: &str, value: &V) {
    draft.put(Table::Meta, name.to_owned(), encode(value));
}

/// Brings a command from one table to another, or under another number.
fn file(draft: &mut Draft, from: (Table, CommandId), to: (Table, CommandId), value: Vec<u8>) {
    draft.delete(from.0, from.1.key());
    draft.put(to.0, to.1.key(), value);
}

fn count(draft: &Draft) -> u64 {
    meta(draft, STAMP).unwrap_or_default()
}

/// The present stamp; `None` in a store that was never used.
fn stamp(draft: &Draft) -> Option<Stamp> {
    let Identity { client: of, .. } = meta(draft, IDENTITY)?;
    Some(Stamp { of, count: count(draft) })
}

const LOADING: Plan = Plan {
    mode: Mode::Read,
    tables: &[Table::Outbox, Table::Pages, Table::Receipts, Table::Meta],
    names: &[IDENTITY, STAMP, PLACE],
    whole: &[Table::Outbox, Table::Pages, Table::Receipts],
};
const BEGINNING: Plan =
    Plan { mode: Mode::Write, tables: &[Table::Meta], names: &[IDENTITY], whole: &[] };
const APPENDING: Plan = Plan {
    mode: Mode::Write,
    tables: &[Table::Outbox, Table::Journal, Table::Meta],
    names: &[IDENTITY],
    whole: &[],
};
const APPENDING_ONCE: Plan = Plan { whole: &[Table::Outbox, Table::Journal], ..APPENDING };
const SENDING: Plan = Plan {
    mode: Mode::Read,
    tables: &[Table::Outbox, Table::Meta],
    names: &[IDENTITY, STAMP, JOURNALED],
    whole: &[Table::Outbox],
};
const ABSORBING: Plan = Plan {
    mode: Mode::Write,
    tables: &Table::ALL,
    names: &[IDENTITY, STAMP, JOURNALED, TRIMMED],
    whole: &[],
};
const RENUMBERING: Plan = Plan { whole: &[Table::Outbox, Table::Journal], ..ABSORBING };
const TRIMMING: Plan = Plan { whole: &[Table::Journal], ..ABSORBING };
const CLOSING: Plan =
    Plan { mode: Mode::Write, tables: &[Table::Receipts], names: &[], whole: &[] };

impl<T: Tables> Kept<T> {
    /// In these tables.
    pub const fn in_tables(tables: T) -> Self {
        Self(tables)
    }

    /// The tables.
    pub const fn tables(&self) -> &T {
        &self.0
    }

    async fn once(&self, plan: &Plan, work: &mut dyn FnMut(&mut Draft)) -> Result<Draft, T::Error> {
        let (begun, mut draft) = self.0.begin(plan).await?;
        work(&mut draft);
        if draft.changes().next().is_some() {
            self.0.commit(begun, &draft).await?;
        }
        Ok(draft)
    }

    /// Does the work, and once more when that may help: every piece of work is one transaction, and
    /// one that had happened unheard finds another stamp. Gives what was read, as the work left it.
    ///
    /// One function for all pieces of work, not one made anew for each: tablets fetch this.
    async fn twice(
        &self,
        plan: &Plan,
        work: &mut dyn FnMut(&mut Draft),
    ) -> Result<Draft, T::Error> {
        let mut tried = false;
        loop {
            match self.once(plan, work).await {
                Err(error) if !tried && T::is_worth_another_try(&error) => tried = true,
                done => return done,
            }
        }
    }

    async fn read(&self, plan: &Plan) -> Result<Draft, T::Error> {
        self.twice(plan, &mut |_| ()).await
    }

    /// Does it only while the store is as it was seen. `None`: it is not.
    async fn unless_changed(
        &self,
        seen: Stamp,
        plan: &Plan,
        work: &mut dyn FnMut(&mut Draft),
    ) -> Result<Option<Draft>, T::Error> {
        let mut stands = false;
        let checked = &mut |draft: &mut Draft| {
            stands = stamp(draft) == Some(seen);
            if stands {
                work(draft);
            }
        };
        let draft = self.twice(plan, checked).await?;
        Ok(stands.then_some(draft))
    }

    fn identity(&self, draft: &Draft) -> Identity {
        meta(draft, IDENTITY).unwrap_or_else(|| self.new_identity())
    }

    fn new_identity(&self) -> Identity {
        Identity { client: self.0.new_client(), next_seq: 1 }
    }

    /// Appends a command, unless it is to be there only once and is. Gives its number.
    fn append_in(&self, draft: &mut Draft, envelope: &Envelope, once: bool) -> CommandId {
        // The number is allotted inside the transaction, which is the only true lock between tabs.
        let mut identity = self.identity(draft);
        if once && let Some(id) = find(draft, envelope) {
            return id;
        }
        if seeded::is(Bug::ReusedNumber) {
            let waiting: Vec<(CommandId, Envelope)> = rows(draft, Table::Outbox);
            identity.next_seq = waiting.last().map_or(1, |(id, _)| id.seq + 1);
        }
        let id = CommandId { client: identity.client, seq: identity.next_seq };
        draft.put(Table::Outbox, id.key(), encode(envelope));
        identity.next_seq += 1;
        set_meta(draft, IDENTITY, &identity);
        id
    }

    fn sending_of(&self, draft: &Draft) -> Sending {
        let present = self.identity(draft).client;
        let waiting: Vec<(CommandId, Envelope)> = rows(draft, Table::Outbox);
        let recalled = waiting.iter().map(|(id, _)| id.client).find(|client| *client != present);
        let client = recalled.unwrap_or(present);
        let marks: Marks = meta(draft, JOURNALED).unwrap_or_default();
        Sending {
            client,
            stamp: Stamp { of: present, count: count(draft) },
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
        }
    }

    /// Gives commands of an installation the numbers of a new one. What waits under the present one
    /// follows them: an older entry must not overtake a newer one. What of it had arrived already
    /// is recognised by its content.
    fn number_anew(
        &self,
        draft: &mut Draft,
        client: ClientId,
        mut commands: Vec<(CommandId, Envelope)>,
    ) {
        let present = self.identity(draft).client;
        if present != client {
            let waiting: Vec<(CommandId, Envelope)> = rows(draft, Table::Outbox);
            commands.extend(waiting.into_iter().filter(|(id, _)| id.client == present));
        }
        let mut identity = self.new_identity();
        for (old, envelope) in commands {
            let id = CommandId { client: identity.client, seq: identity.next_seq };
            file(draft, (Table::Outbox, old), (Table::Outbox, id), encode(&envelope));
            identity.next_seq += 1;
        }
        set_meta(draft, IDENTITY, &identity);
    }

    fn recall_in(&self, draft: &mut Draft, seen: Stamp, lacking: Lacking) {
        let client = lacking.client;
        let after = lacking.known.unwrap_or_default();
        let journal: Vec<(CommandId, Journaled)> = rows(draft, Table::Journal);
        let forgotten = journal.into_iter().filter(|(id, _)| id.client == client && id.seq > after);
        let mut first = None;
        for (id, journaled) in forgotten {
            first = first.or(Some(id.seq));
            file(draft, (Table::Journal, id), (Table::Outbox, id), encode(&journaled.envelope));
        }
        // The journal may begin later than what the office lacks: then no number fits any more.
        let follows = first.and_then(|first| first.checked_sub(1)) == Some(after);
        let fits = lacking.known.is_some() && follows;
        if !fits {
            let waiting: Vec<(CommandId, Envelope)> = rows(draft, Table::Outbox);
            let own = waiting.into_iter().filter(|(id, _)| id.client == client).collect();
            self.number_anew(draft, client, own);
        }
        mark_anew(draft);
        set_meta(draft, STAMP, &seen.next().count);
    }
}

impl<T: Tables> Store for Kept<T> {
    type Error = T::Error;

    async fn load(&self) -> Result<Contents, T::Error> {
        loop {
            // Only the first use writes: every other start waits for no disk.
            if let Some(contents) = contents(&self.read(&LOADING).await?) {
                return Ok(contents);
            }
            // Another tab may have been first.
            let begin = &mut |draft: &mut Draft| {
                let identity = self.identity(draft);
                set_meta(draft, IDENTITY, &identity);
            };
            self.twice(&BEGINNING, begin).await?;
        }
    }

    async fn append(&self, envelope: &Envelope, once: bool) -> Result<CommandId, T::Error> {
        let mut again = false;
        loop {
            // What failed may have been written all the same, if only the answer was lost.
            let looks = once || again;
            let reads_all = looks || seeded::is(Bug::ReusedNumber);
            let plan = if reads_all { APPENDING_ONCE } else { APPENDING };
            let mut given = None;
            let append = &mut |draft: &mut Draft| {
                given = Some(self.append_in(draft, envelope, looks));
            };
            match (self.once(&plan, append).await, given) {
                (Ok(_), Some(id)) => return Ok(id),
                (Err(error), _) if again || !T::is_worth_another_try(&error) => return Err(error),
                _ => again = true,
            }
        }
    }

    async fn outbox(&self) -> Result<(Option<Stamp>, Vec<(CommandId, Envelope)>), T::Error> {
        let draft = self.read(&SENDING).await?;
        Ok((stamp(&draft), rows(&draft, Table::Outbox)))
    }

    async fn sending(&self) -> Result<Sending, T::Error> {
        Ok(self.sending_of(&self.read(&SENDING).await?))
    }

    async fn absorb(&self, answer: &Answer<'_>) -> Result<Option<Stamp>, T::Error> {
        let plan = match (answer.reset, answer.settled, answer.told) {
            (true, ..) => RENUMBERING,
            (false, 0, []) => ABSORBING,
            (false, _, []) => Plan { whole: &[Table::Outbox], ..ABSORBING },
            (false, ..) => Plan { whole: &[Table::Outbox, Table::Receipts], ..ABSORBING },
        };
        let absorb = &mut |draft: &mut Draft| absorb_in(draft, answer);
        let Some(draft) = self.unless_changed(answer.stamp, &plan, absorb).await? else {
            return Ok(None);
        };
        let next = answer.stamp.next();
        if let Some(durable) = answer.durable
            && meta(&draft, TRIMMED) != Some(durable)
        {
            // By itself, since it reads the whole journal. Where it fails, the next answer does it.
            let trim = &mut |draft: &mut Draft| trim(draft, durable);
            let _ = self.unless_changed(next, &TRIMMING, trim).await;
        }
        Ok(Some(next))
    }

    async fn renew(&self, stamp: Stamp, client: ClientId, from: u64) -> Result<bool, T::Error> {
        let renew = &mut |draft: &mut Draft| {
            let waiting: Vec<(CommandId, Envelope)> = rows(draft, Table::Outbox);
            let clash = |id: &CommandId| id.client == client && id.seq >= from;
            let renumbered = waiting.into_iter().filter(|(id, _)| clash(id)).collect();
            self.number_anew(draft, client, renumbered);
            set_meta(draft, STAMP, &stamp.next().count);
        };
        Ok(self.unless_changed(stamp, &RENUMBERING, renew).await?.is_some())
    }

    async fn recall(&self, stamp: Stamp, lacking: Lacking) -> Result<bool, T::Error> {
        let recall = &mut |draft: &mut Draft| self.recall_in(draft, stamp, lacking);
        Ok(self.unless_changed(stamp, &RENUMBERING, recall).await?.is_some())
    }

    async fn close_receipt(&self, id: CommandId) -> Result<(), T::Error> {
        let close = &mut |draft: &mut Draft| draft.delete(Table::Receipts, id.key());
        self.twice(&CLOSING, close).await.map(drop)
    }
}

fn contents(draft: &Draft) -> Option<Contents> {
    let identity: Identity = meta(draft, IDENTITY)?;
    Some(Contents {
        client: identity.client,
        next_seq: identity.next_seq,
        stamp: Stamp { of: identity.client, count: count(draft) },
        replica: copy::read(draft),
        outbox: rows(draft, Table::Outbox),
        receipts: receipts(draft),
    })
}

/// What waits for a look.
fn receipts(draft: &Draft) -> Vec<(CommandId, Receipt)> {
    let read = |(key, row): (&str, &[u8])| Some((command_id(key)?, Receipt::read(row)?));
    draft.all(Table::Receipts).filter_map(read).collect()
}

/// Puts an answer in place.
fn absorb_in(draft: &mut Draft, answer: &Answer<'_>) {
    copy::write(draft, answer);
    for (seq, receipt) in answer.receipts {
        let id = CommandId { client: answer.client, seq: *seq };
        draft.put(Table::Receipts, id.key(), encode(receipt));
    }
    // With another history comes nothing that is true of this one.
    if !answer.reset && !answer.told.is_empty() {
        for (id, mut receipt) in receipts(draft) {
            if receipt.learn(answer.told) {
                draft.put(Table::Receipts, id.key(), encode(&receipt));
            }
        }
    }
    if answer.settled > 0 {
        settle(draft, answer);
    }
    if answer.reset {
        recall_all(draft);
    }
    set_meta(draft, STAMP, &answer.stamp.next().count);
}
