//! What a file holds: its columns, to be named, and its lines, each with what would become of it.

use crate::api::roster::{Field, RosterColumn, RosterLine, Verdict};
use crate::text::fr::desk::roster as text;
use crate::ui::{Badge, BadgeKind, Pagination, SelectField, SelectOption, TabPanel, Tabs};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;

/// Lines in the page at once.
const LINES_A_PAGE: u32 = 100;
/// Several columns are often changed one after the other: the file is judged again once.
const CALM: Duration = Duration::from_millis(400);
const TABS: &str = "lines";
/// The tabs: all lines, then one for each verdict.
const VERDICTS: [Option<Verdict>; 5] = [
    None,
    Some(Verdict::New),
    Some(Verdict::AlreadyKnown),
    Some(Verdict::ToCheck),
    Some(Verdict::Refused),
];

/// A select for each column, with values of it.
#[component]
pub fn Columns(
    /// The columns as the server understood them.
    columns: Vec<RosterColumn>,
    /// Where a changed understanding goes at once.
    chosen: RwSignal<Option<Vec<Field>>>,
    /// Where it goes once the person pauses.
    mapping: RwSignal<Option<Vec<Field>>>,
) -> impl IntoView {
    let fields = RwSignal::new(columns.iter().map(|column| column.field).collect::<Vec<_>>());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let calm_down = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
    };
    on_cleanup(calm_down);
    let change = move |place: usize, field: Field| {
        fields.update(|fields| {
            // A field comes from one column: the one that had it is ignored from now on.
            for (other, slot) in fields.iter_mut().enumerate() {
                if other == place {
                    *slot = field;
                } else if *slot == field {
                    *slot = Field::Ignore;
                }
            }
        });
        calm_down();
        chosen.set(Some(fields.get_untracked()));
        let judge = move || mapping.set(chosen.get_untracked());
        timer.set_value(set_timeout_with_handle(judge, CALM).ok());
    };
    let options: Vec<SelectOption> = Field::ALL
        .into_iter()
        .enumerate()
        .map(|(place, field)| SelectOption::new(place.to_string(), text::field(field)))
        .collect();
    let column = move |(place, column): (usize, RosterColumn)| {
        let value = Signal::derive(move || {
            let field = fields.with(|fields| fields.get(place).copied()).unwrap_or(Field::Ignore);
            Field::ALL.iter().position(|it| *it == field).unwrap_or_default().to_string()
        });
        let set = SignalSetter::map(move |answer: String| {
            let field = answer.parse().ok().and_then(|place: usize| Field::ALL.get(place).copied());
            change(place, field.unwrap_or(Field::Ignore));
        });
        view! {
            <SelectField
                label=text::column(&column.heading, place + 1)
                hint=text::examples(&column.examples)
                value=value
                set=set
                options=options.clone()
            />
        }
    };
    view! {
        <section class="stack">
            <h2>{text::COLUMNS}</h2>
            <p class="soft">{text::COLUMNS_HINT}</p>
            <div class="columns">
                {columns.into_iter().enumerate().map(column).collect_view()}
            </div>
        </section>
    }
}

/// The lines, a tab for each verdict.
#[component]
pub fn Lines(
    /// All lines.
    lines: Vec<RosterLine>,
    /// Lines in doubt that the person wants all the same.
    accepted: RwSignal<BTreeSet<u32>>,
) -> impl IntoView {
    let tab = RwSignal::new(0);
    let lines = StoredValue::new(lines);
    let name = |wanted: Option<Verdict>| {
        let count = lines.with_value(|lines| lines.iter().filter(|it| fits(it, wanted)).count());
        Signal::stored(text::verdict_count(wanted, count))
    };
    let panel = move |(place, wanted): (usize, Option<Verdict>)| {
        view! {
            <TabPanel group=TABS place selected=tab>
                <Show when=move || tab.get() == place>
                    <Table lines wanted accepted/>
                </Show>
            </TabPanel>
        }
    };
    view! {
        <section class="stack">
            <h2>{text::LINES}</h2>
            <Tabs
                group=TABS
                label=text::VERDICTS
                tabs=VERDICTS.map(name).to_vec()
                selected=tab
            />
            {VERDICTS.into_iter().enumerate().map(panel).collect_view()}
        </section>
    }
}

fn fits(line: &RosterLine, wanted: Option<Verdict>) -> bool {
    wanted.is_none_or(|wanted| wanted == line.verdict)
}

/// The lines of one verdict, page by page.
#[component]
fn Table(
    lines: StoredValue<Vec<RosterLine>>,
    wanted: Option<Verdict>,
    accepted: RwSignal<BTreeSet<u32>>,
) -> impl IntoView {
    let page = RwSignal::new(0_u32);
    let count = lines.with_value(|lines| lines.iter().filter(|it| fits(it, wanted)).count());
    let shown = move || {
        let first = usize::try_from(page.get() * LINES_A_PAGE).unwrap_or_default();
        let most = usize::try_from(LINES_A_PAGE).unwrap_or_default();
        lines.with_value(|lines| {
            let fitting = lines.iter().filter(|line| fits(line, wanted));
            fitting.skip(first).take(most).map(|line| row(line, accepted)).collect_view()
        })
    };
    view! {
        <div class="table-frame" role="region" aria-label=text::LINES tabindex="0">
            <table class="table" role="table">
                <caption>{text::lines_shown(count)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{text::NAME}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::LINE}</th>
                        <th scope="col" role="columnheader">{text::VERDICT}</th>
                        <th scope="col" role="columnheader">{text::REASONS}</th>
                        <th scope="col" role="columnheader">{text::TAKE}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{shown}</tbody>
            </table>
        </div>
        <Pagination
            page=page
            set=page
            total=u32::try_from(count).unwrap_or(u32::MAX)
            size=LINES_A_PAGE
        />
    }
}

const fn badge(verdict: Verdict) -> BadgeKind {
    match verdict {
        Verdict::New => BadgeKind::Success,
        Verdict::AlreadyKnown => BadgeKind::Neutral,
        Verdict::ToCheck => BadgeKind::Check,
        Verdict::Refused => BadgeKind::Danger,
    }
}

fn row(line: &RosterLine, accepted: RwSignal<BTreeSet<u32>>) -> impl IntoView + use<> {
    let RosterLine { line: number, name, verdict, reasons } = line.clone();
    let label = text::take(&name, number);
    let name = if name.is_empty() { text::NAMELESS.to_owned() } else { name };
    let toggle = move |_| {
        accepted.update(|lines| {
            if !lines.remove(&number) {
                lines.insert(number);
            }
        });
    };
    let tick = (verdict == Verdict::ToCheck).then(|| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || accepted.with(|lines| lines.contains(&number))
                    aria-label=label
                    on:change=toggle
                />
            </label>
        }
    });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" dir="auto">{name}</th>
            <td role="cell" class="table-number" data-label=text::LINE>{number}</td>
            <td role="cell" data-label=text::VERDICT>
                <Badge kind=badge(verdict) text=text::verdict(verdict)/>
            </td>
            <td role="cell" data-label=text::REASONS>{reasons.join(" ")}</td>
            <td role="cell" data-label=text::TAKE>{tick}</td>
        </tr>
    }
}
