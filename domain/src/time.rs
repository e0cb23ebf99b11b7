//! Moments and days, without a clock: both are given from outside.

use serde::{Deserialize, Serialize};

/// A moment, in milliseconds since 1970-01-01T00:00:00 UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The moment `milliseconds` later.
    #[must_use]
    pub const fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
}

/// A day of the civil calendar, in days since 1970-01-01, without a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Day {
    /// The day `year`-`month`-`day`, or `None` where the calendar has no such day or the year lies
    /// outside 1..=9999.
    ///
    /// Gregorian day arithmetic after Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms" (2013), sections `days_from_civil` and `civil_from_days`.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 {
            return None;
        }
        let month_signed = i32::try_from(month).ok()?;
        let day_signed = i32::try_from(day).ok()?;
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let day_of_year = (153 * ((month_signed + 9) % 12) + 2) / 5 + day_signed - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let candidate = Self(era * 146_097 + day_of_era - 719_468);
        // A day that the month does not have lands in the next one: reject it by going back.
        (candidate.civil() == (year, month, day)).then_some(candidate)
    }

    /// Year, month (1..=12) and day of the month (1..=31).
    #[must_use]
    pub fn civil(self) -> (i32, u32, u32) {
        let shifted = self.0.saturating_add(719_468);
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month.unsigned_abs(), day.unsigned_abs())
    }

    /// The day as French offices write it, `dd/mm/yyyy`.
    #[must_use]
    pub fn french(self) -> String {
        let (year, month, day) = self.civil();
        format!("{day:02}/{month:02}/{year:04}")
    }

    /// Reads `dd/mm/yyyy` (also with `-` or `.`), or `yyyy-mm-dd`. Two-digit years are refused:
    /// they are ambiguous for people born between 1925 and 2025.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim().split(['/', '-', '.']).collect();
        let [first, middle, last] = parts.as_slice() else { return None };
        let number = |part: &str, widths: std::ops::RangeInclusive<usize>| {
            (widths.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
        };
        let month = number(middle, 1..=2)?;
        let (year, day) = if first.len() == 4 {
            (number(first, 4..=4)?, number(last, 1..=2)?)
        } else {
            (number(last, 4..=4)?, number(first, 1..=2)?)
        };
        Self::new(i32::try_from(year).ok()?, month, day)
    }
}

impl std::fmt::Display for Day {
    /// ISO 8601, `yyyy-mm-dd`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_epoch_and_leap_days_are_where_the_calendar_has_them() {
        assert_eq!(Day::new(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::new(2000, 2, 29).map(Day::civil), Some((2000, 2, 29)));
        assert_eq!(Day::new(1900, 2, 29), None);
        assert_eq!(Day::new(2026, 4, 31), None);
        assert_eq!(Day::new(2026, 13, 1), None);
    }

    #[test]
    fn offices_write_days_in_several_ways() {
        let day = Day::new(1990, 3, 7);
        for text in
            ["07/03/1990", "7/3/1990", "07-03-1990", "07.03.1990", "1990-03-07", " 07/03/1990 "]
        {
            assert_eq!(Day::parse(text), day, "{text}");
        }
        for text in
            ["", "07/03/90", "31/02/1990", "07/03", "a/b/1990", "07/03/1990/1", "+7/03/1990"]
        {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_day_survives_the_way_to_civil_and_back(days in -700_000..2_900_000_i32) {
            let (year, month, day) = Day(days).civil();
            if (1..=9999).contains(&year) {
                prop_assert_eq!(Day::new(year, month, day), Some(Day(days)));
            }
        }
    }
}
