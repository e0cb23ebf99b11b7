//! Opening the store by one's secret.

use super::flow::{self, Opening, Step, Why};
use super::{Said, authenticator, breath, forget_the_way_back};
use crate::device::preferences;
use crate::device::tables::database_of;
use crate::text::fr::lock::{NO_MEMORY, OPENING, unlock as text};
use crate::ui::{ErrorSummary, PageHead, Problems, TextField, Tick, error_of};
use leptos::prelude::*;
use std::rc::Rc;
use vault::{Factor, WrongSecret};

const SECRET: &str = "secret";

/// The page.
pub fn page(opening: Rc<Opening>, step: Said) -> AnyView {
    let by_pin =
        matches!(opening.kept.vault.lock().map(vault::Lock::factor), Some(Factor::Device { .. }));
    let (secret, shown) = (RwSignal::new(String::new()), RwSignal::new(false));
    let (errors, busy) = (RwSignal::new(Problems::new()), RwSignal::new(false));
    let profile = opening.kept.profile.clone();
    let unsent = preferences::canary(&database_of(profile.user))
        .map_or(0, |canary| canary.entered.saturating_sub(canary.sent));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let said = secret.get_untracked();
        if said.trim().is_empty() {
            let missing = if by_pin { text::PIN_MISSING } else { text::PHRASE_MISSING };
            return errors.set(vec![(SECRET.to_owned(), missing.to_owned())]);
        }
        if busy.get_untracked() {
            return;
        }
        errors.set(Vec::new());
        busy.set(true);
        let opening = Rc::clone(&opening);
        leptos::task::spawn_local(async move {
            breath().await;
            match key(&opening, &said).await {
                Ok(key) => {
                    secret.set(String::new());
                    step.set(flow::finish(&opening, key).await);
                }
                Err(why) => {
                    busy.set(false);
                    errors.set(vec![(SECRET.to_owned(), why.to_owned())]);
                }
            }
        });
    };
    let label = if by_pin { text::PIN } else { text::PHRASE };
    view! {
        <div class="panel panel--narrow">
            <PageHead title=text::TITLE lead=text::lead(&profile.display_name)/>
            {(unsent > 0).then(|| view! { <p>{text::waiting(unsent)}</p> })}
            <form class="stack" novalidate on:submit=submit>
                <ErrorSummary errors/>
                <TextField
                    id=SECRET label value=secret error=error_of(errors, SECRET)
                    hint=if by_pin { text::PIN_HINT } else { "" }
                    kind=Signal::derive(move || if shown.get() { "text" } else { "password" })
                    inputmode=if by_pin { "numeric" } else { "text" }
                />
                <Tick label=text::SHOW value=shown/>
                <button
                    class="button button--main button--wide"
                    aria-busy=move || busy.get().then_some("true")
                >
                    {move || if busy.get() { OPENING } else { text::SUBMIT }}
                </button>
            </form>
            <div class="row">
                <button
                    type="button" class="button button--quiet"
                    on:click=move |_| step.set(Step::SignIn(Why::Forgotten))
                >
                    {text::FORGOTTEN}
                </button>
                <button
                    type="button" class="button button--quiet"
                    on:click=move |_| {
                        forget_the_way_back();
                        step.set(Step::SignIn(Why::Another));
                    }
                >
                    {text::ANOTHER}
                </button>
            </div>
        </div>
    }
    .into_any()
}

async fn key(opening: &Opening, said: &str) -> Result<vault::StoreKey, &'static str> {
    match opening.kept.vault.lock().map(vault::Lock::factor) {
        Some(Factor::Device { credential, salt }) => {
            let answer = authenticator::get(credential, salt).await.ok_or(text::NO_ANSWER)?;
            flow::by_pin(opening, said.trim(), &answer).map_err(|why| wrong(why, text::WRONG_PIN))
        }
        _ => flow::by_phrase(opening, said).map_err(|why| wrong(why, text::WRONG_PHRASE)),
    }
}

const fn wrong(why: WrongSecret, secret: &'static str) -> &'static str {
    match why {
        WrongSecret::Memory => NO_MEMORY,
        WrongSecret::Wrong | WrongSecret::OtherFactor => secret,
    }
}
