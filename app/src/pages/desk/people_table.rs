//! The list of people as a table; cards on a narrow screen.

use super::table::{Column, table};
use crate::api::people::PersonRow;
use crate::text::fr::common::{attendance, contact_way, origin, scheme_kind};
use crate::text::fr::desk::people as text;
use crate::ui::format::short_date;
use crate::ui::{Badge, BadgeKind};
use domain::attendance::Attendance;
use domain::time::Day;
use leptos::prelude::*;

const COLUMNS: [Column; 7] = [
    (text::NAME, false),
    (text::LEVEL, false),
    (text::CENTRE, false),
    (text::TRAINING_END, false),
    (text::ATTENDANCE, false),
    (text::WISHES, false),
    (text::CONTACT, false),
];

/// The table of one page of people, of `total` on all pages.
pub fn people_table(rows: Vec<PersonRow>, total: u32) -> AnyView {
    table(text::TITLE, text::found(total), &COLUMNS, rows.into_iter().map(line).collect())
}

/// A value, or a dash that a screen reader speaks as words.
fn known(value: Option<String>) -> AnyView {
    match value {
        Some(value) => value.into_any(),
        None => view! { <span role="img" aria-label=text::UNKNOWN_SPOKEN>{text::UNKNOWN}</span> }
            .into_any(),
    }
}

fn line(row: PersonRow) -> Vec<AnyView> {
    let birth = row.birth.map(text::birth);
    let (level, end) =
        (row.level.map(|it| it.label().to_owned()), row.training_ends.map(Day::french));
    let (wishes, contact) = (wishes(&row), contact(&row));
    let name = view! {
        <span dir="auto">{row.name}</span>
        {birth.map(|birth| view! { <p class="soft small">{birth}</p> })}
    };
    vec![
        name.into_any(),
        known(level),
        known(row.centre),
        known(end),
        mark(row.attendance),
        wishes,
        contact,
    ]
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
