//! The answer: the level, what shows it, the rule, and what to do.

use super::entry::{Found, Month};
use crate::pages::register::Look;
use crate::text::level::{Told, catalogue, fr};
use domain::threshold::{CivicExam, Due, Gap, Proof, Threshold};
use domain::time::Day;
use leptos::prelude::*;

/// The answer in words, before it is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Words {
    picture: &'static str,
    /// What is asked for; a level stands after it where there is one.
    title: &'static str,
    level: Option<&'static str>,
    month: Option<Month>,
    /// What it means for this person.
    notes: Vec<&'static str>,
    exam: Option<CivicExam>,
    /// Whether a course or a test is of use.
    course: bool,
    rule: Option<Threshold>,
}

impl Words {
    fn of(found: Found, told: &'static Told) -> Self {
        let none = |notes| Self {
            picture: "p-yes",
            title: told.none,
            level: None,
            month: None,
            notes,
            exam: None,
            course: false,
            rule: None,
        };
        let (due, month, protected) = match found {
            Found::Renewal => return none(vec![told.none_renewal, told.none_renewal_else]),
            Found::Due { due, month, protected } => (due, month, protected),
        };
        let month = Some(month);
        match due {
            Due::NotConcerned => {
                let notes = vec![told.none_protected, told.none_protected_else];
                Self { month, ..none(notes) }
            }
            Due::NoRule => Self {
                picture: "p-no",
                title: told.no_rule,
                month,
                ..none(vec![told.no_rule_help])
            },
            Due::Level { threshold, gap, .. } => {
                let mut notes = Vec::new();
                match threshold.proof {
                    // Whether the level was reached is not asked then.
                    Proof::CourseFollowed => notes.push(told.course),
                    Proof::Certificate => {
                        notes.push(match gap {
                            Gap::Reached => told.reached,
                            Gap::Below => told.below,
                            Gap::Unknown => told.unknown,
                        });
                        notes.push(told.certificate);
                    }
                }
                if protected {
                    notes.push(told.protection);
                }
                notes.push(told.health);
                Self {
                    picture: "p-french",
                    title: told.level,
                    level: Some(threshold.level.label()),
                    month,
                    notes,
                    exam: threshold.civic_exam,
                    course: gap != Gap::Reached,
                    rule: Some(threshold),
                }
            }
        }
    }
}

/// What the rules say.
#[component]
pub fn LevelAnswer(
    /// Language and pictures.
    look: Look,
    /// It.
    found: Found,
) -> impl IntoView {
    let told = &catalogue(look.language).told;
    let words = Words::of(found, told);
    let notes: Vec<_> = words.notes.into_iter().map(|note| view! { <p>{note}</p> }).collect();
    view! {
        <h1>{told.title}</h1>
        <div class="own-state" role="status">
            {look.picture("own-picture", words.picture)}
            <div class="register-part">
                <p class="own-state-title">
                    {words.title} {words.level.map(|level| view! { " " <bdi>{level}</bdi> })}
                </p>
                {words
                    .month
                    .map(|month| {
                        view! {
                            <p>{told.request} " " <bdi>{month.french()}</bdi></p>
                        }
                    })}
            </div>
        </div>
        <div class="register-part">{notes} {words.exam.map(|exam| civic_exam(told, exam))}</div>
        <section class="register-part" aria-labelledby="next">
            <h2 id="next">{told.next}</h2>
            <ol class="register-part">
                <li>{told.step_team}</li>
                {words.course.then(|| view! { <li>{told.step_course}</li> })}
                <li>{told.step_check}</li>
            </ol>
            <p>
                <strong>{told.not_advice}</strong>
            </p>
        </section>
        {words.rule.map(|threshold| rule(told, threshold))}
        <a class="button button--wide" href=format!("/niveau?l={}", look.language.tag())>
            {told.again}
        </a>
    }
}

fn civic_exam(told: &'static Told, exam: CivicExam) -> AnyView {
    view! {
        <p>{told.exam}</p>
        <p>{told.exam_questions} " " <bdi>{exam.questions}</bdi></p>
        <p>{told.exam_right} " " <bdi>{exam.to_pass}</bdi></p>
    }
    .into_any()
}

fn rule(told: &'static Told, threshold: Threshold) -> AnyView {
    let day = |text: &'static str, day: Day| {
        view! {
            <p>
                {text} " "
                <time datetime=day.to_string()>
                    <bdi>{day.french()}</bdi>
                </time>
            </p>
        }
    };
    view! {
        <section class="register-part" aria-labelledby="rule">
            <h2 id="rule">{told.rule}</h2>
            {threshold.valid_from.map(|first| day(told.since, first))}
            {threshold.valid_to.map(|last| day(told.until, last))}
            <p>{told.source} " " <bdi lang="fr">{fr::basis(threshold.basis)}</bdi></p>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::level::CefrLevel;
    use domain::threshold::{Goal, RULES, ResidenceStatus, Situation, due};

    const TOLD: &Told = &fr::CATALOGUE.told;

    fn words(
        goal: Goal,
        (year, month): (i32, u32),
        protected: bool,
        level: Option<CefrLevel>,
    ) -> Words {
        let month = Month { year, month };
        let status = if protected {
            ResidenceStatus::InternationalProtection
        } else {
            ResidenceStatus::FirstTimeImmigrant
        };
        let by = month.last_day().expect("a day");
        let due = due(&RULES, Situation { status, level }, goal, by);
        Words::of(Found::Due { due, month, protected }, TOLD)
    }

    #[test]
    fn each_goal_has_its_level_its_exam_and_its_rule() {
        for (goal, before, since) in [
            (Goal::MultiYearCard, "A1", "A2"),
            (Goal::ResidentCard, "A2", "B1"),
            (Goal::Nationality, "B1", "B2"),
        ] {
            let new = words(goal, (2026, 1), false, None);
            assert_eq!((new.title, new.level), (TOLD.level, Some(since)));
            assert_eq!(new.exam.map(|it| (it.questions, it.to_pass)), Some((40, 32)));
            let rule = new.rule.expect("a rule");
            assert_eq!(rule.valid_from.map(Day::french).as_deref(), Some("01/01/2026"));
            assert!(fr::basis(rule.basis).contains("2024-42 du 26 janvier 2024"));
            let old = words(goal, (2025, 12), false, None);
            assert_eq!((old.level, old.exam), (Some(before), None));
            let rule = old.rule.expect("a rule");
            assert_eq!(rule.valid_to.map(Day::french).as_deref(), Some("31/12/2025"));
            assert!(fr::basis(rule.basis).contains("jusqu’au 31 décembre 2025"));
        }
    }

    #[test]
    fn how_far_one_is_decides_what_to_do() {
        let of = |level| words(Goal::ResidentCard, (2027, 6), false, level);
        let reached = of(Some(CefrLevel::B1));
        assert_eq!(reached.notes, [TOLD.reached, TOLD.certificate, TOLD.health]);
        assert!(!reached.course);
        let below = of(Some(CefrLevel::A2));
        assert_eq!(below.notes, [TOLD.below, TOLD.certificate, TOLD.health]);
        let unknown = of(None);
        assert_eq!(unknown.notes, [TOLD.unknown, TOLD.certificate, TOLD.health]);
        assert!(below.course && unknown.course);
    }

    #[test]
    fn a_course_that_was_followed_is_enough_where_no_result_is_asked() {
        let old = words(Goal::MultiYearCard, (2025, 6), false, Some(CefrLevel::InfraA1));
        assert_eq!(old.notes, [TOLD.course, TOLD.health]);
    }

    #[test]
    fn protection_frees_from_the_one_and_is_a_question_for_the_others() {
        let free = words(Goal::MultiYearCard, (2027, 6), true, None);
        assert_eq!((free.title, free.level, free.rule), (TOLD.none, None, None));
        assert_eq!(free.notes, [TOLD.none_protected, TOLD.none_protected_else]);
        let bound = words(Goal::ResidentCard, (2027, 6), true, None);
        assert_eq!(bound.level, Some("B1"));
        assert!(bound.notes.contains(&TOLD.protection));
        assert!(
            !words(Goal::ResidentCard, (2027, 6), false, None).notes.contains(&TOLD.protection)
        );
    }

    #[test]
    fn a_renewal_and_an_unknown_rule_have_words_of_their_own() {
        let renewal = Words::of(Found::Renewal, TOLD);
        assert_eq!((renewal.title, renewal.month), (TOLD.none, None));
        assert_eq!(renewal.notes, [TOLD.none_renewal, TOLD.none_renewal_else]);
        let month = Month { year: 2031, month: 1 };
        let found = Found::Due { due: Due::NoRule, month, protected: false };
        let unknown = Words::of(found, TOLD);
        assert_eq!((unknown.title, unknown.month), (TOLD.no_rule, Some(month)));
        assert_eq!((unknown.notes, unknown.course), (vec![TOLD.no_rule_help], false));
    }
}
