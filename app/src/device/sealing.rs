//! Sealing an account's store for the first time: what an earlier version kept in the clear is taken over.

use super::database::{StoreError, bytes, decode};
use super::tables::{META, STORES, put_mark, sealed};
use domain::id::ClientId;
use indexed_db_futures::KeyRange;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use serde::Deserialize;
use sync::client::CommandId;
use vault::StoreKey;
use wasm_bindgen::JsValue;

/// Seals everything that lies in an account's store, and marks it as sealed, in the work that the caller
/// ends.
///
/// # Errors
/// When the store cannot be read or written.
pub(super) async fn seal_values(work: &Transaction<'_>, seal: &StoreKey) -> Result<(), StoreError> {
    name_the_numbered(work).await?;
    for name in STORES {
        let store = work.object_store(name)?;
        let keys = store.get_all_keys::<String>().await?;
        let values = store.get_all::<JsValue>().await?;
        for (key, value) in keys.zip(values) {
            let key = key?;
            let value = sealed(seal, name, &key, &bytes(&value?))?;
            store.put(value).with_key(key).await?;
        }
    }
    put_mark(work, seal).await
}

/// The first version numbered pages, commands and receipts, and the latter without their
/// installation. Gives these keys that name it. The copy is fetched anew.
async fn name_the_numbered(work: &Transaction<'_>) -> Result<(), StoreError> {
    /// As it was kept, and still is.
    #[derive(Deserialize)]
    struct Identity {
        client: ClientId,
        _next_seq: u64,
    }
    let numbers = || KeyRange::UpperBound(f64::MAX, false);
    work.object_store("pages")?.delete::<f64, _>(numbers()).primitive()?.await?;
    let identity: Option<JsValue> = work.object_store(META)?.get("identity").await?;
    let Some(identity) = identity.as_ref().and_then(decode::<Identity>) else { return Ok(()) };
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
