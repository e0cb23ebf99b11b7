//! How long the server waits before it acts by itself: data, in one place. Each has a setting
//! (`docs/operations.md`).

use crate::clock::{DAY, HOUR};
use domain::time::{Day, Instant};
use jiff::tz::TimeZone;

/// The timers.
#[derive(Clone, Debug)]
pub struct Timers {
    /// A partner who does not answer is written to again each time so many milliseconds have
    /// passed.
    pub partner_reminder: i64,
    /// A referral without an answer ends after so many milliseconds.
    pub referral_expiry: i64,
    /// A person is reminded so many milliseconds before an interview.
    pub interview_reminder: i64,
    /// A file may be kept for so many months after the last contact.
    pub retention_months: u8,
    /// By whose clocks people live: days and hours in messages are told by it.
    pub zone: TimeZone,
}

impl Timers {
    /// From their settings, in days, days, hours and months.
    #[must_use]
    pub fn new(
        partner_reminder_days: u16,
        referral_expiry_days: u16,
        interview_reminder_hours: u16,
        retention_months: u8,
        zone: TimeZone,
    ) -> Self {
        Self {
            partner_reminder: i64::from(partner_reminder_days) * DAY,
            referral_expiry: i64::from(referral_expiry_days) * DAY,
            interview_reminder: i64::from(interview_reminder_hours) * HOUR,
            retention_months,
            zone,
        }
    }

    /// Day, hour and minute of a moment, by the clocks of the zone.
    #[must_use]
    pub fn shown(&self, moment: Instant) -> (Day, u8, u8) {
        let shown = jiff::Timestamp::from_millisecond(moment.0)
            .unwrap_or_default()
            .to_zoned_datetime(self.zone.clone());
        let part = |number: i8| u8::try_from(number).unwrap_or_default();
        let (month, day) = (u32::from(part(shown.month())), u32::from(part(shown.day())));
        let day = Day::new(i32::from(shown.year()), month, day).unwrap_or(Day(0));
        (day, part(shown.hour()), part(shown.minute()))
    }

    /// Who was last in contact before this moment may no longer be kept.
    #[must_use]
    pub fn retention_ends(&self, now: Instant) -> Instant {
        let months = jiff::Span::new().months(i64::from(self.retention_months));
        jiff::Timestamp::from_millisecond(now.0)
            .map(|now| now.to_zoned_datetime(self.zone.clone()))
            .and_then(|now| now.checked_sub(months))
            .map_or(Instant(0), |then| Instant(then.timestamp().as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn timers(months: u8) -> Timers {
        Timers::new(10, 30, 48, months, TimeZone::get("Europe/Paris").expect("a zone"))
    }

    #[rstest]
    #[case::summer("2026-06-15T07:00:00Z", (2026, 6, 15), 9)]
    #[case::winter("2026-01-15T07:00:00Z", (2026, 1, 15), 8)]
    #[case::next_day("2026-06-15T22:30:00Z", (2026, 6, 16), 0)]
    fn people_read_the_time_of_their_own_clocks(
        #[case] moment: &str,
        #[case] day: (i32, u32, u32),
        #[case] hour: u8,
    ) {
        let moment: jiff::Timestamp = moment.parse().expect("a moment");
        let (shown, shown_hour, _) = timers(24).shown(Instant(moment.as_millisecond()));
        assert_eq!((shown.civil(), shown_hour), (day, hour));
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let moment = |text: &str| {
            Instant(text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond())
        };
        let now = moment("2026-03-31T10:00:00Z");
        assert_eq!(timers(24).retention_ends(now), moment("2024-03-31T10:00:00Z"));
        assert_eq!(timers(1).retention_ends(now), moment("2026-02-28T11:00:00Z"));
    }
}
