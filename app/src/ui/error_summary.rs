//! What is wrong with a form, in one place, each line leading to its field.

use super::Icon;
use crate::text::fr::ui::errors_to_correct;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// For each error the identifier of its field (empty for the whole form) and what to do.
pub type Problems = Vec<(String, String)>;

/// What is wrong with one field, if anything.
pub fn error_of(errors: RwSignal<Problems>, id: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || {
        errors.with(|all| all.iter().find(|(field, _)| field == id).map(|(_, why)| why.clone()))
    })
}

/// Puts the focus on the element of this identifier. A group of cards gives it to its first
/// control.
fn focus(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let target = if element.tag_name().eq_ignore_ascii_case("fieldset") {
        element.query_selector("input, select, textarea").ok().flatten().unwrap_or(element)
    } else {
        element
    };
    if let Some(target) = target.dyn_ref::<web_sys::HtmlElement>() {
        // An element that cannot take the focus has been scrolled to by the link all the same.
        let _ = target.focus();
        target.scroll_into_view();
    }
}

/// The summary: nothing while `errors` is empty; takes the focus when it gets content.
#[component]
pub fn ErrorSummary(
    /// For each error the identifier of its field (empty for the whole form) and what to do.
    #[prop(into)]
    errors: Signal<Problems>,
) -> impl IntoView {
    let summary = NodeRef::<Div>::new();
    Effect::new(move |_| {
        errors.track();
        if let Some(summary) = summary.get() {
            let _ = summary.focus();
        }
    });
    let entry = |(id, message): (String, String)| {
        if id.is_empty() {
            return view! { <li>{message}</li> }.into_any();
        }
        let address = format!("#{id}");
        let go = move |event: web_sys::MouseEvent| {
            event.prevent_default();
            focus(&id);
        };
        view! { <li><a href=address on:click=go>{message}</a></li> }.into_any()
    };
    view! {
        <Show when=move || errors.with(|errors| !errors.is_empty())>
            <div class="error-summary" role="alert" tabindex="-1" node_ref=summary>
                <Icon name="alert"/>
                <h2 class="error-summary-title">
                    {move || errors_to_correct(errors.with(Vec::len))}
                </h2>
                <ul role="list">
                    {move || errors.get().into_iter().map(entry).collect_view()}
                </ul>
            </div>
        </Show>
    }
}
