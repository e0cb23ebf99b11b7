//! What a device's store is made of: a few tables of bytes, and transactions over them. IndexedDB in
//! a browser; memory, with all that can go wrong, in the simulator.

use domain::id::ClientId;

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Commands the office has not answered for.
    Outbox,
    /// Commands the office has answered for and that its backups may lack.
    Journal,
    /// The copy of the office's records.
    Pages,
    /// Conflicts and refusals nobody has looked at yet.
    Receipts,
    /// Identity, place in the feed, stamp.
    Meta,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Outbox, Self::Journal, Self::Pages, Self::Receipts, Self::Meta];

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Journal => "journal",
            Self::Pages => "pages",
            Self::Receipts => "receipts",
            Self::Meta => "meta",
        }
    }
}

/// What a transaction may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Only read.
    Read,
    /// Write too, alone among all that want to.
    Write,
}

/// The tables of one store.
#[expect(async_fn_in_trait, reason = "one thread: browsers have no other, nor has the simulator")]
pub trait Tables {
    /// Why they did not do their work.
    type Error;
    /// A transaction over some of them.
    type Transaction: Transaction<Error = Self::Error>;

    /// Begins a transaction.
    async fn begin(&self, mode: Mode, tables: &[Table]) -> Result<Self::Transaction, Self::Error>;

    /// Whether work may succeed where it failed like this, if it is begun anew.
    fn is_worth_another_try(error: &Self::Error) -> bool;

    /// An identity nobody has.
    fn new_client(&self) -> ClientId;
}

/// Work on tables that happens as a whole or not at all. Dropped, it has not happened.
#[expect(async_fn_in_trait, reason = "one thread: browsers have no other, nor has the simulator")]
pub trait Transaction {
    /// Why it did not do its work.
    type Error;

    /// The value under a key.
    async fn get(&self, table: Table, key: &str) -> Result<Option<Vec<u8>>, Self::Error>;

    /// Everything in a table, in the order of the keys.
    async fn all(&self, table: Table) -> Result<Vec<(String, Vec<u8>)>, Self::Error>;

    /// Puts a value under a key, in place of what was there.
    async fn put(&self, table: Table, key: &str, value: &[u8]) -> Result<(), Self::Error>;

    /// Takes a value away.
    async fn delete(&self, table: Table, key: &str) -> Result<(), Self::Error>;

    /// Makes it happen: when this ends well, it is on the disk.
    async fn commit(self) -> Result<(), Self::Error>;
}
