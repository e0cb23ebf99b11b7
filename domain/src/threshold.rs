//! Which level of French a permit or the nationality asks for, and from which day on.
//!
//! The law changed once and will change again, so the rules are dated data: [`RULES`] holds those
//! that are known, [`due`] takes whichever rules it is given.
//!
//! Sources, read in 2026. From 1 January 2026: loi n° 2024-42 of 26 January 2024 (art. 20 for the
//! multi-year card), décret n° 2025-647 of 15 July 2025 (CESEDA R. 413-12-1 and following), arrêté
//! of 22 December 2025 (accepted diplomas). Before: the multi-year card asked for a course
//! towards A1 to have been followed, without an obligation of result; the resident card for A2,
//! nationality for B1 (table "aim / until 31 Dec 2025 / from 1 Jan 2026" of the same texts' press
//! notes, centre-inffo.fr of 18 July 2025). The civic exam: 40 questions, 32 to pass, one version
//! for each goal. Beneficiaries of international protection are not bound for the multi-year card:
//! they are given a card of four or ten years on the ground of the protection itself (Région Pays
//! de la Loire, 13 October 2025). A renewal is not concerned by any of this.

use crate::level::CefrLevel;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// What a person can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Goal {
    /// The first multi-year residence card (*carte de séjour pluriannuelle*).
    MultiYearCard,
    /// The first resident card of ten years (*carte de résident*).
    ResidentCard,
    /// French nationality by decree (*naturalisation*).
    Nationality,
}

impl Goal {
    /// All goals, the first on the way first.
    pub const ALL: [Self; 3] = [Self::MultiYearCard, Self::ResidentCard, Self::Nationality];
}

/// On what ground a person stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ResidenceStatus {
    /// First-time immigrant (*primo-arrivant*).
    FirstTimeImmigrant,
    /// Beneficiary of international protection (*bénéficiaire d'une protection internationale*).
    InternationalProtection,
}

/// How a level is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Proof {
    /// A course towards the level was followed; whether it was reached is not asked.
    CourseFollowed,
    /// A diploma or a certificate says so.
    Certificate,
}

/// An exam about the Republic and life in France.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CivicExam {
    /// How many questions are asked.
    pub questions: u8,
    /// How many right answers are needed.
    pub to_pass: u8,
}

/// Whom a rule binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Binds {
    /// Everybody.
    Everybody,
    /// Everybody but beneficiaries of international protection.
    AllButProtected,
}

/// Where a rule is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// What was in force until the law of 2024 was applied.
    BeforeReform,
    /// The law of 26 January 2024 and the decree of 15 July 2025.
    LawOf2024,
}

/// What one goal asks for, in one span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Threshold {
    /// The goal.
    pub goal: Goal,
    /// The level.
    pub level: CefrLevel,
    /// How it is shown.
    pub proof: Proof,
    /// The exam that goes with it, where there is one.
    pub civic_exam: Option<CivicExam>,
    /// Whom it binds.
    pub binds: Binds,
    /// Where it is written.
    pub basis: Basis,
    /// The first day of requests it holds for; `None` for as far back as we look.
    pub valid_from: Option<Day>,
    /// The last day of requests it holds for; `None` while no end is known.
    pub valid_to: Option<Day>,
}

impl Threshold {
    /// Whether it holds for requests of `day`.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
            && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Whether it binds people who stay on this ground.
    #[must_use]
    pub fn binds(&self, status: ResidenceStatus) -> bool {
        match self.binds {
            Binds::Everybody => true,
            Binds::AllButProtected => status != ResidenceStatus::InternationalProtection,
        }
    }
}

/// 2026-01-01, the day the law of 2024 came into force for all three goals.
const REFORM: Day = Day(20_454);
/// 2025-12-31.
const EVE_OF_REFORM: Day = Day(REFORM.0 - 1);
const CIVIC_EXAM: CivicExam = CivicExam { questions: 40, to_pass: 32 };

/// The rules that are known, the earlier ones first.
pub const RULES: [Threshold; 6] = [
    Threshold {
        proof: Proof::CourseFollowed,
        binds: Binds::AllButProtected,
        ..before(Goal::MultiYearCard, CefrLevel::A1)
    },
    before(Goal::ResidentCard, CefrLevel::A2),
    before(Goal::Nationality, CefrLevel::B1),
    Threshold { binds: Binds::AllButProtected, ..since_reform(Goal::MultiYearCard, CefrLevel::A2) },
    since_reform(Goal::ResidentCard, CefrLevel::B1),
    since_reform(Goal::Nationality, CefrLevel::B2),
];

const fn before(goal: Goal, level: CefrLevel) -> Threshold {
    Threshold {
        goal,
        level,
        proof: Proof::Certificate,
        civic_exam: None,
        binds: Binds::Everybody,
        basis: Basis::BeforeReform,
        valid_from: None,
        valid_to: Some(EVE_OF_REFORM),
    }
}

const fn since_reform(goal: Goal, level: CefrLevel) -> Threshold {
    Threshold {
        civic_exam: Some(CIVIC_EXAM),
        basis: Basis::LawOf2024,
        valid_from: Some(REFORM),
        valid_to: None,
        ..before(goal, level)
    }
}

/// What is known of a person, as far as it bears on what is asked of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// On what ground they stay.
    pub status: ResidenceStatus,
    /// Their level of French, if known.
    pub level: Option<CefrLevel>,
}

/// How far a person is from the level that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// They have it. It still has to be shown as [`Threshold::proof`] says.
    Reached,
    /// They are below it.
    Below,
    /// Their level is not known.
    Unknown,
}

/// What a goal asks of one person (*mon échéance*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// This level by this day.
    Level {
        /// What is asked for.
        threshold: Threshold,
        /// The last day: that of the request.
        by: Day,
        /// How far the person is from it.
        gap: Gap,
    },
    /// Nothing is asked of people who stay on this ground.
    NotConcerned,
    /// No rule for that day is known: a person has to look it up.
    NoRule,
}

/// Which level by when, for a person who means to ask for `goal` on the day `by`.
#[must_use]
pub fn due(rules: &[Threshold], person: Situation, goal: Goal, by: Day) -> Due {
    // Where two spans overlap, the one that began later is the correction of the other.
    let rule = rules
        .iter()
        .filter(|rule| rule.goal == goal && rule.holds_on(by))
        .max_by_key(|rule| rule.valid_from);
    let Some(threshold) = rule.copied() else { return Due::NoRule };
    if !threshold.binds(person.status) {
        return Due::NotConcerned;
    }
    let gap = match person.level {
        None => Gap::Unknown,
        Some(level) if level >= threshold.level => Gap::Reached,
        Some(_) => Gap::Below,
    };
    Due::Level { threshold, by, gap }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const IMMIGRANT: ResidenceStatus = ResidenceStatus::FirstTimeImmigrant;
    const PROTECTED: ResidenceStatus = ResidenceStatus::InternationalProtection;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::new(year, month, day).expect("a day")
    }

    fn asked(status: ResidenceStatus, goal: Goal, by: Day) -> Option<Threshold> {
        match due(&RULES, Situation { status, level: None }, goal, by) {
            Due::Level { threshold, .. } => Some(threshold),
            Due::NotConcerned | Due::NoRule => None,
        }
    }

    #[rstest]
    #[case(Goal::MultiYearCard, CefrLevel::A1, CefrLevel::A2)]
    #[case(Goal::ResidentCard, CefrLevel::A2, CefrLevel::B1)]
    #[case(Goal::Nationality, CefrLevel::B1, CefrLevel::B2)]
    fn each_level_rises_on_new_years_day_of_2026(
        #[case] goal: Goal,
        #[case] old: CefrLevel,
        #[case] new: CefrLevel,
    ) {
        let level = |by| asked(IMMIGRANT, goal, by).map(|it| it.level);
        assert_eq!(level(day(2025, 12, 31)), Some(old));
        assert_eq!(level(day(2026, 1, 1)), Some(new));
        assert_eq!(level(day(2030, 6, 1)), Some(new));
    }

    #[test]
    fn the_civic_exam_came_with_the_new_levels() {
        for goal in Goal::ALL {
            let exam = |by| asked(IMMIGRANT, goal, by).and_then(|it| it.civic_exam);
            assert_eq!(exam(day(2025, 12, 31)), None);
            assert_eq!(exam(day(2026, 1, 1)), Some(CivicExam { questions: 40, to_pass: 32 }));
        }
    }

    #[test]
    fn before_2026_the_multi_year_card_asked_for_a_course_and_no_result() {
        let proof = |goal| asked(IMMIGRANT, goal, day(2025, 6, 1)).map(|it| it.proof);
        assert_eq!(proof(Goal::MultiYearCard), Some(Proof::CourseFollowed));
        assert_eq!(proof(Goal::ResidentCard), Some(Proof::Certificate));
        let since = asked(IMMIGRANT, Goal::MultiYearCard, day(2026, 6, 1)).map(|it| it.proof);
        assert_eq!(since, Some(Proof::Certificate));
    }

    #[test]
    fn people_under_international_protection_are_not_concerned_by_the_multi_year_card() {
        let person = Situation { status: PROTECTED, level: Some(CefrLevel::InfraA1) };
        for by in [day(2025, 6, 1), day(2026, 6, 1)] {
            assert_eq!(due(&RULES, person, Goal::MultiYearCard, by), Due::NotConcerned);
            assert!(matches!(due(&RULES, person, Goal::Nationality, by), Due::Level { .. }));
        }
    }

    #[rstest]
    #[case(None, Gap::Unknown)]
    #[case(Some(CefrLevel::InfraA1), Gap::Below)]
    #[case(Some(CefrLevel::A2), Gap::Below)]
    #[case(Some(CefrLevel::B1), Gap::Reached)]
    #[case(Some(CefrLevel::B2), Gap::Reached)]
    fn a_person_learns_how_far_they_are(#[case] level: Option<CefrLevel>, #[case] expected: Gap) {
        let by = day(2027, 3, 1);
        let person = Situation { status: IMMIGRANT, level };
        let found = due(&RULES, person, Goal::ResidentCard, by);
        let Due::Level { by: last, gap, .. } = found else { panic!("{found:?}") };
        assert_eq!((last, gap), (by, expected));
    }

    #[test]
    fn every_day_has_one_rule_for_each_goal() {
        for goal in Goal::ALL {
            for by in [day(2000, 1, 1), day(2025, 12, 31), day(2026, 1, 1), day(2100, 1, 1)] {
                let rules = RULES.iter().filter(|it| it.goal == goal && it.holds_on(by)).count();
                assert_eq!(rules, 1, "{goal:?} {by}");
            }
        }
    }

    #[test]
    fn a_rule_that_is_not_known_is_not_made_up() {
        let person = Situation { status: IMMIGRANT, level: None };
        let by = day(2026, 6, 1);
        assert_eq!(due(&RULES[..3], person, Goal::Nationality, by), Due::NoRule);
    }

    #[test]
    fn a_later_rule_that_overlaps_corrects_the_earlier_one() {
        let next = Threshold {
            level: CefrLevel::B2,
            valid_from: Some(day(2028, 1, 1)),
            ..since_reform(Goal::ResidentCard, CefrLevel::B1)
        };
        let rules: Vec<Threshold> = std::iter::once(next).chain(RULES).collect();
        let person = Situation { status: IMMIGRANT, level: None };
        let level = |by| match due(&rules, person, Goal::ResidentCard, by) {
            Due::Level { threshold, .. } => Some(threshold.level),
            Due::NotConcerned | Due::NoRule => None,
        };
        assert_eq!(level(day(2027, 12, 31)), Some(CefrLevel::B1));
        assert_eq!(level(day(2028, 1, 1)), Some(CefrLevel::B2));
    }
}
