//! How to reach a person: numbers that can be called and addresses that can be written to.

use crate::text::fr::common::contact_way;
use crate::text::fr::follow_up::file as text;
use crate::ui::Icon;
use domain::contact::Contact;
use leptos::prelude::*;

/// The part of the file.
#[component]
pub fn ContactPart(
    /// The ways.
    contact: Contact,
) -> impl IntoView {
    let Contact { phone, email, preferred } = contact;
    let nothing = phone.is_none() && email.is_none() && preferred.is_none();
    view! {
        <section class="stack">
            <h2>{text::CONTACT}</h2>
            {nothing.then(|| view! { <p class="soft">{text::NO_CONTACT}</p> })}
            {preferred.map(|way| view! { <p>{contact_way(way)}</p> })}
            {phone.map(|phone| view! {
                <p>
                    <a class="button" href=format!("tel:{}", phone.as_str())>
                        <Icon name="phone"/><span dir="ltr">{phone.display()}</span>
                    </a>
                </p>
            })}
            {email.map(|email| view! {
                <p>
                    <a class="button" href=format!("mailto:{}", email.as_str())>
                        <Icon name="mail"/><span dir="ltr">{email.as_str().to_owned()}</span>
                    </a>
                </p>
            })}
        </section>
    }
}
