//! The words of dates on the server's pages and in its messages. The programs in the browser take
//! them from the browser.

pub mod ar;
pub mod en;
pub mod fr;

use domain::language::Language;
use domain::time::Day;

/// The words of a language.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// Whether it was translated by machine and no speaker has checked it.
    pub machine: bool,
    /// The days of the week from Monday on.
    pub weekdays: [&'static str; 7],
    /// Stands between day and time.
    pub at: &'static str,
    /// Stands between hour and minute.
    pub hour_mark: &'static str,
}

/// The words of a language.
#[must_use]
pub const fn dates(language: Language) -> &'static Dates {
    match language {
        Language::French => &fr::DATES,
        Language::English => &en::DATES,
        Language::Arabic => &ar::DATES,
    }
}

impl Dates {
    /// The day of the week.
    #[must_use]
    pub fn weekday(&self, day: Day) -> &'static str {
        // The first of January 1970 was a Thursday.
        let place = day.0.wrapping_add(3).rem_euclid(7);
        usize::try_from(place).ok().and_then(|place| self.weekdays.get(place)).unwrap_or(&"")
    }

    /// A time, such as "09 h 05".
    #[must_use]
    pub fn time(&self, hour: u8, minute: u8) -> String {
        format!("{hour:02}{}{minute:02}", self.hour_mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_its_name_before_and_after_the_epoch() {
        let weekday = |y, m, d| fr::DATES.weekday(Day::new(y, m, d).expect("a day"));
        let named = [weekday(1970, 1, 1), weekday(2026, 6, 15), weekday(1969, 12, 28)];
        assert_eq!(named, ["jeudi", "lundi", "dimanche"]);
        assert_eq!(dates(Language::English).weekday(Day(0)), "Thursday");
        assert_eq!(dates(Language::Arabic).weekday(Day(0)), "الخميس");
    }

    #[test]
    fn translations_that_no_speaker_has_checked_are_marked() {
        for language in Language::ALL {
            assert_eq!(dates(language).machine, language != Language::French);
        }
    }
}
