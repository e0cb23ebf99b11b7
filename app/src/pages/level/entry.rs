//! What a person answered, what is to be corrected in it, and what the rules say to it.

use crate::text::level::Ask;
use domain::level::CefrLevel;
use domain::threshold::{Due, Goal, ResidenceStatus, Situation, Threshold, due};
use domain::time::Day;
use std::ops::RangeInclusive;

/// What a person will ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Something for the first time.
    First(Goal),
    /// The card they have, once more: no rule about levels binds that.
    Renewal,
}

impl Wanted {
    /// All, the first on the way first.
    pub const ALL: [Self; 4] = [
        Self::First(Goal::MultiYearCard),
        Self::First(Goal::ResidentCard),
        Self::First(Goal::Nationality),
        Self::Renewal,
    ];

    /// The value in the form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::First(Goal::MultiYearCard) => "multi-year",
            Self::First(Goal::ResidentCard) => "resident",
            Self::First(Goal::Nationality) => "nationality",
            Self::Renewal => "renewal",
        }
    }
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// From 1 to 12.
    pub month: u32,
}

impl Month {
    /// Its last day: of two rules that share the month, the person should know the later one.
    #[must_use]
    pub fn last_day(self) -> Option<Day> {
        let (year, month) =
            if self.month == 12 { (self.year + 1, 1) } else { (self.year, self.month + 1) };
        Some(Day(Day::new(year, month, 1)?.0 - 1))
    }

    /// As offices write it: `06/2027`.
    #[must_use]
    pub fn french(self) -> String {
        format!("{:02}/{:04}", self.month, self.year)
    }
}

/// The years that can be chosen: the one before, for requests that were sent already, and as far
/// ahead as somebody plans.
#[must_use]
pub fn years(today: Day) -> RangeInclusive<i32> {
    let (year, ..) = today.civil();
    year - 1..=year + 5
}

/// The answers, as far as they were given. What no choice of the form sends counts as none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct LevelEntry {
    /// What the person will ask for.
    pub wanted: Option<Wanted>,
    /// In which month.
    pub month: Option<u32>,
    /// Of which year.
    pub year: Option<i32>,
    /// Whether they are under international protection.
    pub protected: Option<bool>,
    /// Their level.
    pub level: Option<CefrLevel>,
}

impl std::fmt::Debug for LevelEntry {
    /// Never what was answered: `Debug` output ends in logs and panics.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LevelEntry(***)")
    }
}

/// Something to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelProblem {
    /// Nothing was chosen to ask for.
    Goal,
    /// The month was not chosen.
    Month,
    /// The year was not chosen.
    Year,
    /// The rule depends on the protection.
    Protection,
}

impl LevelProblem {
    /// The id of the field it is about.
    #[must_use]
    pub const fn anchor(self) -> &'static str {
        match self {
            Self::Goal => "goal",
            Self::Month => "month",
            Self::Year => "year",
            Self::Protection => "protected",
        }
    }

    /// What the person reads.
    #[must_use]
    pub const fn text(self, texts: &Ask) -> &'static str {
        match self {
            Self::Goal => texts.goal_missing,
            Self::Month | Self::Year => texts.when_missing,
            Self::Protection => texts.protection_missing,
        }
    }
}

/// What the rules say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A renewal, which they do not bind.
    Renewal,
    /// The answer for a request.
    Due {
        /// What is asked for.
        due: Due,
        /// The month of the request.
        month: Month,
        /// Whether the person says that they are under international protection.
        protected: bool,
    },
}

impl std::fmt::Debug for Found {
    /// Never what it says: it tells what was answered.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Found(***)")
    }
}

impl LevelEntry {
    /// Reads the fields of a posted form that offered these years.
    pub fn from_fields<'a>(
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
        years: &RangeInclusive<i32>,
    ) -> Self {
        let mut entry = Self::default();
        for (name, value) in fields {
            match name {
                "goal" => {
                    entry.wanted = Wanted::ALL.into_iter().find(|it| it.code() == value);
                }
                "month" => entry.month = value.parse().ok().filter(|it| (1..=12).contains(it)),
                "year" => entry.year = value.parse().ok().filter(|it| years.contains(it)),
                "protected" => {
                    entry.protected = match value {
                        "yes" => Some(true),
                        "no" => Some(false),
                        _ => None,
                    };
                }
                "level" => entry.level = CefrLevel::parse(value),
                _ => {}
            }
        }
        entry
    }

    /// What these rules say.
    ///
    /// The protection is needed only where the answer depends on it: nobody has to tell it for
    /// nothing.
    ///
    /// # Errors
    /// Everything that is to be corrected, from the top of the form to its end.
    pub fn answer(&self, rules: &[Threshold]) -> Result<Found, Vec<LevelProblem>> {
        let mut problems = Vec::new();
        let goal = match self.wanted {
            Some(Wanted::Renewal) => return Ok(Found::Renewal),
            Some(Wanted::First(goal)) => Some(goal),
            None => {
                problems.push(LevelProblem::Goal);
                None
            }
        };
        if self.month.is_none() {
            problems.push(LevelProblem::Month);
        }
        if self.year.is_none() {
            problems.push(LevelProblem::Year);
        }
        let month = self.year.zip(self.month).map(|(year, month)| Month { year, month });
        let Some(((goal, month), by)) = goal.zip(month).and_then(|it| Some((it, it.1.last_day()?)))
        else {
            return Err(problems);
        };
        let of = |status| due(rules, Situation { status, level: self.level }, goal, by);
        let (plain, protected) =
            (of(ResidenceStatus::FirstTimeImmigrant), of(ResidenceStatus::InternationalProtection));
        let due = match self.protected {
            Some(true) => protected,
            Some(false) => plain,
            None if plain == protected => plain,
            None => return Err(vec![LevelProblem::Protection]),
        };
        Ok(Found::Due { due, month, protected: self.protected == Some(true) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::threshold::{Gap, RULES};

    const YEARS: RangeInclusive<i32> = 2025..=2031;

    fn entry(fields: &[(&str, &str)]) -> LevelEntry {
        LevelEntry::from_fields(fields.iter().copied(), &YEARS)
    }

    fn found(fields: &[(&str, &str)]) -> Due {
        match entry(fields).answer(&RULES).expect("an answer") {
            Found::Due { due, .. } => due,
            Found::Renewal => panic!("a renewal"),
        }
    }

    #[test]
    fn the_rule_of_the_month_is_found() {
        let level = |year, month| match found(&[
            ("goal", "resident"),
            ("month", month),
            ("year", year),
            ("level", "A2"),
        ]) {
            Due::Level { threshold, gap, .. } => (threshold.level, gap),
            other => panic!("{other:?}"),
        };
        assert_eq!(level("2025", "12"), (CefrLevel::A2, Gap::Reached));
        assert_eq!(level("2026", "1"), (CefrLevel::B1, Gap::Below));
        assert_eq!(level("2031", "06"), (CefrLevel::B1, Gap::Below));
    }

    #[test]
    fn protection_is_asked_for_only_where_it_changes_the_answer() {
        let when = [("month", "3"), ("year", "2027")];
        let with = |more: &[(&'static str, &'static str)]| entry(&[&when[..], more].concat());
        let missing = with(&[("goal", "multi-year")]).answer(&RULES);
        assert_eq!(missing, Err(vec![LevelProblem::Protection]));
        for goal in ["resident", "nationality"] {
            assert!(with(&[("goal", goal)]).answer(&RULES).is_ok(), "{goal}");
        }
        let protected = [("month", "3"), ("year", "2027"), ("goal", "multi-year")];
        let of = |answer| found(&[&protected[..], &[("protected", answer)]].concat());
        assert_eq!(of("yes"), Due::NotConcerned);
        assert!(matches!(of("no"), Due::Level { gap: Gap::Unknown, .. }));
    }

    #[test]
    fn what_is_missing_is_named_in_order() {
        let all = [LevelProblem::Goal, LevelProblem::Month, LevelProblem::Year];
        assert_eq!(LevelEntry::default().answer(&RULES), Err(all.to_vec()));
        let odd = [("goal", "castle"), ("month", "13"), ("year", "1999"), ("protected", "maybe")];
        assert_eq!(entry(&odd), LevelEntry::default());
        let no_year = entry(&[("goal", "nationality"), ("month", "5")]);
        assert_eq!(no_year.answer(&RULES), Err(vec![LevelProblem::Year]));
    }

    #[test]
    fn a_renewal_needs_no_date_and_an_unknown_rule_is_said() {
        assert_eq!(entry(&[("goal", "renewal")]).answer(&RULES), Ok(Found::Renewal));
        let answer =
            entry(&[("goal", "nationality"), ("month", "5"), ("year", "2027")]).answer(&[]);
        let Ok(Found::Due { due, month, protected }) = answer else { panic!("no answer") };
        assert_eq!((due, month.french().as_str(), protected), (Due::NoRule, "05/2027", false));
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        let last = |year, month| Month { year, month }.last_day();
        assert_eq!(last(2028, 2), Day::new(2028, 2, 29));
        assert_eq!(last(2026, 12), Day::new(2026, 12, 31));
        assert_eq!(years(Day::new(2026, 11, 29).expect("a day")), 2025..=2031);
    }

    #[test]
    fn debug_output_tells_nobodys_answers() {
        let entry = entry(&[("goal", "renewal"), ("protected", "yes")]);
        let found = entry.answer(&RULES);
        assert_eq!(format!("{entry:?} {found:?}"), "LevelEntry(***) Ok(Found(***))");
    }
}
