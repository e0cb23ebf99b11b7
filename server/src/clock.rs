//! The time of day, as a parameter: the only place that reads the system's clock.

use domain::time::{Day, Instant};

/// Milliseconds of an hour.
pub const HOUR: i64 = 60 * 60 * 1_000;
/// Milliseconds of a day.
pub const DAY: i64 = 24 * HOUR;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The moment it is now.
    fn now(&self) -> Instant;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now(&self) -> Instant {
        let since =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The day of a moment, in UTC.
#[must_use]
pub fn day_of(instant: Instant) -> Day {
    Day(i32::try_from(instant.0.div_euclid(DAY)).unwrap_or_default())
}

/// The day that calendars in France show at a moment.
#[must_use]
pub fn day_in_france(instant: Instant) -> Day {
    let day = jiff::Timestamp::from_millisecond(instant.0)
        .and_then(|moment| moment.in_tz("Europe/Paris"))
        .ok()
        .and_then(|there| {
            let (year, month, day) = (there.year(), there.month(), there.day());
            Day::new(year.into(), month.unsigned_abs().into(), day.unsigned_abs().into())
        });
    // A machine that does not know the zone is at most two hours off.
    day.unwrap_or_else(|| day_of(instant))
}

/// The hour and minute that clocks in France show at a moment.
#[must_use]
pub fn time_in_france(instant: Instant) -> (u8, u8) {
    let there = jiff::Timestamp::from_millisecond(instant.0)
        .and_then(|moment| moment.in_tz("Europe/Paris"))
        .map(|there| (there.hour().unsigned_abs(), there.minute().unsigned_abs()));
    there.unwrap_or_else(|_| {
        let minutes = instant.0.div_euclid(60_000).rem_euclid(24 * 60);
        let part = |value: i64| u8::try_from(value).unwrap_or_default();
        (part(minutes / 60), part(minutes % 60))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_midnight_in_france_it_is_the_next_day() {
        let midnight = Instant(1_781_474_400_000); // 2026-06-15, 00:00 in Paris.
        let day = Day::new(2026, 6, 15);
        assert_eq!(Some(day_in_france(midnight)), day);
        assert_eq!(day_in_france(midnight.plus(-1)).0, day_in_france(midnight).0 - 1);
        assert_eq!(time_in_france(midnight), (0, 0));
        assert_eq!(time_in_france(midnight.plus(-60_000)), (23, 59));
    }
}
