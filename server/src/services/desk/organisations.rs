//! Writing down organisations.

use super::{Desk, invalid};
use crate::db::Action;
use crate::text_fr;
use app::api::ApiError;
use app::api::organisations::{OrganisationDraft, OrganisationRow};
use app::api::schemes::SEEN;
use app::text::fr::desk::organisations::fault;
use domain::{Record, State};

impl Desk {
    /// Creates or changes an organisation. Tablets carry its name in its schemes, so these go into
    /// the feed when it changes.
    pub(super) async fn put_organisation(
        &self,
        draft: OrganisationDraft,
    ) -> Result<OrganisationRow, ApiError> {
        self.for_partner(draft.id)?;
        let (now, directorate) = (self.office.now(), self.directorate());
        let fields = draft.fields.tidied();
        if let Some(wrong) = fields.fault() {
            return Err(invalid("name", fault(wrong)));
        }
        let mut unit = self.office.store.write().await?;
        let owner = unit.directorate_of_organisation(draft.id).await?;
        let all = unit.organisations(directorate).await?;
        let known = all.iter().find(|row| row.id == draft.id);
        match (known, &draft.seen) {
            // Sent twice: the first answer again.
            (Some(known), _) if known.fields == fields => return Ok(known.clone()),
            (Some(known), Some(seen)) if known.fields != *seen => {
                return Err(invalid(SEEN, text_fr::CHANGED_MEANWHILE));
            }
            (Some(_), None) => return Err(invalid("", text_fr::ORGANISATION_EXISTS)),
            (None, Some(_)) => return Err(ApiError::NotFound),
            (None, None) if owner.is_some() => {
                return Err(invalid("", text_fr::ORGANISATION_EXISTS));
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
        let name = fields.name.to_lowercase();
        let same_name =
            all.iter().find(|row| row.id != draft.id && row.fields.name.to_lowercase() == name);
        if let Some(other) = same_name {
            return Err(invalid("name", text_fr::organisation_name_taken(&other.fields.name)));
        }

        unit.put_organisation(directorate, draft.id, &fields).await?;
        let (action, renamed) = match known {
            None => (Action::OrganisationCreated, false),
            Some(known) => (Action::OrganisationChanged, known.fields.name != fields.name),
        };
        let user = Some(self.account.id);
        unit.audit(now, directorate, user, action, Some(draft.id.0), None).await?;
        let mut changes = Vec::new();
        if renamed {
            let all = unit.schemes(directorate).await?;
            let own: Vec<Record> = all
                .into_iter()
                .filter(|scheme| scheme.organisation == draft.id)
                .map(Record::Scheme)
                .collect();
            changes = crate::sync::visible(&mut unit, directorate, &State::default(), &own).await?;
        }
        let row = OrganisationRow {
            id: draft.id,
            fields,
            schemes: known.map_or(0, |known| known.schemes),
        };
        unit.add_changes(directorate, self.tag()?, &changes).await?;
        unit.commit().await?;
        Ok(row)
    }
}
