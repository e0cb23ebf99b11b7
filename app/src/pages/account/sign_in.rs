//! Signing in.

use crate::api::account::sign_in;
use crate::api::request::Sending;
use crate::device::workplace::Workplace;
use crate::programs::Program;
use crate::text::fr::errors::api_error;
use crate::text::fr::room::sign_in as text;
use crate::ui::sign_in_link::BACK;
use crate::ui::{ErrorSummary, PageHead, Problems, TextField, error_of};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

const LOGIN: &str = "login";
const PASSWORD: &str = "password";

/// The page. It is also where a session that has ended is renewed: what waits on the device is
/// sent right after.
#[component]
pub fn SignInPage() -> impl IntoView {
    let workplace = Workplace::get();
    let navigate = use_navigate();
    // Only to a page of ours that asked for the sign-in: never where a stranger's link wants.
    let back = use_query_map()
        .with_untracked(|query| query.get(BACK))
        .filter(|page| Program::of(page) != Program::Room);
    let (login, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = RwSignal::new(Problems::new());
    let enter = Sending::new();
    // Until the next page is there: opening the device's store takes its time on a slow one.
    let opening = RwSignal::new(false);
    let busy = Signal::derive(move || enter.pending().get() || opening.get());
    Effect::new(move |_| match enter.get() {
        Some(Ok(profile)) => {
            let (navigate, back) = (navigate.clone(), back.clone());
            password.set(String::new());
            opening.set(true);
            leptos::task::spawn_local(async move {
                workplace.enter(profile).await;
                let _ = opening.try_set(false);
                match &back {
                    Some(page) => {
                        let _ = window().location().set_href(page);
                    }
                    None => navigate("/", leptos_router::NavigateOptions::default()),
                }
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
