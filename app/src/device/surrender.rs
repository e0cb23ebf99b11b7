//! What this browser holds of every account, as it lies there: for the office that revoked it, and for a
//! rescue file. No key is needed for it, and none is here.

use super::database::{StoreError, bytes, may_be_there, names_of_databases, open_database};
use super::tables::{BEFORE, JOURNAL, META, PATIENCE, SHAPE, VAULT, database_of};
use super::vaults::KeptVault;
use super::{clock, last_user, preferences};
use domain::id::{ClientId, UserId};
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;
use vault::Sealed;
use vault::parcel::{Row, pack};
use wasm_bindgen::JsValue;

const OUTBOX: &str = "outbox";
/// Where the rows of the shelter say that they lay.
const SHELTER: &str = "shelter";
/// Letters of an account's identity.
const UUID: usize = 36;

/// What a browser holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The installations that are known by name.
    pub installations: Vec<ClientId>,
    /// What waits, and what was not yet in a backup when the device last heard of one. At least one for
    /// each account that has anything here.
    pub parcels: Vec<Vec<u8>>,
    /// Whether there can be no more: not where the browser does not tell which databases it has.
    pub is_all: bool,
}

/// The accounts of which something lies here.
struct Accounts {
    /// Each, and whether its database is to be read.
    each: BTreeMap<UserId, bool>,
    /// Whether there can be no more.
    are_all: bool,
}

/// Everything that waits in this browser, of all who have a store here.
///
/// # Errors
/// When something cannot be read: then nothing may be thrown away.
pub async fn held() -> Result<Held, StoreError> {
    let accounts = accounts().await?;
    let mut all = Held { is_all: accounts.are_all, ..Held::default() };
    for (user, has_database) in accounts.each {
        of_account(user, has_database, &mut all).await?;
    }
    all.installations.sort_unstable();
    all.installations.dedup();
    Ok(all)
}

/// The same of one account.
///
/// # Errors
/// When its store cannot be read.
pub async fn held_of(user: UserId) -> Result<Held, StoreError> {
    let mut held = Held { is_all: true, ..Held::default() };
    of_account(user, may_be_there(&database_of(user)).await, &mut held).await?;
    Ok(held)
}

/// The installations of this browser, as far as they are known without reading its stores.
pub async fn installations() -> Vec<ClientId> {
    let mut found = Vec::new();
    let Ok(accounts) = accounts().await else { return found };
    for (user, has_database) in accounts.each {
        match preferences::canary(&database_of(user)) {
            Some(canary) => found.push(canary.client),
            // The browser lost the last seconds of localStorage: the keys of rows tell too.
            None if has_database => {
                found.extend(held_of(user).await.unwrap_or_default().installations);
            }
            None => {}
        }
    }
    found
}

/// Whoever has a database here, or something in localStorage. A browser that does not tell which databases
/// it has is asked for those of the accounts that localStorage knows, and of who used it last.
async fn accounts() -> Result<Accounts, StoreError> {
    let outside = preferences::keys().ok_or(StoreError::Absent)?;
    let names = clock::within(PATIENCE, names_of_databases()).await.flatten();
    let are_all = names.is_some();
    let mut each: BTreeMap<UserId, bool> =
        outside.iter().filter_map(|key| account_in(key)).map(|user| (user, !are_all)).collect();
    if let Some(names) = names {
        let there = |name: &String| account_in(name).filter(|user| database_of(*user) == *name);
        each.extend(names.iter().filter_map(there).map(|user| (user, true)));
    } else if let Some(profile) = last_user::recall(last_user::SHORT).await? {
        each.insert(profile.user, true);
    }
    Ok(Accounts { each, are_all })
}

/// The account in the name of a database, or in a key of localStorage that has one in it.
fn account_in(name: &str) -> Option<UserId> {
    let (_, rest) = name.split_once(BEFORE)?;
    Some(UserId(Uuid::try_parse(rest.get(..UUID)?).ok()?))
}

async fn of_account(user: UserId, has_database: bool, all: &mut Held) -> Result<(), StoreError> {
    let name = database_of(user);
    let (sealed, mut rows) =
        if has_database { in_database(&name).await? } else { (None, Vec::new()) };
    all.installations.extend(preferences::canary(&name).map(|canary| canary.client));
    all.installations.extend(rows.iter().filter_map(|row| installation(&row.place)));
    let sheltered = |value| Row { place: SHELTER.to_owned(), value };
    rows.extend(preferences::raw_shelter(&name).map(sheltered));
    all.parcels.extend(pack(user, sealed.as_ref(), rows));
    // What an earlier version put there in the clear.
    if let Some(clear) = preferences::raw_emergency(&name) {
        all.parcels.extend(pack(user, None, vec![sheltered(clear)]));
    }
    Ok(())
}

/// The installation in the key of a row.
fn installation(place: &str) -> Option<ClientId> {
    let rest = place.strip_prefix("outbox/").or_else(|| place.strip_prefix("meta/journal/"))?;
    let (client, _) = rest.split_once('/')?;
    Some(ClientId(Uuid::try_parse(client).ok()?))
}

async fn in_database(name: &str) -> Result<(Option<Sealed>, Vec<Row>), StoreError> {
    let database = open_database(name, SHAPE, PATIENCE).await?;
    let read = read(&database).await;
    database.close();
    read
}

async fn read(database: &Database) -> Result<(Option<Sealed>, Vec<Row>), StoreError> {
    let work = database.transaction(vec![OUTBOX, META]).build()?;
    let mut rows = Vec::new();
    let outbox = work.object_store(OUTBOX)?;
    let keys = outbox.get_all_keys::<JsValue>().await?;
    let values = outbox.get_all::<JsValue>().await?;
    for (key, value) in keys.zip(values) {
        rows.push(Row { place: place(OUTBOX, &key?), value: bytes(&value?) });
    }
    let meta = work.object_store(META)?;
    let journal =
        || KeyRange::Bound(JOURNAL.to_owned(), false, super::tables::after(JOURNAL), true);
    let keys = meta.get_all_keys::<JsValue>().with_query::<String, _>(journal()).await?;
    let values = meta.get_all::<JsValue>().with_query::<String, _>(journal()).await?;
    for (key, value) in keys.zip(values) {
        rows.push(Row { place: place(META, &key?), value: bytes(&value?) });
    }
    let vault: Option<JsValue> = meta.get(VAULT).await?;
    let Some(vault) = vault else { return Ok((None, rows)) };
    let sealed = if let Ok(kept) = KeptVault::read(&vault) {
        Some(kept.vault.sealed().clone())
    } else {
        // Of a version that this one does not know: the office gets it as it is.
        rows.push(Row { place: place(META, &VAULT.into()), value: bytes(&vault) });
        None
    };
    Ok((sealed, rows))
}

/// The first version numbered its rows.
fn place(store: &str, key: &JsValue) -> String {
    match (key.as_string(), key.as_f64()) {
        (Some(key), _) => format!("{store}/{key}"),
        (None, Some(number)) => format!("{store}/{number}"),
        (None, None) => format!("{store}/"),
    }
}
