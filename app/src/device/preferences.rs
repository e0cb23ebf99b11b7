//! localStorage, wrapped once: small things that are read at once at start and may be lost.
//!
//! A browser that is killed loses the last seconds of localStorage (measured: all of them), so
//! nothing that was entered lives here, with one exception: the emergency journal, when IndexedDB
//! has failed twice and there is nothing better left. It is sealed as the store is ([`super::shelter`]).

use domain::id::ClientId;
use domain::time::Instant;
use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sync::Envelope;

const EMERGENCY: &str = "passerelle.emergency";
/// That the device was revoked and is being handed over.
const REVOKED: &str = "passerelle.revoked";
/// When somebody was last here (`keyring.js`).
const SEEN: &str = "passerelle.seen";

/// What betrays that the browser threw the store away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Canary {
    /// The installation the store belonged to.
    pub client: ClientId,
    /// How many commands had been entered, sent or not.
    pub entered: u64,
    /// How many had been sent.
    pub sent: u64,
    /// When the device last heard from the server.
    pub last_sync: Option<Instant>,
}

/// Whether the browser has localStorage and lets us use it. gloo-storage panics where it does not.
#[expect(clippy::disallowed_methods, reason = "the one place that asks")]
fn available() -> bool {
    web_sys::window().and_then(|window| window.local_storage().ok().flatten()).is_some()
}

fn read<T: DeserializeOwned>(key: &str) -> Option<T> {
    let text = if available() { LocalStorage::raw().get_item(key).ok()?? } else { return None };
    postcard::from_bytes(&hex::decode(text).ok()?).ok()
}

fn write<T: Serialize>(key: &str, value: &T) -> bool {
    let Ok(bytes) = postcard::to_allocvec(value) else { return false };
    available() && LocalStorage::raw().set_item(key, &hex::encode(bytes)).is_ok()
}

fn forget(key: &str) {
    if available() {
        LocalStorage::delete(key);
    }
}

/// What lies under a key, also where it cannot be read.
fn as_it_lies(key: &str) -> Option<Vec<u8>> {
    let text = if available() { LocalStorage::raw().get_item(key).ok()?? } else { return None };
    Some(hex::decode(&text).unwrap_or_else(|_| text.into_bytes()))
}

/// Under which keys something lies here; `None` where the browser does not let us look.
#[must_use]
pub fn keys() -> Option<Vec<String>> {
    if !available() {
        return None;
    }
    let all = LocalStorage::raw();
    (0..all.length().ok()?).map(|place| all.key(place).ok().flatten()).collect()
}

fn canary_key(database: &str) -> String {
    format!("{database}.canary")
}

/// The canary of a store, if it was ever filled.
#[must_use]
pub fn canary(database: &str) -> Option<Canary> {
    read(&canary_key(database))
}

/// Brings the canary up to date.
pub fn set_canary(database: &str, canary: &Canary) {
    write(&canary_key(database), canary);
}

fn emergency_key(database: &str) -> String {
    format!("{EMERGENCY}.{database}")
}

/// Commands that could not be written to the store, as an earlier version kept them: in the clear.
#[must_use]
pub fn emergency(database: &str) -> Vec<Envelope> {
    read(&emergency_key(database)).unwrap_or_default()
}

/// The same as they lie there: whoever hands them on need not read them.
#[must_use]
pub fn raw_emergency(database: &str) -> Option<Vec<u8>> {
    as_it_lies(&emergency_key(database))
}

/// Forgets them, once they lie elsewhere.
pub fn forget_emergency(database: &str) {
    forget(&emergency_key(database));
}

fn shelter_key(database: &str) -> String {
    format!("{database}.shelter")
}

/// What lies in the shelter of a store, sealed.
#[must_use]
pub fn shelter(database: &str) -> Option<Vec<u8>> {
    read(&shelter_key(database))
}

/// The same; as it lies there, where this version did not put it there.
#[must_use]
pub fn raw_shelter(database: &str) -> Option<Vec<u8>> {
    shelter(database).or_else(|| as_it_lies(&shelter_key(database)))
}

/// Puts it there. Says whether that worked.
#[must_use]
pub fn set_shelter(database: &str, sealed: &[u8]) -> bool {
    write(&shelter_key(database), &sealed)
}

/// Empties it.
pub fn forget_shelter(database: &str) {
    forget(&shelter_key(database));
}

/// Marks this browser as being handed over: from now on the door opens no store in it.
pub fn mark_revoked() {
    if !write(REVOKED, &true) {
        // No room. When somebody was last here is not needed any more.
        forget(SEEN);
        write(REVOKED, &true);
    }
}

/// Whether it is marked.
#[must_use]
pub fn is_marked_revoked() -> bool {
    read(REVOKED).unwrap_or(false)
}

/// Takes the mark away.
pub fn forget_revoked() {
    forget(REVOKED);
}
