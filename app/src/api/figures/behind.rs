//! The people behind a number have an address, so that each number can be a link. It names
//! centres, accounts and periods, never a person.

use super::asked::{Group, Period, Stage, read};
use domain::id::CentreId;
use domain::time::Day;
use serde::{Deserialize, Serialize};

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
        let day = |name: &str| read(given(name).as_deref(), Day::parse).ok();
        if let Some(year) = given(YEAR) {
            return Some(Self::Referred {
                year: year.parse().ok()?,
                part: read(given(PART).as_deref(), Part::from_code).ok()?.unwrap_or(Part::All),
                centre: read(given(CENTRE).as_deref(), |id| id.parse().ok()).ok()?,
            });
        }
        Some(Self::Funnel {
            period: Period { from: day(FROM)?, to: day(TO)? },
            stage: read(given(STAGE).as_deref(), Stage::from_code).ok()?.unwrap_or(Stage::Present),
            group: read(given(GROUP).as_deref(), Group::from_code).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::asked::Month;
    use super::*;
    use domain::id::UserId;
    use domain::level::CefrLevel;
    use domain::scheme::SchemeKind;
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
}
