//! Jobs and their messages: planned once, held by one worker at a time, ended once.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::sql::{Natural, query, query_as, query_scalar};
use app::api::messages::{Channel, JobKind, JobState, Problem, Template};
use domain::id::{DirectorateId, JobId, MessageId, OrganisationId, SignatoryId};
use domain::language::Language;
use domain::time::Instant;
use sqlx::FromRow;
use uuid::Uuid;

/// A job to be planned.
#[derive(Clone, Copy, Debug)]
pub struct NewJob {
    /// Its identity.
    pub id: JobId,
    /// Of which directorate.
    pub directorate: DirectorateId,
    /// What it does.
    pub kind: JobKind,
    /// The referral, interview or directorate it is about.
    pub subject: Uuid,
    /// Which time of several.
    pub round: u32,
    /// The message it sends, if it sends one.
    pub message: Option<(MessageId, Recipient, Template)>,
}

/// To whom a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// A person.
    Person(SignatoryId),
    /// A partner.
    Organisation(OrganisationId),
}

/// The message of a job.
#[derive(Clone, Copy, Debug)]
pub struct MessageOfJob {
    /// Its identity: the same each time it is tried.
    pub id: MessageId,
    /// To whom it goes.
    pub to: Recipient,
    /// Which words it is made of.
    pub template: Template,
}

/// A job that a worker holds.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its identity.
    pub id: JobId,
    /// Of which directorate.
    pub directorate: DirectorateId,
    /// Whether the people of the directorate are generated: nothing must leave the machine then.
    pub demo: bool,
    /// What it does.
    pub kind: JobKind,
    /// The referral, interview or directorate it is about.
    pub subject: Uuid,
    /// Which time of several.
    pub round: u32,
    /// How often it was tried, this time counted.
    pub attempts: u32,
    /// Until when it is held.
    pub held_until: Instant,
    /// The message it sends, if it sends one.
    pub message: Option<MessageOfJob>,
}

/// What an attempt came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The message was handed over.
    Sent(Channel, Language),
    /// The work is done.
    Done {
        /// What was counted, if something was.
        found: Option<u32>,
    },
    /// It is no longer needed.
    Cancelled(Problem),
    /// It cannot be done.
    Failed(Problem),
    /// It is to be tried again at that moment.
    Again(Instant, Problem),
    /// It is put off to that moment; this was no attempt.
    PutOff(Instant, Problem),
}

impl Ending {
    const fn state(self) -> JobState {
        match self {
            Self::Sent(..) | Self::Done { .. } => JobState::Done,
            Self::Cancelled(_) => JobState::Cancelled,
            Self::Failed(_) => JobState::Failed,
            Self::Again(..) | Self::PutOff(..) => JobState::Waiting,
        }
    }

    const fn problem(self) -> Option<Problem> {
        match self {
            Self::Sent(..) | Self::Done { .. } => None,
            Self::Cancelled(why)
            | Self::Failed(why)
            | Self::Again(_, why)
            | Self::PutOff(_, why) => Some(why),
        }
    }

    const fn next(self) -> Option<Instant> {
        match self {
            Self::Again(at, _) | Self::PutOff(at, _) => Some(at),
            _ => None,
        }
    }
}

#[derive(FromRow)]
struct JobRow {
    id: Uuid,
    directorate: Uuid,
    kind: String,
    subject: Uuid,
    #[sqlx(try_from = "i64")]
    round: u32,
    #[sqlx(try_from = "i64")]
    attempts: u32,
}

#[derive(FromRow)]
struct MessageRow {
    id: Uuid,
    signatory: Option<Uuid>,
    organisation: Option<Uuid>,
    template: String,
}

impl TryFrom<MessageRow> for MessageOfJob {
    type Error = DbError;
    fn try_from(row: MessageRow) -> Result<Self, DbError> {
        let person = row.signatory.map(|id| Recipient::Person(SignatoryId(id)));
        let partner = row.organisation.map(|id| Recipient::Organisation(OrganisationId(id)));
        Ok(Self {
            id: MessageId(row.id),
            to: person.or(partner).ok_or(DbError::Meaningless("messages.signatory"))?,
            template: Template::from_code(&row.template)
                .ok_or(DbError::Meaningless("messages.template"))?,
        })
    }
}

impl Reading {
    /// Whether a job that waits is due.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_a_job_due(&mut self, now: Instant) -> Result<bool, DbError> {
        let found: Option<Natural> = query_scalar(
            "select 1 from jobs where state = 'waiting' and due_at <= $1
                 and (locked_until is null or locked_until <= $1) limit 1",
        )
        .bind(now.0)
        .fetch_optional(self.connection())
        .await?;
        Ok(found.is_some())
    }
}

impl Writing {
    /// Plans a job that is due now, unless it was planned before. Gives whether it is new.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn plan_job(&mut self, new: &NewJob, now: Instant) -> Result<bool, DbError> {
        let done = query(
            "insert into jobs (id, directorate, kind, subject, round, state, due_at, attempts,
                 created_at)
             values ($1, $2, $3, $4, $5, 'waiting', $6, 0, $6)
             on conflict (kind, subject, round) do nothing",
        )
        .bind(new.id.0)
        .bind(new.directorate.0)
        .bind(new.kind.code())
        .bind(new.subject)
        .bind(new.round)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        if let Some((id, to, template)) = new.message {
            let (person, partner) = match to {
                Recipient::Person(id) => (Some(id.0), None),
                Recipient::Organisation(id) => (None, Some(id.0)),
            };
            query(
                "insert into messages (id, directorate, job, signatory, organisation, template,
                     state, created_at)
                 values ($1, $2, $3, $4, $5, $6, 'queued', $7)",
            )
            .bind(id.0)
            .bind(new.directorate.0)
            .bind(new.id.0)
            .bind(person)
            .bind(partner)
            .bind(template.code())
            .bind(now.0)
            .execute(self.connection())
            .await?;
        }
        self.tell_of(new.directorate);
        Ok(true)
    }

    /// Takes hold of the job that has been due longest, or of `only`, until that moment. Another
    /// worker gets it only afterwards.
    ///
    /// # Errors
    /// When the database fails, holds what means nothing, or the disk is full.
    pub async fn hold_job(
        &mut self,
        only: Option<JobId>,
        now: Instant,
        until: Instant,
    ) -> Result<Option<Job>, DbError> {
        let row: Option<JobRow> = query_as(
            "update jobs set locked_until = $2, attempts = attempts + 1
             where id = (
                 select id from jobs
                 where state = 'waiting' and due_at <= $1
                     and (locked_until is null or locked_until <= $1)
                     and ($3 is null or id = $3)
                 order by due_at, id limit 1)
             returning id, directorate, kind, subject, round, attempts",
        )
        .bind(now.0)
        .bind(until.0)
        .bind(only.map(|id| id.0))
        .fetch_optional(self.connection())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let message: Option<MessageRow> =
            query_as("select id, signatory, organisation, template from messages where job = $1")
                .bind(row.id)
                .fetch_optional(self.connection())
                .await?;
        let demo: bool = query_scalar("select demo from directorates where id = $1")
            .bind(row.directorate)
            .fetch_one(self.connection())
            .await?;
        Ok(Some(Job {
            id: JobId(row.id),
            directorate: DirectorateId(row.directorate),
            demo,
            kind: JobKind::from_code(&row.kind).ok_or(DbError::Meaningless("jobs.kind"))?,
            subject: row.subject,
            round: row.round,
            attempts: row.attempts,
            held_until: until,
            message: message.map(MessageOfJob::try_from).transpose()?,
        }))
    }

    /// Ends an attempt, unless another worker holds the job by now. Gives whether it was ended.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn end_job(
        &mut self,
        job: &Job,
        ending: Ending,
        now: Instant,
    ) -> Result<bool, DbError> {
        let (state, next) = (ending.state(), ending.next());
        let found = match ending {
            Ending::Done { found } => found,
            _ => None,
        };
        let not_counted = u32::from(matches!(ending, Ending::PutOff(..)));
        let done = query(
            "update jobs set state = $4, last_error = $5, due_at = coalesce($6, due_at),
                 ended_at = $7, found = $8, attempts = attempts - $9, locked_until = null
             where id = $1 and state = 'waiting' and locked_until = $2 and attempts = $3",
        )
        .bind(job.id.0)
        .bind(job.held_until.0)
        .bind(job.attempts)
        .bind(state.code())
        .bind(ending.problem().map(Problem::code))
        .bind(next.map(|at| at.0))
        .bind((state != JobState::Waiting).then_some(now.0))
        .bind(found)
        .bind(not_counted)
        .execute(self.connection())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        let (channel, language) = match ending {
            Ending::Sent(channel, language) => (Some(channel), Some(language)),
            _ => (None, None),
        };
        query(
            "update messages set state = $2, channel = coalesce($3, channel),
                 language = coalesce($4, language), sent_at = $5
             where job = $1",
        )
        .bind(job.id.0)
        .bind(match state {
            JobState::Waiting => "queued",
            JobState::Done => "sent",
            JobState::Failed => "failed",
            JobState::Cancelled => "stopped",
        })
        .bind(channel.map(Channel::code))
        .bind(language.map(Language::tag))
        .bind(channel.map(|_| now.0))
        .execute(self.connection())
        .await?;
        self.tell_of(job.directorate);
        Ok(true)
    }

    /// Has a job of a directorate that failed, or waits for its next attempt, tried at once and as
    /// often as a new one. Gives whether there was one.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn retry_job(
        &mut self,
        directorate: DirectorateId,
        job: JobId,
        now: Instant,
    ) -> Result<bool, DbError> {
        let done = query(
            "update jobs set state = 'waiting', due_at = $3, attempts = 0, ended_at = null
             where id = $1 and directorate = $2
                 and (state = 'failed' or (state = 'waiting'
                     and (locked_until is null or locked_until <= $3)))",
        )
        .bind(job.0)
        .bind(directorate.0)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        query("update messages set state = 'queued' where job = $1")
            .bind(job.0)
            .execute(self.connection())
            .await?;
        Ok(true)
    }
}
