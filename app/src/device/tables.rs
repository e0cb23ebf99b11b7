//! The device's store in IndexedDB: one database an account, each value sealed by the account's key and
//! bound to its place.
//!
//! Writes use strict durability, so "saved" can be shown once a transaction has committed. A
//! connection that died under a living tab (WebKit does that) is opened anew with the next attempt.

use super::database::{Shape, StoreError, bytes, finish, open_database, to_js, writing};
use super::randomness::random;
use super::{ballast, clock};
use domain::id::{ClientId, UserId};
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use sync::client::{Draft, Mode, Plan, Table, Tables};
use vault::StoreKey;
use wasm_bindgen::JsValue;

/// The store of small things.
pub(super) const META: &str = "meta";
/// All.
pub(super) const STORES: [&str; 4] = ["outbox", "pages", "receipts", META];
/// The second version of the database is the sealed one. A page that does not know of seals cannot open
/// it, and would write in the clear if it could.
pub(super) const SHAPE: Shape = Shape { version: 2, stores: &STORES };
/// The key, in the store of small things, of the value that says that all are sealed.
const SEALED: &str = "sealed";
/// The key there of what opens the store ([`super::vaults`]): the one value that is not sealed.
pub(super) const VAULT: &str = "vault";
/// What the names of accounts' databases begin with.
pub(super) const BEFORE: &str = "passerelle-";
/// The journal lies in the store of `meta` under keys that begin like this: a store of its own would
/// be another version of the database, which cannot be opened while an older page has it open.
pub(super) const JOURNAL: &str = "journal/";
/// Longest wait for the database to open. A disk that others are writing to may take seconds.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

type Work = Transaction<'static>;

/// The tables of one account.
#[derive(Clone)]
pub struct AccountTables {
    name: Rc<str>,
    key: Rc<StoreKey>,
    /// What opens the store, as it was read: to be put back where the browser threw it away.
    vault: Rc<RefCell<Option<JsValue>>>,
    /// Lives as long as the page, or until work on it fails.
    connection: Rc<Cell<Option<&'static Database>>>,
}

impl AccountTables {
    /// The tables of an account, sealed by this key.
    ///
    /// # Errors
    /// When the browser offers no storage, or what lies there was not sealed by this key.
    pub async fn open(user: UserId, key: Rc<StoreKey>) -> Result<Self, StoreError> {
        let name = database_of(user).into();
        let tables = Self { name, key, vault: Rc::default(), connection: Rc::default() };
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
        let database = open_database(&self.name, SHAPE, PATIENCE).await?;
        let database: &'static Database = Box::leak(Box::new(database));
        self.check_seal(database).await?;
        self.connection.set(Some(database));
        Ok(database)
    }

    /// Makes sure that all that lies here is sealed by this key: with every connection, since the browser
    /// may have thrown the store away under this page. Then what opens it is put back first.
    async fn check_seal(&self, database: &Database) -> Result<(), StoreError> {
        let looking = database.transaction(META).build()?;
        let store = looking.object_store(META)?;
        let mark: Option<JsValue> = store.get(SEALED).await?;
        let vault: Option<JsValue> = store.get(VAULT).await?;
        if let Some(mark) = mark {
            opened(&self.key, META, SEALED, &mark)?;
            self.vault.replace(vault);
            return Ok(());
        }
        drop(looking);
        let Some(vault) = self.vault.borrow().clone() else {
            return Err(StoreError::Broken("not sealed".to_owned()));
        };
        let work = writing(database, &STORES)?;
        if work.object_store(META)?.get_all_keys::<String>().await?.next().is_some() {
            return Err(StoreError::Broken("not sealed".to_owned()));
        }
        put_mark(&work, &self.key).await?;
        work.object_store(META)?.put(vault).with_key(VAULT).await?;
        finish(work).await
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

    /// Gives up the ballast of a full store. Says what to tell whoever wanted to write.
    async fn make_room(&self) -> StoreError {
        let given = match self.connection().await {
            Ok(database) => ballast::give_up(database).await,
            Err(error) => Err(error),
        };
        if given == Ok(true) { StoreError::RoomMade } else { StoreError::Full }
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
                let value = opened(&self.key, META, name, &value)?;
                draft.found(Table::Meta, (*name).to_owned(), value);
            }
        }
        for table in plan.whole {
            let (name, before) = place(*table);
            let store = work.object_store(name)?;
            let range = || KeyRange::Bound(before.to_owned(), false, after(before), true);
            let keys = store.get_all_keys::<String>().with_query::<String, _>(range()).await?;
            let values = store.get_all::<JsValue>().with_query::<String, _>(range()).await?;
            for (key, value) in keys.zip(values) {
                let key = key?;
                let value = opened(&self.key, name, &key, &value?)?;
                draft.found(*table, key.get(before.len()..).unwrap_or_default().to_owned(), value);
            }
        }
        Ok((work, draft))
    }
}

/// Whether something that was entered here is to be written. What the server has comes again.
fn keeps_an_entry(draft: &Draft) -> bool {
    draft.changes().any(|(table, _, value)| table == Table::Outbox && value.is_some())
}

async fn write(work: Work, draft: &Draft, seal: &StoreKey) -> Result<(), StoreError> {
    for (table, key, value) in draft.changes() {
        let (name, before) = place(table);
        let store = work.object_store(name)?;
        let key = format!("{before}{key}");
        match value {
            Some(value) => {
                let value = sealed(seal, name, &key, value)?;
                drop(store.put(value).with_key(key).await?);
            }
            None => store.delete(key).primitive()?.await?,
        }
    }
    finish(work).await
}

/// The name of an account's database.
#[must_use]
pub fn database_of(user: UserId) -> String {
    format!("{BEFORE}{user}")
}

/// A value as it lies at a place.
pub(super) fn sealed(
    seal: &StoreKey,
    store: &str,
    key: &str,
    value: &[u8],
) -> Result<JsValue, StoreError> {
    Ok(to_js(&seal.seal(&format!("{store}/{key}"), random()?, value)))
}

/// What [`sealed`] made for this place.
fn opened(seal: &StoreKey, store: &str, key: &str, value: &JsValue) -> Result<Vec<u8>, StoreError> {
    let opened = seal.open(&format!("{store}/{key}"), &bytes(value));
    opened.map_err(|_| StoreError::Broken("sealed by another key".to_owned()))
}

/// Marks the store as sealed by this key, in the work that the caller ends.
pub(super) async fn put_mark(work: &Transaction<'_>, seal: &StoreKey) -> Result<(), StoreError> {
    let mark = sealed(seal, META, SEALED, SEALED.as_bytes())?;
    work.object_store(META)?.put(mark).with_key(SEALED).await?;
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
pub(super) fn after(before: &str) -> String {
    format!("{before}\u{ffff}")
}

impl Tables for AccountTables {
    type Error = StoreError;
    type Transaction = Work;

    async fn begin(&self, plan: &Plan) -> Result<(Work, Draft), StoreError> {
        self.read(plan).await.map_err(|error| self.failed(error))
    }

    async fn commit(&self, begun: Work, draft: &Draft) -> Result<(), StoreError> {
        match write(begun, draft, &self.key).await {
            Err(StoreError::Full) if keeps_an_entry(draft) => Err(self.make_room().await),
            done => done.map_err(|error| self.failed(error)),
        }
    }

    fn is_worth_another_try(error: &StoreError) -> bool {
        matches!(error, StoreError::Broken(_) | StoreError::RoomMade)
    }

    fn new_client(&self) -> ClientId {
        ClientId(clock::new_id())
    }
}
