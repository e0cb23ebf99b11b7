//! The head of a page: way back, title, a sentence, what can be done.

use super::Icon;
use super::title::follow_title;
use leptos::children::ViewFnOnce;
use leptos::html::H1;
use leptos::prelude::*;
use std::cell::Cell;

thread_local! {
    /// Whether a page was shown before: the first one leaves the focus where the browser put it.
    static SHOWN_BEFORE: Cell<bool> = const { Cell::new(false) };
}

/// The head. It gives the document its title, and after a change of page takes the focus, so that
/// the keyboard and the screen reader begin where the eye does. Stands outside what reloads.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence under the title; nothing shows while it is empty.
    #[prop(optional, into)]
    lead: Signal<String>,
    /// Where the page belongs: address and name.
    #[prop(optional, into)]
    back: Option<(String, String)>,
    /// What the link there says of itself: `external` where another program shows that page.
    #[prop(optional_no_strip)]
    back_rel: Option<&'static str>,
    /// What can be done: buttons and links.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
) -> impl IntoView {
    follow_title(title);
    let heading = NodeRef::<H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && SHOWN_BEFORE.replace(true)
        {
            // Nothing to do where the browser refuses: the title is still announced.
            let _ = heading.focus();
        }
    });
    view! {
        <div class="page-head">
            <div class="page-head-text">
                {back.map(|(address, name)| view! {
                    <a class="back-link" href=address rel=back_rel>
                        <Icon name="chevron-start" flip=true/><span>{name}</span>
                    </a>
                })}
                <h1 tabindex="-1" node_ref=heading>{move || title.get()}</h1>
                <Show when=move || lead.with(|text| !text.is_empty())>
                    <p class="lead">{move || lead.get()}</p>
                </Show>
            </div>
            {actions.map(|actions| view! {
                <div class="page-head-actions">{actions.run()}</div>
            })}
        </div>
    }
}
