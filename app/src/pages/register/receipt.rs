//! The receipt: proof that the registration arrived, and what happens next.

use super::look::Look;
use domain::code::ReceiptCode;
use leptos::prelude::*;

/// The receipt of one registration. It names nobody: phones and tablets are shared.
#[component]
pub fn ReceiptCard(
    /// Language and pictures.
    look: Look,
    /// The code to keep.
    code: ReceiptCode,
    /// Where the person can follow their request, as it is typed: without `https://`.
    follow: String,
) -> impl IntoView {
    let texts = &look.texts().receipt;
    let tag = look.language.tag();
    view! {
        <div class="receipt" role="status">
            {look.picture("receipt-picture", "p-yes")} <h1>{texts.title}</h1> <p>{texts.number}</p>
            <p class="receipt-code" dir="ltr">
                {code.grouped()}
            </p> <p>{texts.photo}</p>
        </div>
        <section class="register-part" aria-labelledby="next">
            <h2 id="next">{texts.next}</h2>
            <ol class="register-part">
                <li>{texts.step_read}</li>
                <li>{texts.step_contact}</li>
                <li>{texts.step_talk}</li>
            </ol>
            <p>{texts.follow}</p>
            <p>
                <a class="button button--wide" href=format!("/s?l={tag}") dir="ltr">
                    {follow}
                </a>
            </p>
            <p>{texts.change}</p>
            <p>
                <strong>{texts.done}</strong>
            </p>
        </section>
    }
}
