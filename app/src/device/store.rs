//! The device's store in IndexedDB: one database an account.
//!
//! "Saved" can be shown once a transaction has committed: writes use strict durability. A connection
//! that died under a living tab (WebKit does that) is opened anew and the work done again, once.

use super::clock;
use super::database::{StoreError, bytes, decode, encode, open_database, writing};
use domain::id::{ClientId, UserId};
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use sync::device::{PAGES, StoredRecord};
use sync::{Cursor, Envelope, Outcome, Pages, Replica, Scope};
use wasm_bindgen::JsValue;

const OUTBOX: &str = "outbox";
const PAGES_STORE: &str = "pages";
const RECEIPTS: &str = "receipts";
const META: &str = "meta";
const ALL: [&str; 4] = [OUTBOX, PAGES_STORE, RECEIPTS, META];
/// Longest wait for the database to open. A disk that others are writing to may take seconds.
const PATIENCE: Duration = Duration::from_secs(10);
const IDENTITY: &str = "identity";
const PLACE: &str = "place";

/// Encoding of pages and of the place in the feed. Those of another version are dropped and
/// fetched anew: they are copies. The outbox has its own versions and is never dropped.
const COPY_FORMAT: u8 = 1;

/// Which installation this is, and the number of the next command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    client: ClientId,
    next_seq: u64,
}

#[derive(Serialize, Deserialize)]
struct Place {
    cursor: Option<Cursor>,
    scopes: Vec<Scope>,
}

/// A command that met a conflict or was refused, kept until a person has looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What was entered.
    pub envelope: Envelope,
    /// What became of it.
    pub outcome: Outcome,
}

/// Everything the store holds, as read at start.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The installation.
    pub client: ClientId,
    /// The number the next command will have.
    pub next_seq: u64,
    /// The copy of the server's records.
    pub replica: Replica,
    /// Commands the server has not answered for.
    pub outbox: Vec<(u64, Envelope)>,
    /// What waits for a look.
    pub receipts: Vec<(u64, Receipt)>,
}

/// The store of one account.
#[derive(Clone)]
pub struct Store {
    name: Rc<str>,
    connection: Rc<RefCell<Option<Rc<Database>>>>,
}

/// Copies carry their format in front.
fn encode_copy<T: Serialize>(value: &T) -> JsValue {
    let mut framed = vec![COPY_FORMAT];
    framed.extend(postcard::to_allocvec(value).unwrap_or_default());
    Uint8Array::from(framed.as_slice()).into()
}

fn decode_copy<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    let framed = bytes(value);
    let (format, content) = framed.split_first()?;
    if *format == COPY_FORMAT { postcard::from_bytes(content).ok() } else { None }
}

#[expect(clippy::cast_precision_loss, reason = "IndexedDB keys are doubles; exact up to 2^53")]
fn key(seq: u64) -> f64 {
    seq as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "our own keys, whole and positive"
)]
fn seq(key: f64) -> u64 {
    key as u64
}

impl Store {
    /// The name of an account's database.
    #[must_use]
    pub fn name_for(user: UserId) -> String {
        format!("passerelle-{user}")
    }

    /// Opens the store of an account; makes it on first use.
    ///
    /// # Errors
    /// When the browser offers none.
    pub async fn open(user: UserId) -> Result<Self, StoreError> {
        let store =
            Self { name: Self::name_for(user).into(), connection: Rc::new(RefCell::new(None)) };
        store.connection().await?;
        Ok(store)
    }

    /// The database's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    async fn connection(&self) -> Result<Rc<Database>, StoreError> {
        if let Some(open) = self.connection.borrow().clone() {
            return Ok(open);
        }
        let database = Rc::new(open_database(&self.name, &ALL, PATIENCE).await?);
        *self.connection.borrow_mut() = Some(Rc::clone(&database));
        Ok(database)
    }

    /// Appends a command and gives its number, once it is on the disk.
    ///
    /// # Errors
    /// When it could not be written; then nothing was.
    pub async fn append(&self, envelope: &Envelope) -> Result<u64, StoreError> {
        self.twice(async || self.try_append(envelope).await).await
    }

    /// Does the work, and once more on a new connection when the old one turned out to be dead.
    /// Every piece of work is one transaction, so a failed one left nothing behind.
    async fn twice<T>(
        &self,
        work: impl AsyncFn() -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match work().await {
            Err(StoreError::Broken(_)) => {
                self.connection.borrow_mut().take();
                work().await
            }
            done => done,
        }
    }

    async fn try_append(&self, envelope: &Envelope) -> Result<u64, StoreError> {
        let database = self.connection().await?;
        // The number is allotted inside the transaction, which is the only true lock between tabs.
        let transaction = writing(&database, &[OUTBOX, META])?;
        let meta = transaction.object_store(META)?;
        let mut identity = read_identity(&meta).await?;
        let number = identity.next_seq;
        transaction.object_store(OUTBOX)?.put(encode(envelope)).with_key(key(number)).await?;
        identity.next_seq += 1;
        meta.put(encode(&identity)).with_key(IDENTITY).await?;
        transaction.commit().await?;
        Ok(number)
    }

    /// Reads everything.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn load(&self) -> Result<Contents, StoreError> {
        self.twice(async || self.try_load().await).await
    }

    async fn try_load(&self) -> Result<Contents, StoreError> {
        let database = self.connection().await?;
        // Only the first use writes: every other start waits for no disk.
        let identity = match read_all(&database).await? {
            Some(contents) => return Ok(contents),
            None => writing(&database, &[META])?,
        };
        let meta = identity.object_store(META)?;
        // Another tab may have been first.
        meta.put(encode(&read_identity(&meta).await?)).with_key(IDENTITY).await?;
        identity.commit().await?;
        let absent = || StoreError::Broken("the store does not keep what is written".to_owned());
        read_all(&database).await?.ok_or_else(absent)
    }

    /// The commands that wait, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn outbox(&self) -> Result<Vec<(u64, Envelope)>, StoreError> {
        self.twice(async || {
            let database = self.connection().await?;
            let transaction = database.transaction(OUTBOX).build()?;
            rows(&transaction, OUTBOX).await
        })
        .await
    }

    /// Takes over an answer in one transaction: changed pages, place, the commands up to `settled`
    /// out of the outbox, receipts in.
    ///
    /// # Errors
    /// When it could not be written; then nothing was, and the same answer can be had again.
    pub async fn absorb(
        &self,
        replica: &Replica,
        touched: Pages,
        settled: u64,
        receipts: &[(u64, Receipt)],
    ) -> Result<(), StoreError> {
        self.twice(async || self.try_absorb(replica, touched, settled, receipts).await).await
    }

    async fn try_absorb(
        &self,
        replica: &Replica,
        touched: Pages,
        settled: u64,
        receipts: &[(u64, Receipt)],
    ) -> Result<(), StoreError> {
        let database = self.connection().await?;
        let transaction = writing(&database, &ALL)?;
        let pages = transaction.object_store(PAGES_STORE)?;
        for page in touched.iter() {
            let content = replica.page(page);
            if content.is_empty() {
                pages.delete(f64::from(page)).primitive()?.await?;
            } else {
                pages.put(encode_copy(&content)).with_key(f64::from(page)).await?;
            }
        }
        let place = Place { cursor: replica.cursor, scopes: replica.scopes.clone() };
        transaction.object_store(META)?.put(encode_copy(&place)).with_key(PLACE).await?;
        let outbox = transaction.object_store(OUTBOX)?;
        // Written out: the library turns `..=last` into a range without its last key.
        outbox.delete::<f64, _>(KeyRange::UpperBound(key(settled), false)).primitive()?.await?;
        let kept = transaction.object_store(RECEIPTS)?;
        for (number, receipt) in receipts {
            kept.put(encode(receipt)).with_key(key(*number)).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Takes away a receipt a person has looked at.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn close_receipt(&self, number: u64) -> Result<(), StoreError> {
        self.twice(async || {
            let database = self.connection().await?;
            let transaction = writing(&database, &[RECEIPTS])?;
            transaction.object_store(RECEIPTS)?.delete(key(number)).primitive()?.await?;
            transaction.commit().await?;
            Ok(())
        })
        .await
    }

    /// Becomes another installation: the server has a different history under this identity (the
    /// device is a copy of another one, or the server was restored). What waits is numbered anew.
    ///
    /// # Errors
    /// When it could not be written; then nothing was.
    pub async fn renew_identity(&self) -> Result<ClientId, StoreError> {
        self.twice(async || self.try_renew_identity().await).await
    }

    async fn try_renew_identity(&self) -> Result<ClientId, StoreError> {
        let database = self.connection().await?;
        let transaction = writing(&database, &[OUTBOX, META])?;
        let waiting: Vec<(u64, Envelope)> = rows(&transaction, OUTBOX).await?;
        let outbox = transaction.object_store(OUTBOX)?;
        outbox.clear()?.await?;
        let mut identity = Identity { client: ClientId(clock::new_id()), next_seq: 1 };
        for (_, envelope) in &waiting {
            outbox.put(encode(envelope)).with_key(key(identity.next_seq)).await?;
            identity.next_seq += 1;
        }
        transaction.object_store(META)?.put(encode(&identity)).with_key(IDENTITY).await?;
        transaction.commit().await?;
        Ok(identity.client)
    }
}

/// Everything as it stands at one moment; `None` in a store that was never used.
async fn read_all(database: &Database) -> Result<Option<Contents>, StoreError> {
    let transaction = database.transaction(ALL.to_vec()).build()?;
    let meta = transaction.object_store(META)?;
    let Some(identity) = known_identity(&meta).await? else { return Ok(None) };
    let place: Option<JsValue> = meta.get(PLACE).await?;
    let pages = all(&transaction, PAGES_STORE).await?;
    Ok(Some(Contents {
        client: identity.client,
        next_seq: identity.next_seq,
        replica: read_replica(place.as_ref(), &pages),
        outbox: rows(&transaction, OUTBOX).await?,
        receipts: rows(&transaction, RECEIPTS).await?,
    }))
}

async fn known_identity(
    meta: &indexed_db_futures::object_store::ObjectStore<'_>,
) -> Result<Option<Identity>, StoreError> {
    let stored: Option<JsValue> = meta.get(IDENTITY).await?;
    Ok(stored.as_ref().and_then(decode))
}

async fn read_identity(
    meta: &indexed_db_futures::object_store::ObjectStore<'_>,
) -> Result<Identity, StoreError> {
    let known = known_identity(meta).await?;
    let new = || Identity { client: ClientId(clock::new_id()), next_seq: 1 };
    Ok(known.unwrap_or_else(new))
}

async fn all(transaction: &Transaction<'_>, name: &str) -> Result<Vec<JsValue>, StoreError> {
    let store = transaction.object_store(name)?;
    let mut values = Vec::new();
    for value in store.get_all::<JsValue>().await? {
        values.push(value?);
    }
    Ok(values)
}

async fn rows<T: DeserializeOwned>(
    transaction: &Transaction<'_>,
    name: &str,
) -> Result<Vec<(u64, T)>, StoreError> {
    let store = transaction.object_store(name)?;
    let mut keys = Vec::new();
    for number in store.get_all_keys::<f64>().await? {
        keys.push(seq(number?));
    }
    let values = all(transaction, name).await?;
    Ok(keys
        .into_iter()
        .zip(values)
        .filter_map(|(number, value)| Some((number, decode(&value)?)))
        .collect())
}

/// Puts the copy together. When a part of it has another format, all of it is fetched anew.
fn read_replica(place: Option<&JsValue>, pages: &[JsValue]) -> Replica {
    let Some(place) = place.and_then(decode_copy::<Place>) else { return Replica::default() };
    let mut replica = Replica::default();
    debug_assert!(pages.len() <= usize::from(PAGES));
    for page in pages {
        match decode_copy::<Vec<StoredRecord>>(page) {
            Some(records) => replica.load_page(records),
            None => return Replica::default(),
        }
    }
    replica.cursor = place.cursor;
    replica.scopes = place.scopes;
    replica
}
