//! How far the people met in a period came.

use super::Reading;
use crate::db::funnel_sql as sql;
use crate::db::rows::level;
use crate::db::sql::{Natural, Row, query_as, query_scalar};
use crate::db::{DbError, Sight};
use app::api::figures::{Breakdown, Counts, Delay, Delays, Group, Month, Rates, Share, Stage};
use domain::id::{CentreId, UserId};
use domain::scheme::SchemeKind;
use domain::time::{Day, Instant};
use sqlx::AssertSqlSafe;
use std::ops::Range;
use uuid::Uuid;

/// Whom figures are about: the people in sight who were met at visits that begin in a span of time.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// What is in sight.
    pub sight: Sight,
    /// When the visits begin.
    pub visits: Range<Instant>,
    /// The day it is, from which stays are counted.
    pub today: Day,
}

/// What is known of the people met beside how far they came.
#[derive(Clone, Debug)]
pub struct AboutTheMet {
    /// Those who entered too recently to know whether they stay.
    pub too_early: u32,
    /// What they waited for.
    pub delays: Delays,
    /// How often things went wrong, or by themselves.
    pub rates: Rates,
}

impl Reading {
    /// The people on lists, met or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn expected(&mut self, cohort: &Cohort) -> Result<u32, DbError> {
        Ok(query_scalar(AssertSqlSafe(sql::expected(cohort.sight)))
            .bind(cohort.sight.key())
            .bind(cohort.visits.start.0)
            .bind(cohort.visits.end.0)
            .count(self.connection())
            .await?)
    }

    /// How far they came, by the groups of a breakdown, in no order. Months are told by
    /// `month_of`.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn funnel(
        &mut self,
        cohort: &Cohort,
        by: Breakdown,
        month_of: impl Fn(Instant) -> Month,
    ) -> Result<Vec<(Group, Counts)>, DbError> {
        let groups: Vec<(Group, Natural, Natural)> = match by {
            Breakdown::Centre => {
                let rows: Vec<(Uuid, Natural, Natural)> = self.counted(cohort, by).await?;
                let group = |(id, stage, people)| (Group::Centre(CentreId(id)), stage, people);
                rows.into_iter().map(group).collect()
            }
            Breakdown::Adviser => {
                let rows: Vec<(Option<Uuid>, Natural, Natural)> = self.counted(cohort, by).await?;
                let group = |(id, stage, people): (Option<Uuid>, _, _)| {
                    (Group::Adviser(id.map(UserId)), stage, people)
                };
                rows.into_iter().map(group).collect()
            }
            Breakdown::Month => {
                let rows: Vec<(i64, Natural, Natural)> = self.counted(cohort, by).await?;
                let group =
                    |(at, stage, people)| (Group::Month(month_of(Instant(at))), stage, people);
                rows.into_iter().map(group).collect()
            }
            Breakdown::Level => {
                let rows: Vec<(Option<String>, Natural, Natural)> =
                    self.counted(cohort, by).await?;
                rows.into_iter()
                    .map(|(text, stage, people)| {
                        Ok((Group::Level(text.as_deref().map(level).transpose()?), stage, people))
                    })
                    .collect::<Result<_, DbError>>()?
            }
            Breakdown::Kind => {
                let rows: Vec<(Option<String>, Natural, Natural)> =
                    self.counted(cohort, by).await?;
                rows.into_iter()
                    .map(|(code, stage, people)| {
                        Ok((Group::Kind(code.as_deref().map(kind).transpose()?), stage, people))
                    })
                    .collect::<Result<_, DbError>>()?
            }
        };
        let groups = groups
            .into_iter()
            .map(|(group, Natural(stage), Natural(people))| (group, stage, people))
            .collect();
        Ok(cumulated(groups))
    }

    async fn counted<R: Row>(&mut self, cohort: &Cohort, by: Breakdown) -> Result<Vec<R>, DbError> {
        Ok(query_as(AssertSqlSafe(sql::counts(cohort.sight, by)))
            .bind(cohort.sight.key())
            .bind(cohort.visits.start.0)
            .bind(cohort.visits.end.0)
            .bind(cohort.today.0)
            .fetch_all(self.connection())
            .await?)
    }

    /// Everything else about the people met: what they waited for, how often things went wrong or
    /// by themselves, and who entered too recently to know whether they stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn about_the_met(&mut self, cohort: &Cohort) -> Result<AboutTheMet, DbError> {
        let rows: Vec<(Natural, i64, Natural)> = query_as(AssertSqlSafe(sql::delays(cohort.sight)))
            .bind(cohort.sight.key())
            .bind(cohort.visits.start.0)
            .bind(cohort.visits.end.0)
            .fetch_all(self.connection())
            .await?;
        let mut delays: [Vec<(i64, u32)>; sql::DELAYS] = Default::default();
        for (Natural(question), days, Natural(times)) in rows {
            let of = usize::try_from(question).ok().and_then(|place| delays.get_mut(place));
            of.ok_or(DbError::Meaningless("question"))?.push((days, times));
        }
        let [without_path, to_interview, to_answer] = delays.map(Delay::of);
        let sums: Sums = query_as(AssertSqlSafe(sql::sums(cohort.sight)))
            .bind(cohort.sight.key())
            .bind(cohort.visits.start.0)
            .bind(cohort.visits.end.0)
            .bind(cohort.today.0)
            .fetch_one(self.connection())
            .await?;
        let (Natural(too_early), missed, appointments, unanswered, referrals, own, interested) =
            sums;
        let share = |Natural(part), Natural(whole)| Share { part, whole };
        Ok(AboutTheMet {
            too_early,
            delays: Delays { without_path, to_interview, to_answer },
            rates: Rates {
                no_show: share(missed, appointments),
                unanswered: share(unanswered, referrals),
                self_registered: share(own, interested),
            },
        })
    }

    /// The days between the end of their training and their entry into a scheme.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn days_without_path(&mut self, cohort: &Cohort) -> Result<Option<Delay>, DbError> {
        let rows: Vec<(i64, Natural)> = query_as(AssertSqlSafe(sql::without_path(cohort.sight)))
            .bind(cohort.sight.key())
            .bind(cohort.visits.start.0)
            .bind(cohort.visits.end.0)
            .fetch_all(self.connection())
            .await?;
        Ok(Delay::of(rows.into_iter().map(|(days, Natural(times))| (days, times)).collect()))
    }
}

/// The columns of [`sql::sums`].
type Sums = (Natural, Natural, Natural, Natural, Natural, Natural, Natural);

fn kind(code: &str) -> Result<SchemeKind, DbError> {
    SchemeKind::from_code(code).ok_or(DbError::Meaningless("schemes.kind"))
}

/// People by the stage they reached made into people by the stage they reached at least.
fn cumulated(rows: Vec<(Group, u32, u32)>) -> Vec<(Group, Counts)> {
    let mut groups: Vec<(Group, Counts)> = Vec::new();
    for (group, reached, people) in rows {
        let place = groups.iter().position(|(other, _)| *other == group).unwrap_or_else(|| {
            groups.push((group, Counts::default()));
            groups.len() - 1
        });
        for (stage, count) in Stage::ALL.into_iter().zip(&mut groups[place].1) {
            if u32::from(stage.rank()) <= reached {
                *count += people;
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::behind_sql::{self, BY_NAME};
    use crate::db::{Limit, OpenOptions, Store, report_sql};
    use crate::randomness::SystemRandomness;
    use app::api::figures::Part;
    use domain::id::{DirectorateId, OrganisationId};
    use domain::level::CefrLevel;

    #[test]
    fn who_came_far_also_came_less_far() {
        let group = Group::Level(None);
        let counts = cumulated(vec![(group, 1, 10), (group, 4, 2), (group, 7, 1)]);
        assert_eq!(counts, [(group, [13, 3, 3, 3, 1, 1, 1])]);
    }

    /// Everything that figures ask for an account.
    fn questions(limit: Limit) -> Vec<String> {
        let id = Uuid::from_u128(1);
        let sight = Sight::of(DirectorateId(id), UserId(id), limit);
        let groups = [
            None,
            Some(Group::Centre(CentreId(id))),
            Some(Group::Kind(Some(SchemeKind::Employment))),
            Some(Group::Level(Some(CefrLevel::A1))),
            Some(Group::Month(Month { year: 2026, month: 1 })),
            Some(Group::Adviser(None)),
        ];
        let mut questions: Vec<String> = Breakdown::ALL.map(|by| sql::counts(sight, by)).to_vec();
        questions.extend(
            groups.map(|group| behind_sql::page(&sql::members(sight, group), BY_NAME, 8, 9)),
        );
        questions.push(behind_sql::everybody(&sql::members(sight, None)));
        questions.push(behind_sql::number(&sql::members(sight, None)));
        questions.push(sql::expected(sight));
        questions.extend([sql::delays(sight), sql::sums(sight), sql::without_path(sight)]);
        questions.extend([report_sql::parts(sight), report_sql::by_centre(sight)]);
        questions.push(report_sql::visits(sight));
        for part in Part::ALL {
            let members = report_sql::members(sight, part, Some(CentreId(id)));
            questions.push(behind_sql::page(&members, BY_NAME, 5, 6));
        }
        questions
    }

    /// What may be gone through from end to end: what the question itself gathered of the people
    /// met or referred, or of one page of them.
    const GATHERED: [&str; 17] = [
        "d",
        "f",
        "first_met",
        "g",
        "h",
        "homes",
        "members",
        "met",
        "o",
        "page",
        "q",
        "reached",
        "sent",
        "t",
        "v",
        "visits",
        "x",
    ];

    #[tokio::test]
    async fn no_figure_reads_a_growing_table_from_end_to_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("plan.sqlite3").display());
        let store = Store::open(&OpenOptions { url, max_pages: None }).await.expect("a store");
        store.migrate(&SystemRandomness).await.expect("migrated");
        let mut unit = store.read().await.expect("a unit");
        let limits =
            [Limit::Whole, Limit::Centres, Limit::Organisation(OrganisationId(Uuid::nil()))];
        for question in limits.into_iter().flat_map(questions) {
            let explained = AssertSqlSafe(format!("explain query plan {question}"));
            let steps: Vec<(i64, i64, i64, String)> = query_as(explained)
                .fetch_all(unit.connection())
                .await
                .unwrap_or_else(|error| panic!("{error}\n{question}"));
            for (.., step) in steps {
                let Some(table) = step.strip_prefix("SCAN ") else { continue };
                let name = table.split(' ').next().unwrap_or_default();
                let gathered = GATHERED.contains(&name) || name.starts_with('(');
                assert!(gathered && !table.contains("INDEX"), "{step}\n{question}");
            }
        }
    }
}
