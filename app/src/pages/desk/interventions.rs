//! The list of interventions: those to come, those that are over.

use super::address::{self, kept};
use super::options::centre_options;
use crate::api::interventions::{InterventionFilter, InterventionRow, centres, interventions};
use crate::api::request::Fetched;
use crate::device::clock;
use crate::text::fr::desk::interventions as text;
use crate::ui::format::{iso_day, medium_date_and_time, number};
use crate::ui::{Answer, Badge, BadgeKind, Empty, Icon, PageHead, SelectField, TabPanel, Tabs};
use leptos::prelude::*;

const TABS: &str = "interventions";

/// The page.
#[component]
pub fn InterventionsPage() -> impl IntoView {
    let (centre, set_centre) = kept("centre");
    let list = Fetched::new(move || {
        let centre = centre.get().parse().ok();
        interventions(InterventionFilter { centre, ..InterventionFilter::default() })
    });
    let centres = Fetched::new(centres);
    let tab = RwSignal::new(0);
    let shown = move |rows: Vec<InterventionRow>| {
        if rows.is_empty() && centre.with_untracked(String::is_empty) {
            return view! { <Empty text=text::NONE_AT_ALL>{plan_link()}</Empty> }.into_any();
        }
        view! { <Periods rows tab/> }.into_any()
    };
    view! {
        <PageHead title=text::TITLE lead=text::LEAD actions=plan_link/>
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
}

fn plan_link() -> impl IntoView {
    view! {
        <a class="button button--main" href=address::NEW_INTERVENTION>
            <Icon name="plus"/><span>{text::PLAN}</span>
        </a>
    }
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
            <Table rows=to_come none=text::NONE_TO_COME/>
        </TabPanel>
        <TabPanel group=TABS place=1 selected=tab>
            <Table rows=past none=text::NONE_PAST/>
        </TabPanel>
    }
}

#[component]
fn Table(rows: Vec<InterventionRow>, none: &'static str) -> impl IntoView {
    if rows.is_empty() {
        return view! { <Empty text=none/> }.into_any();
    }
    view! {
        <div class="table-frame" role="region" aria-label=text::TITLE tabindex="0">
            <table class="table" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{text::CENTRE}</th>
                        <th scope="col" role="columnheader">{text::WHEN}</th>
                        <th scope="col" role="columnheader">{text::HOW}</th>
                        <th scope="col" role="columnheader">{text::ADVISERS}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::EXPECTED}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::PRESENT}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::INTERESTED}</th>
                        <th scope="col" role="columnheader">{text::CODE}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows.iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &InterventionRow) -> impl IntoView + use<> {
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <a href=address::intervention(row.id)>{row.centre.town.clone()}</a>
                <p class="soft small">{row.centre.name.clone()}</p>
            </th>
            <td role="cell" data-label=text::WHEN>{medium_date_and_time(row.starts_at)}</td>
            <td role="cell" data-label=text::HOW>{text::mode(row.mode)}</td>
            <td role="cell" data-label=text::ADVISERS>{advisers(row)}</td>
            <td role="cell" data-label=text::EXPECTED class="table-number">{number(row.expected)}</td>
            <td role="cell" data-label=text::PRESENT class="table-number">{number(row.present)}</td>
            <td role="cell" data-label=text::INTERESTED class="table-number">
                {number(row.interested)}
            </td>
            <td role="cell" data-label=text::CODE><span class="code">{row.code.grouped()}</span></td>
        </tr>
    }
}

fn advisers(row: &InterventionRow) -> AnyView {
    if row.advisers.is_empty() {
        return view! { <Badge kind=BadgeKind::Warning text=text::NOBODY_ASSIGNED icon="user"/> }
            .into_any();
    }
    let names: Vec<&str> = row.advisers.iter().map(|adviser| adviser.name.as_str()).collect();
    names.join(", ").into_any()
}
