//! Identifiers of elements, unique in the document, for what refers to another element.

use std::cell::Cell;

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// A new identifier that begins with `prefix`.
#[must_use]
pub fn unique(prefix: &str) -> String {
    let number = LAST.get().wrapping_add(1);
    LAST.set(number);
    format!("{prefix}-{number}")
}
