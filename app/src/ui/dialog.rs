//! A question asked over the page: the browser's own `<dialog>`, so that Escape, the focus inside
//! it and the focus's way back are the browser's.

use super::Icon;
use super::ids::unique;
use crate::text::fr::ui::CLOSE;
use leptos::children::ViewFn;
use leptos::html;
use leptos::prelude::*;

/// The dialog, shown while `open` is true; closing it by Escape or by its cross sets `open` to
/// false. Its content is made anew at each opening.
#[component]
pub fn Dialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// The buttons, the main one first.
    #[prop(into)]
    foot: ViewFn,
    /// What it says or asks.
    children: ChildrenFn,
) -> impl IntoView {
    let id = unique("dialog");
    let labelled_by = id.clone();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = dialog.get() else { return };
        if wanted && !dialog.open() {
            if dialog.show_modal().is_err() {
                // Without modal dialogs (old browsers) it still opens in the page.
                dialog.set_open(true);
            }
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="dialog"
            aria-labelledby=labelled_by
            node_ref=dialog
            on:close=move |_| open.set(false)
        >
            <div class="dialog-head">
                <h2 id=id>{move || title.get()}</h2>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label=CLOSE
                    on:click=move |_| open.set(false)
                >
                    <Icon name="cross"/>
                </button>
            </div>
            <Show when=move || open.get()>
                <div class="dialog-body">{children()}</div>
                <div class="dialog-foot">{foot.run()}</div>
            </Show>
        </dialog>
    }
}
