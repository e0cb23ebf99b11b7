//! The door of the device's store: whoever works here proves it, and the store opens.

mod authenticator;
mod flow;
mod protect;
mod unlock;

pub use flow::{Step, Why, signed_in};

use flow::Stuck;

use crate::api::account::Profile;
use crate::device::vaults::{self, KeptVault};
use crate::device::{clock, last_user, rescue_file};
use crate::text::fr::device::{NO_STORE, NO_STORE_NOTE};
use crate::text::fr::errors::api_error;
use crate::text::fr::lock::unlock::TITLE;
use crate::text::fr::lock::{LOOKING, ON_THIS_DEVICE, stuck as text, why};
use crate::ui::{Notice, NoticeKind, PageHead, Progress};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;

/// Where somebody stands at the door; setting it goes on.
pub type Said = RwSignal<Step, LocalStorage>;

/// Time for the browser to show that work is under way, before work that lets nothing else happen.
async fn breath() {
    const BREATH: Duration = Duration::from_millis(60);
    clock::within(BREATH, std::future::pending::<()>()).await;
}

/// Looks who is to work here, and how far they are.
pub fn look_again(step: Said) {
    step.set(Step::Looking);
    leptos::task::spawn_local(async move { step.set(flow::look().await) });
}

/// Somebody else is to work here: the page that asked for the door was not theirs.
fn forget_the_way_back() {
    let Ok(history) = window().history() else { return };
    let path = window().location().pathname().unwrap_or_default();
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
}

/// The page of a step; the password's is given by the caller, and so is what happens once it is open.
pub fn page(
    step: Said,
    sign_in: impl Fn(Why) -> AnyView + Send + 'static,
    open: impl Fn(&Profile) -> AnyView + Send + 'static,
) -> AnyView {
    (move || match step.get() {
        Step::Looking => view! { <Progress label=LOOKING/> }.into_any(),
        Step::SignIn(why) => sign_in(why),
        Step::Unlock(opening) => unlock::page(opening, step),
        Step::Protect(protecting) => protect::page(protecting, step),
        Step::Stuck(why) => stuck(&why, step),
        Step::Open(profile) => open(&profile),
    })
    .into_any()
}

/// Why the password is asked for, in a sentence; nothing where that needs none.
#[must_use]
pub const fn reason(why: Why) -> Option<&'static str> {
    match why {
        Why::Unknown | Why::Another => None,
        Why::Unprotected => Some(why::UNPROTECTED),
        Why::LeaseOver => Some(why::LEASE_OVER),
        Why::ClockSetBack => Some(why::CLOCK_SET_BACK),
        Why::Forgotten => Some(why::FORGOTTEN),
        Why::Again => Some(why::AGAIN),
    }
}

fn stuck(why: &Stuck, step: Said) -> AnyView {
    let (title, note) = match why {
        Stuck::Store(_) => (NO_STORE, format!("{NO_STORE_NOTE} {}", text::OTHER_PAGES)),
        Stuck::Server(error) => (text::SERVER, api_error(error)),
        Stuck::KeyLost => (text::KEY_LOST, text::KEY_LOST_NOTE.to_owned()),
        Stuck::NoWorker => (text::NO_WORKER, text::NO_WORKER_NOTE.to_owned()),
    };
    // What lies here may still be there to be carried by hand.
    let keeps = matches!(why, Stuck::Store(_) | Stuck::KeyLost | Stuck::NoWorker);
    view! {
        <div class="panel panel--narrow">
            <PageHead title=TITLE/>
            <Notice kind=NoticeKind::Danger title alert=true>
                <p>{note}</p>
                <div class="row">
                    <button type="button" class="button" on:click=move |_| look_again(step)>
                        {text::RETRY}
                    </button>
                    {keeps.then(|| view! { <WriteRescueFile/> })}
                </div>
            </Notice>
        </div>
    }
    .into_any()
}

/// Writes what waits here into a file that the office reads.
#[component]
fn WriteRescueFile() -> impl IntoView {
    let said = RwSignal::new("");
    let write = move |_| {
        leptos::task::spawn_local(async move {
            let written = rescue_file::write(None).await;
            let _ = said.try_set(if written.is_ok() { text::WRITTEN } else { text::NOT_WRITTEN });
        });
    };
    view! {
        <button type="button" class="button" on:click=write>{text::WRITE}</button>
        <p role="status">{move || said.get()}</p>
    }
}

/// The others who have a store on this device: each goes on to open theirs.
#[component]
pub fn Others(
    /// Where somebody stands.
    step: Said,
) -> impl IntoView {
    let known = RwSignal::new_local(Vec::<KeptVault>::new());
    leptos::task::spawn_local(async move {
        let all = vaults::all().await;
        let _ = known.try_set(all);
    });
    let one = move |KeptVault { profile, .. }: KeptVault| {
        let name = profile.display_name.clone();
        let choose = move |_| {
            let profile = profile.clone();
            forget_the_way_back();
            step.set(Step::Looking);
            leptos::task::spawn_local(async move {
                // Where it is not remembered, the next page asks again.
                let _ = last_user::remember(Some(&profile)).await;
                step.set(flow::at_the_door(profile).await);
            });
        };
        view! { <li><button type="button" class="button button--wide" on:click=choose>{name}</button></li> }
    };
    move || {
        let known = known.get();
        (!known.is_empty()).then(|| {
            view! {
                <section class="stack">
                    <h2 class="small">{ON_THIS_DEVICE}</h2>
                    <ul class="stack" role="list">{known.into_iter().map(one).collect_view()}</ul>
                </section>
            }
        })
    }
}
