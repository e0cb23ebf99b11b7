//! Devices, an office and a line between them, with everything that can go wrong, on one thread and
//! out of one seed.
//!
//! What is simulated is the world: disks, letters, killed browsers, a restored database. The client
//! and the office's side are those of the application (`sync`), and so are the rules (`domain`). A
//! tool of the tests, never shipped. See `docs/sync.md` for the promises it asks about.
//!
//! The office alone is also what the tests of the server compare the database with
//! (`server/tests/it/same_histories.rs`).

mod books;
mod chance;
mod device;
mod disk;
mod entries;
pub mod fuzzed;
mod line;
mod mischief;
mod office;
mod oracles;
mod plan;
mod play;
mod schedule;
mod shrink;
mod units;

pub use books::{Books, DIRECTORATE, Decided};
pub use chance::Chance;
pub use entries::with_own_identity;
pub use office::Office;
pub use plan::{Broken, Mischief, Plan, Report};
pub use play::play;
pub use schedule::{finish, tell};
pub use shrink::shrink;
pub use units::AtCounter;
