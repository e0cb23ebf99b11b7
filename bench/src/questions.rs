//! What supervisors, advisers and partners ask of a large database, and how long each answer takes.

use crate::chance::Chance;
use crate::country::Place;
use anyhow::{Result, anyhow};
use app::api::ApiError;
use app::api::figures::{Audience, Behind, Breakdown, Period, Stage};
use app::api::interventions::InterventionFilter;
use app::api::messages::JobQuery;
use app::api::people::{PeopleOrder, PeopleQuery};
use app::api::schemes::SchemeFilter;
use app::api::services::DeskServices as _;
use domain::level::CefrLevel;
use domain::time::{Day, Instant};
use serde::Serialize;
use server::services::{Desk, Office};
use std::sync::Arc;
use std::time::{Duration, Instant as Moment};
use sync::Scope;

/// How often each question is asked.
const TIMES: usize = 40;
/// Nine hundred and fifty of a thousand answers come within this.
pub const BUDGET: Duration = Duration::from_millis(200);

/// What supervisors ask whose accounts are limited: to a department, and to a partner.
const OF_A_DEPARTMENT: [&str; 3] = [
    "of a department: people by name",
    "of a department: search, three letters",
    "of a department: the year's report",
];
const OF_A_PARTNER: [&str; 3] = [
    "of a partner: people by name",
    "of a partner: search, three letters",
    "of a partner: the year's report",
];

/// How long the answers to a question took.
#[derive(Clone, Debug, Serialize)]
pub struct Took {
    /// What was asked.
    pub question: &'static str,
    /// The median, in milliseconds.
    pub median: f64,
    /// The 95th percentile, in milliseconds.
    pub p95: f64,
    /// Whether it counts against the budget.
    pub counts: bool,
}

/// Everything is asked of one database.
pub struct Asking {
    office: Arc<Office>,
    desk: Desk,
    place: Place,
    chance: Chance,
    /// How often each is asked, after the first time.
    times: usize,
    took: Vec<Took>,
}

impl Asking {
    /// Of this office's database.
    #[must_use]
    pub fn of(office: Arc<Office>, place: Place) -> Self {
        let desk = Desk::new(Arc::clone(&office), place.supervisor.clone());
        Self { office, desk, place, chance: Chance(7), times: TIMES, took: Vec::new() }
    }

    /// Asks once what the desk asks, and measures nothing.
    ///
    /// # Errors
    /// When an answer is an error.
    pub async fn once(mut self) -> Result<()> {
        self.times = 0;
        self.lists().await?;
        self.figures().await?;
        self.limited().await
    }

    async fn ask<A>(
        &mut self,
        question: &'static str,
        counts: bool,
        mut answer: impl AsyncFnMut(&mut Chance, &Desk, &Office, &Place) -> Result<A>,
    ) -> Result<()> {
        let mut times = Vec::with_capacity(TIMES);
        // The first answer warms what is warm on any working day.
        for time in 0..=self.times {
            let begun = Moment::now();
            answer(&mut self.chance, &self.desk, &self.office, &self.place).await?;
            if time > 0 {
                times.push(begun.elapsed());
            }
        }
        if times.is_empty() {
            return Ok(());
        }
        times.sort();
        let milliseconds = |time: Duration| (time.as_secs_f64() * 10_000.0).round() / 10.0;
        let at = |percent: usize| times[(times.len() * percent).div_ceil(100) - 1];
        let took =
            Took { question, median: milliseconds(at(50)), p95: milliseconds(at(95)), counts };
        println!("{:<52} {:>8.1} {:>8.1}", took.question, took.median, took.p95);
        self.took.push(took);
        Ok(())
    }

    async fn people(
        &mut self,
        question: &'static str,
        of: impl Fn(&mut Chance, &Place) -> PeopleQuery,
    ) -> Result<()> {
        self.ask(question, true, async |chance, desk, _, place| {
            refused(desk.people(of(chance, place)).await)
        })
        .await
    }

    /// Asks everything.
    ///
    /// # Errors
    /// When an answer is an error.
    pub async fn all(mut self) -> Result<Vec<Took>> {
        println!("{:<52} {:>8} {:>8}", "question (milliseconds)", "median", "p95");
        self.lists().await?;
        self.figures().await?;
        self.others().await?;
        self.limited().await?;
        Ok(self.took)
    }

    async fn lists(&mut self) -> Result<()> {
        self.people("people by name, a page in the middle", |chance, place| PeopleQuery {
            page: number(chance.below(place.people / 50)),
            ..PeopleQuery::default()
        })
        .await?;
        self.people("people by latest interest", |_, _| PeopleQuery {
            order: PeopleOrder::LatestInterest,
            ..PeopleQuery::default()
        })
        .await?;
        self.people("people by end of training, with an interest", |_, _| PeopleQuery {
            order: PeopleOrder::TrainingEnd,
            interested: Some(true),
            ..PeopleQuery::default()
        })
        .await?;
        self.people("search: three letters", |chance, _| PeopleQuery {
            search: chance.one(&["bak", "emi", "noru", "sal", "dof"]).to_owned(),
            ..PeopleQuery::default()
        })
        .await?;
        self.people("search: two words", |chance, _| PeopleQuery {
            search: chance.one(&["exemple bakemi", "noru sa", "gahe nipo"]).to_owned(),
            ..PeopleQuery::default()
        })
        .await?;
        self.people("search: part of a telephone number", |chance, _| PeopleQuery {
            search: format!("{:04}", chance.below(10_000)),
            ..PeopleQuery::default()
        })
        .await?;
        self.people("people of a centre and a level", |_, place| PeopleQuery {
            centre: Some(place.centre),
            level: Some(CefrLevel::A2),
            ..PeopleQuery::default()
        })
        .await?;
        self.ask("interventions", true, async |_, desk, _, _| {
            refused(desk.interventions(InterventionFilter::default()).await)
        })
        .await?;
        self.ask("schemes", true, async |_, desk, _, _| {
            refused(desk.schemes(SchemeFilter::default()).await)
        })
        .await?;
        self.ask("partners", true, async |_, desk, _, _| refused(desk.organisations().await))
            .await?;
        self.ask("what waits for a look", true, async |_, desk, _, _| {
            refused(desk.attention().await)
        })
        .await?;
        self.ask("what was sent", true, async |_, desk, _, _| {
            refused(desk.jobs(JobQuery::default()).await)
        })
        .await
    }

    async fn figures(&mut self) -> Result<()> {
        let today = server::civil::day_of(self.office.clock.now());
        let year = Period { from: Some(Day(today.0 - 365)), to: Some(today) };
        for (question, breakdown) in [
            ("funnel of a year by centre", Breakdown::Centre),
            ("funnel of a year by kind", Breakdown::Kind),
            ("funnel of a year by level", Breakdown::Level),
            ("funnel of a year by month", Breakdown::Month),
            ("funnel of a year by adviser", Breakdown::Adviser),
        ] {
            self.ask(question, true, async |_, desk, _, _| {
                refused(desk.funnel(year, breakdown).await)
            })
            .await?;
        }
        self.ask("the list behind a number of a year", true, async |chance, desk, _, _| {
            let stage = chance.one(&[Stage::Interviewed, Stage::Referred, Stage::Entered]);
            let behind = Behind::Funnel { period: year, stage, group: None };
            refused(desk.people_behind(behind, 0).await)
        })
        .await?;
        let civil = today.civil().0 - 1;
        self.ask("the year's report", true, async |_, desk, _, _| {
            refused(desk.report(civil, Audience::Office).await)
        })
        .await?;
        self.ask("funnel of three years by centre", false, async |_, desk, _, _| {
            refused(desk.funnel(Period::default(), Breakdown::Centre).await)
        })
        .await
    }

    async fn limited(&mut self) -> Result<()> {
        let today = server::civil::day_of(self.office.clock.now());
        let year = Period { from: Some(Day(today.0 - 365)), to: Some(today) };
        let [department, partner] = self.place.limited.clone();
        for (account, [by_name, search, report]) in
            [(partner, OF_A_PARTNER), (department, OF_A_DEPARTMENT)]
        {
            self.desk = Desk::new(Arc::clone(&self.office), account);
            self.people(by_name, |_, _| PeopleQuery::default()).await?;
            self.people(search, |chance, _| PeopleQuery {
                search: chance.one(&["bak", "emi", "noru", "sal", "dof"]).to_owned(),
                ..PeopleQuery::default()
            })
            .await?;
            let civil = today.civil().0 - 1;
            self.ask(report, true, async |_, desk, _, _| {
                refused(desk.report(civil, Audience::Office).await)
            })
            .await?;
        }
        self.ask("of a department: funnel of a year by centre", true, async |_, desk, _, _| {
            refused(desk.funnel(year, Breakdown::Centre).await)
        })
        .await
    }

    async fn others(&mut self) -> Result<()> {
        self.ask("a partner's board", true, async |_, _, office, place| {
            let mut unit = office.store.read().await?;
            let _ = unit.board_counts(place.partner).await?;
            Ok(unit.board(place.partner).await?)
        })
        .await?;
        self.ask("a tablet asks which files it follows", true, async |_, _, office, place| {
            let since = office.clock.now().plus(-90 * 24 * 3_600_000);
            let mut unit = office.store.read().await?;
            Ok(unit.followed_by(place.adviser.id, since).await?)
        })
        .await?;
        self.ask("a tablet opens a file", true, async |chance, _, office, place| {
            let person = crate::country::person_of_largest(chance.below(place.people));
            let mut unit = office.store.read().await?;
            Ok(unit.scope_records(Scope::File(person), true).await?)
        })
        .await?;
        self.ask("a tablet asks for news after a day away", true, async |_, _, office, place| {
            let mut unit = office.store.read().await?;
            let (head, _) = unit.feed_head(place.directorate).await?;
            let scopes: Vec<Scope> = (0..30)
                .map(|visit| Scope::Intervention(crate::country::visit_of_largest(visit)))
                .collect();
            Ok(unit
                .feed_after(place.directorate, head.saturating_sub(2_000), &scopes, 48 * 1024)
                .await?)
        })
        .await?;
        self.ask("the worker looks for partners to write to", true, async |_, _, office, place| {
            let now: Instant = office.clock.now();
            let day = 24 * 3_600_000;
            let mut unit = office.store.read().await?;
            Ok(unit.partners_to_write_to(place.directorate, now, 10 * day, 30 * day).await?)
        })
        .await
    }
}

fn refused<A>(answer: Result<A, ApiError>) -> Result<A> {
    answer.map_err(|error| anyhow!("refused: {error:?}"))
}

fn number(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
