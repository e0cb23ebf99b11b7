//! What a list says when there is nothing in it, and what can be done about it.

use super::Pictogram;
use leptos::prelude::*;

/// The empty state. Children are the one thing to do next, if there is one.
#[component]
pub fn Empty(
    /// A sentence.
    #[prop(into)]
    text: String,
    /// The picture, without `p-`.
    #[prop(default = "social")]
    picture: &'static str,
    /// A button or a link.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Pictogram name=picture class="empty-picture"/>
            <p class="empty-text">{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
