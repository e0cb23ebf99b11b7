//! What is asked about figures: a period, a step of the way, a group of people.
//!
//! The people behind a number have an address ([`Behind`]), so that each number can be a link. It
//! names centres, accounts and periods, never a person.

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
            Breakdown::Kind => Self::Kind(read(known, SchemeKind::from_code)?),
            Breakdown::Level => Self::Level(read(known, CefrLevel::parse)?),
            Breakdown::Month => {
                let (year, month) = value.split_once('-')?;
                let month = Month { year: year.parse().ok()?, month: month.parse().ok()? };
                month.period()?;
                Self::Month(month)
            }
            Breakdown::Adviser => Self::Adviser(read(known, |id| id.parse().ok())?),
        })
    }
}

/// What is known, read; `None` where it cannot be.
fn read<T>(known: Option<&str>, reading: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match known {
        None => Some(None),
        Some(text) => reading(text).map(Some),
    }
}

/// A part of those who were referred in a year, in the words of the year's report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Everybody who was.
    All,
    /// To a course of French.
    French,
    /// To a course of French that leads to A2.
    FrenchA2,
    /// To a course of French that leads to B1.
    FrenchB1,
    /// For professional purposes: vocational training, validation of experience, employment.
    Professional,
    /// To a scheme of social integration ("socialisation").
    Social,
}

impl Part {
    /// All parts, in the order of the report.
    pub const ALL: [Self; 6] =
        [Self::All, Self::French, Self::FrenchA2, Self::FrenchB1, Self::Professional, Self::Social];

    /// The word for it in addresses. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "tous",
            Self::French => "francais",
            Self::FrenchA2 => "francais-a2",
            Self::FrenchB1 => "francais-b1",
            Self::Professional => "professionnel",
            Self::Social => "socialisation",
        }
    }

    /// The part a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// The people behind one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Behind {
    /// Of the people met in a period, those who came so far, of one group or of all.
    Funnel {
        /// The period.
        period: Period,
        /// The step reached at least.
        stage: Stage,
        /// The group; everybody without one.
        group: Option<Group>,
    },
    /// The people who were referred in a year.
    Referred {
        /// The year.
        year: i32,
        /// To what.
        part: Part,
        /// Only of this centre: that of the interest their first referral of the year rests on.
        centre: Option<CentreId>,
    },
}

/// The names under which [`Behind`] stands in an address.
const FROM: &str = "du";
const TO: &str = "au";
const STAGE: &str = "etape";
const GROUP: &str = "groupe";
const YEAR: &str = "annee";
const PART: &str = "vers";
const CENTRE: &str = "centre";

impl Behind {
    /// The query of an address, without the question mark.
    #[must_use]
    pub fn query(self) -> String {
        let mut parts: Vec<String> = Vec::with_capacity(4);
        let mut say = |name: &str, value: Option<String>| {
            parts.extend(value.map(|value| format!("{name}={value}")));
        };
        match self {
            Self::Funnel { period, stage, group } => {
                say(FROM, period.from.map(|day| day.to_string()));
                say(TO, period.to.map(|day| day.to_string()));
                say(STAGE, Some(stage.code().to_owned()));
                say(GROUP, group.map(Group::code));
            }
            Self::Referred { year, part, centre } => {
                say(YEAR, Some(year.to_string()));
                say(PART, Some(part.code().to_owned()));
                say(CENTRE, centre.map(|id| id.to_string()));
            }
        }
        parts.join("&")
    }

    /// Reads the values of an address, empty ones counting as not given. `None` where one of them
    /// means nothing: the list must not silently show other people than those asked for.
    #[must_use]
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let given = |name: &str| value(name).filter(|text| !text.is_empty());
        let day = |name: &str| read(given(name).as_deref(), Day::parse);
        if let Some(year) = given(YEAR) {
            return Some(Self::Referred {
                year: year.parse().ok()?,
                part: read(given(PART).as_deref(), Part::from_code)?.unwrap_or(Part::All),
                centre: read(given(CENTRE).as_deref(), |id| id.parse().ok())?,
            });
        }
        Some(Self::Funnel {
            period: Period { from: day(FROM)?, to: day(TO)? },
            stage: read(given(STAGE).as_deref(), Stage::from_code)?.unwrap_or(Stage::Present),
            group: read(given(GROUP).as_deref(), Group::from_code)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn there_and_back(behind: Behind) {
        let query = behind.query();
        let read = Behind::read(|name| {
            query
                .split('&')
                .filter_map(|part| part.split_once('='))
                .find(|(own, _)| *own == name)
                .map(|(_, value)| value.to_owned())
        });
        assert_eq!(read, Some(behind), "{query}");
    }

    #[test]
    fn an_address_says_whose_list_it_is() {
        let id = Uuid::from_u128(7);
        let period = Period { from: Day::new(2026, 1, 1), to: None };
        let groups = [
            Group::Centre(CentreId(id)),
            Group::Kind(None),
            Group::Kind(Some(SchemeKind::Employment)),
            Group::Level(None),
            Group::Level(Some(CefrLevel::InfraA1)),
            Group::Month(Month { year: 2026, month: 3 }),
            Group::Adviser(None),
            Group::Adviser(Some(UserId(id))),
        ];
        for group in groups.into_iter().map(Some).chain([None]) {
            for stage in Stage::ALL {
                there_and_back(Behind::Funnel { period, stage, group });
            }
        }
        for part in Part::ALL {
            for centre in [None, Some(CentreId(id))] {
                there_and_back(Behind::Referred { year: 2026, part, centre });
            }
        }
    }

    #[test]
    fn what_means_nothing_is_not_taken_for_everybody() {
        for (name, value) in [
            ("du", "hier"),
            ("etape", "?"),
            ("groupe", "mois:2026-13"),
            ("groupe", "x"),
            ("annee", "x"),
        ] {
            let read = Behind::read(|asked| (asked == name).then(|| value.to_owned()));
            assert_eq!(read, None, "{name}={value}");
        }
    }

    #[test]
    fn a_month_ends_before_the_next_begins() {
        let december = Month { year: 2025, month: 12 }.period();
        let wanted = Period { from: Day::new(2025, 12, 1), to: Day::new(2025, 12, 31) };
        assert_eq!(december, Some(wanted));
    }
}
