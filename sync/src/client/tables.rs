//! What a device's store is made of: a few tables of bytes. IndexedDB in a browser; memory, with all
//! that can go wrong, in the simulator.
//!
//! A piece of work is one transaction of three steps: what it needs is read, what becomes of it is
//! decided without waiting for anything, and what changed is written. So the deciding needs no
//! browser, and a store no more than two functions.

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

/// What a piece of work needs.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// What it may do.
    pub mode: Mode,
    /// The tables it reads from and writes to.
    pub tables: &'static [Table],
    /// The keys it reads in [`Table::Meta`].
    pub names: &'static [&'static str],
    /// The tables it reads as a whole.
    pub whole: &'static [Table],
}

#[derive(Debug)]
struct Row {
    table: Table,
    key: String,
    /// None under this key.
    value: Option<Vec<u8>>,
    changed: bool,
}

/// What was read, and over it what is to be written. Reading finds what was put here before.
///
/// Tests stop where work reads or writes what its plan does not name: in a browser it would find
/// nothing, or fail.
#[derive(Debug)]
pub struct Draft {
    plan: Plan,
    /// In the order of tables and keys.
    rows: Vec<Row>,
}

impl Draft {
    /// An empty one, to be filled with what the plan needs.
    #[must_use]
    pub const fn of(plan: &Plan) -> Self {
        Self { plan: *plan, rows: Vec::new() }
    }

    /// Where a row stands, or would.
    fn place(&self, table: Table, key: &str) -> Result<usize, usize> {
        self.rows.binary_search_by(|row| (row.table, row.key.as_str()).cmp(&(table, key)))
    }

    fn set(&mut self, table: Table, key: String, value: Option<Vec<u8>>, changed: bool) {
        let place = self.place(table, &key);
        let row = Row { table, key, value, changed };
        match place {
            Ok(there) => self.rows[there] = row,
            Err(between) => self.rows.insert(between, row),
        }
    }

    /// Notes what a table holds under a key.
    pub fn found(&mut self, table: Table, key: String, value: Vec<u8>) {
        self.set(table, key, Some(value), false);
    }

    /// The value under a key.
    #[must_use]
    pub fn get(&self, table: Table, key: &str) -> Option<&[u8]> {
        let is_planned = self.plan.whole.contains(&table)
            || (table == Table::Meta && self.plan.names.contains(&key));
        debug_assert!(is_planned, "{key} of {table:?} is not read");
        let row = &self.rows[self.place(table, key).ok()?];
        row.value.as_deref()
    }

    /// Everything in a table, in the order of the keys.
    pub fn all(&self, table: Table) -> impl Iterator<Item = (&str, &[u8])> {
        debug_assert!(self.plan.whole.contains(&table), "{table:?} is not read as a whole");
        let of_the_table = self.rows.iter().filter(move |row| row.table == table);
        of_the_table.filter_map(|row| Some((row.key.as_str(), row.value.as_deref()?)))
    }

    /// Puts a value under a key, in place of what was there.
    pub fn put(&mut self, table: Table, key: String, value: Vec<u8>) {
        self.change(table, key, Some(value));
    }

    /// Takes a value away.
    pub fn delete(&mut self, table: Table, key: String) {
        self.change(table, key, None);
    }

    fn change(&mut self, table: Table, key: String, value: Option<Vec<u8>>) {
        let may_write = self.plan.mode == Mode::Write && self.plan.tables.contains(&table);
        debug_assert!(may_write, "{table:?} is not written to");
        self.set(table, key, value, true);
    }

    /// What is to be written: values, and keys under which there is to be none.
    pub fn changes(&self) -> impl Iterator<Item = (Table, &str, Option<&[u8]>)> {
        let changed = self.rows.iter().filter(|row| row.changed);
        changed.map(|row| (row.table, row.key.as_str(), row.value.as_deref()))
    }
}

/// The tables of one store.
#[expect(async_fn_in_trait, reason = "one thread: browsers have no other, nor has the simulator")]
pub trait Tables {
    /// Why they did not do their work.
    type Error;
    /// A transaction. Dropped, it has not happened.
    type Transaction;

    /// Begins a transaction, and reads what the plan needs.
    async fn begin(&self, plan: &Plan) -> Result<(Self::Transaction, Draft), Self::Error>;

    /// Writes what changed: all of it or nothing. When this ends well, it is on the disk.
    async fn commit(&self, begun: Self::Transaction, draft: &Draft) -> Result<(), Self::Error>;

    /// Whether work may succeed where it failed like this, if it is begun anew.
    fn is_worth_another_try(error: &Self::Error) -> bool;

    /// An identity nobody has.
    fn new_client(&self) -> ClientId;
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: Plan = Plan {
        mode: Mode::Write,
        tables: &[Table::Outbox, Table::Pages, Table::Meta],
        names: &["identity"],
        whole: &[Table::Outbox],
    };

    #[test]
    #[should_panic = "Receipts is not written to"]
    fn a_draft_takes_nothing_that_was_not_planned() {
        Draft::of(&PLAN).delete(Table::Receipts, "1".into());
    }

    #[test]
    fn a_draft_reads_what_was_put_into_it_and_writes_only_what_changed() {
        let mut draft = Draft::of(&PLAN);
        draft.found(Table::Outbox, "2".into(), vec![2]);
        draft.found(Table::Outbox, "1".into(), vec![1]);
        draft.found(Table::Meta, "identity".into(), vec![9]);
        draft.put(Table::Outbox, "3".into(), vec![3]);
        draft.delete(Table::Outbox, "1".into());
        draft.delete(Table::Pages, "00".into());

        let outbox: Vec<_> = draft.all(Table::Outbox).collect();
        assert_eq!(outbox, [("2", &[2][..]), ("3", &[3])]);
        assert_eq!(draft.get(Table::Outbox, "1"), None);
        assert_eq!(draft.get(Table::Meta, "identity"), Some(&[9][..]));
        let changes: Vec<_> = draft.changes().collect();
        let expected = [
            (Table::Outbox, "1", None),
            (Table::Outbox, "3", Some(&[3][..])),
            (Table::Pages, "00", None),
        ];
        assert_eq!(changes, expected);
    }
}
