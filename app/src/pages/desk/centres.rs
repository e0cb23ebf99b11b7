//! The territory: its training centres and its departments.

use super::address;
use super::new_link::new_link;
use super::own_limits::OwnLimits;
use super::table::{Column, table};
use crate::api::centres::{CentreSheet, DepartmentRow, Territory, own_territory};
use crate::api::request::Fetched;
use crate::text::fr::desk::accounts;
use crate::text::fr::desk::centres as text;
use crate::ui::format::number;
use crate::ui::{Answer, Badge, BadgeKind, Empty, Notice, NoticeKind, PageHead};
use leptos::prelude::*;

/// The page.
#[component]
pub fn CentresPage() -> impl IntoView {
    let found = Fetched::new(own_territory);
    let lead = Signal::derive(move || match found.get() {
        Some(Ok(it)) => text::lead(&it.directorate, it.centres.len()),
        _ => String::new(),
    });
    let shown = |territory: Territory| {
        let Territory { directorate, departments, centres } = territory;
        let list = if centres.is_empty() {
            view! {
                <Empty text=text::NONE_AT_ALL>{to_new()}</Empty>
            }
            .into_any()
        } else {
            table(text::TITLE, String::new(), &COLUMNS, centres.iter().map(line).collect())
        };
        view! {
            <div class="stack stack--wide">
                {list}
                <section class="stack">
                    <h2>{text::DEPARTMENTS}</h2>
                    {list_of(&departments)}
                    {missing(&directorate, &departments)}
                </section>
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead
            title=text::TITLE
            lead=lead
            back=(address::ACCOUNTS.to_owned(), accounts::TITLE.to_owned())
            actions=to_new
        />
        <Answer resource=found view=Callback::new(shown)/>
    }
}

fn to_new() -> AnyView {
    new_link(OwnLimits::is_whole, address::new_centre(), text::ADD)
}

const COLUMNS: [Column; 4] = [
    (text::NAME, false),
    (text::COMMUNE, false),
    (text::INTERVENTIONS, true),
    (text::STATE, false),
];

fn line(sheet: &CentreSheet) -> Vec<AnyView> {
    let name = view! {
        <a href=address::centre(sheet.id) dir="auto">{sheet.fields.name.clone()}</a>
    };
    vec![
        name.into_any(),
        text::commune(&sheet.town, &sheet.department).into_any(),
        number(sheet.interventions).into_any(),
        openness(sheet.closed),
    ]
}

/// Whether interventions are planned there.
pub(super) fn openness(closed: bool) -> AnyView {
    let (kind, word) =
        if closed { (BadgeKind::Neutral, text::CLOSED) } else { (BadgeKind::Success, text::OPEN) };
    view! { <Badge kind text=word/> }.into_any()
}

fn list_of(departments: &[DepartmentRow]) -> AnyView {
    let fact = |row: &DepartmentRow| {
        let name = text::commune(&row.name, &row.code);
        let communes = text::communes(row.communes, &number(row.communes));
        view! { <div><dt>{name}</dt><dd>{communes}</dd></div> }
    };
    (!departments.is_empty())
        .then(|| view! { <dl class="facts">{departments.iter().map(fact).collect_view()}</dl> })
        .into_any()
}

/// What is to be done where communes are missing; nothing where none are.
pub(super) fn missing(directorate: &str, departments: &[DepartmentRow]) -> AnyView {
    let lacking: Vec<&DepartmentRow> = departments.iter().filter(|it| it.communes == 0).collect();
    if lacking.is_empty() && !departments.is_empty() {
        return ().into_any();
    }
    let (title, options) = if departments.is_empty() {
        (text::NO_DEPARTMENT.to_owned(), "--department 02=Aisne".to_owned())
    } else {
        let names: Vec<String> =
            lacking.iter().map(|it| text::commune(&it.name, &it.code)).collect();
        let option = |it: &&DepartmentRow| format!("--department \"{}={}\"", it.code, it.name);
        let options: Vec<String> = lacking.iter().map(option).collect();
        (text::without_communes(&names.join(", ")), options.join(" "))
    };
    let command = text::command(directorate, &options);
    view! {
        <Notice kind=NoticeKind::Warning title=title>
            <p>{text::ASK_TO_IMPORT}</p>
            <p><code class="code" dir="ltr">{command}</code></p>
        </Notice>
    }
    .into_any()
}
