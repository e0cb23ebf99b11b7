//! Referrals and what happened to them.

use super::events::{REFERRALS, Whose};
use super::{Reading, Writing};
use crate::db::follow_up_rows::ReferralRow;
use crate::db::sql::{Natural, query, query_as, query_scalar};
use crate::db::{DbError, Sight};
use domain::id::{DirectorateId, ReferralId};
use domain::referral::{Referral, ReferralEvent};
use domain::time::Instant;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

impl Reading {
    /// A referral.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub async fn referral(&mut self, id: ReferralId) -> Result<Option<Referral>, DbError> {
        let row: Option<ReferralRow> = query_as("select * from referrals where id = $1")
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let events = self.what_happened(REFERRALS, id.0).await?;
        row.with_events(&events).map(Some)
    }

    /// Whether a referral is in sight.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_referral_in_sight(
        &mut self,
        sight: Sight,
        id: ReferralId,
    ) -> Result<bool, DbError> {
        let found: Option<Natural> = query_scalar(AssertSqlSafe(format!(
            "select 1 from referrals r join schemes s on s.id = r.scheme
             where r.id = $2 and r.directorate = {} and {} and {}",
            sight.directorate(),
            sight.scheme("s"),
            sight.person_by("r.signatory")
        )))
        .bind(sight.key())
        .bind(id.0)
        .fetch_optional(self.connection())
        .await?;
        Ok(found.is_some())
    }

    /// The directorate a referral belongs to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directorate_of_referral(
        &mut self,
        id: ReferralId,
    ) -> Result<Option<DirectorateId>, DbError> {
        let found: Option<Uuid> = query_scalar("select directorate from referrals where id = $1")
            .bind(id.0)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.map(DirectorateId))
    }

    /// The referrals of these people, the oldest first.
    ///
    /// # Errors
    /// When the database fails or holds what means nothing.
    pub(super) async fn referrals_of(&mut self, whose: Whose) -> Result<Vec<Referral>, DbError> {
        let sql = format!("select * from referrals where signatory {} order by id", whose.among());
        let rows: Vec<ReferralRow> =
            query_as(AssertSqlSafe(sql)).bind(whose.id()).fetch_all(self.connection()).await?;
        let events = self.what_happened_to_all(REFERRALS, whose).await?;
        rows.into_iter().map(|row| row.with_events(&events)).collect()
    }
}

impl Writing {
    pub(super) async fn put_referral(
        &mut self,
        directorate: DirectorateId,
        referral: &Referral,
        now: Instant,
    ) -> Result<(), DbError> {
        let (entered_on, left_on) = days_inside(referral);
        query(
            "insert into referrals (id, directorate, signatory, scheme, interview, state, sent_at,
                 state_since, entered_on, left_on, answered_at, version, centre)
             values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, (
                 select v.centre from interviews i join interests n on n.id = i.interest
                     join interventions v on v.id = n.intervention
                 where i.id = $5))
             on conflict (id) do update set
                 state_since = case when referrals.state = excluded.state
                     then referrals.state_since else excluded.state_since end,
                 state = excluded.state, entered_on = excluded.entered_on,
                 left_on = excluded.left_on,
                 answered_at = coalesce(referrals.answered_at, excluded.answered_at),
                 version = excluded.version",
        )
        .bind(referral.id.0)
        .bind(directorate.0)
        .bind(referral.signatory.0)
        .bind(referral.scheme.0)
        .bind(referral.interview.0)
        .bind(referral.state().code())
        .bind(now.0)
        .bind(entered_on)
        .bind(left_on)
        .bind(is_answered(referral).then_some(now.0))
        .bind(referral.version)
        .execute(self.connection())
        .await?;
        let kind = |what: &ReferralEvent| what.leads_to().code();
        self.put_events(REFERRALS, referral.id.0, &referral.events, kind, now).await?;
        self.gather_milestones(referral.signatory).await
    }
}

/// Whether the partner decided: took the person, put them on a waiting list, or declined.
fn is_answered(referral: &Referral) -> bool {
    referral.events.iter().any(|event| {
        matches!(
            event.what,
            ReferralEvent::Accepted(_) | ReferralEvent::Waitlisted | ReferralEvent::Declined(..)
        )
    })
}

/// The days a person began and left, as the partner gave them.
fn days_inside(referral: &Referral) -> (Option<i32>, Option<i32>) {
    let mut days = (None, None);
    for event in &referral.events {
        match event.what {
            ReferralEvent::Entered(day) => days.0 = Some(day.0),
            ReferralEvent::Completed(day, _) | ReferralEvent::DroppedOut(day) => {
                days.1 = Some(day.0);
            }
            _ => {}
        }
    }
    days
}
