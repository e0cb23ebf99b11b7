//! Figures: how far people came, by group, what they waited for.

use super::address::{self, kept};
use super::export_links::ExportLinks;
use super::intervention::print;
use super::own_limits::OwnLimits;
use crate::api::figures::{
    Behind, Breakdown, Counts, Delay, Funnel, FunnelGroup, Group, Period, Rates, Share, Stage,
    funnel_of,
};
use crate::api::request::Fetched;
use crate::device::clock;
use crate::text::fr::desk::figures as text;
use crate::ui::format::{iso_day, number};
use crate::ui::{Answer, Empty, Icon, PageHead, SelectField, SelectOption, TextField};
use domain::time::Day;
use leptos::prelude::*;

/// Days of the period that is shown first.
const A_YEAR: i32 = 365;

/// The page. How far people came elsewhere is not told to a partner, whose report there is.
#[component]
pub fn FiguresPage() -> impl IntoView {
    let limits = OwnLimits::get();
    move || if limits.may_plan() { whole_page() } else { of_a_partner() }
}

fn of_a_partner() -> AnyView {
    view! {
        <PageHead title=text::TITLE/>
        <Empty text=text::NONE_OF_A_PARTNER>
            <a class="button button--main" href=address::REPORT>
                <Icon name="file"/><span>{text::REPORT}</span>
            </a>
        </Empty>
    }
    .into_any()
}

fn whole_page() -> AnyView {
    let today = Day::parse(&iso_day(clock::now()));
    let (from, set_from) = kept(address::FROM);
    let (to, set_to) = kept(address::TO);
    let (by, set_by) = kept(address::BY);
    let first = today.map(|day| Day(day.0 - A_YEAR));
    let (from, to) = (day_field(from, set_from, first), day_field(to, set_to, today));
    let breakdown = Signal::derive(move || Breakdown::from_code(&by.get()).unwrap_or_default());
    let period =
        Signal::derive(move || Period { from: Day::parse(&from.get()), to: Day::parse(&to.get()) });
    let read = Fetched::live(move || {
        let (period, by) = (period.get(), breakdown.get());
        async move { Ok((period, by, funnel_of(period, by).await?)) }
    });
    let options = Breakdown::ALL.map(|by| SelectOption::new(by.code(), text::breakdown(by)));
    let shown = |(period, by, funnel): (Period, Breakdown, Funnel)| {
        if funnel.counts[0] == 0 {
            return view! { <Empty text=text::NONE/> }.into_any();
        }
        view! { <Figures period by funnel/> }.into_any()
    };
    view! {
        <PageHead title=text::TITLE lead=text::LEAD actions=actions/>
        <div class="table-tools">
            <TextField kind="date" label=text::FROM value=from/>
            <TextField kind="date" label=text::TO value=to/>
            <SelectField
                label=text::BY
                value=Signal::derive(move || breakdown.get().code().to_owned())
                set=set_by
                options=Signal::stored(options.to_vec())
            />
        </div>
        <Answer resource=read view=Callback::new(shown)/>
    }
    .into_any()
}

fn actions() -> impl IntoView {
    view! {
        <a class="button" href=address::REPORT><Icon name="file"/><span>{text::REPORT}</span></a>
        <button type="button" class="button" on:click=|_| print()>
            <Icon name="printer"/><span>{text::PRINT}</span>
        </button>
    }
}

/// The text of a field for a day, which the address keeps; `first` where it has none.
fn day_field(
    value: Signal<String>,
    set: SignalSetter<String>,
    first: Option<Day>,
) -> RwSignal<String> {
    let known = value.get_untracked();
    let first = first.map(|day| day.to_string()).unwrap_or_default();
    let field = RwSignal::new(if known.is_empty() { first } else { known });
    Effect::new(move |before: Option<String>| {
        let now = field.get();
        if before.is_some_and(|before| before != now) {
            set.set(now.clone());
        }
        now
    });
    field
}

#[component]
fn Figures(period: Period, by: Breakdown, funnel: Funnel) -> impl IntoView {
    let behind = Behind::Funnel { period, stage: Stage::Present, group: None };
    view! {
        <div class="stack stack--wide">
            <section class="stack">
                <h2>{text::FUNNEL}</h2>
                <p class="soft">
                    {text::period(period)}" "{text::expected(&number(funnel.expected))}
                </p>
                <ol class="funnel" role="list">
                    {Stage::ALL
                        .into_iter()
                        .zip(funnel.counts)
                        .map(|(stage, count)| step(period, stage, count, funnel.counts[0]))
                        .collect_view()}
                </ol>
                {text::too_early(funnel.too_early).map(|note| view! { <p class="soft">{note}</p> })}
            </section>
            <section class="stack">
                <h2>{text::DELAYS}</h2>
                <dl class="stats">
                    {[
                        funnel.delays.without_path,
                        funnel.delays.to_interview,
                        funnel.delays.to_answer,
                    ]
                        .into_iter()
                        .enumerate()
                        .map(delay)
                        .collect_view()}
                </dl>
            </section>
            <section class="stack">
                <h2>{text::RATES}</h2>
                {rates(funnel.rates)}
            </section>
            {table(period, by, funnel.groups, funnel.counts)}
            <ExportLinks behind/>
        </div>
    }
}

fn step(period: Period, stage: Stage, count: u32, met: u32) -> impl IntoView {
    let percent = Share { part: count, whole: met }.percent().unwrap_or_default();
    let address = address::behind(Behind::Funnel { period, stage, group: None });
    view! {
        <li class="funnel-step">
            <a class="funnel-link" href=address>
                <span class="funnel-name">{text::stage(stage)}</span>
                " "
                <span class="funnel-count">{number(count)}</span>
            </a>
            <progress aria-hidden="true" value=count max=met></progress>
            <span class="funnel-share">{text::of_the_met(percent)}</span>
        </li>
    }
}

fn delay((place, delay): (usize, Option<Delay>)) -> impl IntoView {
    let (median, note) = match delay {
        Some(delay) => (text::days(delay.median), text::delay_note(delay, place == 2)),
        None => (text::UNKNOWN.to_owned(), text::NO_DELAY.to_owned()),
    };
    view! {
        <div class="stat">
            <dt>{text::DELAY_NAMES[place]}<span class="stat-note">{note}</span></dt>
            <dd>{median}</dd>
        </div>
    }
}

fn rates(rates: Rates) -> impl IntoView {
    let shares = [rates.no_show, rates.unanswered, rates.self_registered];
    let line = |(name, share): (&'static str, Share)| {
        view! { <div><dt>{name}</dt><dd>{text::share(share)}</dd></div> }
    };
    view! {
        <dl class="facts">
            {text::RATE_NAMES.into_iter().zip(shares).map(line).collect_view()}
        </dl>
    }
}

fn table(period: Period, by: Breakdown, groups: Vec<FunnelGroup>, total: Counts) -> impl IntoView {
    let rows = groups.into_iter().map(|row| {
        let name = if row.name.is_empty() { text::group(row.group) } else { row.name };
        line(period, name, Some(row.group), row.counts)
    });
    let head = Stage::ALL.map(|stage| {
        view! {
            <th scope="col" role="columnheader" class="table-number">{text::stage(stage)}</th>
        }
    });
    view! {
        <div class="table-frame" role="region" aria-label=text::by(by) tabindex="0">
            <table class="table" role="table">
                <caption>{text::by(by)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{text::breakdown(by)}</th>
                        {head.into_iter().collect_view()}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {rows.collect_view()}
                    {line(period, text::TOTAL.to_owned(), None, total)}
                </tbody>
            </table>
        </div>
    }
}

fn line(period: Period, name: String, group: Option<Group>, counts: Counts) -> impl IntoView {
    let cell = |(stage, count): (Stage, u32)| {
        let shown = number(count);
        let spoken = text::list_of(&shown, text::stage(stage), &name);
        let address = address::behind(Behind::Funnel { period, stage, group });
        let content = if count == 0 {
            shown.into_any()
        } else {
            view! { <a class="table-link" href=address aria-label=spoken>{shown}</a> }.into_any()
        };
        view! {
            <td role="cell" class="table-number" data-label=text::stage(stage)>{content}</td>
        }
    };
    let cells = Stage::ALL.into_iter().zip(counts).map(cell).collect_view();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{name.clone()}</th>
            {cells}
        </tr>
    }
}
