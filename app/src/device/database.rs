//! The browser's databases (IndexedDB): opening one, writing to it so that it lasts, and what can go
//! wrong.

use super::clock;
use futures::channel::oneshot;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error as IdbError, OpenDbError};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionFinishKind, TransactionMode, TransactionOptions,
};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A database as this program makes it.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// The number that the browser keeps with it. It opens none that has a higher one, and makes a
    /// lower one this, once no page has it open any more.
    pub(super) version: u32,
    /// Its stores.
    pub(super) stores: &'static [&'static str],
}

/// Why the store did not do its work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser had no room left for us. There is some now, and the same may succeed.
    #[error("the device's storage was full")]
    RoomMade,
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

/// Bytes, as the store keeps them.
pub(super) fn to_js(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// What lies in a value.
pub(super) fn bytes(value: &JsValue) -> Vec<u8> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default()
}

/// What [`encode`] made; `None` where it was made by something else.
pub(super) fn decode<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    postcard::from_bytes(&bytes(value)).ok()
}

/// Whether there may be a database of this name. Asking makes none, as opening it would: a page that
/// only looks should not be left in the middle of making one. A browser that does not tell says yes.
pub(super) async fn may_be_there(name: &str) -> bool {
    names_of_databases().await.is_none_or(|names| names.iter().any(|known| known == name))
}

/// The names of all databases; `None` where the browser does not tell.
pub(super) async fn names_of_databases() -> Option<Vec<String>> {
    let all = JsFuture::from(all_databases()?).await.ok()?;
    let name = |it: JsValue| Reflect::get(&it, &"name".into()).ok()?.as_string();
    Some(Array::from(&all).iter().filter_map(name).collect())
}

fn all_databases() -> Option<Promise> {
    let factory = Reflect::get(&web_sys::window()?.into(), &"indexedDB".into()).ok()?;
    let ask: Function = Reflect::get(&factory, &"databases".into()).ok()?.dyn_into().ok()?;
    ask.call0(&factory).ok()?.dyn_into().ok()
}

/// Opens a database; makes it with its stores where there is none.
///
/// A page that is left in the middle of making it keeps the next one waiting without end, so the
/// wait has one.
///
/// # Errors
/// When the browser offers none, or it does not open within `patience`.
pub(super) async fn open_database(
    name: &str,
    shape: Shape,
    patience: Duration,
) -> Result<Database, StoreError> {
    let opening = async {
        let database = request(name, shape).await?;
        if database.object_store_names().next().is_some() {
            return Ok(database);
        }
        // Left behind by a page whose wait had an end, and that took its handler away with it.
        database.delete()?.await?;
        request(name, shape).await
    };
    match clock::within(patience, opening).await {
        Some(opened) => opened,
        None => Err(StoreError::Broken("the database does not open".to_owned())),
    }
}

/// Asks the browser for a database. The question is heard to its end also where nobody waits for the
/// answer any more: the browser answers it some day, and would find nobody to make the stores. The
/// database would then be there for good, and empty.
async fn request(name: &str, shape: Shape) -> Result<Database, StoreError> {
    let (tell, told) = oneshot::channel();
    let name = name.to_owned();
    spawn_local(async move {
        let opening = Database::open(name).with_version(shape.version).with_on_upgrade_needed(
            move |_, database| {
                let there: Vec<String> = database.object_store_names().collect();
                for store in shape.stores {
                    if !there.iter().any(|name| name == store) {
                        database.create_object_store(*store).build()?;
                    }
                }
                Ok(())
            },
        );
        if let Err(Ok(late)) = tell.send(opening.await) {
            late.close();
        }
    });
    Ok(told.await.map_err(|_| StoreError::Absent)??)
}

/// Begins to write to these stores of a database. What was committed is on the disk: a browser that is
/// killed afterwards has it.
///
/// # Errors
/// When the connection is dead.
pub(super) fn writing<'a>(
    database: &'a Database,
    stores: &[&str],
) -> Result<Transaction<'a>, StoreError> {
    let mut options = TransactionOptions::new();
    options.set_durability(TransactionDurability::Strict);
    Ok(database
        .transaction(stores.to_vec())
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()?)
}

/// Ends a piece of work. When this ends well, all of it is on the disk.
///
/// # Errors
/// When the browser gave it up; then nothing of it was written.
pub(super) async fn finish(work: Transaction<'_>) -> Result<(), StoreError> {
    // The library's own way of ending keeps the reason to itself, and a full disk is found out at the end.
    // A transaction without further requests ends by itself.
    if work.on_done()?.await == TransactionFinishKind::Ok {
        return Ok(());
    }
    Err(work.error().map_or_else(|| StoreError::Broken("given up".to_owned()), Into::into))
}
