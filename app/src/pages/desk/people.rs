//! People: search, filters, order, page by page.
//!
//! Filters stand in the address; what is typed into the search does not, since it names people.

use super::address::kept;
use super::filter::{Filter, calmed};
use super::options::{centre_options, kind_options, level_options};
use super::own_limits::OwnLimits;
use super::people_table::people_table;
use crate::api::Page;
use crate::api::interventions::centres;
use crate::api::people::{PeopleOrder, PeopleQuery, PersonRow, people};
use crate::api::request::Fetched;
use crate::text::fr::desk::people as text;
use crate::ui::{Answer, Chips, Empty, PageHead, Pagination, SelectOption, TextField};
use domain::level::CefrLevel;
use domain::scheme::SchemeKind;
use leptos::prelude::*;

const YES: &str = "oui";
const NO: &str = "non";
const ORDERS: [(&str, PeopleOrder); 3] = [
    ("", PeopleOrder::Name),
    ("interet", PeopleOrder::LatestInterest),
    ("fin", PeopleOrder::TrainingEnd),
];

fn interest_options() -> Vec<SelectOption> {
    vec![
        SelectOption::new("", text::INTERESTED_OR_NOT),
        SelectOption::new(YES, text::INTERESTED),
        SelectOption::new(NO, text::NOT_INTERESTED),
    ]
}

fn order_options() -> Vec<SelectOption> {
    ORDERS.map(|(code, order)| SelectOption::new(code, text::order(order))).to_vec()
}

/// The page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let (page, set_page) = kept("page");
    // Pages count from 1 in the address, as people count, and from 0 inside.
    let number = Signal::derive(move || page.get().parse::<u32>().map_or(0, |it| it.max(1) - 1));
    let set_number = SignalSetter::map(move |number: u32| {
        set_page.set(if number == 0 { String::new() } else { (number + 1).to_string() });
    });
    let centres = Fetched::new(centres);
    let to_first_page = Some(set_page);
    let of = |key, name, options| Filter::kept(key, name, options, to_first_page);
    let centre = of("centre", text::CENTRE, centre_options(centres, text::ALL_CENTRES));
    let level = of("niveau", text::LEVEL, level_options(text::ALL_LEVELS).into());
    let interest = of("interet", text::INTEREST, Signal::stored(interest_options()));
    let kind = of("dispositif", text::KIND, kind_options(text::ALL_KINDS).into());
    let order = of("ordre", text::ORDER, Signal::stored(order_options()));
    let filters = [centre, level, interest, kind];

    let search = RwSignal::new(String::new());
    let searched = calmed(search);
    Effect::new(move |before: Option<String>| {
        let now = searched.get();
        if before.is_some_and(|before| before != now) {
            set_page.set(String::new());
        }
        now
    });

    let list = Fetched::live(move || {
        people(PeopleQuery {
            search: searched.get(),
            centre: centre.value.get().parse().ok(),
            level: CefrLevel::parse(&level.value.get()),
            interested: match interest.value.get().as_str() {
                YES => Some(true),
                NO => Some(false),
                _ => None,
            },
            kind: SchemeKind::from_code(&kind.value.get()),
            order: order.value.with(|code| {
                ORDERS
                    .iter()
                    .find(|(own, _)| own == code)
                    .map_or_else(PeopleOrder::default, |it| it.1)
            }),
            page: number.get(),
        })
    });
    let total = Signal::derive(move || match list.get() {
        Some(Ok(page)) => page.total,
        _ => 0,
    });
    let size = Signal::derive(move || match list.get() {
        Some(Ok(page)) => page.size,
        _ => 1,
    });
    let clear = Callback::new(move |()| {
        search.set(String::new());
        for filter in filters {
            filter.set.set(String::new());
        }
    });
    let narrowed = move || {
        !search.with_untracked(String::is_empty)
            || filters.iter().any(|filter| !filter.value.with_untracked(String::is_empty))
    };
    let limits = OwnLimits::get();
    let shown = move |page: Page<PersonRow>| match (page.rows.is_empty(), narrowed()) {
        (false, _) => people_table(page.rows, page.total),
        (true, false) => {
            let none = if limits.may_plan() { text::NONE_AT_ALL } else { text::NONE_REFERRED };
            view! { <Empty text=none/> }.into_any()
        }
        (true, true) => view! {
            <Empty text=text::NONE_FITS>
                <button type="button" class="button" on:click=move |_| clear.run(())>
                    {text::CLEAR}
                </button>
            </Empty>
        }
        .into_any(),
    };
    // What a partner's account is not shown it is not asked about either.
    let selects = move || {
        if limits.may_plan() {
            let all = filters.map(Filter::select).into_iter().collect_view();
            view! { {all} {order.select()} }.into_any()
        } else {
            level.select().into_any()
        }
    };
    view! {
        <PageHead title=text::TITLE lead=Signal::derive(move || found(list))/>
        <div class="table-tools" role="search">
            <TextField kind="search" label=text::SEARCH hint=text::SEARCH_HINT value=search dir="auto"/>
            {selects}
        </div>
        <Chips chips=Signal::derive(move || filters.iter().filter_map(|it| it.chip()).collect())/>
        <Answer resource=list view=Callback::new(shown)/>
        <Pagination page=number set=set_number total=total size=size/>
    }
}

/// How many there are, once known.
fn found(list: Fetched<Page<PersonRow>>) -> String {
    match list.get() {
        Some(Ok(page)) => text::found(page.total),
        _ => String::new(),
    }
}
