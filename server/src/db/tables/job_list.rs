//! The list of jobs and messages, as the supervisor sees it.

use super::Reading;
use crate::db::sql::{Natural, query_as, query_scalar};
use crate::db::{DbError, Limit, Sight};
use app::api::Page;
use app::api::messages::{Channel, JobKind, JobQuery, JobRow, JobState, PersonOfJob, Problem};
use domain::id::{JobId, SignatoryId};
use domain::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

/// Rows on a page.
const SIZE: u32 = 50;

/// The messages in sight: those about people in sight. What is about nobody is of the whole
/// directorate, and nothing of it a partner's.
fn jobs_in_sight(sight: Sight) -> String {
    let limited = match sight.limit() {
        Limit::Whole => "true".to_owned(),
        Limit::Centres => sight.person_by("coalesce(m.signatory, r.signatory)"),
        Limit::Organisation(_) => "false".to_owned(),
    };
    format!(
        "from jobs j left join messages m on m.job = j.id
             left join referrals r on r.id = j.subject
             left join organisations o on o.id = m.organisation
             left join signatories s on s.id = coalesce(m.signatory, r.signatory)
             left join message_pauses p on p.signatory = s.id
         where j.directorate = {} and {limited}",
        sight.directorate()
    )
}

/// How many there are, all or of the state `$2`. Of everybody's the table of jobs alone says it.
fn number(sight: Sight, of_state: &str) -> String {
    match sight.limit() {
        Limit::Whole => format!("select count(*) from jobs j where j.directorate = $1 {of_state}"),
        Limit::Centres | Limit::Organisation(_) => {
            format!("select count(*) {} {of_state}", jobs_in_sight(sight))
        }
    }
}

/// A page of them. One text for all and one for a state, not one with "or": each has an index that
/// gives its rows in order.
fn page(sight: Sight, of_state: &str) -> String {
    format!(
        "select j.id, j.kind, j.round, j.state, j.last_error, j.attempts, j.due_at,
             j.created_at, j.ended_at, j.found, m.channel, o.name as organisation,
             s.id as person, s.family_name, s.given_name, p.signatory is not null as paused
         {} {of_state}
         order by j.created_at desc, j.id desc limit $3 offset $4",
        jobs_in_sight(sight)
    )
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    #[sqlx(try_from = "i64")]
    round: u32,
    state: String,
    last_error: Option<String>,
    #[sqlx(try_from = "i64")]
    attempts: u32,
    due_at: i64,
    created_at: i64,
    ended_at: Option<i64>,
    found: Option<Natural>,
    channel: Option<String>,
    organisation: Option<String>,
    person: Option<Uuid>,
    family_name: Option<String>,
    given_name: Option<String>,
    paused: bool,
}

impl TryFrom<Row> for JobRow {
    type Error = DbError;
    fn try_from(row: Row) -> Result<Self, DbError> {
        let given = row.given_name;
        let name = row.family_name.map(|family| {
            let family = family.to_uppercase();
            given.map_or(family.clone(), |given| format!("{family} {given}"))
        });
        Ok(Self {
            id: JobId(row.id),
            kind: JobKind::from_code(&row.kind).ok_or(DbError::Meaningless("jobs.kind"))?,
            round: row.round,
            person: row.person.zip(name).map(|(id, name)| PersonOfJob {
                id: SignatoryId(id),
                name,
                paused: row.paused,
            }),
            organisation: row.organisation,
            channel: row.channel.as_deref().and_then(Channel::from_code),
            state: JobState::from_code(&row.state).ok_or(DbError::Meaningless("jobs.state"))?,
            // A newer release may know more words: it is shown without its reason then.
            problem: row.last_error.as_deref().and_then(Problem::from_code),
            attempts: row.attempts,
            due_at: Instant(row.due_at),
            created_at: Instant(row.created_at),
            ended_at: row.ended_at.map(Instant),
            found: row.found.map(|Natural(number)| number),
        })
    }
}

impl Reading {
    /// A page of the jobs in sight, the latest first.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn jobs(&mut self, sight: Sight, query: JobQuery) -> Result<Page<JobRow>, DbError> {
        let state = query.state.map(JobState::code);
        let of_state = if state.is_some() { "and j.state = $2" } else { "" };
        let total = query_scalar(AssertSqlSafe(number(sight, of_state)))
            .bind(sight.key())
            .bind(state)
            .count(self.connection())
            .await?;
        let rows: Vec<Row> = query_as(AssertSqlSafe(page(sight, of_state)))
            .bind(sight.key())
            .bind(state)
            .bind(SIZE)
            .bind(i64::from(query.page) * i64::from(SIZE))
            .fetch_all(self.connection())
            .await?;
        let rows = rows.into_iter().map(JobRow::try_from).collect::<Result<_, _>>()?;
        Ok(Page { rows, total, number: query.page, size: SIZE })
    }

    /// Whether a job is in sight.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_job_in_sight(&mut self, sight: Sight, job: JobId) -> Result<bool, DbError> {
        let question = format!("select 1 {} and j.id = $2", jobs_in_sight(sight));
        let found: Option<Natural> = query_scalar(AssertSqlSafe(question))
            .bind(sight.key())
            .bind(job.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.is_some())
    }
}
