//! Interviews and what happened to them.

use super::events::{INTERVIEWS, Whose};
use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::follow_up_rows::InterviewRow;
use crate::db::sql::{query, query_as, query_scalar};
use domain::id::{DirectorateId, InterviewId, SignatoryId, UserId};
use domain::interview::{Interview, InterviewEvent, InterviewState, Slot};
use domain::time::Instant;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

impl Reading {
    /// An interview.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn interview(&mut self, id: InterviewId) -> Result<Option<Interview>, DbError> {
        let row: Option<InterviewRow> = query_as("select * from interviews where id = $1")
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let events = self.what_happened(INTERVIEWS, id.0).await?;
        row.with_events(&events).map(Some)
    }

    /// The interviews with these people, the oldest first.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub(super) async fn interviews_of(&mut self, whose: Whose) -> Result<Vec<Interview>, DbError> {
        let sql = format!("select * from interviews where signatory {} order by id", whose.among());
        let rows: Vec<InterviewRow> =
            query_as(AssertSqlSafe(sql)).bind(whose.id()).fetch_all(self.connection()).await?;
        let events = self.what_happened_to_all(INTERVIEWS, whose).await?;
        rows.into_iter().map(|row| row.with_events(&events)).collect()
    }

    /// The people whose way an adviser follows: with an interview of theirs that is to take place
    /// or to be planned anew, or sent somewhere and not yet at the end, or at the end since
    /// `since`. Those with whom something happened last come first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn followed_by(
        &mut self,
        adviser: UserId,
        since: Instant,
    ) -> Result<Vec<SignatoryId>, DbError> {
        let ids: Vec<Uuid> = query_scalar(
            "select i.signatory from interviews i
             where i.adviser = $1 and (i.starts_at >= $2 or exists (
                 select 1 from referrals r where r.signatory = i.signatory
                     and (r.state_since >= $2
                         or r.state in ('sent', 'under_review', 'waitlisted', 'accepted',
                             'entered'))))
             group by i.signatory
             order by max(i.starts_at) desc, i.signatory",
        )
        .bind(adviser.0)
        .bind(since.0)
        .fetch_all(self.connection())
        .await?;
        Ok(ids.into_iter().map(SignatoryId).collect())
    }

    /// The planned interviews of an adviser that share time with `slot`.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn interviews_during(
        &mut self,
        adviser: UserId,
        slot: &Slot,
    ) -> Result<Vec<Interview>, DbError> {
        let ids: Vec<Uuid> = query_scalar(
            "select id from interviews where adviser = $1 and state = 'planned'
                 and starts_at < $2 and ends_at > $3",
        )
        .bind(adviser.0)
        .bind(slot.ends_at().0)
        .bind(slot.starts_at.0)
        .fetch_all(self.connection())
        .await?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(self.interview(InterviewId(id)).await?);
        }
        Ok(found)
    }
}

impl Writing {
    pub(super) async fn put_interview(
        &mut self,
        directorate: DirectorateId,
        interview: &Interview,
        now: Instant,
    ) -> Result<(), DbError> {
        let slot = interview.slot().ok_or(DbError::Meaningless("interview without a slot"))?;
        let held = interview.state() == InterviewState::Held;
        query(
            "insert into interviews (id, directorate, signatory, interest, adviser, state,
                 starts_at, ends_at, held_at, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (id) do update set
                 state = excluded.state, starts_at = excluded.starts_at,
                 ends_at = excluded.ends_at,
                 held_at = coalesce(interviews.held_at, excluded.held_at),
                 version = excluded.version",
        )
        .bind(interview.id.0)
        .bind(directorate.0)
        .bind(interview.signatory.0)
        .bind(interview.interest.0)
        .bind(interview.adviser.0)
        .bind(interview.state().code())
        .bind(slot.starts_at.0)
        .bind(slot.ends_at().0)
        .bind(held.then_some(now.0))
        .bind(interview.version)
        .execute(self.connection())
        .await?;
        let kind = |what: &InterviewEvent| what.leads_to().code();
        self.put_events(INTERVIEWS, interview.id.0, &interview.events, kind, now).await?;
        self.gather_milestones(interview.signatory).await
    }
}
