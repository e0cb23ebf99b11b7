//! The list of schemes: search and filters.

use super::address;
use super::filter::{Filter, calmed};
use super::new_link::new_link;
use super::options::{kind_options, organisation_options};
use super::own_limits::OwnLimits;
use super::schemes_table::schemes_table;
use crate::api::organisations::organisations;
use crate::api::request::Fetched;
use crate::api::schemes::{SchemeFilter, SchemeRow, schemes};
use crate::text::fr::desk::organisations as partners;
use crate::text::fr::desk::schemes as text;
use crate::ui::{Answer, Chips, Empty, Icon, PageHead, SelectOption, TextField};
use domain::scheme::SchemeKind;
use leptos::prelude::*;

const OPEN: &str = "oui";
const CLOSED: &str = "non";

/// The page.
#[component]
pub fn SchemesPage() -> impl IntoView {
    let offering = Fetched::new(organisations);
    let offered = Signal::derive(move || {
        let rows = offering.get().and_then(Result::ok).unwrap_or_default();
        organisation_options(text::ALL_ORGANISATIONS, &rows)
    });
    let kind = Filter::kept("type", text::KIND, kind_options(text::ALL_KINDS).into(), None);
    let organisation = Filter::kept(address::PARTNER, text::ORGANISATION, offered, None);
    let open = Filter::kept("ouvert", text::OPENNESS, Signal::stored(open_options()), None);
    let filters = [kind, organisation, open];
    let search = RwSignal::new(String::new());
    let searched = calmed(search);
    let list = Fetched::new(move || {
        schemes(SchemeFilter {
            id: None,
            kind: SchemeKind::from_code(&kind.value.get()),
            organisation: organisation.value.get().parse().ok(),
            open: match open.value.get().as_str() {
                OPEN => Some(true),
                CLOSED => Some(false),
                _ => None,
            },
            search: searched.get(),
        })
    });
    let lead = Signal::derive(move || match list.get() {
        Some(Ok(rows)) => text::found(rows.len()),
        _ => String::new(),
    });
    let clear = move |_| {
        search.set(String::new());
        for filter in filters {
            filter.set.set(String::new());
        }
    };
    let narrowed = move || {
        !search.with_untracked(String::is_empty)
            || filters.iter().any(|filter| !filter.value.with_untracked(String::is_empty))
    };
    let shown = move |rows: Vec<SchemeRow>| match (rows.is_empty(), narrowed()) {
        (false, _) => schemes_table(&rows),
        (true, false) => view! { <Empty text=text::NONE_AT_ALL>{to_new()}</Empty> }.into_any(),
        (true, true) => view! {
            <Empty text=text::NONE_FITS>
                <button type="button" class="button" on:click=clear>{text::CLEAR}</button>
            </Empty>
        }
        .into_any(),
    };
    view! {
        <PageHead title=text::TITLE lead=lead actions=actions/>
        <div class="table-tools" role="search">
            <TextField kind="search" label=text::SEARCH hint=text::SEARCH_HINT value=search/>
            {filters.map(Filter::select).into_iter().collect_view()}
        </div>
        <Chips chips=Signal::derive(move || filters.iter().filter_map(|it| it.chip()).collect())/>
        <Answer resource=list view=Callback::new(shown)/>
    }
}

fn to_new() -> AnyView {
    new_link(OwnLimits::may_write_catalogue, address::new_scheme(), text::ADD)
}

fn actions() -> AnyView {
    view! {
        {to_new()}
        <a class="button" href=address::PARTNERS>
            <Icon name="building"/><span>{partners::TITLE}</span>
        </a>
    }
    .into_any()
}

fn open_options() -> Vec<SelectOption> {
    vec![
        SelectOption::new("", text::OPEN_OR_NOT),
        SelectOption::new(OPEN, text::OPEN),
        SelectOption::new(CLOSED, text::CLOSED),
    ]
}
