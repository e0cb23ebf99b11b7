//! Asks for the code of the visit, for those who cannot scan it.

use super::look::Look;
use leptos::prelude::*;

/// The form that asks for the code and goes on to `{action}`.
#[component]
pub fn AskCode(
    /// Language and pictures.
    look: Look,
    /// Where the form goes.
    action: &'static str,
    /// What was typed, where it is to be corrected.
    typed: Option<String>,
) -> impl IntoView {
    let texts = look.texts();
    let odd = typed.is_some().then_some(texts.problems.code_odd);
    view! {
        <h1>{texts.frame.ask_title}</h1>
        <p class="lead">{texts.frame.ask_lead}</p>
        <form action=action novalidate=true>
            <input type="hidden" name="l" value=look.language.tag() />
            <div class="field field--short">
                <label for="code">{texts.frame.ask_label}</label>
                <p class="field-hint" id="code-hint">
                    {texts.frame.ask_hint}
                </p>
                {look.field_error("code-error".to_owned(), odd)}
                <input
                    id="code"
                    name="code"
                    dir="ltr"
                    value=typed
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    aria-invalid=odd.map(|_| "true")
                    aria-describedby=if odd.is_some() { "code-hint code-error" } else { "code-hint" }
                    autofocus=odd.is_some()
                />
            </div>
            <button class="button button--main button--wide">{texts.frame.ask_button}</button>
        </form>
    }
}
