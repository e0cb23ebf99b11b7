//! The button that copies a partner's link. The server makes the link, so only while there is a
//! network. And what other links that are given once share with it.

use crate::api::ApiError;
use crate::text::fr::copy_link as text;
use crate::text::fr::errors::api_error;
use crate::ui::ids::unique;
use crate::ui::{Icon, Toasts};
use domain::id::ReferralId;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What came of the last press.
#[derive(Clone)]
enum Given {
    /// The link, which the clipboard did not take.
    Shown(String),
    /// Why there is none.
    Not(String),
}

/// The button, and below it what came of it. Whoever has the link can open the referral, so it is
/// shown only where the browser does not let it be copied unseen.
#[component]
pub fn CopyLink<Ask, Asking>(
    /// To what.
    referral: ReferralId,
    /// Makes the link and gives the path of its page.
    ask: Ask,
    /// Stands, unseen, after the word of the button where several are on the page.
    #[prop(optional)]
    about: String,
    /// Told when the link was copied.
    #[prop(into)]
    copied: Callback<()>,
) -> impl IntoView
where
    Ask: Fn(ReferralId) -> Asking + Copy + 'static,
    Asking: Future<Output = Result<String, ApiError>> + 'static,
{
    let busy = RwSignal::new(false);
    let given = RwSignal::new(None);
    let toasts = Toasts::get();
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        given.set(None);
        leptos::task::spawn_local(async move {
            let came = give(ask(referral).await).await;
            if came.is_none() {
                toasts.say(text::COPIED);
                let _ = copied.try_run(());
            }
            // The page may be gone.
            let _ = given.try_set(came);
            let _ = busy.try_set(false);
        });
    };
    view! {
        <div class="row">
            <button
                type="button"
                class="button"
                aria-busy=move || busy.get().then_some("true")
                on:click=press
            >
                {text::COPY}<span class="visually-hidden">{about}</span>
            </button>
        </div>
        <div role="status">{move || given.get().map(shown)}</div>
    }
}

/// Copies the link; gives what is to be shown instead, if anything.
async fn give(made: Result<String, ApiError>) -> Option<Given> {
    let why = match made {
        Ok(path) => {
            let link = whole(&path);
            return (!copy(&link).await).then_some(Given::Shown(link));
        }
        Err(ApiError::Unreachable) => text::OFFLINE.to_owned(),
        // The referral was entered a moment ago, and is on the device only.
        Err(ApiError::NotFound) => text::TOO_EARLY.to_owned(),
        Err(error) => api_error(&error),
    };
    Some(Given::Not(why))
}

/// The address of a path of this server.
pub fn whole(path: &str) -> String {
    format!("{}{path}", window().location().origin().unwrap_or_default())
}

/// Puts the link into the clipboard; gives whether the browser let it. Outside of a secure context
/// there is no clipboard.
pub async fn copy(link: &str) -> bool {
    window().is_secure_context()
        && JsFuture::from(window().navigator().clipboard().write_text(link)).await.is_ok()
}

fn shown(given: Given) -> AnyView {
    let link = match given {
        Given::Not(why) => {
            return view! { <p class="field-error"><Icon name="alert"/><span>{why}</span></p> }
                .into_any();
        }
        Given::Shown(link) => link,
    };
    link_field(text::SHOWN.to_owned(), link)
}

/// A link in a field of its own, chosen as a whole, to be copied by hand.
pub fn link_field(label: String, link: String) -> AnyView {
    let id = unique("link");
    let field = NodeRef::<Input>::new();
    field.on_load(|field| {
        let _ = field.focus();
        field.select();
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input id=id dir="ltr" readonly value=link node_ref=field/>
        </div>
    }
    .into_any()
}
