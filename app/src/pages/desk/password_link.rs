//! The link by which the owner of an account chooses a password: made, shown once, copied.

use crate::api::accounts::password_link;
use crate::api::request::Sending;
use crate::pages::copy_link::{copy, link_field, whole};
use crate::text::fr::desk::accounts as text;
use crate::text::fr::errors::api_error;
use crate::ui::{Icon, Toasts};
use domain::id::UserId;
use leptos::prelude::*;

/// The button that makes the link, and in its place the link once it is made.
#[component]
pub(super) fn PasswordLink(
    /// Whose.
    user: UserId,
    /// Whether it is made at once, without a press.
    #[prop(optional)]
    now: bool,
) -> impl IntoView {
    let make = Sending::<String>::new();
    if now {
        make.send(password_link(user));
    }
    let content = move || match make.get() {
        Some(Ok(path)) => given(whole(&path)),
        answer => {
            let failure = answer.and_then(Result::err).map(|error| {
                view! {
                    <p class="field-error"><Icon name="alert"/><span>{api_error(&error)}</span></p>
                }
            });
            view! {
                {failure}
                <div class="row">
                    <button
                        type="button"
                        class="button"
                        aria-busy=move || make.pending().get().then_some("true")
                        on:click=move |_| make.send(password_link(user))
                    >
                        <Icon name="lock"/><span>{text::NEW_PASSWORD}</span>
                    </button>
                </div>
            }
            .into_any()
        }
    };
    view! { <div class="stack" role="status">{content}</div> }
}

fn given(link: String) -> AnyView {
    let copied = link.clone();
    let press = move |_| {
        let (link, toasts) = (copied.clone(), Toasts::get());
        leptos::task::spawn_local(async move {
            if copy(&link).await {
                toasts.say(text::COPIED);
            } else {
                toasts.warn(text::NOT_COPIED);
            }
        });
    };
    view! {
        {link_field(text::LINK.to_owned(), link)}
        <p class="soft">{text::LINK_NOTE}</p>
        <div class="row">
            <button type="button" class="button button--main" on:click=press>
                <Icon name="file"/><span>{text::COPY}</span>
            </button>
        </div>
    }
    .into_any()
}
