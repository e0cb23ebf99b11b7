//! What stands on a page until the server has answered, and when it answered badly.

use super::ids::unique;
use super::sign_in_link::sign_in_and_come_back;
use super::{Icon, Notice, NoticeKind};
use crate::api::ApiError;
use crate::api::request::Fetched;
use crate::text::fr::errors::api_error;
use crate::text::fr::ui::{LOADING, RETRY, SIGN_IN};
use leptos::prelude::*;
use std::time::Duration;

/// An answer that comes sooner shows without a flicker of "loading".
const PATIENCE: Duration = Duration::from_millis(300);

/// Something under way whose end is not known.
#[component]
pub fn Progress(
    /// What is under way.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let id = unique("progress");
    view! {
        <div class="progress" role="status">
            <label for=id.clone()>{label}</label>
            <progress id=id></progress>
        </div>
    }
}

/// Shows the answer of a server function: after 300 ms without one that it is awaited; an error as
/// a sentence with a button to try again; else what `view` makes of it. While the resource loads
/// again the earlier answer stays.
#[component]
pub fn Answer<T>(
    /// The answer.
    resource: Fetched<T>,
    /// Makes the view of it.
    #[prop(into)]
    view: Callback<T, AnyView>,
    /// What is under way while there is no answer.
    #[prop(default = LOADING)]
    label: &'static str,
) -> impl IntoView
where
    T: Clone + 'static,
{
    let late = RwSignal::new(false);
    let timer = set_timeout_with_handle(
        move || {
            let _ = late.try_set(true);
        },
        PATIENCE,
    )
    .ok();
    on_cleanup(move || {
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    let retry = Callback::new(move |()| resource.refetch());
    move || match resource.get() {
        None => awaited(late, label),
        Some(Ok(answer)) => view.run(answer),
        Some(Err(error)) => view! { <Failure error retry/> }.into_any(),
    }
}

fn awaited(late: RwSignal<bool>, label: &'static str) -> AnyView {
    view! { <Show when=move || late.get()><Progress label/></Show> }.into_any()
}

/// An error as a sentence, with a button where trying again can help.
#[component]
pub fn Failure(
    /// What went wrong.
    error: ApiError,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let again = move |_| {
        if !busy.get_untracked() {
            busy.set(true);
            retry.run(());
        }
    };
    view! {
        <Notice kind=NoticeKind::Danger title=api_error(&error) alert=true>
            {(error == ApiError::SignIn).then(|| view! {
                <a class="button" rel="external" href=sign_in_and_come_back()><Icon name="user"/><span>{SIGN_IN}</span></a>
            })}
            {error.is_transient().then(|| view! {
                <button
                    type="button"
                    class="button"
                    aria-busy=move || busy.get().then_some("true")
                    on:click=again
                >
                    <Icon name="refresh"/><span>{RETRY}</span>
                </button>
            })}
        </Notice>
    }
}
