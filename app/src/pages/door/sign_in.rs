//! Signing in.

use crate::api::account::sign_in;
use crate::api::request::Sending;
use crate::device::last_user;
use crate::programs::{first_page, may_come_back};
use crate::text::fr::errors::api_error;
use crate::text::fr::room::sign_in as text;
use crate::ui::sign_in_link::BACK;
use crate::ui::{ErrorSummary, PageHead, Problems, TextField, error_of};
use leptos::prelude::*;
use web_sys::UrlSearchParams;

const LOGIN: &str = "login";
const PASSWORD: &str = "password";

/// The page that asked for the sign-in, if one of ours did.
fn asked_by() -> Option<String> {
    let search = window().location().search().ok()?;
    let page = UrlSearchParams::new_with_str(&search).ok()?.get(BACK)?;
    may_come_back(&page).then_some(page)
}

/// The page. It is also where a session that has ended is renewed: what waits on the device is
/// sent by the page that comes after it.
#[component]
pub fn SignInPage() -> impl IntoView {
    let back = asked_by();
    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = RwSignal::new(Problems::new());
    let enter = Sending::new();
    // Until the next page is there: loading it takes its time on a slow device.
    let leaving = RwSignal::new(false);
    let busy = Signal::derive(move || enter.pending().get() || leaving.get());
    Effect::new(move |_| match enter.get() {
        Some(Ok(profile)) => {
            let next = back.clone().unwrap_or_else(|| first_page(profile.role).to_owned());
            password.set(String::new());
            leaving.set(true);
            leptos::task::spawn_local(async move {
                // Without storage the application opens with a network only, as it then says.
                let _ = last_user::remember(Some(&profile)).await;
                let _ = window().location().replace(&next);
            });
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
            <PageHead title=text::TITLE lead=text::LEAD/>
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
        </div>
    }
}
