//! What opens an account's store on this device: their vault, which opens nothing without their secret, and
//! their name, to find it by. It lies in the store itself, in the clear: whatever becomes of one becomes of
//! the other, and both are written in one transaction.

use super::database::{
    StoreError, decode, encode, finish, may_be_there, names_of_databases, open_database, writing,
};
use super::sealing::seal_values;
use super::tables::{BEFORE, META, PATIENCE, SHAPE, STORES, VAULT, database_of};
use super::{ballast, preferences, shelter};
use crate::api::account::Profile;
use domain::id::UserId;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use vault::{StoreKey, Vault};
use wasm_bindgen::JsValue;

/// An adviser's vault on this device.
#[derive(Clone, Debug)]
pub struct KeptVault {
    /// Whose it is.
    pub profile: Profile,
    /// What opens their store.
    pub vault: Vault,
}

impl KeptVault {
    pub(super) fn read(value: &JsValue) -> Result<Self, StoreError> {
        let read = decode::<(Profile, Vec<u8>)>(value)
            .and_then(|(profile, vault)| Some(Self { profile, vault: Vault::decode(&vault)? }));
        // It is not taken for nothing.
        read.ok_or_else(|| StoreError::Broken("the vault cannot be read".to_owned()))
    }

    fn value(&self) -> JsValue {
        encode(&(&self.profile, self.vault.encode()))
    }
}

/// The vault of an account, where it has one here.
///
/// # Errors
/// When the browser offers no working storage, or what is kept cannot be read.
pub async fn of(user: UserId) -> Result<Option<KeptVault>, StoreError> {
    let name = database_of(user);
    if may_be_there(&name).await { in_database(&name).await } else { Ok(None) }
}

async fn in_database(name: &str) -> Result<Option<KeptVault>, StoreError> {
    let database = open_database(name, SHAPE, PATIENCE).await?;
    let found = standing(&database.transaction(META).build()?).await;
    database.close();
    found
}

async fn standing(work: &Transaction<'_>) -> Result<Option<KeptVault>, StoreError> {
    let value: Option<JsValue> = work.object_store(META)?.get(VAULT).await?;
    value.as_ref().map(KeptVault::read).transpose()
}

/// All who have one here, as far as can be told.
pub async fn all() -> Vec<KeptVault> {
    let mut found = Vec::new();
    for name in names_of_databases().await.unwrap_or_default() {
        if name.starts_with(BEFORE)
            && let Ok(vault) = in_database(&name).await
        {
            found.extend(vault);
        }
    }
    found
}

/// Keeps a vault in the place of the one before, which was of the same key.
///
/// # Errors
/// When it could not be written.
pub async fn keep(new: &KeptVault) -> Result<(), StoreError> {
    let database = open(new).await?;
    let done = async {
        let work = writing(&database, &[META])?;
        put(work, new).await
    };
    let done = done.await;
    // Without room for it the store works all the same.
    let _ = ballast::take_on(&database).await;
    database.close();
    done
}

/// Keeps the first vault of an account, and seals their store with its key: all of it or nothing. Two pages
/// may be at it: the second gets what the first has kept, and seals nothing.
///
/// # Errors
/// When the browser offers no storage, or another page still has the store open as it was before.
pub async fn keep_first(new: &KeptVault, seal: &StoreKey) -> Result<Option<KeptVault>, StoreError> {
    let database = open(new).await?;
    let done = first(&database, new, seal).await;
    if done.is_ok() {
        let _ = ballast::take_on(&database).await;
    }
    database.close();
    let standing = done?;
    let name = database_of(new.profile.user);
    let clear = preferences::emergency(&name);
    // What an earlier version put there when the store failed it.
    if standing.is_none() && !clear.is_empty() && shelter::take_over(&name, seal, clear) {
        preferences::forget_emergency(&name);
    }
    Ok(standing)
}

async fn open(of: &KeptVault) -> Result<Database, StoreError> {
    open_database(&database_of(of.profile.user), SHAPE, PATIENCE).await
}

async fn first(
    database: &Database,
    new: &KeptVault,
    seal: &StoreKey,
) -> Result<Option<KeptVault>, StoreError> {
    let work = writing(database, &STORES)?;
    if let Some(standing) = standing(&work).await? {
        return Ok(Some(standing));
    }
    seal_values(&work, seal).await?;
    put(work, new).await?;
    Ok(None)
}

async fn put(work: Transaction<'_>, new: &KeptVault) -> Result<(), StoreError> {
    work.object_store(META)?.put(new.value()).with_key(VAULT).await?;
    finish(work).await
}
