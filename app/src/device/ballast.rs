//! Ballast: bytes that mean nothing and take up room in an account's store. On a full device they are
//! given up for what somebody enters, which would otherwise be turned away without a warning before.
//!
//! Taken on at the door, where the store is opened anyway and nobody is entering anything.

use super::database::{StoreError, finish, open_database, writing};
use super::randomness::random;
use super::tables::{META, PATIENCE, SHAPE, database_of};
use domain::id::UserId;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

/// Its key, in the store of small things.
const BALLAST: &str = "ballast";
/// So many bytes: entries of several days. A browser keeps a value of this size in a file of its own, whose
/// room is free at once when it goes.
const BYTES: u32 = 2 * 1024 * 1024;
/// Random bytes are asked for in pieces of this size.
const PIECE: usize = 32 * 1024;

/// Takes it on, where there is none.
///
/// # Errors
/// When there is no room for it, or the store does not work.
pub(super) async fn take_on(database: &Database) -> Result<(), StoreError> {
    if is_there(&database.transaction(META).build()?).await? {
        return Ok(());
    }
    // Bytes that a browser cannot make fewer.
    let bytes = Uint8Array::new_with_length(BYTES);
    for start in (0..BYTES).step_by(PIECE) {
        bytes.set(&Uint8Array::from(random::<PIECE>()?.as_slice()), start);
    }
    let work = writing(database, &[META])?;
    work.object_store(META)?.put(JsValue::from(bytes)).with_key(BALLAST).await?;
    finish(work).await
}

/// Gives it up. Says whether there was any.
///
/// # Errors
/// When the store does not work.
pub(super) async fn give_up(database: &Database) -> Result<bool, StoreError> {
    let work = writing(database, &[META])?;
    let there = is_there(&work).await?;
    if there {
        work.object_store(META)?.delete(BALLAST).primitive()?.await?;
    }
    finish(work).await?;
    Ok(there)
}

async fn is_there(work: &Transaction<'_>) -> Result<bool, StoreError> {
    let here = KeyRange::Only(BALLAST.to_owned());
    Ok(work.object_store(META)?.count().with_query::<String, _>(here).await? > 0)
}

/// Whether an account's store has its ballast; `None` where it cannot be told.
pub async fn is_aboard(user: UserId) -> Option<bool> {
    let database = open_database(&database_of(user), SHAPE, PATIENCE).await.ok()?;
    let found = match database.transaction(META).build() {
        Ok(work) => is_there(&work).await.ok(),
        Err(_) => None,
    };
    database.close();
    found
}
