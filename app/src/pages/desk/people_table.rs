//! The list of people as a table; cards on a narrow screen.

use crate::api::people::PersonRow;
use crate::text::fr::common::{attendance, contact_way, origin, scheme_kind};
use crate::text::fr::desk::people as text;
use crate::ui::format::short_date;
use crate::ui::{Badge, BadgeKind};
use domain::attendance::Attendance;
use domain::time::Day;
use leptos::prelude::*;

/// The table.
#[component]
pub fn PeopleTable(
    /// One page of people.
    rows: Vec<PersonRow>,
    /// How many there are on all pages.
    total: u32,
) -> impl IntoView {
    view! {
        <div class="table-frame" role="region" aria-label=text::TITLE tabindex="0">
            <table class="table" role="table">
                <caption>{text::found(total)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{text::NAME}</th>
                        <th scope="col" role="columnheader">{text::LEVEL}</th>
                        <th scope="col" role="columnheader">{text::CENTRE}</th>
                        <th scope="col" role="columnheader">{text::TRAINING_END}</th>
                        <th scope="col" role="columnheader">{text::ATTENDANCE}</th>
                        <th scope="col" role="columnheader">{text::WISHES}</th>
                        <th scope="col" role="columnheader">{text::CONTACT}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// A value, or a dash that a screen reader speaks as words.
fn known(value: Option<String>) -> AnyView {
    match value {
        Some(value) => value.into_any(),
        None => view! { <span role="img" aria-label=text::UNKNOWN_SPOKEN>{text::UNKNOWN}</span> }
            .into_any(),
    }
}

fn line(row: PersonRow) -> impl IntoView {
    let birth = row.birth.map(text::birth);
    let (level, end) =
        (row.level.map(|it| it.label().to_owned()), row.training_ends.map(Day::french));
    let (wishes, contact) = (wishes(&row), contact(&row));
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <span dir="auto">{row.name}</span>
                {birth.map(|birth| view! { <p class="soft small">{birth}</p> })}
            </th>
            <td role="cell" data-label=text::LEVEL>{known(level)}</td>
            <td role="cell" data-label=text::CENTRE>{known(row.centre)}</td>
            <td role="cell" data-label=text::TRAINING_END>{known(end)}</td>
            <td role="cell" data-label=text::ATTENDANCE>{mark(row.attendance)}</td>
            <td role="cell" data-label=text::WISHES>{wishes}</td>
            <td role="cell" data-label=text::CONTACT>{contact}</td>
        </tr>
    }
}

fn mark(mark: Option<Attendance>) -> AnyView {
    let Some(mark) = mark else { return known(None) };
    let (kind, icon) = match mark {
        Attendance::Present => (BadgeKind::Success, "present"),
        Attendance::Absent => (BadgeKind::Danger, "absent"),
        Attendance::Excused => (BadgeKind::Neutral, "excused"),
    };
    view! { <Badge kind text=attendance(mark) icon=icon/> }.into_any()
}

/// The wishes in order, then when and how they were given.
fn wishes(row: &PersonRow) -> AnyView {
    if row.wishes.is_empty() {
        return known(None);
    }
    let wish = |(place, kind): (usize, _)| {
        view! { <li>{text::wish(place + 1, scheme_kind(kind))}</li> }
    };
    let given = row.interested_at.zip(row.interest_origin).map(|(at, how)| {
        view! { <p class="soft small">{text::given(&short_date(at), origin(how))}</p> }
    });
    view! {
        <div>
            <ul role="list">
                {row.wishes.iter().copied().enumerate().map(wish).collect_view()}
            </ul>
            {given}
        </div>
    }
    .into_any()
}

fn contact(row: &PersonRow) -> AnyView {
    let phone = row.phone.as_ref().map(|phone| {
        view! {
            <a href=format!("tel:{}", phone.as_str()) class="code">{phone.display().replace(' ', "\u{a0}")}</a>
        }
    });
    let way = row.preferred.map(|way| view! { <p class="soft small">{contact_way(way)}</p> });
    if phone.is_none() && way.is_none() {
        return known(None);
    }
    view! { <div>{phone}{way}</div> }.into_any()
}
