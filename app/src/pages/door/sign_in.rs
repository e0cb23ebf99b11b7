//! Signing in.

use super::lock::{self, Others, Said, Why};
use super::revoked::Revoked;
use crate::api::ApiError;
use crate::api::account::sign_in;
use crate::api::request::Sending;
use crate::text::fr::errors::api_error;
use crate::text::fr::lock::BACK;
use crate::text::fr::room::sign_in as text;
use crate::ui::{ErrorSummary, PageHead, Problems, TextField, error_of};
use leptos::prelude::*;

const LOGIN: &str = "login";
const PASSWORD: &str = "password";

/// The page. It is also where a session that has ended is renewed: what waits on the device is
/// sent by the page that comes after it.
#[component]
pub fn SignInPage(
    /// Why the password is asked for.
    why: Why,
    /// Where somebody stands.
    step: Said,
) -> impl IntoView {
    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = RwSignal::new(Problems::new());
    let enter = Sending::new();
    // Until the next page is there: what comes next takes its time on a slow device.
    let leaving = RwSignal::new(false);
    let busy = Signal::derive(move || enter.pending().get() || leaving.get());
    Effect::new(move |_| match enter.get() {
        Some(Ok(profile)) => {
            password.set(String::new());
            leaving.set(true);
            leptos::task::spawn_local(async move {
                step.set(lock::signed_in(profile, why == Why::Forgotten).await);
            });
        }
        Some(Err(ApiError::DeviceRevoked)) => {
            if let Some(revoked) = Revoked::get() {
                revoked.is_told();
            }
        }
        Some(Err(error)) => errors.set(vec![(LOGIN.to_owned(), api_error(&error))]),
        None => {}
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut found = Vec::new();
        if login.with(|text| text.trim().is_empty()) {
            found.push((LOGIN.to_owned(), text::LOGIN_MISSING.to_owned()));
        }
        if password.with(String::is_empty) {
            found.push((PASSWORD.to_owned(), text::PASSWORD_MISSING.to_owned()));
        }
        let complete = found.is_empty();
        errors.set(found);
        if complete && !busy.get_untracked() {
            enter.send(sign_in(login.get_untracked(), password.get_untracked()));
        }
    };
    view! {
        <div class="panel panel--narrow">
            <PageHead title=text::TITLE lead=lock::reason(why).unwrap_or(text::LEAD)/>
            <form class="stack" novalidate on:submit=submit>
                <ErrorSummary errors/>
                <TextField
                    id=LOGIN label=text::LOGIN value=login error=error_of(errors, LOGIN)
                    name=LOGIN autocomplete="username"
                />
                <TextField
                    id=PASSWORD label=text::PASSWORD value=password error=error_of(errors, PASSWORD)
                    name=PASSWORD kind="password" autocomplete="current-password"
                />
                <button
                    class="button button--main button--wide"
                    aria-busy=move || busy.get().then_some("true")
                >
                    {move || if busy.get() { text::BUSY } else { text::SUBMIT }}
                </button>
            </form>
            {matches!(why, Why::Unknown | Why::Another).then(|| view! { <Others step/> })}
            {matches!(why, Why::Forgotten | Why::Another).then(|| view! {
                <button
                    type="button" class="button button--quiet"
                    on:click=move |_| lock::look_again(step)
                >
                    {BACK}
                </button>
            })}
        </div>
    }
}
