//! The shelter: what the store did not take, sealed like the store, in localStorage.

use super::database::random;
use super::preferences;
use sync::Envelope;
use vault::StoreKey;

/// Where it is sealed for.
const PLACE: &str = "shelter";

/// Commands that could not be written to the store, oldest first.
#[must_use]
pub fn commands(database: &str, seal: &StoreKey) -> Vec<Envelope> {
    let Some(sealed) = preferences::shelter(database) else { return Vec::new() };
    let opened = seal.open(PLACE, &sealed).ok();
    opened.and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default()
}

fn put(database: &str, seal: &StoreKey, commands: &[Envelope]) -> bool {
    if commands.is_empty() {
        preferences::forget_shelter(database);
        return true;
    }
    let (Ok(bytes), Ok(nonce)) = (postcard::to_allocvec(commands), random()) else { return false };
    preferences::set_shelter(database, &seal.seal(PLACE, nonce, &bytes))
}

/// Puts one more command into the shelter. Says whether that worked.
#[must_use]
pub fn add(database: &str, seal: &StoreKey, command: &Envelope) -> bool {
    let mut all = commands(database, seal);
    all.push(command.clone());
    put(database, seal, &all)
}

/// Takes a command out again, once the store has it.
pub fn remove(database: &str, seal: &StoreKey, command: &Envelope) {
    let mut rest = commands(database, seal);
    rest.retain(|known| known != command);
    let _ = put(database, seal, &rest);
}

/// Puts commands in that an earlier version kept in the clear, before those that are there. Says whether
/// that worked.
#[must_use]
pub fn take_over(database: &str, seal: &StoreKey, mut clear: Vec<Envelope>) -> bool {
    clear.extend(commands(database, seal));
    put(database, seal, &clear)
}
