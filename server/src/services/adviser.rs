//! The services for advisers: synchronisation, links for partners, times offered for interviews.

use super::Office;
use super::partner_links::link_to_copy;
use super::slots::{self, Whose};
use crate::db::sqlite::Account;
use app::api::ApiError;
use app::api::services::AdviserServices;
use app::api::slots::{SlotDraft, SlotRow};
use async_trait::async_trait;
use domain::id::{OfferedSlotId, ReferralId};
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

    async fn slots(&self) -> Result<Vec<SlotRow>, ApiError> {
        slots::list(&self.office, &self.account, Whose::Own).await
    }

    async fn offer_slots(&self, drafts: Vec<SlotDraft>) -> Result<Vec<SlotRow>, ApiError> {
        slots::offer(&self.office, &self.account, Whose::Own, drafts).await
    }

    async fn remove_slot(&self, slot: OfferedSlotId) -> Result<Vec<SlotRow>, ApiError> {
        slots::remove(&self.office, &self.account, Whose::Own, slot).await
    }
}
