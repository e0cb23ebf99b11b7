//! Icons and pictograms, from the one sprite.

use leptos::prelude::*;
use std::sync::OnceLock;

/// Where the sprite lies when the page does not say.
const DEFAULT_SPRITE: &str = "/icons.svg";

/// The sprite's address. Its name carries a hash, so the shell says it: `<body data-icons="…">`.
fn sprite() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| {
        document()
            .body()
            .and_then(|body| body.get_attribute("data-icons"))
            .filter(|address| !address.is_empty())
            .unwrap_or_else(|| DEFAULT_SPRITE.to_owned())
    })
}

/// A small sign of the 24-unit grid, beside a word or alone in a control that has a label. Hidden
/// from assistive technology.
#[component]
pub fn Icon(
    /// The name without `i-`, such as `check`.
    #[prop(into)]
    name: Signal<&'static str>,
    /// Whether it points forward or back, and so turns round in right-to-left text.
    #[prop(optional)]
    flip: bool,
    /// Another class for it, such as `menu-arrow`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let mut classes = "icon".to_owned();
    if flip {
        classes.push_str(" icon--flip");
    }
    if !class.is_empty() {
        classes.push(' ');
        classes.push_str(class);
    }
    view! {
        <svg class=classes aria-hidden="true">
            <use href=move || format!("{}#i-{}", sprite(), name.get())></use>
        </svg>
    }
}

/// A picture of the 48-unit grid, for people who read little. Hidden from assistive technology:
/// words stand beside it.
#[component]
pub fn Pictogram(
    /// The name without `p-`, such as `training`.
    name: &'static str,
    /// The class of the place it stands in.
    #[prop(default = "choice-picture")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=class aria-hidden="true">
            <use href=format!("{}#p-{name}", sprite())></use>
        </svg>
    }
}
