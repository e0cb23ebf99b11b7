//! Counts by centre: on a list, present, interested.

use super::intervention::print;
use super::options::centre_name;
use crate::api::figures::{CentreFigures, figures};
use crate::api::request::Fetched;
use crate::device::clock;
use crate::text::fr::desk::figures as text;
use crate::ui::format::{date_and_time, number};
use crate::ui::{Answer, Empty, Icon, PageHead};
use domain::time::Instant;
use leptos::prelude::*;

/// The page.
#[component]
pub fn FiguresPage() -> impl IntoView {
    let read = Fetched::new(|| async {
        let rows = figures().await?;
        Ok((rows, clock::now()))
    });
    let actions = move || {
        view! {
            <button type="button" class="button" on:click=move |_| read.refetch()>
                <Icon name="refresh"/><span>{text::REFRESH}</span>
            </button>
            <button type="button" class="button" on:click=|_| print()>
                <Icon name="printer"/><span>{text::PRINT}</span>
            </button>
        }
    };
    let shown = |(rows, at): (Vec<CentreFigures>, Instant)| {
        if rows.is_empty() {
            view! { <Empty text=text::NONE/> }.into_any()
        } else {
            view! { <Figures rows at/> }.into_any()
        }
    };
    view! {
        <PageHead title=text::TITLE lead=text::LEAD actions=actions/>
        <Answer resource=read view=Callback::new(shown)/>
    }
}

/// The sums over all centres. A person met in two centres counts in each, as the table says.
#[derive(Clone, Copy, Default)]
struct Sums {
    interventions: u32,
    expected: u32,
    present: u32,
    interested: u32,
    self_registered: u32,
}

impl Sums {
    fn of(rows: &[CentreFigures]) -> Self {
        rows.iter().fold(Self::default(), |sums, row| Self {
            interventions: sums.interventions + row.interventions,
            expected: sums.expected + row.expected,
            present: sums.present + row.present,
            interested: sums.interested + row.interested,
            self_registered: sums.self_registered + row.self_registered,
        })
    }
}

#[component]
fn Figures(rows: Vec<CentreFigures>, at: Instant) -> impl IntoView {
    let sums = Sums::of(&rows);
    let most = rows.iter().map(|row| row.present.max(row.interested)).max();
    let most = most.unwrap_or_default().max(1);
    view! {
        <div class="stack stack--wide">
            <p class="soft" role="status">{text::as_of(&date_and_time(at))}</p>
            <dl class="stats">
                <Stat name=text::PEOPLE_EXPECTED count=sums.expected/>
                <Stat name=text::PEOPLE_PRESENT count=sums.present/>
                <Stat name=text::PEOPLE_INTERESTED count=sums.interested/>
                <Stat name=text::THEMSELVES count=sums.self_registered/>
            </dl>
            <ul class="bars" role="list">
                {rows.iter().map(|row| bar(row, most)).collect_view()}
            </ul>
            <Table rows sums/>
        </div>
    }
}

#[component]
fn Stat(name: &'static str, count: u32) -> impl IntoView {
    view! { <div class="stat"><dt>{name}</dt><dd>{number(count)}</dd></div> }
}

fn bar(row: &CentreFigures, most: u32) -> impl IntoView + use<> {
    let way = text::way(&number(row.expected), &number(row.present), &number(row.interested));
    view! {
        <li class="bar">
            <span class="bar-name">{row.centre.town.clone()}</span>
            <span class="bar-figures">{way}</span>
            <progress class="bar-line--present" aria-hidden="true" value=row.present max=most></progress>
            <progress
                class="bar-line--interested"
                aria-hidden="true"
                value=row.interested
                max=most
            ></progress>
        </li>
    }
}

#[component]
fn Table(rows: Vec<CentreFigures>, sums: Sums) -> impl IntoView {
    let line = |name: String, counts: [u32; 5]| {
        let labels = [
            text::INTERVENTIONS,
            text::EXPECTED,
            text::PRESENT,
            text::INTERESTED,
            text::SELF_REGISTERED,
        ];
        let cell = |(label, count): (&'static str, u32)| {
            view! { <td role="cell" class="table-number" data-label=label>{number(count)}</td> }
        };
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">{name}</th>
                {labels.into_iter().zip(counts).map(cell).collect_view()}
            </tr>
        }
    };
    let centre = |row: &CentreFigures| {
        let counts =
            [row.interventions, row.expected, row.present, row.interested, row.self_registered];
        line(centre_name(&row.centre), counts)
    };
    let total = line(
        text::TOTAL.to_owned(),
        [sums.interventions, sums.expected, sums.present, sums.interested, sums.self_registered],
    );
    view! {
        <div class="table-frame" role="region" aria-label=text::BY_CENTRE tabindex="0">
            <table class="table" role="table">
                <caption>{text::BY_CENTRE}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{text::CENTRE}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::INTERVENTIONS}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::EXPECTED}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::PRESENT}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::INTERESTED}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::SELF_REGISTERED}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows.iter().map(centre).collect_view()}{total}</tbody>
            </table>
        </div>
    }
}
