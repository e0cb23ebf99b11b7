//! The accounts of the directorate: the list.

use super::address;
use super::new_link::new_link;
use super::own_limits::OwnLimits;
use super::table::{Column, table};
use crate::api::account::Role;
use crate::api::accounts::{AccountRow, accounts};
use crate::api::request::Fetched;
use crate::text::fr::desk::accounts as text;
use crate::text::fr::desk::{centres, devices};
use crate::text::fr::room::role as words;
use crate::ui::format::short_date_and_time;
use crate::ui::{Answer, Badge, BadgeKind, Icon, PageHead};
use leptos::prelude::*;

/// The page.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let list = Fetched::new(accounts);
    let shown = |rows: Vec<AccountRow>| {
        table(text::TITLE, String::new(), &COLUMNS, rows.iter().map(line).collect())
    };
    view! {
        <PageHead title=text::TITLE lead=text::LEAD actions=actions/>
        <Answer resource=list view=Callback::new(shown)/>
    }
}

fn actions() -> AnyView {
    view! {
        {new_link(OwnLimits::is_whole, address::new_account(), text::ADD)}
        <a class="button" href=address::DEVICES>
            <Icon name="tablet"/><span>{devices::TITLE}</span>
        </a>
        <a class="button" href=address::CENTRES>
            <Icon name="building"/><span>{centres::TITLE}</span>
        </a>
    }
    .into_any()
}

const COLUMNS: [Column; 4] =
    [(text::NAME, false), (text::ROLE, false), (text::STATE, false), (text::SIGNED_IN, false)];

fn line(row: &AccountRow) -> Vec<AnyView> {
    let name = view! {
        <a href=address::account(row.id) dir="auto">{row.fields.name.clone()}</a>
        <p class="soft small" dir="ltr">{row.login.clone()}</p>
    };
    vec![name.into_any(), role(row), state(row), signed_in(row).into_any()]
}

/// The role, and under it what a limited account is limited to.
fn role(row: &AccountRow) -> AnyView {
    let name = role_name(row.fields.role);
    if row.limits.is_empty() {
        return name.into_any();
    }
    let limits = text::limited(&row.limits);
    view! { <div>{name}<p class="soft small">{limits}</p></div> }.into_any()
}

/// A role in a word.
pub(super) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Adviser => words::ADVISER,
        Role::Supervisor => words::SUPERVISOR,
    }
}

/// Whether it can be signed in to.
pub(super) fn state(row: &AccountRow) -> AnyView {
    let (kind, word) = if row.disabled {
        (BadgeKind::Neutral, text::DISABLED)
    } else if row.has_password {
        (BadgeKind::Success, text::ACTIVE)
    } else {
        (BadgeKind::Check, text::NO_PASSWORD)
    };
    view! { <Badge kind text=word/> }.into_any()
}

/// When its owner last signed in.
pub(super) fn signed_in(row: &AccountRow) -> String {
    row.signed_in_at.map_or_else(|| text::NOT_KNOWN.to_owned(), short_date_and_time)
}
