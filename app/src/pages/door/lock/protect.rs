//! Choosing the secret that opens the store on this device.

use super::flow::{self, NotTaken, Protecting, Secret, Step, Stuck};
use super::{Said, authenticator, breath};
use crate::device::database::StoreError;
use crate::device::randomness::random;
use crate::text::fr::lock::{NO_MEMORY, OPENING, protect as text};
use crate::ui::{ErrorSummary, Icon, PageHead, Problems, TextField, error_of};
use leptos::prelude::*;
use std::rc::Rc;
use vault::{Refused, good_pin, normalised, phrase};

const PHRASE: &str = "phrase";
const PIN: &str = "pin";
const PIN_AGAIN: &str = "pin-again";

/// What the two ways have in common.
#[derive(Clone)]
struct Form {
    protecting: Rc<Protecting>,
    step: Said,
    errors: RwSignal<Problems>,
    busy: RwSignal<bool>,
}

impl Form {
    fn wrong(&self, field: &str, message: &str) {
        self.errors.set(vec![(field.to_owned(), message.to_owned())]);
    }

    /// Takes the secret, once whatever is needed for it is there.
    fn take(
        &self,
        field: &'static str,
        secret: impl Future<Output = Result<Secret, &'static str>> + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.errors.set(Vec::new());
        self.busy.set(true);
        let form = self.clone();
        leptos::task::spawn_local(async move {
            let taken = match secret.await {
                Ok(secret) => {
                    breath().await;
                    flow::protect(&form.protecting, secret).await
                }
                Err(message) => {
                    form.busy.set(false);
                    return form.wrong(field, message);
                }
            };
            match taken {
                Ok(next) => form.step.set(next),
                Err(NotTaken::Store(error)) => form.step.set(Step::Stuck(Stuck::Store(error))),
                Err(NotTaken::Weak(why)) => {
                    form.busy.set(false);
                    form.wrong(field, refused(why));
                }
            }
        });
    }
}

const fn refused(why: Refused) -> &'static str {
    match why {
        Refused::TooFewWords | Refused::RepeatedWords => text::TOO_FEW,
        Refused::TooShort => text::TOO_SHORT,
        Refused::PinLength => text::PIN_LENGTH,
        Refused::PinTrivial => text::PIN_TRIVIAL,
        Refused::Cost | Refused::Memory => NO_MEMORY,
        Refused::Credential => text::CANNOT,
    }
}

/// The page.
pub fn page(protecting: Rc<Protecting>, step: Said) -> AnyView {
    let first = protecting.is_first;
    let form = Form {
        protecting,
        step,
        errors: RwSignal::new(Problems::new()),
        busy: RwSignal::new(false),
    };
    let (by_pin, may_pin) = (RwSignal::new(false), RwSignal::new(false));
    leptos::task::spawn_local(async move {
        let available = authenticator::is_available().await;
        let _ = may_pin.try_set(available);
    });
    let (title, lead) =
        if first { (text::TITLE, text::LEAD) } else { (text::TITLE_AGAIN, text::LEAD_AGAIN) };
    let errors = form.errors;
    let turn = move |_| {
        errors.set(Vec::new());
        by_pin.update(|by_pin| *by_pin = !*by_pin);
    };
    let form = StoredValue::new_local(form);
    view! {
        <div class="panel panel--narrow">
            <PageHead title lead/>
            {move || {
                let form = form.get_value();
                if by_pin.get() { code(form) } else { words(form, first) }
            }}
            <Show when=move || may_pin.get() || by_pin.get()>
                <button type="button" class="button button--quiet" on:click=turn>
                    {move || if by_pin.get() { text::BY_PHRASE } else { text::BY_PIN }}
                </button>
            </Show>
        </div>
    }
    .into_any()
}

/// A phrase: proposed, noted, and typed once so that it is known to be noted.
fn words(form: Form, first: bool) -> AnyView {
    let proposal = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let another = {
        let form = form.clone();
        move || match random() {
            Ok(bytes) => proposal.set(phrase(bytes)),
            Err(error) => form.step.set(Step::Stuck(Stuck::Store(error))),
        }
    };
    if first {
        another();
    }
    let (errors, busy) = (form.errors, form.busy);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let said = said.get_untracked();
        let proposed = proposal.get_untracked();
        if !proposed.is_empty() && normalised(&said) != normalised(&proposed) {
            return form.wrong(PHRASE, text::DIFFERENT);
        }
        form.take(PHRASE, async move { Ok(Secret::Phrase(said)) });
    };
    let shown = move || {
        view! {
            <div class="stack">
                <p class="secret-phrase" lang="fr" translate="no">{move || proposal.get()}</p>
                <p>{text::NOTE_IT}</p>
                <button type="button" class="button" on:click=move |_| another()>
                    <Icon name="refresh"/><span>{text::ANOTHER}</span>
                </button>
            </div>
        }
    };
    let proposed = move || proposal.with(|proposal| !proposal.is_empty());
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors/>
            <Show
                when=proposed
                fallback=move || view! {
                    <button type="button" class="button" on:click=move |_| another()>
                        {text::NEW}
                    </button>
                }
            >
                {shown}
            </Show>
            <TextField
                id=PHRASE label=text::FIELD hint=text::FIELD_HINT value=said
                error=error_of(errors, PHRASE)
            />
            {submit_button(busy)}
        </form>
    }
    .into_any()
}

/// A code, together with the device's own authenticator.
fn code(form: Form) -> AnyView {
    let (pin, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (errors, busy) = (form.errors, form.busy);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let pin = pin.get_untracked().trim().to_owned();
        if pin != again.get_untracked().trim() {
            return form.wrong(PIN_AGAIN, text::PIN_DIFFERENT);
        }
        // Before the device asks for a finger: a code that is not taken is said at once.
        if let Err(why) = good_pin(&pin) {
            return form.wrong(PIN, refused(why));
        }
        let name = form.protecting.profile.display_name.clone();
        form.take(PIN, async move {
            let salt = random().map_err(|_: StoreError| text::CANNOT)?;
            let (credential, prf) = authenticator::make(&name, &salt).await.ok_or(text::CANNOT)?;
            Ok(Secret::Pin { pin, prf, credential, salt })
        });
    };
    view! {
        <form class="stack stack--wide" novalidate on:submit=submit>
            <ErrorSummary errors/>
            <TextField
                id=PIN label=text::PIN hint=text::PIN_HINT value=pin kind="password"
                inputmode="numeric" error=error_of(errors, PIN) short=true
            />
            <TextField
                id=PIN_AGAIN label=text::PIN_AGAIN value=again kind="password"
                inputmode="numeric" error=error_of(errors, PIN_AGAIN) short=true
            />
            {submit_button(busy)}
        </form>
    }
    .into_any()
}

fn submit_button(busy: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            class="button button--main button--wide"
            aria-busy=move || busy.get().then_some("true")
        >
            {move || if busy.get() { OPENING } else { text::SUBMIT }}
        </button>
    }
}
