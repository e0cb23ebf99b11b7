//! The services for advisers: synchronisation, and links for partners.

use super::Office;
use super::partner_links::link_to_copy;
use crate::db::sqlite::Account;
use app::api::ApiError;
use app::api::services::AdviserServices;
use async_trait::async_trait;
use domain::id::ReferralId;
use std::sync::Arc;

/// The services for advisers, for one request of one account.
pub struct AdviserDesk {
    office: Arc<Office>,
    account: Account,
}

impl AdviserDesk {
    /// For a request of `account`.
    #[must_use]
    pub const fn new(office: Arc<Office>, account: Account) -> Self {
        Self { office, account }
    }
}

#[async_trait]
impl AdviserServices for AdviserDesk {
    async fn exchange(&self, envelope: Vec<u8>) -> Result<Vec<u8>, ApiError> {
        crate::sync::exchange(&self.office, &self.account, &envelope).await
    }

    async fn partner_link(&self, referral: ReferralId) -> Result<String, ApiError> {
        link_to_copy(&self.office, &self.account, referral).await
    }
}
