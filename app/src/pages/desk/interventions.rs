//! The list of interventions: those to come, those that are over.

use super::address::{self, kept};
use super::new_link::new_link;
use super::options::centre_options;
use super::own_limits::OwnLimits;
use super::table::{Column, table};
use crate::api::interventions::{InterventionFilter, InterventionRow, centres, interventions};
use crate::api::request::Fetched;
use crate::device::clock;
use crate::programs::Program;
use crate::text::fr::desk::interventions as text;
use crate::text::fr::desk::{schemes, slots};
use crate::ui::format::{iso_day, medium_date_and_time, number};
use crate::ui::{Answer, Badge, BadgeKind, Empty, Icon, PageHead, SelectField, TabPanel, Tabs};
use leptos::prelude::*;

const TABS: &str = "interventions";

/// The page.
#[component]
pub fn InterventionsPage() -> impl IntoView {
    let (centre, set_centre) = kept("centre");
    let list = Fetched::live(move || {
        let centre = centre.get().parse().ok();
        interventions(InterventionFilter { centre, ..InterventionFilter::default() })
    });
    let centres = Fetched::new(centres);
    let tab = RwSignal::new(0);
    let shown = move |rows: Vec<InterventionRow>| {
        if rows.is_empty() && centre.with_untracked(String::is_empty) {
            return view! { <Empty text=text::NONE_AT_ALL>{to_new()}</Empty> }.into_any();
        }
        view! { <Periods rows tab/> }.into_any()
    };
    let limits = OwnLimits::get();
    let content = move || {
        if !limits.may_plan() {
            return of_a_partner();
        }
        view! {
            <div class="table-tools" role="search">
                <SelectField
                    label=text::CENTRE
                    value=centre
                    set=set_centre
                    options=centre_options(centres, text::ALL_CENTRES)
                />
            </div>
            <Answer resource=list view=Callback::new(shown)/>
        }
        .into_any()
    };
    view! {
        <PageHead title=text::TITLE lead=text::LEAD actions=move || links(limits)/>
        {content}
    }
}

fn to_new() -> AnyView {
    new_link(OwnLimits::may_plan, address::NEW_INTERVENTION, text::PLAN)
}

fn links(limits: OwnLimits) -> AnyView {
    let to_slots = move || {
        limits.may_plan().then(|| {
            view! {
                <a class="button" href=address::SLOTS>
                    <Icon name="clock"/><span>{slots::TITLE}</span>
                </a>
            }
        })
    };
    view! {
        {to_slots}
        {to_new()}
    }
    .into_any()
}

/// What stands here for who is limited to a partner: interventions are none of theirs, and this is
/// the page one signs in to.
fn of_a_partner() -> AnyView {
    let rel = Program::Desk.rel(address::SCHEMES);
    view! {
        <Empty text=text::NONE_OF_A_PARTNER>
            <a class="button button--main" href=address::SCHEMES rel=rel>
                <Icon name="list"/><span>{schemes::TITLE}</span>
            </a>
        </Empty>
    }
    .into_any()
}

/// The two tabs. Today's interventions are "to come" until the day is over.
#[component]
fn Periods(rows: Vec<InterventionRow>, tab: RwSignal<usize>) -> impl IntoView {
    let today = iso_day(clock::now());
    let (to_come, past): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| iso_day(row.starts_at) >= today);
    let names = vec![text::to_come(to_come.len()).into(), text::past(past.len()).into()];
    view! {
        <Tabs group=TABS label=text::PERIODS tabs=names selected=tab/>
        <TabPanel group=TABS place=0 selected=tab>
            {list(&to_come, text::NONE_TO_COME)}
        </TabPanel>
        <TabPanel group=TABS place=1 selected=tab>
            {list(&past, text::NONE_PAST)}
        </TabPanel>
    }
}

const COLUMNS: [Column; 8] = [
    (text::CENTRE, false),
    (text::WHEN, false),
    (text::HOW, false),
    (text::ADVISERS, false),
    (text::EXPECTED, true),
    (text::PRESENT, true),
    (text::INTERESTED, true),
    (text::CODE, false),
];

fn list(rows: &[InterventionRow], none: &'static str) -> AnyView {
    if rows.is_empty() {
        return view! { <Empty text=none/> }.into_any();
    }
    table(text::TITLE, String::new(), &COLUMNS, rows.iter().map(line).collect())
}

fn line(row: &InterventionRow) -> Vec<AnyView> {
    let name = view! {
        <a href=address::intervention(row.id)>{row.centre.town.clone()}</a>
        <p class="soft small">{row.centre.name.clone()}</p>
    };
    vec![
        name.into_any(),
        medium_date_and_time(row.starts_at).into_any(),
        text::mode(row.mode).into_any(),
        advisers(row),
        number(row.expected).into_any(),
        number(row.present).into_any(),
        number(row.interested).into_any(),
        view! { <span class="code">{row.code.grouped()}</span> }.into_any(),
    ]
}

fn advisers(row: &InterventionRow) -> AnyView {
    if row.advisers.is_empty() {
        return view! { <Badge kind=BadgeKind::Warning text=text::NOBODY_ASSIGNED icon="user"/> }
            .into_any();
    }
    let names: Vec<&str> = row.advisers.iter().map(|adviser| adviser.name.as_str()).collect();
    names.join(", ").into_any()
}
