//! The links by which partners answer without an account.

use crate::db::{DbError, Writing};
use async_trait::async_trait;
use domain::id::ReferralId;
use domain::time::Instant;

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
