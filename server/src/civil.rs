//! Days as people in the centres live them: by the clocks of France.

use crate::clock::DAY;
use domain::time::{Day, Instant};
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use std::sync::LazyLock;

/// The zone all centres live in.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| {
    TimeZone::get("Europe/Paris").unwrap_or_else(|error| {
        tracing::error!(%error, "the time zone is not known: days are told by UTC");
        TimeZone::UTC
    })
});

/// The moment at which a day begins; `None` beyond the calendar.
#[must_use]
pub fn start_of(day: Day) -> Option<Instant> {
    let (year, month, day) = day.civil();
    let date = civil::Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()?;
    let start = date.to_zoned_datetime(ZONE.clone()).ok()?;
    Some(Instant(start.timestamp().as_millisecond()))
}

/// The day of a moment, and the milliseconds since the clocks showed its midnight.
fn shown(moment: Instant) -> Option<(Day, i64)> {
    let zoned = Timestamp::from_millisecond(moment.0).ok()?.to_zoned_datetime(ZONE.clone());
    let date = zoned.date();
    let day = Day::new(
        i32::from(date.year()),
        date.month().unsigned_abs().into(),
        date.day().unsigned_abs().into(),
    )?;
    let time = zoned.time();
    let seconds =
        (i64::from(time.hour()) * 60 + i64::from(time.minute())) * 60 + i64::from(time.second());
    Some((day, seconds * 1_000))
}

/// The day of a moment.
#[must_use]
pub fn day_of(moment: Instant) -> Day {
    shown(moment).map_or_else(|| day_beyond(moment), |(day, _)| day)
}

/// The hour and minute that clocks show at a moment.
#[must_use]
pub fn time_of(moment: Instant) -> (u8, u8) {
    let (_, minutes) = day_and_minutes(moment);
    let part = |value: u32| u8::try_from(value).unwrap_or_default();
    (part(minutes / 60), part(minutes % 60))
}

/// The day of a moment that no calendar reaches, by plain division.
fn day_beyond(moment: Instant) -> Day {
    Day(i32::try_from(moment.0.div_euclid(DAY)).unwrap_or_default())
}

/// The day of a moment, and the minutes since midnight that clocks show then.
#[must_use]
pub fn day_and_minutes(moment: Instant) -> (Day, u32) {
    let (day, milliseconds) = shown(moment).unwrap_or((day_beyond(moment), 0));
    (day, u32::try_from(milliseconds / 60_000).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_begin_at_midnight_in_france_in_summer_and_in_winter() {
        let hours = |year, month, day| {
            let day = Day::new(year, month, day).expect("a day");
            let start = start_of(day).expect("a moment");
            assert_eq!(day_of(start), day);
            assert_eq!(day_of(start.plus(-1)), Day(day.0 - 1));
            assert_eq!((time_of(start), time_of(start.plus(-1))), ((0, 0), (23, 59)));
            assert_eq!(day_and_minutes(start.plus(90 * 60_000)).1, 90);
            (i64::from(day.0) * 24 * 3_600_000 - start.0) / 3_600_000
        };
        assert_eq!(hours(2026, 1, 15), 1);
        assert_eq!(hours(2026, 7, 15), 2);
    }
}
