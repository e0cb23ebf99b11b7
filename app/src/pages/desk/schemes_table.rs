//! The list of schemes as a table; cards on a narrow screen.

use super::address;
use super::options::today;
use super::table::{Column, table};
use crate::api::schemes::SchemeRow;
use crate::text::fr::common;
use crate::text::fr::common::scheme_kind;
use crate::text::fr::desk::schemes as text;
use crate::ui::format::number;
use crate::ui::{Badge, BadgeKind};
use domain::intervention::Mode;
use domain::level::CefrLevel;
use domain::scheme::Scheme;
use domain::time::Day;
use leptos::prelude::*;

const COLUMNS: [Column; 8] = [
    (text::SCHEME, false),
    (text::KIND, false),
    (text::PLACE, false),
    (text::LEVELS, false),
    (text::PLACES, false),
    (text::WAITING, true),
    (text::STATE, false),
    (text::VERIFIED, false),
];

/// The table.
pub(super) fn schemes_table(rows: &[SchemeRow]) -> AnyView {
    table(text::TITLE, String::new(), &COLUMNS, rows.iter().map(line).collect())
}

fn line(row: &SchemeRow) -> Vec<AnyView> {
    let scheme = &row.scheme;
    let name = view! {
        <a href=address::scheme(scheme.id)>{scheme.title.clone()}</a>
        <p class="soft small">{scheme.organisation_name.clone()}</p>
    };
    let place = match scheme.mode {
        Mode::InPerson => scheme.town.clone(),
        Mode::Remote => common::mode(Mode::Remote).to_owned(),
    };
    let levels = text::levels(
        scheme.entry_level.map(CefrLevel::label),
        scheme.target_level.map(CefrLevel::label),
    );
    vec![
        name.into_any(),
        scheme_kind(scheme.kind).into_any(),
        place.into_any(),
        levels.into_any(),
        places(scheme),
        number(row.waiting).into_any(),
        openness(scheme),
        verified(scheme, today()),
    ]
}

/// Places left, in a word where there is none.
pub(super) fn places(scheme: &Scheme) -> AnyView {
    match scheme.places_left().zip(scheme.places) {
        None => text::NO_LIMIT.into_any(),
        Some((left, places)) => {
            let said = text::places_left(left, places);
            if left > 0 {
                return said.into_any();
            }
            view! {
                <div>
                    <Badge kind=BadgeKind::Warning text=text::FULL/>
                    <p class="soft small">{said}</p>
                </div>
            }
            .into_any()
        }
    }
}

/// Whether people can be sent to it.
pub(super) fn openness(scheme: &Scheme) -> AnyView {
    let (kind, word) = if scheme.open {
        (BadgeKind::Success, text::OPEN)
    } else {
        (BadgeKind::Neutral, text::CLOSED)
    };
    view! { <Badge kind text=word/> }.into_any()
}

/// The day of the last look, and that another is due.
pub(super) fn verified(scheme: &Scheme, today: Day) -> AnyView {
    let day = scheme.verified_on.map(Day::french);
    if !scheme.needs_check(today) {
        return day.into_any();
    }
    view! {
        <div>
            <Badge kind=BadgeKind::Check text=text::TO_CHECK/>
            {day.map(|day| view! { <p class="soft small">{day}</p> })}
        </div>
    }
    .into_any()
}
