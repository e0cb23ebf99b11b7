//! Devices, an office and a line between them, with everything that can go wrong, on one thread and
//! out of one seed.
//!
//! What is simulated is the world: disks, letters, killed browsers, a restored database. The client
//! and the office's side are those of the application (`sync`), and so are the rules (`domain`). A
//! tool of the tests, never shipped. See `docs/sync.md` for the promises it asks about.

mod chance;
mod device;
mod disk;
mod line;
mod office;
mod oracles;
mod play;
mod schedule;
mod shrink;

pub use play::{Broken, Mischief, Plan, Report, play};
pub use schedule::tell;
pub use shrink::shrink;
