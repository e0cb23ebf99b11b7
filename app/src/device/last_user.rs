//! Who used this device last, so that the application opens without a network.
//!
//! In IndexedDB and not in localStorage: a browser that is killed loses the last seconds of
//! localStorage, and with the name of the person it would lose the way to their store.

use super::store::{StoreError, decode, encode, open_database};
use crate::api::account::Profile;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use std::time::Duration;
use wasm_bindgen::JsValue;

const DATABASE: &str = "passerelle";
const STORE: &str = "device";
const PROFILE: &str = "profile";

/// Longest wait for the database where something else can be done instead.
pub const SHORT: Duration = Duration::from_secs(3);
/// Longest wait where nothing else can be done: a browser that has just been started again on a slow
/// disk takes its time.
pub const LONG: Duration = Duration::from_secs(30);

/// The last person signed in; `None` when nobody was.
///
/// # Errors
/// When the device cannot say, or not within `patience`.
pub async fn recall(patience: Duration) -> Result<Option<Profile>, StoreError> {
    Ok(remembered(&open_database(DATABASE, &[STORE], patience).await?).await)
}

async fn remembered(database: &Database) -> Option<Profile> {
    let transaction = database.transaction(STORE).build().ok()?;
    let store = transaction.object_store(STORE).ok()?;
    let bytes: Option<JsValue> = store.get(PROFILE).await.ok()?;
    decode(&bytes?)
}

/// Remembers who is signed in; `None` forgets. What a person entered stays in their own store
/// until it is sent.
///
/// # Errors
/// When the browser offers no storage; the application then opens with a network only.
pub async fn remember(profile: Option<&Profile>) -> Result<(), StoreError> {
    let database = open_database(DATABASE, &[STORE], SHORT).await?;
    // Each start says who it is; only news has to wait for the disk.
    if profile.is_some() && remembered(&database).await.as_ref() == profile {
        return Ok(());
    }
    let mut options = TransactionOptions::new();
    options.set_durability(TransactionDurability::Strict);
    let transaction = database
        .transaction(STORE)
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()?;
    let store = transaction.object_store(STORE)?;
    match profile {
        Some(profile) => {
            store.put(encode(profile)).with_key(PROFILE).await?;
        }
        None => store.delete(PROFILE).primitive()?.await?,
    }
    transaction.commit().await?;
    Ok(())
}
