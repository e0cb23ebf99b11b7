//! The title of the document, which tabs, history and screen readers show.

use crate::text::fr::common::PRODUCT;
use leptos::prelude::*;

/// Keeps the document's title as `title`, followed by the product's name.
pub fn follow_title(title: Signal<String>) {
    Effect::new(move |_| document().set_title(&format!("{} · {PRODUCT}", title.get())));
}
