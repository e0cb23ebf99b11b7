//! What this browser holds of every account, as it lies there: for the office that revoked it, and for a
//! rescue file. No key is needed for it, and none is here.

use super::database::{StoreError, bytes, may_be_there, names_of_databases, open_database};
use super::tables::{BEFORE, JOURNAL, META, PATIENCE, SHAPE, VAULT, database_of};
use super::vaults::KeptVault;
use super::{last_user, preferences};
use domain::id::{ClientId, UserId};
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use uuid::Uuid;
use vault::Sealed;
use vault::parcel::{Row, pack};
use wasm_bindgen::JsValue;

const OUTBOX: &str = "outbox";
/// Where the rows of the shelter say that they lay.
const SHELTER: &str = "shelter";

/// What a browser holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The installations that are known by name.
    pub installations: Vec<ClientId>,
    /// What waits, and what was not yet in a backup when the device last heard of one.
    pub parcels: Vec<Vec<u8>>,
}

/// Everything that waits in this browser, of all who have a store here.
///
/// # Errors
/// When one of the stores cannot be read: then nothing may be thrown away.
pub async fn held() -> Result<Held, StoreError> {
    let mut all = Held::default();
    for (name, user) in stores().await {
        of_store(&name, user, &mut all).await?;
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
    let (name, mut held) = (database_of(user), Held::default());
    if may_be_there(&name).await {
        of_store(&name, user, &mut held).await?;
    }
    Ok(held)
}

/// The installations of this browser, as far as they are known without reading its stores.
pub async fn installations() -> Vec<ClientId> {
    let mut found = Vec::new();
    for (name, user) in stores().await {
        match preferences::canary(&name) {
            Some(canary) => found.push(canary.client),
            // The browser lost the last seconds of localStorage: the keys of rows tell too.
            None => found.extend(held_of(user).await.unwrap_or_default().installations),
        }
    }
    found
}

/// The stores of accounts. A browser that does not tell which databases it has is asked for that of
/// who used it last.
async fn stores() -> Vec<(String, UserId)> {
    let names = match names_of_databases().await {
        Some(names) => names,
        None => match last_user::recall(last_user::SHORT).await {
            Ok(Some(profile)) => vec![database_of(profile.user)],
            _ => Vec::new(),
        },
    };
    let user = |name: &str| Some(UserId(Uuid::try_parse(name.strip_prefix(BEFORE)?).ok()?));
    names.into_iter().filter_map(|name| user(&name).map(|user| (name, user))).collect()
}

async fn of_store(name: &str, user: UserId, all: &mut Held) -> Result<(), StoreError> {
    let database = open_database(name, SHAPE, PATIENCE).await?;
    let read = read(&database).await;
    database.close();
    let (sealed, mut rows) = read?;
    all.installations.extend(preferences::canary(name).map(|canary| canary.client));
    all.installations.extend(rows.iter().filter_map(|row| installation(&row.place)));
    if let Some(value) = preferences::shelter(name) {
        rows.push(Row { place: SHELTER.to_owned(), value });
    }
    all.parcels.extend(pack(user, sealed.as_ref(), rows));
    // What an earlier version put there in the clear.
    let clear = preferences::emergency(name);
    if !clear.is_empty() {
        let value = postcard::to_allocvec(&clear).unwrap_or_default();
        all.parcels.extend(pack(user, None, vec![Row { place: SHELTER.to_owned(), value }]));
    }
    Ok(())
}

/// The installation in the key of a row.
fn installation(place: &str) -> Option<ClientId> {
    let rest = place.strip_prefix("outbox/").or_else(|| place.strip_prefix("meta/journal/"))?;
    let (client, _) = rest.split_once('/')?;
    Some(ClientId(Uuid::try_parse(client).ok()?))
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
