//! What is asked about figures: a period, a step of the way, a group of people.

use domain::id::{CentreId, UserId};
use domain::level::CefrLevel;
use domain::scheme::SchemeKind;
use domain::time::Day;
use serde::{Deserialize, Serialize};

/// How far a person came, at least. **This is the one definition of the funnel**; the SQL in
/// `server/src/db/funnel_sql.rs` says the same to the database.
///
/// The funnel is about the people *met* in a period: those whom a visit of that period marked
/// present, or who gave an interest there. A person counts once, however many visits they were at,
/// and in one group of each breakdown, so that the groups add up to the total. What counts is how
/// far the person ever came, also after the period, and also when it was taken back since: each
/// step contains all that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Met at a visit of the period.
    Present,
    /// Gave an interest, whether it stands or the person took it back; one entered by mistake does
    /// not count.
    Interested,
    /// An interview was held.
    Interviewed,
    /// Sent to a scheme.
    Referred,
    /// Accepted by a scheme, also when nothing came of it.
    Accepted,
    /// Entered a scheme.
    Entered,
    /// Entered at least [`STAYS`] days ago, and was still inside then or had gone to the end.
    StillThere,
}

/// After how many days inside a person counts as still there: three months.
pub const STAYS: i32 = 90;

impl Stage {
    /// All steps, in their order.
    pub const ALL: [Self; 7] = [
        Self::Present,
        Self::Interested,
        Self::Interviewed,
        Self::Referred,
        Self::Accepted,
        Self::Entered,
        Self::StillThere,
    ];

    /// Its place, from 1.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Present => 1,
            Self::Interested => 2,
            Self::Interviewed => 3,
            Self::Referred => 4,
            Self::Accepted => 5,
            Self::Entered => 6,
            Self::StillThere => 7,
        }
    }

    /// The word for it in addresses. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Present => "presents",
            Self::Interested => "interesses",
            Self::Interviewed => "recus",
            Self::Referred => "orientes",
            Self::Accepted => "acceptes",
            Self::Entered => "entres",
            Self::StillThere => "restes",
        }
    }

    /// The step a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// Days of visits, both included; open at an end that is not given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    #[serde(default)]
    pub from: Option<Day>,
    /// The last day.
    #[serde(default)]
    pub to: Option<Day>,
}

/// A month of the civil calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    /// Its year.
    pub year: i32,
    /// 1 for January.
    pub month: u32,
}

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let (year, month, _) = day.civil();
        Self { year, month }
    }

    /// Its days; `None` where the calendar has no such month.
    #[must_use]
    pub fn period(self) -> Option<Period> {
        let next = if self.month == 12 { (self.year + 1, 1) } else { (self.year, self.month + 1) };
        let from = Day::new(self.year, self.month, 1)?;
        let after = Day::new(next.0, next.1, 1)?;
        Some(Period { from: Some(from), to: Some(Day(after.0 - 1)) })
    }
}

/// By what the people are told apart. A person is in one group of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Breakdown {
    /// The centre of the first visit of the period at which they were met.
    #[default]
    Centre,
    /// The kind of the scheme of the referral that came furthest; before any, the dearest wish of
    /// the latest interest.
    Kind,
    /// Level of French as known today.
    Level,
    /// The month of that first visit.
    Month,
    /// The adviser of the latest interview; before any, whoever marked them at that first visit.
    Adviser,
}

impl Breakdown {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Centre, Self::Kind, Self::Level, Self::Month, Self::Adviser];

    /// The word for it in addresses. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::Kind => "dispositif",
            Self::Level => "niveau",
            Self::Month => "mois",
            Self::Adviser => "referent",
        }
    }

    /// The breakdown a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.code() == code)
    }
}

/// One group of a breakdown; `None` where it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Group {
    /// See [`Breakdown::Centre`].
    Centre(CentreId),
    /// See [`Breakdown::Kind`].
    Kind(Option<SchemeKind>),
    /// See [`Breakdown::Level`].
    Level(Option<CefrLevel>),
    /// See [`Breakdown::Month`].
    Month(Month),
    /// See [`Breakdown::Adviser`].
    Adviser(Option<UserId>),
}

/// Stands in an address for a group of people of whom it is not known.
const UNKNOWN: &str = "inconnu";

impl Group {
    /// The breakdown it is of.
    #[must_use]
    pub const fn breakdown(self) -> Breakdown {
        match self {
            Self::Centre(_) => Breakdown::Centre,
            Self::Kind(_) => Breakdown::Kind,
            Self::Level(_) => Breakdown::Level,
            Self::Month(_) => Breakdown::Month,
            Self::Adviser(_) => Breakdown::Adviser,
        }
    }

    /// The group in an address.
    #[must_use]
    pub fn code(self) -> String {
        let known = match self {
            Self::Centre(id) => Some(id.to_string()),
            Self::Kind(kind) => kind.map(|kind| kind.code().to_owned()),
            Self::Level(level) => level.map(|level| level.label().to_owned()),
            Self::Month(Month { year, month }) => Some(format!("{year:04}-{month:02}")),
            Self::Adviser(id) => id.map(|id| id.to_string()),
        };
        format!("{}:{}", self.breakdown().code(), known.as_deref().unwrap_or(UNKNOWN))
    }

    /// The group a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (by, value) = code.split_once(':')?;
        let known = (value != UNKNOWN).then_some(value);
        Some(match Breakdown::from_code(by)? {
            Breakdown::Centre => Self::Centre(value.parse().ok()?),
            Breakdown::Kind => Self::Kind(read(known, SchemeKind::from_code).ok()?),
            Breakdown::Level => Self::Level(read(known, CefrLevel::parse).ok()?),
            Breakdown::Month => {
                let (year, month) = value.split_once('-')?;
                let month = Month { year: year.parse().ok()?, month: month.parse().ok()? };
                month.period()?;
                Self::Month(month)
            }
            Breakdown::Adviser => Self::Adviser(read(known, |id| id.parse().ok()).ok()?),
        })
    }
}

/// A value of an address that may be left out: `Err` where it is there and means nothing.
pub(super) fn read<T>(
    known: Option<&str>,
    reading: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Unreadable> {
    known.map(|text| reading(text).ok_or(Unreadable)).transpose()
}

/// A part of an address means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_before_the_next_begins() {
        let december = Month { year: 2025, month: 12 }.period();
        let wanted = Period { from: Day::new(2025, 12, 1), to: Day::new(2025, 12, 31) };
        assert_eq!(december, Some(wanted));
    }
}
