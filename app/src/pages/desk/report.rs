//! The report of a year, to read and to print.

use super::address::{self, kept};
use super::intervention::print;
use super::options::centre_name;
use crate::api::figures::{Audience, Behind, Count, Part, Report, Stage, report_of};
use crate::api::request::Fetched;
use crate::device::clock;
use crate::text::fr::desk::figures::{part, stage};
use crate::text::fr::desk::report as text;
use crate::ui::format::{iso_day, number};
use crate::ui::{Answer, Empty, Icon, PageHead, SelectField, SelectOption};
use domain::time::Day;
use leptos::prelude::*;

/// Stands in the address for a report that is to be shared.
const YES: &str = "oui";
/// The partnership began in this year: none before has a report.
const FIRST_YEAR: i32 = 2021;

/// The page.
#[component]
pub fn ReportPage() -> impl IntoView {
    let this_year = Day::parse(&iso_day(clock::now())).map_or(FIRST_YEAR, |today| today.civil().0);
    let (year, set_year) = kept(address::YEAR);
    let (shared, set_shared) = kept(address::SHARED);
    let chosen = Signal::derive(move || year.get().parse::<i32>().unwrap_or(this_year));
    let audience = Signal::derive(move || match shared.get().as_str() {
        YES => Audience::Shared,
        _ => Audience::Office,
    });
    let read = Fetched::live(move || {
        let (year, audience) = (chosen.get(), audience.get());
        async move { Ok((report_of(year, audience).await?, audience)) }
    });
    let years = (FIRST_YEAR..=this_year)
        .rev()
        .map(|year| SelectOption::new(year.to_string(), year.to_string()))
        .collect();
    let audiences = vec![SelectOption::new("", text::OFFICE), SelectOption::new(YES, text::SHARED)];
    let actions = || {
        view! {
            <button type="button" class="button button--main" on:click=|_| print()>
                <Icon name="printer"/><span>{text::PRINT}</span>
            </button>
        }
    };
    let shown = |(report, audience): (Report, Audience)| {
        let empty = report.visits == 0 && report.referred.iter().all(|it| is_nobody(it.people));
        if empty {
            return view! { <Empty text=text::NONE/> }.into_any();
        }
        view! { <Sheet report audience/> }.into_any()
    };
    view! {
        <PageHead
            title=Signal::derive(move || text::title(chosen.get()))
            lead=text::LEAD
            back=(address::FIGURES.to_owned(), text::BACK.to_owned())
            actions=actions
        />
        <div class="table-tools">
            <SelectField
                label=text::YEAR
                value=Signal::derive(move || chosen.get().to_string())
                set=set_year
                options=Signal::stored(years)
            />
            <SelectField
                label=text::AUDIENCE
                value=shared
                set=set_shared
                options=Signal::stored(audiences)
            />
        </div>
        <Answer resource=read view=Callback::new(shown)/>
    }
}

fn is_nobody(count: Count) -> bool {
    count == Count::Exact(0)
}

#[component]
fn Sheet(report: Report, audience: Audience) -> impl IntoView {
    let year = report.year;
    let told: Vec<String> =
        report.referred.iter().map(|row| text::count(row.people, number)).collect();
    let referred = report.referred.iter().map(|row| {
        let list = address::behind(Behind::Referred { year, part: row.part, centre: None });
        line(part(row.part).to_owned(), row.people, audience, Some(list))
    });
    let by_centre = report.by_centre.iter().map(|row| {
        let centre = Some(row.centre.id);
        let list = address::behind(Behind::Referred { year, part: Part::All, centre });
        line(centre_name(&row.centre), row.people, audience, Some(list))
    });
    let funnel = (!report.funnel.is_empty()).then(|| {
        let lines = Stage::ALL
            .into_iter()
            .zip(report.funnel.iter().copied())
            .map(|(step, people)| line(stage(step).to_owned(), people, audience, None));
        table(text::FUNNEL, text::STEP, lines.collect_view())
    });
    view! {
        <article class="stack stack--wide">
            <p class="lead">{text::sentence(year, &told)}</p>
            <p class="soft">
                {text::visits(&report.directorate, report.visits, report.centres_visited)}
            </p>
            {table(text::REFERRED, text::TO, referred.collect_view())}
            <p class="soft">{text::TWICE}</p>
            {table(text::BY_CENTRE, text::CENTRE, by_centre.collect_view())}
            {funnel}
            {report.without_path.map(|delay| view! { <p>{text::without_path(delay)}</p> })}
            {(audience == Audience::Shared).then(|| view! { <p class="soft">{text::MASKED}</p> })}
        </article>
    }
}

fn table(caption: &'static str, of: &'static str, rows: impl IntoView) -> impl IntoView {
    view! {
        <div class="table-frame" role="region" aria-label=caption tabindex="0">
            <table class="table" role="table">
                <caption>{caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{of}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::PEOPLE}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}

/// A line; what is for others leads to no list.
fn line(name: String, count: Count, audience: Audience, list: Option<String>) -> AnyView {
    let shown = text::count(count, number);
    let content = match list {
        Some(address) if audience == Audience::Office && !is_nobody(count) => {
            view! { <a class="table-link" href=address>{shown}</a> }.into_any()
        }
        _ => shown.into_any(),
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{name}</th>
            <td role="cell" class="table-number" data-label=text::PEOPLE>{content}</td>
        </tr>
    }
    .into_any()
}
