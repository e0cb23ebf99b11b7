//! How it stands with a device, in a word and a sign; and what waits on it.

use crate::api::devices::{DeviceRow, DeviceState};
use crate::device::clock;
use crate::text::fr::desk::devices as text;
use crate::ui::format::short_date_and_time;
use crate::ui::{Badge, BadgeKind};
use leptos::prelude::*;

const DAY: i64 = 24 * 60 * 60 * 1_000;
/// What waits on a device that was silent for longer is in danger.
const SILENT_AFTER: i64 = 3 * DAY;

/// Its state.
pub(super) fn state(row: &DeviceRow) -> AnyView {
    let (kind, word, more) = match &row.state {
        DeviceState::InUse => (BadgeKind::Success, text::IN_USE, None),
        DeviceState::Revoked { at, by } => {
            let more = text::revoked(&short_date_and_time(*at), by);
            (BadgeKind::Check, text::REVOKED, Some(more))
        }
        DeviceState::HandingOver { at } => {
            (BadgeKind::Waiting, text::HANDING_OVER, Some(text::on(&short_date_and_time(*at))))
        }
        DeviceState::Emptied { at } => {
            (BadgeKind::Neutral, text::EMPTIED, Some(text::on(&short_date_and_time(*at))))
        }
    };
    let to_check = (row.to_check > 0).then(|| text::to_check(row.to_check));
    view! {
        <div>
            <Badge kind text=word/>
            {more.map(|said| view! { <p class="soft small">{said}</p> })}
            {to_check.map(|said| view! { <p class="small">{said}</p> })}
        </div>
    }
    .into_any()
}

/// What waits on it, as it last said. What has waited for days on a device that nothing is heard of is
/// said with a sign.
pub(super) fn waiting(row: &DeviceRow) -> AnyView {
    let silent = clock::now().0.saturating_sub(row.last_seen_at.0);
    if row.waiting == 0 {
        return text::NOTHING_WAITS.into_any();
    }
    if matches!(row.state, DeviceState::Emptied { .. }) {
        return text::declared(row.waiting).into_any();
    }
    if silent < SILENT_AFTER {
        return text::waiting(row.waiting).into_any();
    }
    let said = text::waiting_long(row.waiting, silent / DAY);
    view! { <Badge kind=BadgeKind::Warning text=said/> }.into_any()
}

/// Whether it can be revoked.
pub(super) const fn is_in_use(row: &DeviceRow) -> bool {
    matches!(row.state, DeviceState::InUse)
}
