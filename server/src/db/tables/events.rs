//! What happened, one row after the other, to interviews and to referrals: stored the same way.

use super::{Reading, Writing};
use crate::db::DbError;
use crate::db::follow_up_rows::{EventRow, event_column};
use crate::db::sql::{query, query_as};
use domain::id::{InterventionId, SignatoryId};
use domain::interview::Dated;
use domain::time::Instant;
use serde::Serialize;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Where the events of something are stored.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story {
    /// Their table.
    events: &'static str,
    /// The column that names what they happened to.
    subject: &'static str,
    /// The table of what they happened to.
    subjects: &'static str,
}

/// Of interviews.
pub(super) const INTERVIEWS: Story =
    Story { events: "interview_events", subject: "interview", subjects: "interviews" };
/// Of referrals.
pub(super) const REFERRALS: Story =
    Story { events: "referral_events", subject: "referral", subjects: "referrals" };

/// Whose interviews or referrals.
#[derive(Clone, Copy, Debug)]
pub(super) enum Whose {
    /// One person's.
    Person(SignatoryId),
    /// Those of everybody on the list of a visit.
    ListOf(InterventionId),
}

impl Whose {
    /// What follows the column that names the person, with [`id`](Self::id) as the first value.
    pub(super) const fn among(self) -> &'static str {
        match self {
            Self::Person(_) => "= $1",
            Self::ListOf(_) => "in (select signatory from roster_entries where intervention = $1)",
        }
    }

    pub(super) const fn id(self) -> Uuid {
        match self {
            Self::Person(id) => id.0,
            Self::ListOf(id) => id.0,
        }
    }
}

impl Reading {
    /// What happened to one interview or referral, in order.
    pub(super) async fn what_happened(
        &mut self,
        Story { events, subject, .. }: Story,
        id: Uuid,
    ) -> Result<Vec<EventRow>, DbError> {
        let sql = format!(
            "select {subject} as subject, at, author, what from {events}
             where {subject} = $1 order by place"
        );
        Ok(query_as(AssertSqlSafe(sql)).bind(id).fetch_all(self.connection()).await?)
    }

    /// What happened to all those of these people, each in order.
    pub(super) async fn what_happened_to_all(
        &mut self,
        Story { events, subject, subjects }: Story,
        whose: Whose,
    ) -> Result<Vec<EventRow>, DbError> {
        let sql = format!(
            "select e.{subject} as subject, e.at, e.author, e.what
             from {events} e join {subjects} s on s.id = e.{subject}
             where s.signatory {} order by e.{subject}, e.place",
            whose.among()
        );
        Ok(query_as(AssertSqlSafe(sql)).bind(whose.id()).fetch_all(self.connection()).await?)
    }
}

impl Writing {
    /// Adds what is not there yet: what happened is written once and never changed. `kind` is the
    /// word for the state an event leads to.
    pub(super) async fn put_events<T: Serialize>(
        &mut self,
        Story { events, subject, .. }: Story,
        id: Uuid,
        happened: &[Dated<T>],
        kind: impl Fn(&T) -> &'static str,
        now: Instant,
    ) -> Result<(), DbError> {
        let sql = format!(
            "insert into {events} ({subject}, place, at, received_at, author, kind, what)
             values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing"
        );
        for (place, event) in (0_i64..).zip(happened) {
            query(AssertSqlSafe(sql.clone()))
                .bind(id)
                .bind(place)
                .bind(event.at.0)
                .bind(now.0)
                .bind(event.by.map(|user| user.0))
                .bind(kind(&event.what))
                .bind(event_column(&event.what)?)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}
