//! The device's store in IndexedDB: one database an account.
//!
//! Writes use strict durability, so "saved" can be shown once a transaction has committed. A
//! connection that died under a living tab (WebKit does that) is opened anew with the next attempt.

use super::clock;
use super::database::{StoreError, bytes, decode, open_database, to_js, writing};
use domain::id::{ClientId, UserId};
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use serde::Deserialize;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use sync::client::{CommandId, Draft, Mode, Plan, Table, Tables};
use wasm_bindgen::JsValue;

/// The store of small things.
const META: &str = "meta";
const STORES: [&str; 4] = ["outbox", "pages", "receipts", "meta"];
/// The journal lies in the store of `meta` under keys that begin like this: a store of its own would
/// be another version of the database, which cannot be opened while an older page has it open.
const JOURNAL: &str = "journal/";
/// Longest wait for the database to open. A disk that others are writing to may take seconds.
const PATIENCE: Duration = Duration::from_secs(10);

type Work = Transaction<'static>;

/// The tables of one account.
#[derive(Clone)]
pub struct AccountTables {
    name: Rc<str>,
    /// Lives as long as the page, or until work on it fails.
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
        self.connection.set(Some(database));
        // With every connection: a page of the first version may still be open beside this one, and
        // write as it always did.
        number_the_first_version(database).await?;
        Ok(database)
    }

    /// Lets go of a connection that does not work: the next attempt opens another.
    fn failed(&self, error: StoreError) -> StoreError {
        if matches!(error, StoreError::Broken(_))
            && let Some(connection) = self.connection.take()
        {
            // It may be alive all the same, and would then be kept open by the browser.
            connection.clone().close();
        }
        error
    }

    async fn read(&self, plan: &Plan) -> Result<(Work, Draft), StoreError> {
        let database = self.connection().await?;
        let is_used = |store: &&str| plan.tables.iter().any(|table| place(*table).0 == *store);
        let stores: Vec<_> = STORES.into_iter().filter(is_used).collect();
        let work = match plan.mode {
            Mode::Read => database.transaction(stores).build()?,
            Mode::Write => writing(database, &stores)?,
        };
        let mut draft = Draft::of(plan);
        for name in plan.names {
            let value: Option<JsValue> = work.object_store(META)?.get(*name).await?;
            if let Some(value) = value {
                draft.found(Table::Meta, (*name).to_owned(), bytes(&value));
            }
        }
        for table in plan.whole {
            let (store, before) = place(*table);
            let store = work.object_store(store)?;
            let range = || KeyRange::Bound(before.to_owned(), false, after(before), true);
            let keys = store.get_all_keys::<String>().with_query::<String, _>(range()).await?;
            let values = store.get_all::<JsValue>().with_query::<String, _>(range()).await?;
            for (key, value) in keys.zip(values) {
                let key = key?.get(before.len()..).unwrap_or_default().to_owned();
                draft.found(*table, key, bytes(&value?));
            }
        }
        Ok((work, draft))
    }
}

async fn write(work: Work, draft: &Draft) -> Result<(), StoreError> {
    for (table, key, value) in draft.changes() {
        let (store, before) = place(table);
        let store = work.object_store(store)?;
        let key = format!("{before}{key}");
        match value {
            Some(value) => drop(store.put(to_js(value)).with_key(key).await?),
            None => store.delete(key).primitive()?.await?,
        }
    }
    work.commit().await?;
    Ok(())
}

/// The store of a table, and what stands before its keys there.
const fn place(table: Table) -> (&'static str, &'static str) {
    match table {
        Table::Journal => (META, JOURNAL),
        other => (other.name(), ""),
    }
}

/// Greater than every key that begins like this, and not much.
fn after(before: &str) -> String {
    format!("{before}\u{ffff}")
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
    let work = writing(database, &STORES)?;
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

    async fn begin(&self, plan: &Plan) -> Result<(Work, Draft), StoreError> {
        self.read(plan).await.map_err(|error| self.failed(error))
    }

    async fn commit(&self, begun: Work, draft: &Draft) -> Result<(), StoreError> {
        write(begun, draft).await.map_err(|error| self.failed(error))
    }

    fn is_worth_another_try(error: &StoreError) -> bool {
        matches!(error, StoreError::Broken(_))
    }

    fn new_client(&self) -> ClientId {
        ClientId(clock::new_id())
    }
}
