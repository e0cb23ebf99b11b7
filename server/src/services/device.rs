//! What a revoked device asks: whoever sits before it, without a session.

use super::Office;
use super::quarantine::{self, MOST_PARCELS, Origin, Took};
use crate::auth::Token;
use crate::db::Action;
use app::api::ApiError;
use app::api::devices::Taken;
use app::api::services::DeviceServices;
use app::api::surrender::MOST_INSTALLATIONS;
use async_trait::async_trait;
use domain::id::{ClientId, DirectorateId};
use std::sync::Arc;
use sync::server::KnownClient;

/// The services for devices that may have been revoked, for one request.
pub struct DeviceDesk {
    office: Arc<Office>,
    token: Option<Token>,
}

impl DeviceDesk {
    /// For a request with the token of a session, whatever became of that, if it has one.
    #[must_use]
    pub const fn new(office: Arc<Office>, token: Option<Token>) -> Self {
        Self { office, token }
    }

    /// The revoked installation for which this browser speaks.
    async fn revoked(
        &self,
        installations: &[ClientId],
    ) -> Result<Option<(ClientId, DirectorateId)>, ApiError> {
        if installations.len() > MOST_INSTALLATIONS {
            return Err(ApiError::TooLarge);
        }
        let mut unit = self.office.store.read().await?;
        let mut named = installations.to_vec();
        if let Some(token) = &self.token {
            named.extend(unit.device_of_ended_session(&token.hash()).await?);
        }
        Ok(unit.revoked_among(&named).await?)
    }

    async fn proven(
        &self,
        installations: &[ClientId],
    ) -> Result<(ClientId, DirectorateId), ApiError> {
        self.revoked(installations).await?.ok_or(ApiError::NotFound)
    }
}

#[async_trait]
impl DeviceServices for DeviceDesk {
    async fn is_revoked(&self, installations: Vec<ClientId>) -> Result<bool, ApiError> {
        Ok(self.revoked(&installations).await?.is_some())
    }

    async fn surrender(
        &self,
        installations: Vec<ClientId>,
        parcel: Vec<u8>,
    ) -> Result<Taken, ApiError> {
        let (client, directorate) = self.proven(&installations).await?;
        let origin = Origin { directorate, client: Some(client), actor: None };
        match quarantine::take(&self.office, origin, &parcel).await? {
            Took::In(taken) => Ok(taken),
            Took::Elsewhere(_) => Err(ApiError::Internal),
        }
    }

    async fn empty(
        &self,
        installations: Vec<ClientId>,
        parcels: Vec<[u8; 32]>,
    ) -> Result<String, ApiError> {
        let (client, _) = self.proven(&installations).await?;
        if parcels.len() > MOST_PARCELS {
            return Err(ApiError::TooLarge);
        }
        // A store makes a parcel also where nothing waits in it: who names none has read none.
        if parcels.is_empty() {
            return Err(ApiError::NotFound);
        }
        let now = self.office.now();
        let mut unit = self.office.store.write().await?;
        let owners = unit.owners_of_parcels(&parcels).await?.ok_or(ApiError::NotFound)?;
        for id in std::iter::once(&client).chain(installations.iter().filter(|it| **it != client)) {
            let Some(KnownClient { user, .. }) = unit.client(*id).await? else { continue };
            // All who have a store in this browser lose it with the revoked one. That somebody has
            // one is told by what came of it, not by a name alone.
            if *id != client && !owners.contains(&user) {
                continue;
            }
            if unit.note_emptied(*id, now).await?
                && let Some(directorate) = unit.directorate_of_account(user).await?
            {
                let action = Action::DeviceEmptied;
                unit.audit(now, directorate, None, action, Some(id.0), None).await?;
            }
        }
        unit.commit().await?;
        Ok(self.office.cookies.remove())
    }
}
