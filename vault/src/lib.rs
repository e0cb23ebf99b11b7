//! How the data of a device are sealed at rest (decision 0019). Without input or output: random bytes and
//! times come as arguments.

mod lease;
mod lock;
mod phrase;
mod rows;
mod sealed;
mod vault;

pub use lease::{LONGEST_MINUTES, Lease, Standing};
pub use lock::{Cost, Factor, Lock, LockRandom, Refused, WrongSecret, judge_pin, normalised};
pub use phrase::phrase;
pub use rows::{StoreKey, Unreadable};
#[cfg(feature = "keys")]
pub use sealed::new_pair;
pub use sealed::{BadOfficeKey, OfficeKey, Sealed};
pub use vault::Vault;
