//! The main action of a list: a way to something new.

use crate::ui::Icon;
use leptos::prelude::*;

/// A link to the form at `address`.
pub(super) fn new_link(address: impl Into<String>, words: &'static str) -> AnyView {
    let address = address.into();
    view! {
        <a class="button button--main" href=address><Icon name="plus"/><span>{words}</span></a>
    }
    .into_any()
}
