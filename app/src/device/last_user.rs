//! Who used this device last, so that the application opens without a network.
//!
//! In IndexedDB and not in localStorage: a browser that is killed loses the last seconds of
//! localStorage, and with the name of the person it would lose the way to their store.

use super::clock;
use super::database::{
    Shape, StoreError, decode, encode, finish, may_be_there, open_database, writing,
};
use crate::api::account::Profile;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;

const DATABASE: &str = "passerelle";
const STORE: &str = "device";
const SHAPE: Shape = Shape { version: 1, stores: &[STORE] };
const PROFILE: &str = "profile";

/// Longest wait for the database where something else can be done instead.
pub const SHORT: Duration = Duration::from_secs(3);
/// Longest wait where nothing else can be done: a browser that has just been started again on a slow
/// disk takes its time.
const LONG: Duration = Duration::from_secs(30);
/// Between two questions.
const PAUSE: Duration = Duration::from_millis(500);

/// The last person signed in; `None` when nobody was.
///
/// # Errors
/// When the device cannot say, or not within `patience`.
pub async fn recall(patience: Duration) -> Result<Option<Profile>, StoreError> {
    if clock::within(patience, may_be_there(DATABASE)).await == Some(false) {
        return Ok(None);
    }
    remembered(&open_database(DATABASE, SHAPE, patience).await?).await
}

/// The same, asked again and again for up to half a minute: a browser that was killed and is started
/// again may at first answer with an error.
pub async fn recall_at_last() -> Option<Profile> {
    let asking = async {
        loop {
            if let Ok(known) = recall(LONG).await {
                return known;
            }
            clock::within(PAUSE, std::future::pending::<()>()).await;
        }
    };
    clock::within(LONG, asking).await.flatten()
}

async fn remembered(database: &Database) -> Result<Option<Profile>, StoreError> {
    let transaction = database.transaction(STORE).build()?;
    let bytes: Option<JsValue> = transaction.object_store(STORE)?.get(PROFILE).await?;
    Ok(bytes.as_ref().and_then(decode))
}

/// Remembers who is signed in; `None` forgets. What a person entered stays in their own store
/// until it is sent.
///
/// # Errors
/// When the browser offers no storage; the application then opens with a network only.
pub async fn remember(profile: Option<&Profile>) -> Result<(), StoreError> {
    let database = open_database(DATABASE, SHAPE, SHORT).await?;
    // Each start says who it is; only news has to wait for the disk.
    if profile.is_some() && remembered(&database).await.ok().flatten().as_ref() == profile {
        return Ok(());
    }
    let written = write(&database, profile).await;
    if written.is_err() && profile.is_some() {
        // Better nobody than another, whose store the next page would open. Where this fails too,
        // the server still tells them apart.
        let _ = write(&database, None).await;
    }
    written
}

async fn write(database: &Database, profile: Option<&Profile>) -> Result<(), StoreError> {
    let transaction = writing(database, &[STORE])?;
    let store = transaction.object_store(STORE)?;
    match profile {
        Some(profile) => {
            store.put(encode(profile)).with_key(PROFILE).await?;
        }
        None => store.delete(PROFILE).primitive()?.await?,
    }
    finish(transaction).await
}
