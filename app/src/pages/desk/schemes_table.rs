//! The list of schemes as a table; cards on a narrow screen.

use super::address;
use super::options::today;
use crate::api::schemes::SchemeRow;
use crate::text::fr::common::scheme_kind;
use crate::text::fr::desk::schemes as text;
use crate::ui::format::number;
use crate::ui::{Badge, BadgeKind};
use domain::intervention::Mode;
use domain::level::CefrLevel;
use domain::scheme::Scheme;
use domain::time::Day;
use leptos::prelude::*;

/// The table.
#[component]
pub(super) fn SchemesTable(
    /// The schemes.
    rows: Vec<SchemeRow>,
) -> impl IntoView {
    view! {
        <div class="table-frame" role="region" aria-label=text::TITLE tabindex="0">
            <table class="table" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{text::SCHEME}</th>
                        <th scope="col" role="columnheader">{text::KIND}</th>
                        <th scope="col" role="columnheader">{text::PLACE}</th>
                        <th scope="col" role="columnheader">{text::LEVELS}</th>
                        <th scope="col" role="columnheader">{text::PLACES}</th>
                        <th scope="col" role="columnheader" class="table-number">{text::WAITING}</th>
                        <th scope="col" role="columnheader">{text::STATE}</th>
                        <th scope="col" role="columnheader">{text::VERIFIED}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows.iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn line(row: &SchemeRow) -> AnyView {
    let scheme = &row.scheme;
    let place = match scheme.mode {
        Mode::InPerson => scheme.town.clone(),
        Mode::Remote => text::mode(Mode::Remote).to_owned(),
    };
    let levels = text::levels(
        scheme.entry_level.map(CefrLevel::label),
        scheme.target_level.map(CefrLevel::label),
    );
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">
                <a href=address::scheme(scheme.id)>{scheme.title.clone()}</a>
                <p class="soft small">{scheme.organisation_name.clone()}</p>
            </th>
            <td role="cell" data-label=text::KIND>{scheme_kind(scheme.kind)}</td>
            <td role="cell" data-label=text::PLACE>{place}</td>
            <td role="cell" data-label=text::LEVELS>{levels}</td>
            <td role="cell" data-label=text::PLACES>{places(scheme)}</td>
            <td role="cell" data-label=text::WAITING class="table-number">{number(row.waiting)}</td>
            <td role="cell" data-label=text::STATE>{openness(scheme)}</td>
            <td role="cell" data-label=text::VERIFIED>{verified(scheme, today())}</td>
        </tr>
    }
    .into_any()
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
