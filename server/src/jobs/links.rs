//! The links by which partners answer without an account.

use crate::db::{DbError, Writing};
use crate::randomness::Randomness;
use crate::services::{issue_link, partner_path};
use async_trait::async_trait;
use domain::id::ReferralId;
use domain::time::Instant;
use std::sync::Arc;

/// Makes links.
#[async_trait]
pub trait Links: Send + Sync {
    /// Makes a link to a referral and gives its whole address. Called inside the unit of work that
    /// prepares the message, so a link that was not sent was not made either; called again for each
    /// attempt, since only the hash of a link is kept.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    async fn issue(
        &self,
        unit: &mut Writing,
        referral: ReferralId,
        now: Instant,
    ) -> Result<String, DbError>;
}

/// Links to the partner's page of this server.
pub struct OurLinks {
    /// Draws the secrets.
    pub randomness: Arc<dyn Randomness>,
    /// The address people type, without a path.
    pub base_url: String,
}

#[async_trait]
impl Links for OurLinks {
    async fn issue(
        &self,
        unit: &mut Writing,
        referral: ReferralId,
        now: Instant,
    ) -> Result<String, DbError> {
        let token = issue_link(unit, &*self.randomness, referral, now).await?;
        Ok(format!("{}{}", self.base_url, partner_path(&token)))
    }
}
