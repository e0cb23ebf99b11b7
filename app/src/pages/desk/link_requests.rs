//! Partners who wish a new link and have none yet. Who has an e-mail address is sent one by the
//! server within seconds, so those who stand here for long need a person.

use crate::api::referrals::{LinkRequestRow, link_requests, partner_link};
use crate::api::request::Fetched;
use crate::pages::copy_link::CopyLink;
use crate::text::fr::desk::attention::link_requests as text;
use crate::text::fr::errors::api_error;
use crate::ui::Icon;
use crate::ui::format::short_date_and_time;
use leptos::prelude::*;

/// The section; nothing while nobody waits.
#[component]
pub(super) fn LinkRequests() -> impl IntoView {
    let list = Fetched::live(link_requests);
    let again = Callback::new(move |()| list.refetch());
    move || match list.get() {
        None => None,
        Some(Ok(rows)) if rows.is_empty() => None,
        Some(Ok(rows)) => Some(section(rows.into_iter().map(|row| entry(row, again)).collect())),
        Some(Err(error)) => {
            Some(section(vec![view! { <p role="alert">{api_error(&error)}</p> }.into_any()]))
        }
    }
}

fn section(content: Vec<AnyView>) -> AnyView {
    view! {
        <section class="stack">
            <h2>{text::TITLE}</h2>
            <p class="soft">{text::NOTE}</p>
            {content}
        </section>
    }
    .into_any()
}

fn entry(row: LinkRequestRow, again: Callback<()>) -> AnyView {
    let about = text::about(&row.organisation);
    let since = text::since(&short_date_and_time(row.requested_at));
    let address = row.email.unwrap_or_else(|| text::NO_EMAIL.to_owned());
    view! {
        <article class="card">
            <h3 class="card-title">{row.organisation}</h3>
            <p class="card-line"><Icon name="clock"/><span>{since}</span></p>
            <p class="card-line"><Icon name="mail"/><span>{address}</span></p>
            <div class="card-foot">
                <CopyLink referral=row.referral ask=partner_link about copied=again/>
            </div>
        </article>
    }
    .into_any()
}
