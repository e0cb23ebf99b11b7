//! How replicas agree, without any input or output of its own.
//!
//! A device keeps its commands until the server has answered for each of them; the server decides
//! each command exactly once and numbers what changed; the device takes over what the server says
//! and replays on top of it what the server has not seen. Transport, storage and clocks belong to
//! the shells: `app/src/device` in the browser, `server/src/sync` on the server.

pub mod client;
pub mod conversation;
pub mod device;
pub mod feed;
pub mod intake;
pub mod seeded;
pub mod server;
pub mod wire;

pub use conversation::Conversation;
pub use device::{Overlay, Pages, Replica};
pub use feed::{Cursor, Scope, ScopeDigest};
pub use wire::{Envelope, Outcome, SyncRequest, SyncResponse, WireError};
