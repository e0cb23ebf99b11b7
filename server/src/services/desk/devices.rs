//! The devices of the directorate: which there are, what may be on one, revoking it, and rescue files.

use super::{Desk, invalid};
use crate::clock::MINUTE;
use crate::db::{Action, Device};
use crate::services::quarantine::{self, Origin, Took};
use crate::sync::KEPT_FOR;
use crate::text_fr;
use app::api::ApiError;
use app::api::devices::{DeviceReport, DeviceRow, Taken};
use app::api::rescue::Rescued;
use domain::id::ClientId;
use std::collections::BTreeSet;
use vault::parcel;

impl Desk {
    pub(super) async fn listed_devices(&self) -> Result<Vec<DeviceRow>, ApiError> {
        self.for_all()?;
        let found = self.office.store.read().await?.devices(self.directorate()).await?;
        Ok(found.into_iter().map(|it| it.row).collect())
    }

    pub(super) async fn report_of_device(&self, id: ClientId) -> Result<DeviceReport, ApiError> {
        self.for_all()?;
        let mut unit = self.office.store.read().await?;
        let found = unit.device(self.directorate(), id).await?.ok_or(ApiError::NotFound)?;
        let Device { row, user, password_at } = found;
        // What was older at the last contact was taken away with it.
        let from = row.last_seen_at.plus(-KEPT_FOR);
        let (visits, people) = unit.lists_given(id, from).await?;
        let files = unit.followed_by(user, from).await?.len();
        let handed = unit.handed_over(id).await?;
        let lease = i64::from(self.office.lifetimes.lease_minutes) * MINUTE;
        Ok(DeviceReport {
            directorate: unit.directorate_name(self.directorate()).await?,
            openable_until: password_at.map(|at| at.plus(lease)),
            visits: u32::try_from(visits.len()).unwrap_or(u32::MAX),
            people,
            files: u32::try_from(files).unwrap_or(u32::MAX),
            quarantined: handed.entries,
            known: handed.known,
            unreadable: handed.unreadable,
            device: row,
        })
    }

    /// Revokes a device: its sessions end, its page is told so at once, and when it is next heard of
    /// it hands over what waits on it and is emptied.
    pub(super) async fn revoke(&self, id: ClientId) -> Result<DeviceRow, ApiError> {
        self.for_all()?;
        let (now, user) = (self.office.now(), self.account.id);
        let mut unit = self.office.store.write().await?;
        if unit.device(self.directorate(), id).await?.is_none() {
            return Err(ApiError::NotFound);
        }
        if unit.revoke_client(id, user, now).await? {
            let action = Action::DeviceRevoked;
            unit.audit(now, self.directorate(), Some(user), action, Some(id.0), None).await?;
        }
        let found = unit.device(self.directorate(), id).await?.ok_or(ApiError::NotFound)?;
        unit.commit().await?;
        Ok(found.row)
    }

    /// Takes a rescue file into quarantine. Parts of other directorates' accounts are passed over; a
    /// file that has nothing else is refused.
    pub(super) async fn rescue(&self, file: &[u8]) -> Result<Rescued, ApiError> {
        self.for_all()?;
        let parcels =
            parcel::parcels_of(file).map_err(|_| invalid("file", text_fr::NO_RESCUE_FILE))?;
        if parcels.len() > quarantine::MOST_PARCELS {
            return Err(ApiError::TooLarge);
        }
        let origin =
            Origin { directorate: self.directorate(), client: None, actor: Some(self.account.id) };
        let (mut all, mut any, mut others) = (Taken::default(), false, BTreeSet::new());
        for parcel in &parcels {
            match quarantine::take(&self.office, origin, parcel).await? {
                Took::In(taken) => (all, any) = (all.and(taken), true),
                Took::Elsewhere(user) => {
                    others.insert(user);
                }
            }
        }
        if !any && !others.is_empty() {
            return Err(invalid("file", text_fr::RESCUE_FILE_ELSEWHERE));
        }
        let others = u32::try_from(others.len()).unwrap_or(u32::MAX);
        // What is in quarantine waits for a look, all of it.
        Ok(Rescued { taken: all, to_check: all.entries, others })
    }
}
