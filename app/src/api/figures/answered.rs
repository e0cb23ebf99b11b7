//! The figures themselves.

use super::super::interventions::CentreRow;
use super::asked::{Group, Stage};
use super::behind::Part;
use serde::{Deserialize, Serialize};

/// People by the step they reached at least, in the order of [`Stage::ALL`].
pub type Counts = [u32; Stage::ALL.len()];

/// How far the people met in a period came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funnel {
    /// People on a list of a visit of the period, met or not.
    pub expected: u32,
    /// The people met.
    pub counts: Counts,
    /// Of those who entered, how many did so too recently to know whether they stay.
    pub too_early: u32,
    /// The same people in groups; each is in one of them.
    pub groups: Vec<FunnelGroup>,
    /// What they waited for.
    pub delays: Delays,
    /// How often things went wrong, or by themselves.
    pub rates: Rates,
}

/// One group of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunnelGroup {
    /// Which.
    pub group: Group,
    /// The name of the centre or the adviser; empty for other groups.
    pub name: String,
    /// How far they came.
    pub counts: Counts,
}

/// A number of delays, as two of them.
///
/// Percentiles are exact and by nearest rank: of `n` delays in order, the one at place ⌈p·n⌉. Each
/// is therefore a delay that somebody had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delay {
    /// How many there are.
    pub number: u32,
    /// Half of them are no longer: days.
    pub median: u32,
    /// Nine in ten are no longer: days.
    pub ninth_decile: u32,
}

impl Delay {
    /// Of delays in days, each with how often it occurs; `None` of none. A negative one counts as
    /// 0.
    #[must_use]
    pub fn of(mut days: Vec<(i64, u32)>) -> Option<Self> {
        days.sort_unstable();
        let number: u64 = days.iter().map(|(_, times)| u64::from(*times)).sum();
        // The place ⌈p·n⌉ counted from 1.
        let at = |tenths: u64| {
            let (place, mut passed) = ((number * tenths).div_ceil(10), 0);
            let found = days.iter().find(|(_, times)| {
                passed += u64::from(*times);
                place <= passed
            });
            u32::try_from(found?.0.max(0)).ok()
        };
        Some(Self { number: u32::try_from(number).ok()?, median: at(5)?, ninth_decile: at(9)? })
    }
}

/// What the people met in a period waited for. Each is `None` while nobody has an end to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delays {
    /// Days without a path: from the end of the language training to the first entry into a
    /// scheme; 0 for who entered before the end. Counts people.
    pub without_path: Option<Delay>,
    /// From the first interest to the moment when a first interview was planned, in whole days by
    /// the server's clock. Counts people.
    pub to_interview: Option<Delay>,
    /// From sending a referral to the partner's decision (accepted, declined, or put on the
    /// waiting list), in whole days by the server's clock. Counts referrals.
    pub to_answer: Option<Delay>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// So many.
    pub part: u32,
    /// Of so many.
    pub whole: u32,
}

impl Share {
    /// In a hundred, rounded to the nearest; `None` of nothing.
    #[must_use]
    pub fn percent(self) -> Option<u32> {
        let (part, whole) = (u64::from(self.part), u64::from(self.whole));
        (part * 200 + whole)
            .checked_div(whole * 2)
            .map(|percent| u32::try_from(percent).unwrap_or(u32::MAX))
    }
}

/// Rates among the people met in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rates {
    /// Appointments at which the person was not and gave no reason, of those that were held, not
    /// come to, or excused.
    pub no_show: Share,
    /// Referrals that expired without an answer, of all referrals.
    pub unanswered: Share,
    /// People who registered an interest themselves, of those who gave one.
    pub self_registered: Share,
}

/// A count, as far as it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Count {
    /// The number.
    Exact(u32),
    /// One to four.
    UnderFive,
    /// Not told, since a smaller one beside it could be computed from it.
    Hidden,
}

/// Who the report is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    /// The office: every number.
    #[default]
    Office,
    /// Others too: no count under five, nor what would give one away.
    Shared,
}

/// One part of the people referred in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartCount {
    /// Which.
    pub part: Part,
    /// How many people. Who was referred to two kinds of scheme is in both parts, and once in
    /// [`Part::All`].
    pub people: Count,
}

/// The people of one centre who were referred in a year. A person is in one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentreCount {
    /// The centre of the interest that the person's first referral of the year rests on.
    pub centre: CentreRow,
    /// How many people.
    pub people: Count,
}

/// The year's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The year.
    pub year: i32,
    /// The name of the directorate.
    pub directorate: String,
    /// Visits of the year until now.
    pub visits: u32,
    /// Centres they went to.
    pub centres_visited: u32,
    /// Those who were referred, in the order of [`Part::ALL`].
    pub referred: Vec<PartCount>,
    /// The same by centre, all centres by town.
    pub by_centre: Vec<CentreCount>,
    /// How far the people met in the year came, in the order of [`Stage::ALL`]; empty for who is
    /// limited to a partner.
    pub funnel: Vec<Count>,
    /// Days without a path of those met in the year; `None` while nobody entered, and for others
    /// while fewer than five did.
    pub without_path: Option<Delay>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_delays_that_somebody_had() {
        let of = |days: &[i64]| Delay::of(days.iter().map(|days| (*days, 1)).collect());
        let delay = |number, median, ninth_decile| Some(Delay { number, median, ninth_decile });
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7]), delay(1, 7, 7));
        assert_eq!(of(&[9, -3]), delay(2, 0, 9), "an end before the beginning is no wait");
        assert_eq!(of(&[4, 1, 3, 2]), delay(4, 2, 4));
        let hundred: Vec<i64> = (1..=100).rev().collect();
        assert_eq!(of(&hundred), delay(100, 50, 90));
        let often = Delay::of(vec![(9, 1), (2, 5), (1, 4)]);
        assert_eq!(often, of(&[1, 1, 1, 1, 2, 2, 2, 2, 2, 9]));
        assert_eq!(often, delay(10, 2, 2));
    }

    #[test]
    fn percents_are_rounded_and_nothing_of_nothing_is_none() {
        let percent = |part, whole| Share { part, whole }.percent();
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(1, 3), Some(33));
        assert_eq!(percent(2, 3), Some(67));
        assert_eq!(percent(1, 8), Some(13));
        assert_eq!(percent(u32::MAX, u32::MAX), Some(100));
    }
}
