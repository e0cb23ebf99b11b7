//! The shelter: what the store did not take, sealed like the store, in localStorage.

use super::preferences;
use super::randomness::random;
use sync::Envelope;
use vault::StoreKey;

/// Where it is sealed for.
const PLACE: &str = "shelter";

/// Commands that could not be written to the store, oldest first.
#[must_use]
pub fn commands(database: &str, seal: &StoreKey) -> Vec<Envelope> {
    readable(database, seal).unwrap_or_default()
}

/// The same; `None` where something lies there that this key does not open.
fn readable(database: &str, seal: &StoreKey) -> Option<Vec<Envelope>> {
    let Some(sealed) = preferences::shelter(database) else { return Some(Vec::new()) };
    postcard::from_bytes(&seal.open(PLACE, &sealed).ok()?).ok()
}

fn put(database: &str, seal: &StoreKey, commands: &[Envelope]) -> bool {
    if commands.is_empty() {
        preferences::forget_shelter(database);
        return true;
    }
    let (Ok(bytes), Ok(nonce)) = (postcard::to_allocvec(commands), random()) else { return false };
    preferences::set_shelter(database, &seal.seal(PLACE, nonce, &bytes))
}

/// Puts one more command into the shelter. Says whether that worked. What this key does not open is not
/// written over.
#[must_use]
pub fn add(database: &str, seal: &StoreKey, command: &Envelope) -> bool {
    let Some(mut all) = readable(database, seal) else { return false };
    all.push(command.clone());
    put(database, seal, &all)
}

/// Takes a command out again, once the store has it.
pub fn remove(database: &str, seal: &StoreKey, command: &Envelope) {
    let Some(mut rest) = readable(database, seal) else { return };
    rest.retain(|known| known != command);
    let _ = put(database, seal, &rest);
}

/// Puts commands in that an earlier version kept in the clear, before those that are there. Says whether
/// that worked.
#[must_use]
pub fn take_over(database: &str, seal: &StoreKey, mut clear: Vec<Envelope>) -> bool {
    let Some(sheltered) = readable(database, seal) else { return false };
    clear.extend(sheltered);
    put(database, seal, &clear)
}
