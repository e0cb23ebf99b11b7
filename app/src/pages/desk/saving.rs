//! What the desk's larger forms share: what is wrong with a field, what stands on the server when
//! somebody else was quicker, and the last row.

use super::own_limits::OwnLimits;
use crate::api::ApiError;
use crate::api::schemes::SEEN;
use crate::text::fr::desk::schemes as text;
use crate::text::fr::errors::api_error;
use crate::ui::{Icon, Notice, NoticeKind, Problems, Submit};
use leptos::prelude::*;

/// What is wrong with the form.
pub(super) type Errors = RwSignal<Problems>;

/// Names and values as they are read, in the order of the form.
pub(super) type Shown = Vec<(&'static str, String)>;

/// A refusal as an error of the form whose fields have identifiers that begin with `prefix`.
pub(super) fn refused(error: &ApiError, prefix: &str) -> Problems {
    let id = match error {
        ApiError::Invalid { field, .. } if !field.is_empty() && field != SEEN => {
            format!("{prefix}{field}")
        }
        _ => String::new(),
    };
    vec![(id, api_error(error))]
}

/// Whether somebody else changed the same thing meanwhile.
pub(super) fn was_slower(error: &ApiError) -> bool {
    matches!(error, ApiError::Invalid { field, .. } if field == SEEN)
}

/// Of the values on the server those that are not the ones typed.
pub(super) fn differing(server: Shown, typed: &Shown) -> Shown {
    server.into_iter().filter(|value| !typed.contains(value)).collect()
}

/// The values on the server, after somebody else was quicker; nothing while `values` is `None`.
#[component]
pub(super) fn CurrentValues(
    /// Those that differ from what was typed.
    values: RwSignal<Option<Shown>>,
    /// Puts them into the form.
    take: Callback<()>,
) -> impl IntoView {
    let fact = |(name, value): (&'static str, String)| {
        view! { <div><dt>{name}</dt><dd dir="auto">{value}</dd></div> }
    };
    move || {
        values.get().map(|values| {
            if values.is_empty() {
                return view! {
                    <Notice kind=NoticeKind::Info title=text::CURRENT_VALUES>
                        <p>{text::CURRENT_SAME}</p>
                    </Notice>
                }
                .into_any();
            }
            view! {
                <Notice kind=NoticeKind::Warning title=text::CURRENT_VALUES>
                    <p>{text::CURRENT_NOTE}</p>
                    <dl class="facts">{values.into_iter().map(fact).collect_view()}</dl>
                    <button type="button" class="button" on:click=move |_| take.run(())>
                        <Icon name="undo"/><span>{text::TAKE_CURRENT}</span>
                    </button>
                </Notice>
            }
            .into_any()
        })
    }
}

/// The last row of a form. Who may only read what stands in it is told so in place of the button.
#[component]
pub(super) fn SaveRow(
    /// Who may write it.
    may: fn(OwnLimits) -> bool,
    /// Whether it is on its way.
    pending: Signal<bool>,
    /// Where one goes without saving.
    cancel: &'static str,
) -> impl IntoView {
    let limits = OwnLimits::get();
    let save = move || {
        if may(limits) {
            view! { <Submit label=text::SAVE busy_label=text::SAVING busy=pending/> }.into_any()
        } else {
            view! { <p class="soft">{text::READ_ONLY}</p> }.into_any()
        }
    };
    view! {
        <div class="row">
            {save}
            <a class="button" href=cancel>{text::CANCEL}</a>
        </div>
    }
}
