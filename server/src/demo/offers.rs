//! Times that the demo's advisers offer for interviews.

use super::DemoError;
use super::draw::Draw;
use super::territory::Territory;
use crate::clock::{DAY, HOUR};
use crate::db::OfferedSlot;
use crate::db::Writing;
use domain::id::OfferedSlotId;
use domain::intervention::Mode;
use domain::time::Instant;

/// Days on which times are offered.
const DAYS: i64 = 10;
/// Hours of the day at which they begin, in UTC, with how the two meet.
const HOURS: [(i64, Mode, &str); 3] = [
    (8, Mode::InPerson, "Bureau fictif 2"),
    (9, Mode::InPerson, "Bureau fictif 2"),
    (13, Mode::Remote, "06 39 98 00 00"),
];

/// Offers times on the working days to come, where none are offered.
pub(super) async fn make(
    unit: &mut Writing,
    draw: &mut Draw,
    territory: &Territory,
    now: Instant,
) -> Result<(), DemoError> {
    if !unit.offered_slots(territory.directorate, None, now).await?.is_empty() {
        return Ok(());
    }
    let today = now.0.div_euclid(DAY);
    for adviser in &territory.advisers {
        // The first of January 1970 was a Thursday: 2 and 3 days later was a weekend.
        for day in (today + 1..=today + DAYS).filter(|day| !matches!(day.rem_euclid(7), 2 | 3)) {
            for (hour, mode, place) in HOURS {
                let slot = OfferedSlot {
                    id: OfferedSlotId(draw.identity()),
                    adviser: *adviser,
                    starts_at: Instant(day * DAY + hour * HOUR),
                    minutes: 45,
                    mode,
                    place: place.to_owned(),
                };
                unit.offer_slot(territory.directorate, &slot).await?;
            }
        }
    }
    Ok(())
}
