//! How the data of a tablet are sealed at rest.
//!
//! Every row is sealed with a [`StoreKey`]. The key is kept nowhere in the clear: the device has it
//! in a [`Lock`], which opens with what the adviser knows, and in a [`Sealed`] copy, which only the
//! office can open, so that work that was not sent survives a forgotten phrase. A [`Lease`] says
//! how long the lock may stay; when it is over, the [`Vault`] drops the lock and what is on the
//! device can no longer be read there.
//!
//! A [`Parcel`](parcel::Parcel) carries rows of a store to the office as they lie there, where nobody has the
//! key any more: from a device that was revoked, or as a rescue file.
//!
//! No input or output, no clock and no randomness of its own: times and random bytes are arguments.

mod lease;
mod lock;
pub mod parcel;
mod phrase;
mod rows;
mod sealed;
mod secret;
mod stretch;
mod vault;

#[cfg(test)]
mod tests;

pub use lease::{Lease, Standing};
pub use lock::{Factor, Lock, LockRandom, WrongSecret};
pub use phrase::{WORDS, phrase};
pub use rows::{StoreKey, Unreadable};
#[cfg(feature = "keys")]
pub use sealed::new_pair;
pub use sealed::{BadOfficeKey, OfficeKey, Sealed};
pub use secret::{Refused, good_pin, normalised};
pub use stretch::Cost;
pub use vault::Vault;
