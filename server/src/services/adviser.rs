//! The services for advisers: synchronisation, links for partners, the address of their calendar,
//! times offered for interviews.

use super::Office;
use super::partner_links::link_to_copy;
use super::rescue;
use super::slots::{self, Whose};
use crate::auth::Token;
use crate::db::{Account, Action, OpenSession};
use app::api::ApiError;
use app::api::rescue::Rescued;
use app::api::services::AdviserServices;
use app::api::slots::{SlotDraft, SlotRow};
use async_trait::async_trait;
use domain::id::{OfferedSlotId, ReferralId};
use std::sync::Arc;

/// The services for advisers, for one request of one account.
pub struct AdviserDesk {
    office: Arc<Office>,
    token: Token,
    session: OpenSession,
    account: Account,
}

impl AdviserDesk {
    /// For a request in the session of `token`.
    #[must_use]
    pub fn new(office: Arc<Office>, token: Token, session: OpenSession) -> Self {
        let account = session.account.clone();
        Self { office, token, session, account }
    }
}

#[async_trait]
impl AdviserServices for AdviserDesk {
    async fn exchange(&self, envelope: Vec<u8>) -> Result<Vec<u8>, ApiError> {
        crate::sync::exchange_in(&self.office, (&self.token, &self.session), &envelope).await
    }

    async fn bring_back(&self, file: Vec<u8>) -> Result<Rescued, ApiError> {
        rescue::bring_back(&self.office, &self.account, &file).await
    }

    async fn partner_link(&self, referral: ReferralId) -> Result<String, ApiError> {
        link_to_copy(&self.office, &self.account, referral).await
    }

    async fn share_agenda(&self) -> Result<String, ApiError> {
        let (now, Account { id, directorate, .. }) = (self.office.now(), &self.account);
        let token = Token::draw(&*self.office.randomness)?;
        let mut unit = self.office.store.write().await?;
        unit.open_calendar(*id, &token.hash(), now).await?;
        let (user, action) = (Some(*id), Action::AgendaShared);
        unit.audit(now, *directorate, user, action, Some(id.0), None).await?;
        unit.commit().await?;
        Ok(format!("/agenda/{}.ics", token.to_hex()))
    }

    async fn end_agenda(&self) -> Result<(), ApiError> {
        let (now, Account { id, directorate, .. }) = (self.office.now(), &self.account);
        let mut unit = self.office.store.write().await?;
        if unit.close_calendar(*id).await? {
            let (user, action) = (Some(*id), Action::AgendaEnded);
            unit.audit(now, *directorate, user, action, Some(id.0), None).await?;
        }
        unit.commit().await?;
        Ok(())
    }

    async fn is_agenda_shared(&self) -> Result<bool, ApiError> {
        Ok(self.office.store.read().await?.has_calendar(self.account.id).await?)
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
