//! The organisations of the network: the list.

use super::address;
use super::new_link::new_link;
use super::own_limits::OwnLimits;
use super::table::{Column, table};
use crate::api::organisations::{OrganisationRow, organisations};
use crate::api::request::Fetched;
use crate::text::fr::desk::organisations as text;
use crate::text::fr::desk::schemes as schemes_text;
use crate::ui::format::number;
use crate::ui::{Answer, Empty, PageHead};
use leptos::prelude::*;

/// The page.
#[component]
pub fn PartnersPage() -> impl IntoView {
    let list = Fetched::new(organisations);
    let shown = |rows: Vec<OrganisationRow>| {
        if rows.is_empty() {
            return view! { <Empty text=text::NONE_AT_ALL>{to_new()}</Empty> }.into_any();
        }
        table(text::TITLE, String::new(), &COLUMNS, rows.iter().map(line).collect())
    };
    view! {
        <PageHead
            title=text::TITLE
            lead=text::LEAD
            back=(address::SCHEMES.to_owned(), schemes_text::TITLE.to_owned())
            actions=to_new
        />
        <Answer resource=list view=Callback::new(shown)/>
    }
}

fn to_new() -> AnyView {
    new_link(OwnLimits::is_whole, address::new_partner(), text::ADD)
}

const COLUMNS: [Column; 4] =
    [(text::NAME, false), (text::KIND, false), (text::CONTACT, false), (text::SCHEMES, false)];

fn line(row: &OrganisationRow) -> Vec<AnyView> {
    let fields = &row.fields;
    let name = view! { <a href=address::partner(row.id)>{fields.name.clone()}</a> };
    let email = fields.email.as_ref().map(|email| {
        view! { <a href=format!("mailto:{}", email.as_str())>{email.as_str().to_owned()}</a> }
    });
    let phone = fields.phone.as_ref().map(|phone| {
        let said = phone.display().replace(' ', "\u{a0}");
        view! { <p><a href=format!("tel:{}", phone.as_str()) class="code">{said}</a></p> }
    });
    let schemes = schemes_text::found(usize::try_from(row.schemes).unwrap_or(usize::MAX));
    let schemes = view! {
        <a href=address::schemes_of(row.id) aria-label=format!("{} : {schemes}", fields.name)>
            {number(row.schemes)}
        </a>
    };
    vec![
        name.into_any(),
        text::kind(fields.kind).into_any(),
        view! { <div>{email}{phone}</div> }.into_any(),
        schemes.into_any(),
    ]
}
