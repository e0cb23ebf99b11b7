//! Which level of French is asked for, and by when: the public page `/niveau`, rendered here, working
//! without script.
//!
//! It asks for what nobody here may keep, on what ground somebody stays, and so keeps nothing: the
//! answers come by POST, go through the rules and are gone. It knows no database and writes no log.

mod handlers;

use crate::registration::{Assets, Now};

/// The routes `GET /niveau` and `POST /niveau`.
pub fn routes(assets: &Assets, now: Now) -> axum::Router {
    handlers::routes(handlers::Desk::new(assets, now))
}
