//! The browser side: what a device keeps, and how it gets rid of it.
//!
//! - [`tables`]: one account's records and commands in IndexedDB, the only place for what must not
//!   be lost; [`database`]: how a database is opened and written to;
//! - [`keyring`]: the key of that store, from page to page; [`vaults`]: what opens it; [`sealing`]: sealing it
//!   for the first time; [`ballast`]: room for entries on a full device; [`shelter`]: where a command goes
//!   that it did not take;
//!   [`drafts`]: what was being typed when the device was locked;
//! - [`surrender`]: what lies here of everybody, for the office that revoked the device;
//!   [`rescue_file`]: the same for a file that is carried by hand;
//! - [`last_user`]: who used the device last;
//! - [`preferences`]: localStorage through gloo-storage, for what must be read at once and may be
//!   lost, and as the last resort when IndexedDB fails;
//! - [`handle`]: the device as pages see it;
//! - [`room`]: the world around the client that `sync` brings; [`watch`]: who is told of changes;
//! - [`workplace`]: whose device it is, from the start of the page on;
//! - [`link`]: sending and fetching, with its triggers;
//! - [`news`]: hearing from the server that something changed;
//! - [`tabs`]: several tabs of one application;
//! - [`updates`]: a new version of the application.

pub mod ballast;
pub mod clock;
pub mod database;
pub mod drafts;
pub mod handle;
pub mod keyring;
pub mod last_user;
pub mod link;
pub mod news;
mod pack;
pub mod preferences;
pub mod randomness;
pub mod rescue_file;
mod room;
mod sealing;
pub mod shelter;
pub mod surrender;
pub mod tables;
pub mod tabs;
pub mod updates;
pub mod vaults;
mod watch;
pub mod workplace;

pub use handle::{Device, SubmitError};
pub use link::LinkState;
