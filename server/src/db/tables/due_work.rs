//! What is to be done by itself, read off the records: nothing is lost when nobody thought of
//! planning it.
//!
//! Each query leaves out what was planned before, so that a pass without news writes nothing.

use super::Reading;
use crate::db::DbError;
use crate::db::sql::{Natural, Value, query_as, query_scalar};
use domain::id::{DirectorateId, OrganisationId, ReferralId};
use domain::time::Instant;
use sqlx::{AssertSqlSafe, FromRow, SqlSafeStr};
use uuid::Uuid;

/// Work that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Found {
    /// The referral or interview it is about.
    pub subject: Uuid,
    /// Which time of several.
    #[sqlx(try_from = "i64")]
    pub round: u32,
    /// The person or the organisation to write to.
    pub recipient: Uuid,
}

/// What a message to a partner is made of.
#[derive(Clone, Debug)]
pub struct PartnerOfReferral {
    /// Who offers the scheme.
    pub organisation: OrganisationId,
    /// Where to write to, as it was entered.
    pub email: Option<String>,
    /// When the referral was sent, by our clock.
    pub sent_at: Instant,
}

/// The last event of an interview `i`.
const LAST: &str = "select max(place) from interview_events where interview = i.id";
/// The event that gave its slot.
const LAST_PLANNED: &str = "select max(place) from interview_events
    where interview = i.id and kind = 'planned'";

/// Interviews of the directorate `$1` that begin after `$2`, with an event `e` of theirs, for which
/// no job of a kind was planned.
fn interviews_without(job: &str, event: &str, condition: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!(
        "select i.id as subject, e.place as round, i.signatory as recipient
         from interviews i join interview_events e on e.interview = i.id
         where i.directorate = $1 and i.starts_at > $2 and e.place = ({event}) and {condition}
             and not exists (select 1 from jobs j where j.kind = '{job}'
                 and j.subject = i.id and j.round = e.place)"
    ))
}

impl Reading {
    /// The work that a query finds in a directorate, `$1`; the numbers are its other places.
    async fn work_found(
        &mut self,
        sql: impl SqlSafeStr,
        directorate: DirectorateId,
        numbers: &[i64],
    ) -> Result<Vec<Found>, DbError> {
        let numbers = numbers.iter().map(|number| Value::Number(Some(*number)));
        let work = query_as(sql).bind(directorate.0).bind_all(numbers);
        Ok(work.fetch_all(self.connection()).await?)
    }

    /// The directorates there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directorates(&mut self) -> Result<Vec<DirectorateId>, DbError> {
        let ids: Vec<Uuid> = query_scalar("select id from directorates order by id")
            .fetch_all(self.connection())
            .await?;
        Ok(ids.into_iter().map(DirectorateId).collect())
    }

    /// Referrals without an answer whose partner is to be written to: at once, and again each time
    /// `every` milliseconds have passed, until they expire after `expiry`. Of several times that
    /// were missed only the last one counts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partners_to_write_to(
        &mut self,
        directorate: DirectorateId,
        now: Instant,
        every: i64,
        expiry: i64,
    ) -> Result<Vec<Found>, DbError> {
        self.work_found(
            "select w.subject, w.round, w.recipient from (
                 select r.id as subject, s.organisation as recipient,
                     case when r.sent_at > $2 then 0 else ($2 - r.sent_at) / $3 end as round
                 from referrals r join schemes s on s.id = r.scheme
                 where r.directorate = $1 and r.state in ('sent', 'under_review')
                     and r.sent_at > $2 - $4) w
             where not exists (select 1 from jobs j where j.kind = 'partner_mail'
                 and j.subject = w.subject and j.round >= w.round)",
            directorate,
            &[now.0, every, expiry],
        )
        .await
    }

    /// Referrals whose partner wishes a new link. The round is the minute of the wish.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partners_who_wish_a_link(
        &mut self,
        directorate: DirectorateId,
    ) -> Result<Vec<Found>, DbError> {
        self.work_found(
            "select r.id as subject, w.requested_at / 60000 as round, s.organisation as recipient
             from link_requests w join referrals r on r.id = w.referral
                 join schemes s on s.id = r.scheme
             where w.settled_at is null and r.directorate = $1
                 and not exists (select 1 from jobs j where j.kind = 'partner_link'
                     and j.subject = r.id and j.round = w.requested_at / 60000)",
            directorate,
            &[],
        )
        .await
    }

    /// Referrals that were not answered within `expiry` milliseconds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn referrals_to_end(
        &mut self,
        directorate: DirectorateId,
        now: Instant,
        expiry: i64,
    ) -> Result<Vec<ReferralId>, DbError> {
        let ids: Vec<Uuid> = query_scalar(
            "select id from referrals r
             where directorate = $1 and state in ('sent', 'under_review') and sent_at <= $2 - $3
                 and not exists (select 1 from jobs j where j.kind = 'referral_expiry'
                     and j.subject = r.id)",
        )
        .bind(directorate.0)
        .bind(now.0)
        .bind(expiry)
        .fetch_all(self.connection())
        .await?;
        Ok(ids.into_iter().map(ReferralId).collect())
    }

    /// Interviews to come whose slot the person was not told of. The round is the place of the
    /// event that gave the slot.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interviews_to_announce(
        &mut self,
        directorate: DirectorateId,
        now: Instant,
    ) -> Result<Vec<Found>, DbError> {
        self.work_found(
            interviews_without("interview_invitation", LAST_PLANNED, "i.state = 'planned'"),
            directorate,
            &[now.0],
        )
        .await
    }

    /// Interviews that begin within `lead` milliseconds and were planned before that: who was
    /// invited later needs no reminder beside the invitation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interviews_to_remind_of(
        &mut self,
        directorate: DirectorateId,
        now: Instant,
        lead: i64,
    ) -> Result<Vec<Found>, DbError> {
        self.work_found(
            interviews_without(
                "interview_reminder",
                LAST_PLANNED,
                "i.state = 'planned' and i.starts_at <= $2 + $3
                     and e.received_at < i.starts_at - $3",
            ),
            directorate,
            &[now.0, lead],
        )
        .await
    }

    /// Interviews that a person was invited to and that will not take place, before they would
    /// have begun. Who withdrew is written to no more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interviews_to_call_off(
        &mut self,
        directorate: DirectorateId,
        now: Instant,
    ) -> Result<Vec<Found>, DbError> {
        self.work_found(
            interviews_without(
                "interview_cancellation",
                LAST,
                "i.state in ('cancelled_by_service', 'excused')
                     and exists (select 1 from jobs j where j.kind = 'interview_invitation'
                         and j.subject = i.id and j.state = 'done')",
            ),
            directorate,
            &[now.0],
        )
        .await
    }

    /// Whether a count of this number was planned for a directorate.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_count_planned(
        &mut self,
        directorate: DirectorateId,
        round: u32,
    ) -> Result<bool, DbError> {
        let found: Option<Natural> = query_scalar(
            "select 1 from jobs where kind = 'retention_dry_run' and subject = $1 and round = $2",
        )
        .bind(directorate.0)
        .bind(round)
        .fetch_optional(self.connection())
        .await?;
        Ok(found.is_some())
    }

    /// Number of people of a directorate with whom there was contact, but none since `before`: no
    /// visit, interest, interview or referral, neither past nor planned.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn files_without_contact_since(
        &mut self,
        directorate: DirectorateId,
        before: Instant,
    ) -> Result<u32, DbError> {
        Ok(query_scalar(
            "select count(*) from signatories s where s.directorate = $1 and (
                 select max(c.at) from (
                     select max(i.starts_at) as at from roster_entries r
                         join interventions i on i.id = r.intervention where r.signatory = s.id
                     union all
                     select max(n.received_at) from interests n where n.signatory = s.id
                     union all
                     select max(v.starts_at) from interviews v where v.signatory = s.id
                     union all
                     select max(e.received_at) from interviews v
                         join interview_events e on e.interview = v.id where v.signatory = s.id
                     union all
                     select max(e.received_at) from referrals f
                         join referral_events e on e.referral = f.id where f.signatory = s.id
                 ) c) between 1 and $2 - 1",
        )
        .bind(directorate.0)
        .bind(before.0)
        .count(self.connection())
        .await?)
    }

    /// The partner of a referral, and since when it waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partner_of_referral(
        &mut self,
        referral: ReferralId,
    ) -> Result<Option<PartnerOfReferral>, DbError> {
        let row: Option<(Uuid, Option<String>, i64)> = query_as(
            "select o.id, o.email, r.sent_at
             from referrals r join schemes s on s.id = r.scheme
                 join organisations o on o.id = s.organisation
             where r.id = $1",
        )
        .bind(referral.0)
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(|(organisation, email, sent_at)| PartnerOfReferral {
            organisation: OrganisationId(organisation),
            email,
            sent_at: Instant(sent_at),
        }))
    }
}
