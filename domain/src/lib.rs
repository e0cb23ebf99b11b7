//! What is true in Passerelle: types, states, commands and the rules that connect them.
//!
//! Pure by design: nothing here reads a clock, draws a random number, talks to a network or knows
//! a framework. The same [`apply()`] runs in the browser (as WebAssembly) and on the server, so the
//! tablet shows what the server will decide, given the same facts.

pub mod apply;
pub mod attendance;
pub mod code;
pub mod command;
pub mod consent;
pub mod contact;
#[cfg(test)]
mod fixtures;
pub mod id;
pub mod interest;
pub mod intervention;
pub mod interview;
pub mod language;
pub mod level;
pub mod order;
pub mod organisation;
pub mod path;
pub mod person;
pub mod referral;
pub mod refusal;
pub mod scheme;
pub mod state;
pub mod threshold;
pub mod time;
pub mod work;

pub use apply::{Context, Decision, apply};
pub use command::Command;
pub use refusal::{Conflict, Refusal};
pub use state::{Record, RecordKey, State};
