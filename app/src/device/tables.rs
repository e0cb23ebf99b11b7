//! The device's store in IndexedDB: one database an account.
//!
//! Writes use strict durability, so "saved" can be shown once a transaction has committed. A
//! connection that died under a living tab (WebKit does that) is opened anew with the next attempt.

use super::clock;
use domain::id::{ClientId, UserId};
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error as IdbError, OpenDbError};
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction as IdbTransaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use sync::client::{CommandId, Mode, Table, Tables, Transaction};
use wasm_bindgen::{JsCast, JsValue};

const VERSION: u32 = 1;
const STORES: [&str; 4] = ["outbox", "pages", "receipts", "meta"];
/// The journal lies in the store of `meta` under keys that begin like this: a store of its own would
/// be another version of the database, which cannot be opened while an older page has it open.
const JOURNAL: &str = "journal/";
/// Greater than every key of the journal: a zero follows the stroke.
const AFTER_JOURNAL: &str = "journal0";
/// Longest wait for the database to open. A disk that others are writing to may take seconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why the store did not do its work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser has no room left for us.
    #[error("the device's storage is full")]
    Full,
    /// The browser offers no storage (private window, settings): nothing was ever kept in it.
    #[error("the browser offers no storage")]
    Absent,
    /// The storage is there and does not work.
    #[error("the device's storage does not work: {0}")]
    Broken(String),
}

impl From<IdbError> for StoreError {
    fn from(error: IdbError) -> Self {
        // The browser's own words where it has some; writing out all kinds of errors would cost
        // more bytes than it is worth.
        match error {
            IdbError::DomException(DomException::Other(exception))
                if exception.name() == "QuotaExceededError" =>
            {
                Self::Full
            }
            IdbError::DomException(exception) => Self::Broken(exception.message()),
            _ => Self::Broken("unexpected".to_owned()),
        }
    }
}

impl From<OpenDbError> for StoreError {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => error.into(),
            _ => Self::Absent,
        }
    }
}

impl From<JsValue> for StoreError {
    fn from(error: JsValue) -> Self {
        IdbError::from(error).into()
    }
}

/// A value as the store keeps it.
pub(super) fn encode<T: Serialize>(value: &T) -> JsValue {
    to_js(&postcard::to_allocvec(value).unwrap_or_default())
}

/// What [`encode`] made; `None` where it was made by something else.
pub(super) fn decode<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    postcard::from_bytes(&to_bytes(value)).ok()
}

fn to_js(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn to_bytes(value: &JsValue) -> Vec<u8> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default()
}

/// The tables of one account.
#[derive(Clone)]
pub struct AccountTables {
    name: Rc<str>,
    /// Lives as long as the page: a connection is let go of only when it is dead.
    connection: Rc<Cell<Option<&'static Database>>>,
}

impl AccountTables {
    /// The tables of an account; made on first use.
    ///
    /// # Errors
    /// When the browser offers no storage.
    pub async fn open(user: UserId) -> Result<Self, StoreError> {
        let name = format!("passerelle-{user}").into();
        let tables = Self { name, connection: Rc::default() };
        tables.connection().await?;
        Ok(tables)
    }

    /// The database's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    async fn connection(&self) -> Result<&'static Database, StoreError> {
        if let Some(open) = self.connection.get() {
            return Ok(open);
        }
        let database = open_database(&self.name, &STORES, PATIENCE).await?;
        let database: &'static Database = Box::leak(Box::new(database));
        // With every connection: a page of the first version may still be open beside this one, and
        // write as it always did.
        number_the_first_version(database).await?;
        self.connection.set(Some(database));
        Ok(database)
    }

    async fn transaction(&self, mode: Mode, stores: Vec<&'static str>) -> Result<Work, StoreError> {
        let database = self.connection().await?;
        let inner = match mode {
            Mode::Read => database.transaction(stores).build(),
            Mode::Write => strictly(database, stores),
        };
        match inner {
            Ok(inner) => Ok(Work { inner, connection: Rc::clone(&self.connection) }),
            Err(error) => {
                self.connection.set(None);
                Err(error.into())
            }
        }
    }
}

/// Opens a database; makes it with these stores where there is none.
///
/// A page that is left in the middle of making it keeps the next one waiting without end, so the
/// wait has one.
///
/// # Errors
/// When the browser offers none, or it does not open within `patience`.
pub(super) async fn open_database(
    name: &str,
    stores: &'static [&'static str],
    patience: Duration,
) -> Result<Database, StoreError> {
    let opening = async {
        Database::open(name)
            .with_version(VERSION)
            .with_on_upgrade_needed(move |_, database| {
                for store in stores {
                    database.create_object_store(*store).build()?;
                }
                Ok(())
            })
            .await
    };
    match clock::within(patience, opening).await {
        Some(opened) => Ok(opened?),
        None => Err(StoreError::Broken("the database does not open".to_owned())),
    }
}

fn strictly<'a>(
    database: &'a Database,
    stores: Vec<&'static str>,
) -> Result<IdbTransaction<'a>, IdbError> {
    let mut options = TransactionOptions::new();
    options.set_durability(TransactionDurability::Strict);
    let begun = database.transaction(stores).with_mode(TransactionMode::Readwrite);
    begun.with_options(options).build()
}

/// The first version numbered pages, commands and receipts, and the latter without their
/// installation. Gives these keys that name it. The copy is fetched anew.
async fn number_the_first_version(database: &Database) -> Result<(), StoreError> {
    /// As it was kept, and still is.
    #[derive(Deserialize)]
    struct Identity {
        client: ClientId,
        _next_seq: u64,
    }
    let numbers = || KeyRange::UpperBound(f64::MAX, false);
    let looking = database.transaction(STORES.to_vec()).build()?;
    let mut any = false;
    for name in ["outbox", "pages", "receipts"] {
        let store = looking.object_store(name)?;
        let keys = store.get_all_keys::<f64>();
        any |= keys.with_query::<f64, _>(numbers()).await?.next().is_some();
    }
    drop(looking);
    if !any {
        // Every start but one waits for no disk.
        return Ok(());
    }
    let work = strictly(database, STORES.to_vec())?;
    work.object_store("pages")?.delete::<f64, _>(numbers()).primitive()?.await?;
    let identity: Option<JsValue> = work.object_store("meta")?.get("identity").await?;
    if let Some(identity) = identity.as_ref().and_then(decode::<Identity>) {
        for name in ["outbox", "receipts"] {
            let store = work.object_store(name)?;
            let mut keys = Vec::new();
            for key in store.get_all_keys::<f64>().with_query::<f64, _>(numbers()).await? {
                keys.push(key?);
            }
            for key in keys {
                let value: Option<JsValue> = store.get(key).await?;
                let id = CommandId { client: identity.client, seq: whole(key) };
                store.put(value.unwrap_or_default()).with_key(id.key()).await?;
                store.delete(key).primitive()?.await?;
            }
        }
    }
    work.commit().await?;
    Ok(())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "our own numbers, whole and positive"
)]
fn whole(key: f64) -> u64 {
    key as u64
}

impl Tables for AccountTables {
    type Error = StoreError;
    type Transaction = Work;

    async fn begin(&self, mode: Mode, tables: &[Table]) -> Result<Work, StoreError> {
        let mut stores: Vec<&'static str> = tables.iter().map(|table| place(*table).0).collect();
        stores.sort_unstable();
        stores.dedup();
        self.transaction(mode, stores).await
    }

    fn is_worth_another_try(error: &StoreError) -> bool {
        matches!(error, StoreError::Broken(_))
    }

    fn new_client(&self) -> ClientId {
        ClientId(clock::new_id())
    }
}

/// The store of a table, and what stands before its keys there.
const fn place(table: Table) -> (&'static str, &'static str) {
    match table {
        Table::Journal => ("meta", JOURNAL),
        other => (other.name(), ""),
    }
}

/// Work on the tables.
pub struct Work {
    inner: IdbTransaction<'static>,
    connection: Rc<Cell<Option<&'static Database>>>,
}

impl Work {
    fn store(&self, table: Table) -> Result<ObjectStore<'_>, StoreError> {
        self.inner.object_store(place(table).0).map_err(|error| self.failed(error))
    }

    /// Lets go of a connection that does not work: the next attempt opens another.
    fn failed(&self, error: IdbError) -> StoreError {
        let error = StoreError::from(error);
        if matches!(error, StoreError::Broken(_)) {
            self.connection.set(None);
        }
        error
    }
}

fn key_of(table: Table, key: &str) -> String {
    format!("{}{key}", place(table).1)
}

impl Transaction for Work {
    type Error = StoreError;

    async fn get(&self, table: Table, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let store = self.store(table)?;
        let value: Result<Option<JsValue>, IdbError> = store.get(key_of(table, key)).await;
        let value = value.map_err(|error| self.failed(error))?;
        Ok(value.as_ref().map(to_bytes))
    }

    async fn all(&self, table: Table) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let store = self.store(table)?;
        let read = async {
            let mut rows = Vec::new();
            if table == Table::Journal {
                let range =
                    || KeyRange::Bound(JOURNAL.to_owned(), false, AFTER_JOURNAL.to_owned(), true);
                let keys = store.get_all_keys::<String>().with_query::<String, _>(range()).await?;
                let values = store.get_all::<JsValue>().with_query::<String, _>(range()).await?;
                for (key, value) in keys.zip(values) {
                    rows.push((key?, value?));
                }
            } else {
                let keys = store.get_all_keys::<String>().await?;
                for (key, value) in keys.zip(store.get_all::<JsValue>().await?) {
                    rows.push((key?, value?));
                }
            }
            Ok::<_, IdbError>(rows)
        };
        let rows = read.await.map_err(|error| self.failed(error))?;
        let before = place(table).1.len();
        let without = |(key, value): (String, JsValue)| {
            (key.get(before..).unwrap_or_default().to_owned(), to_bytes(&value))
        };
        Ok(rows.into_iter().map(without).collect())
    }

    async fn put(&self, table: Table, key: &str, value: &[u8]) -> Result<(), StoreError> {
        let store = self.store(table)?;
        let put = store.put(to_js(value)).with_key(key_of(table, key)).await;
        put.map(drop).map_err(|error| self.failed(error))
    }

    async fn delete(&self, table: Table, key: &str) -> Result<(), StoreError> {
        let store = self.store(table)?;
        let deleting = store.delete(key_of(table, key)).primitive();
        let deleted = match deleting {
            Ok(deleting) => deleting.await,
            Err(error) => Err(error),
        };
        deleted.map_err(|error| self.failed(error))
    }

    async fn commit(self) -> Result<(), StoreError> {
        let connection = self.connection;
        self.inner.commit().await.map_err(|error| {
            connection.set(None);
            error.into()
        })
    }
}
