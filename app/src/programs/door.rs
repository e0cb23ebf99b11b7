//! Everybody's program for what comes before their own pages: signing in. Small, since whoever has
//! to sign in waits for it before anything else; it has no router and does not open the device's
//! store.

use super::Program;
use crate::pages::door;
use crate::pages::frame::{Frame, framed};
use leptos::prelude::*;

/// Puts the program into the page that loaded it.
pub fn start() {
    super::mount(|| framed(content()));
}

fn content() -> Frame {
    let path = window().location().pathname().unwrap_or_default();
    Frame {
        program: Program::Door,
        beside_name: (|| ()).into(),
        trouble: (|| ()).into(),
        dock: (|| ()).into(),
        pages: (move || door::page_at(&path)).into(),
    }
}
