//! The main action of a list: a way to something new.

use super::own_limits::OwnLimits;
use crate::ui::Icon;
use leptos::prelude::*;

/// A link to the form at `address`, for who `may` write there.
pub(super) fn new_link(
    may: fn(OwnLimits) -> bool,
    address: impl Into<String>,
    words: &'static str,
) -> AnyView {
    let address = address.into();
    let limits = OwnLimits::get();
    let link = move || {
        may(limits).then(|| {
            let address = address.clone();
            view! {
                <a class="button button--main" href=address>
                    <Icon name="plus"/><span>{words}</span>
                </a>
            }
        })
    };
    link.into_any()
}
