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
) -> impl IntoView {
    let texts = &look.texts().receipt;
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
            <p>{texts.change}</p>
            <p>
                <strong>{texts.done}</strong>
            </p>
        </section>
    }
}
