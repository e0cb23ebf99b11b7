//! Where the keyboard is, kept when what it was on is made anew.

use leptos::leptos_dom::helpers::{document, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Does what makes a part of the page anew. Whoever had the keyboard on a link or on something
/// named in it has it there again afterwards.
pub fn keep(work: impl FnOnce()) {
    let place = document().active_element().and_then(|element| selector(&element));
    work();
    let Some(place) = place else { return };
    request_animation_frame(move || {
        let lost = document().active_element().is_none_or(|it| it.tag_name() == "BODY");
        if !lost {
            return;
        }
        if let Ok(Some(element)) = document().query_selector(&place)
            && let Some(element) = element.dyn_ref::<HtmlElement>()
        {
            let _ = element.focus();
        }
    });
}

fn selector(element: &Element) -> Option<String> {
    let id = element.id();
    if !id.is_empty() {
        return Some(format!("[id=\"{id}\"]"));
    }
    // Addresses of ours have neither quotes nor strokes backwards.
    element.get_attribute("href").map(|address| format!("a[href=\"{address}\"]"))
}
