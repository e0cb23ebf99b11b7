//! The people behind a number.

use super::address::{self, kept};
use super::export_links::ExportLinks;
use super::options::centre_name;
use super::people_table::people_table;
use crate::api::Page;
use crate::api::figures::{Behind, Group, people_behind};
use crate::api::interventions::{advisers, centres};
use crate::api::people::PersonRow;
use crate::api::request::Fetched;
use crate::text::fr::desk::figures as text;
use crate::ui::{Answer, Empty, PageHead, Pagination};
use domain::id::{CentreId, UserId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page; an address that means nothing is told as such.
#[component]
pub fn BehindPage() -> impl IntoView {
    let query = use_query_map();
    // Compared, so that turning a page does not begin anew.
    let behind = Memo::new(move |_| query.with(|query| Behind::read(|name| query.get(name))));
    move || match behind.get() {
        Some(behind) => view! { <List behind/> }.into_any(),
        None => view! {
            <PageHead title=text::TITLE back=(address::FIGURES.to_owned(), text::BACK.to_owned())/>
            <Empty text=text::UNREADABLE_LIST/>
        }
        .into_any(),
    }
}

#[component]
fn List(behind: Behind) -> impl IntoView {
    let (page, set_page) = kept("page");
    let place = Signal::derive(move || page.get().parse::<u32>().map_or(0, |it| it.max(1) - 1));
    let set_place = SignalSetter::map(move |place: u32| {
        set_page.set(if place == 0 { String::new() } else { (place + 1).to_string() });
    });
    let list = Fetched::live(move || people_behind(behind, place.get()));
    let of = move |read: fn(&Page<PersonRow>) -> u32| {
        Signal::derive(move || list.get().and_then(Result::ok).map_or(1, |page| read(&page)))
    };
    let shown = move |page: Page<PersonRow>| {
        if page.total == 0 {
            return view! { <Empty text=text::NOBODY/> }.into_any();
        }
        people_table(page.rows, page.total)
    };
    let back = match behind {
        Behind::Funnel { period, group, .. } => {
            address::figures(period, group.map(Group::breakdown))
        }
        Behind::Referred { year, .. } => address::report(year),
    };
    view! {
        <PageHead
            title=text::list_title(behind)
            lead=lead(behind)
            back=(back, text::BACK.to_owned())
        />
        <Answer resource=list view=Callback::new(shown)/>
        <Pagination page=place set=set_place total=of(|it| it.total) size=of(|it| it.size)/>
        <ExportLinks behind/>
    }
}

/// The period and the group; names of centres and accounts are asked for.
fn lead(behind: Behind) -> Signal<String> {
    let (centre, adviser, plain) = match behind {
        Behind::Referred { centre, .. } => (centre, None, String::new()),
        Behind::Funnel { group: None, .. } => (None, None, String::new()),
        Behind::Funnel { group: Some(group), .. } => match group {
            Group::Centre(id) => (Some(id), None, String::new()),
            Group::Adviser(id) => (None, id, text::group(group)),
            Group::Kind(_) | Group::Level(_) | Group::Month(_) => (None, None, text::group(group)),
        },
    };
    let name = match (centre, adviser) {
        (Some(id), _) => centre_named(id),
        (None, Some(id)) => adviser_named(id),
        (None, None) => Signal::stored(plain),
    };
    Signal::derive(move || text::list_lead(behind, &name.get()))
}

fn centre_named(id: CentreId) -> Signal<String> {
    let centres = Fetched::new(centres);
    Signal::derive(move || match centres.get() {
        Some(Ok(rows)) => rows.iter().find(|row| row.id == id).map(centre_name).unwrap_or_default(),
        _ => String::new(),
    })
}

fn adviser_named(id: UserId) -> Signal<String> {
    let advisers = Fetched::new(advisers);
    Signal::derive(move || match advisers.get() {
        Some(Ok(rows)) => {
            rows.iter().find(|row| row.id == id).map(|row| row.name.clone()).unwrap_or_default()
        }
        _ => String::new(),
    })
}
