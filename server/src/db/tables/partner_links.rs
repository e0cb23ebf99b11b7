//! Links by which partners answer a referral, and their wishes for new ones.

use super::{Reading, Writing};
use crate::db::sql::{query, query_as};
use crate::db::{DbError, Sight};
use domain::id::ReferralId;
use domain::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

/// A link, without its token, of which only a hash is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartnerLink {
    /// The one referral it opens.
    pub referral: ReferralId,
    /// When it was made.
    pub created_at: Instant,
    /// From then on it opens nothing.
    pub expires_at: Instant,
    /// When it was ended before that.
    pub ended_at: Option<Instant>,
}

/// A partner waits for a new link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRequest {
    /// The referral.
    pub referral: ReferralId,
    /// Since when.
    pub requested_at: Instant,
    /// The partner.
    pub organisation_name: String,
    /// Where a new link is sent, if known.
    pub organisation_email: Option<String>,
}

#[derive(FromRow)]
struct LinkRow {
    referral: Uuid,
    created_at: i64,
    expires_at: i64,
    ended_at: Option<i64>,
}

impl From<LinkRow> for PartnerLink {
    fn from(row: LinkRow) -> Self {
        Self {
            referral: ReferralId(row.referral),
            created_at: Instant(row.created_at),
            expires_at: Instant(row.expires_at),
            ended_at: row.ended_at.map(Instant),
        }
    }
}

#[derive(FromRow)]
struct RequestRow {
    referral: Uuid,
    requested_at: i64,
    name: String,
    email: Option<String>,
}

impl Reading {
    /// The link of a token's hash, whether it still opens anything or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partner_link(
        &mut self,
        token_hash: &[u8; 32],
    ) -> Result<Option<PartnerLink>, DbError> {
        let row: Option<LinkRow> = query_as(
            "select referral, created_at, expires_at, ended_at
             from partner_links where token_hash = $1",
        )
        .bind(token_hash.as_slice())
        .fetch_optional(self.connection())
        .await?;
        Ok(row.map(PartnerLink::from))
    }

    /// The links of a referral, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partner_links_of(
        &mut self,
        referral: ReferralId,
    ) -> Result<Vec<PartnerLink>, DbError> {
        let rows: Vec<LinkRow> = query_as(
            "select referral, created_at, expires_at, ended_at
             from partner_links where referral = $1 order by created_at, token_hash",
        )
        .bind(referral.0)
        .fetch_all(self.connection())
        .await?;
        Ok(rows.into_iter().map(PartnerLink::from).collect())
    }

    /// The partners of a directorate who wait for a new link, the longest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_link_requests(&mut self, sight: Sight) -> Result<Vec<LinkRequest>, DbError> {
        let rows: Vec<RequestRow> = query_as(AssertSqlSafe(format!(
            "select q.referral, q.requested_at, o.name, o.email
             from link_requests q
                 join referrals r on r.id = q.referral
                 join schemes s on s.id = r.scheme
                 join organisations o on o.id = s.organisation
             where q.settled_at is null and r.directorate = {} and {} and {}
             order by q.requested_at, q.referral",
            sight.directorate(),
            sight.scheme("s"),
            sight.person_by("r.signatory")
        )))
        .bind(sight.key())
        .fetch_all(self.connection())
        .await?;
        let request = |row: RequestRow| LinkRequest {
            referral: ReferralId(row.referral),
            requested_at: Instant(row.requested_at),
            organisation_name: row.name,
            organisation_email: row.email,
        };
        Ok(rows.into_iter().map(request).collect())
    }
}

impl Writing {
    /// Adds a link, and settles the partner's wish for one.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn create_partner_link(
        &mut self,
        token_hash: &[u8; 32],
        link: PartnerLink,
    ) -> Result<(), DbError> {
        query(
            "insert into partner_links (token_hash, referral, created_at, expires_at, ended_at)
             values ($1, $2, $3, $4, $5)",
        )
        .bind(token_hash.as_slice())
        .bind(link.referral.0)
        .bind(link.created_at.0)
        .bind(link.expires_at.0)
        .bind(link.ended_at.map(|at| at.0))
        .execute(self.connection())
        .await?;
        query(
            "update link_requests set settled_at = $2
             where referral = $1 and settled_at is null",
        )
        .bind(link.referral.0)
        .bind(link.created_at.0)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Ends all links of a referral that have not ended.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn end_partner_links(
        &mut self,
        referral: ReferralId,
        now: Instant,
    ) -> Result<(), DbError> {
        query("update partner_links set ended_at = $2 where referral = $1 and ended_at is null")
            .bind(referral.0)
            .bind(now.0)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Notes that a partner wishes a new link; gives whether that is news.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn request_partner_link(
        &mut self,
        referral: ReferralId,
        now: Instant,
    ) -> Result<bool, DbError> {
        let done = query(
            "insert into link_requests (referral, requested_at) values ($1, $2)
             on conflict (referral) do update
                 set requested_at = excluded.requested_at, settled_at = null
                 where link_requests.settled_at is not null",
        )
        .bind(referral.0)
        .bind(now.0)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() > 0)
    }
}
