//! The organisations of the network: the list.

use super::address;
use crate::api::organisations::{OrganisationRow, organisations};
use crate::api::request::Fetched;
use crate::text::fr::desk::organisations as text;
use crate::text::fr::desk::schemes as schemes_text;
use crate::ui::format::number;
use crate::ui::{Answer, Empty, Icon, PageHead};
use leptos::prelude::*;

/// The page.
#[component]
pub fn PartnersPage() -> impl IntoView {
    let list = Fetched::new(organisations);
    let shown = |rows: Vec<OrganisationRow>| {
        if rows.is_empty() {
            return view! { <Empty text=text::NONE_AT_ALL>{add_link()}</Empty> }.into_any();
        }
        table(&rows)
    };
    view! {
        <PageHead
            title=text::TITLE
            lead=text::LEAD
            back=(address::SCHEMES.to_owned(), schemes_text::TITLE.to_owned())
            actions=add_link
        />
        <Answer resource=list view=Callback::new(shown)/>
    }
}

fn add_link() -> AnyView {
    view! {
        <a class="button button--main" href=address::new_partner()>
            <Icon name="plus"/><span>{text::ADD}</span>
        </a>
    }
    .into_any()
}

fn table(rows: &[OrganisationRow]) -> AnyView {
    view! {
        <div class="table-frame" role="region" aria-label=text::TITLE tabindex="0">
            <table class="table" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{text::NAME}</th>
                        <th scope="col" role="columnheader">{text::KIND}</th>
                        <th scope="col" role="columnheader">{text::CONTACT}</th>
                        <th scope="col" role="columnheader">{text::SCHEMES}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows.iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &OrganisationRow) -> AnyView {
    let fields = &row.fields;
    let email = fields.email.as_ref().map(|email| {
        view! { <a href=format!("mailto:{}", email.as_str())>{email.as_str().to_owned()}</a> }
    });
    let phone = fields.phone.as_ref().map(|phone| {
        let said = phone.display().replace(' ', "\u{a0}");
        view! { <p><a href=format!("tel:{}", phone.as_str()) class="code">{said}</a></p> }
    });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <a href=address::partner(row.id)>{fields.name.clone()}</a>
            </th>
            <td role="cell" data-label=text::KIND>{text::kind(fields.kind)}</td>
            <td role="cell" data-label=text::CONTACT><div>{email}{phone}</div></td>
            <td role="cell" data-label=text::SCHEMES>
                <a
                    href=address::schemes_of(row.id)
                    aria-label=format!("{} : {}", fields.name, schemes_text::found(row.schemes as usize))
                >
                    {number(row.schemes)}
                </a>
            </td>
        </tr>
    }
    .into_any()
}
