//! The territory: its departments, and its training centres.

use super::{Desk, invalid};
use crate::db::{Action, PlannedFilter, Reading, Writing};
use crate::sync::KEPT_FOR;
use crate::text_fr;
use app::api::ApiError;
use app::api::centres::{CentreDraft, CentreSheet, CommuneRow, Territory};
use app::api::schemes::SEEN;
use app::text::fr::desk::centres::fault;
use domain::id::{CentreId, InterventionId};
use domain::{Record, State};
use sync::wire::Change;

/// Communes listed for a search at most.
const MOST_COMMUNES: u32 = 12;

impl Desk {
    pub(super) async fn own_territory(&self) -> Result<Territory, ApiError> {
        let (directorate, sight) = (self.directorate(), self.sight());
        let mut unit = self.office.store.read().await?;
        Ok(Territory {
            directorate: unit.directorate_name(directorate).await?,
            departments: unit.departments(directorate).await?,
            centres: unit.centre_sheets(sight).await?,
        })
    }

    pub(super) async fn communes_like(&self, search: &str) -> Result<Vec<CommuneRow>, ApiError> {
        let mut unit = self.office.store.read().await?;
        Ok(unit.communes_like(self.directorate(), search, MOST_COMMUNES).await?)
    }

    /// Creates a centre or changes one. Tablets carry its name and town in its visits, so those
    /// that devices may hold go into the feed when these change.
    pub(super) async fn put_centre(&self, draft: CentreDraft) -> Result<CentreSheet, ApiError> {
        self.for_all()?;
        let directorate = self.directorate();
        let fields = draft.fields.tidied();
        if let Some(wrong) = fields.faults().first() {
            return Err(invalid(wrong.field(), fault(*wrong)));
        }
        let mut unit = self.office.store.write().await?;
        let owner = unit.directorate_of_centre(draft.id).await?;
        let all = unit.centre_sheets(self.sight()).await?;
        let known = all.iter().find(|sheet| sheet.id == draft.id);
        match (known, &draft.seen) {
            // Sent twice: the first answer again.
            (Some(known), _) if known.fields == fields => return Ok(known.clone()),
            (Some(known), Some(seen)) if known.fields != *seen => {
                return Err(invalid(SEEN, text_fr::CHANGED_MEANWHILE));
            }
            (Some(_), None) => return Err(invalid("", text_fr::CENTRE_EXISTS)),
            (None, Some(_)) => return Err(ApiError::NotFound),
            (None, None) if owner.is_some() => {
                return Err(invalid("", text_fr::CENTRE_EXISTS));
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
        let town = unit
            .commune(directorate, &fields.commune)
            .await?
            .ok_or_else(|| invalid("commune", text_fr::UNKNOWN_COMMUNE))?
            .name;
        let name = fields.name.to_lowercase();
        let twin = all.iter().find(|sheet| {
            sheet.id != draft.id
                && sheet.fields.commune == fields.commune
                && sheet.fields.name.to_lowercase() == name
        });
        if let Some(twin) = twin {
            return Err(invalid("name", text_fr::centre_name_taken(&twin.fields.name, &town)));
        }
        let mut changes = Vec::new();
        let action = if known.is_some() {
            unit.change_centre(draft.id, &fields).await?;
            changes = self.visits_changed(&mut unit, draft.id).await?;
            Action::CentreChanged
        } else {
            unit.create_centre(directorate, draft.id, &fields.name, &fields.commune).await?;
            Action::CentreCreated
        };
        self.centre_noted(unit, action, draft.id, &changes).await
    }

    /// Closing what is closed, and opening what is open, changes nothing.
    pub(super) async fn turn_centre(
        &self,
        id: CentreId,
        closed: bool,
    ) -> Result<CentreSheet, ApiError> {
        self.for_all()?;
        let mut unit = self.office.store.write().await?;
        let sheet = self.centre_sheet(&mut unit, id).await?;
        if sheet.closed == closed {
            return Ok(sheet);
        }
        unit.close_centre(id, closed).await?;
        let action = if closed { Action::CentreClosed } else { Action::CentreReopened };
        self.centre_noted(unit, action, id, &[]).await
    }

    /// What devices are told of the visits of a changed centre: those that they may hold.
    async fn visits_changed(
        &self,
        unit: &mut Writing,
        centre: CentreId,
    ) -> Result<Vec<Change>, ApiError> {
        let now = self.office.now();
        let filter = PlannedFilter {
            centre: Some(centre),
            from: Some(now.plus(-KEPT_FOR)),
            ..PlannedFilter::default()
        };
        let mut visits = Vec::new();
        for row in unit.planned(self.sight(), filter, now).await? {
            let visit = unit.intervention(InterventionId(row.id)).await?;
            visits.extend(visit.map(Record::Intervention));
        }
        Ok(crate::sync::visible(unit, self.directorate(), &State::default(), &visits).await?)
    }

    /// Ends a unit of work that changed a centre.
    async fn centre_noted(
        &self,
        mut unit: Writing,
        action: Action,
        id: CentreId,
        changes: &[Change],
    ) -> Result<CentreSheet, ApiError> {
        let (now, author) = (self.office.now(), Some(self.account.id));
        unit.audit(now, self.directorate(), author, action, Some(id.0), None).await?;
        let sheet = self.centre_sheet(&mut unit, id).await?;
        unit.add_changes(self.directorate(), self.tag()?, changes).await?;
        unit.commit().await?;
        Ok(sheet)
    }

    async fn centre_sheet(
        &self,
        unit: &mut Reading,
        id: CentreId,
    ) -> Result<CentreSheet, ApiError> {
        let all = unit.centre_sheets(self.sight()).await?;
        all.into_iter().find(|sheet| sheet.id == id).ok_or(ApiError::NotFound)
    }
}
