//! The services for supervisors: everything they see and do is of their own directorate, and of what
//! their account is limited to inside of it (decision 0016).

mod accounts;
mod attention;
mod centres;
mod devices;
mod figures;
mod masking;
mod messages;
mod organisations;
mod planning;
mod roster;
mod roster_file;
mod schemes;
mod wanted;

use super::Office;
use super::partner_links::link_to_copy;
use super::slots::{self, Whose};
use crate::db::{Account, Action, Limit, LinkRequest, Reading, Sight};
use crate::randomness;
use app::api::accounts::{AccountDraft, AccountRow, OwnScope};
use app::api::attention::{Answered, AttentionRow};
use app::api::centres::{CentreDraft, CentreSheet, CommuneRow, Territory};
use app::api::devices::{DeviceReport, DeviceRow};
use app::api::figures::{Audience, Behind, Breakdown, Funnel, Period, Report};
use app::api::interventions::{
    AdviserRow, CentreRow, InterventionFilter, InterventionRow, NewIntervention,
};
use app::api::messages::{JobQuery, JobRow};
use app::api::organisations::{OrganisationDraft, OrganisationRow};
use app::api::people::{PeopleQuery, PersonRow};
use app::api::referrals::LinkRequestRow;
use app::api::rescue::Rescued;
use app::api::roster::{RosterOptions, RosterPreview, RosterReport};
use app::api::schemes::{SchemeDraft, SchemeFilter, SchemeRow};
use app::api::services::{DeskServices, SentFile};
use app::api::slots::{SlotDraft, SlotRow};
use app::api::{ApiError, Page};
use async_trait::async_trait;
use domain::attendance::Attendance;
use domain::id::{
    CentreId, ClientId, DirectorateId, InterventionId, JobId, OfferedSlotId, OrganisationId,
    ReferralId, SchemeId, SignatoryId, UserId,
};
use std::sync::Arc;

/// The services for supervisors, for one request of one account.
pub struct Desk {
    office: Arc<Office>,
    account: Account,
}

impl Desk {
    /// For a request of `account`.
    #[must_use]
    pub const fn new(office: Arc<Office>, account: Account) -> Self {
        Self { office, account }
    }

    const fn directorate(&self) -> DirectorateId {
        self.account.directorate
    }

    const fn sight(&self) -> Sight {
        self.account.sight()
    }

    /// What bears on the whole directorate is done by an account that is for all of it.
    fn for_all(&self) -> Result<(), ApiError> {
        match self.account.limit {
            Limit::Whole => Ok(()),
            Limit::Centres | Limit::Organisation(_) => Err(ApiError::Forbidden),
        }
    }

    /// Interventions, interviews and the messages to people are no partner's.
    fn for_centres(&self) -> Result<(), ApiError> {
        match self.account.limit {
            Limit::Whole | Limit::Centres => Ok(()),
            Limit::Organisation(_) => Err(ApiError::Forbidden),
        }
    }

    /// The catalogue is written by who answers for the whole directorate, and of a partner by who
    /// is limited to it.
    fn for_partner(&self, organisation: OrganisationId) -> Result<(), ApiError> {
        match self.account.limit {
            Limit::Organisation(own) if own == organisation => Ok(()),
            Limit::Whole | Limit::Centres | Limit::Organisation(_) => self.for_all(),
        }
    }

    /// Whether a person is in sight; else they do not exist for this account.
    async fn sees(&self, unit: &mut Reading, person: SignatoryId) -> Result<(), ApiError> {
        let seen = unit.is_person_in_sight(self.sight(), person).await?;
        if seen { Ok(()) } else { Err(ApiError::NotFound) }
    }

    /// Notes that people were listed: one entry for the list, and none where nobody is on it.
    /// Nothing is shown that was not noted.
    async fn listed(&self, action: Action, people: usize) -> Result<(), ApiError> {
        if people == 0 {
            return Ok(());
        }
        let mut unit = self.office.store.write().await?;
        let (now, user) = (self.office.now(), Some(self.account.id));
        unit.audit(now, self.directorate(), user, action, None, None).await?;
        unit.commit().await?;
        Ok(())
    }

    /// A fresh tag for a change of the feed.
    fn tag(&self) -> Result<u32, ApiError> {
        Ok(u32::from_le_bytes(randomness::bytes(&*self.office.randomness)?))
    }
}

/// An input that does not do, with the sentence that says so.
pub(super) fn invalid(field: &str, message: impl Into<String>) -> ApiError {
    ApiError::Invalid { field: field.to_owned(), message: message.into() }
}

#[async_trait]
impl DeskServices for Desk {
    async fn centres(&self) -> Result<Vec<CentreRow>, ApiError> {
        Ok(self.office.store.read().await?.centres(self.sight(), None).await?)
    }

    async fn advisers(&self) -> Result<Vec<AdviserRow>, ApiError> {
        let found = self.office.store.read().await?.advisers(self.directorate()).await?;
        Ok(found.into_iter().map(|(id, name)| AdviserRow { id, name }).collect())
    }

    async fn interventions(
        &self,
        filter: InterventionFilter,
    ) -> Result<Vec<InterventionRow>, ApiError> {
        self.planned(filter).await
    }

    async fn create_intervention(&self, new: NewIntervention) -> Result<InterventionRow, ApiError> {
        self.plan(new).await
    }

    async fn assign_advisers(
        &self,
        intervention: InterventionId,
        advisers: Vec<UserId>,
    ) -> Result<InterventionRow, ApiError> {
        self.assign(intervention, &advisers).await
    }

    async fn people(&self, query: PeopleQuery) -> Result<Page<PersonRow>, ApiError> {
        let page = self.office.store.read().await?.people(self.sight(), &query).await?;
        self.listed(Action::PeopleListed, page.rows.len()).await?;
        Ok(page)
    }

    async fn funnel(&self, period: Period, breakdown: Breakdown) -> Result<Funnel, ApiError> {
        self.funnel_of(period, breakdown).await
    }

    async fn people_behind(&self, behind: Behind, page: u32) -> Result<Page<PersonRow>, ApiError> {
        let members = self.members(behind)?;
        let page = self.office.store.read().await?.people_behind(&members, page).await?;
        self.listed(Action::FigureListed, page.rows.len()).await?;
        Ok(page)
    }

    async fn report(&self, year: i32, audience: Audience) -> Result<Report, ApiError> {
        self.report_of(year, audience).await
    }

    async fn attention(&self) -> Result<Vec<AttentionRow>, ApiError> {
        let rows = self.open_commands().await?;
        // What was entered of somebody names them too.
        let names = |row: &&AttentionRow| row.person.is_some() || !row.wanted.is_empty();
        let people = rows.iter().filter(names).count();
        self.listed(Action::AttentionListed, people).await?;
        Ok(rows)
    }

    async fn close_attention(&self, client: ClientId, seq: u64) -> Result<(), ApiError> {
        self.close(client, seq).await
    }

    async fn choose_mark(
        &self,
        client: ClientId,
        seq: u64,
        mark: Option<Attendance>,
        version: u32,
    ) -> Result<Answered, ApiError> {
        self.choose(client, seq, mark, version).await
    }

    async fn adopt_entry(&self, client: ClientId, seq: u64) -> Result<Answered, ApiError> {
        self.adopt(client, seq).await
    }

    async fn partner_link(&self, referral: ReferralId) -> Result<String, ApiError> {
        link_to_copy(&self.office, &self.account, referral).await
    }

    async fn link_requests(&self) -> Result<Vec<LinkRequestRow>, ApiError> {
        let open = self.office.store.read().await?.open_link_requests(self.sight()).await?;
        let row = |wish: LinkRequest| LinkRequestRow {
            referral: wish.referral,
            requested_at: wish.requested_at,
            organisation: wish.organisation_name,
            email: wish.organisation_email,
        };
        Ok(open.into_iter().map(row).collect())
    }

    async fn jobs(&self, query: JobQuery) -> Result<Page<JobRow>, ApiError> {
        self.list_jobs(query).await
    }

    async fn retry_job(&self, job: JobId) -> Result<(), ApiError> {
        self.try_again(job).await
    }

    async fn pause_messages(&self, person: SignatoryId, paused: bool) -> Result<(), ApiError> {
        self.pause(person, paused).await
    }

    async fn preview_roster(
        &self,
        options: RosterOptions,
        file: SentFile,
    ) -> Result<RosterPreview, ApiError> {
        self.preview(options, file).await
    }

    async fn import_roster(
        &self,
        options: RosterOptions,
        file: SentFile,
    ) -> Result<RosterReport, ApiError> {
        self.import(options, file).await
    }

    async fn organisations(&self) -> Result<Vec<OrganisationRow>, ApiError> {
        Ok(self.office.store.read().await?.organisations(self.directorate()).await?)
    }

    async fn save_organisation(
        &self,
        draft: OrganisationDraft,
    ) -> Result<OrganisationRow, ApiError> {
        self.put_organisation(draft).await
    }

    async fn schemes(&self, filter: SchemeFilter) -> Result<Vec<SchemeRow>, ApiError> {
        self.listed_schemes(&filter).await
    }

    async fn save_scheme(&self, draft: SchemeDraft) -> Result<SchemeRow, ApiError> {
        self.put_scheme(draft).await
    }

    async fn verify_scheme(&self, scheme: SchemeId) -> Result<SchemeRow, ApiError> {
        self.verify(scheme).await
    }

    async fn own_scope(&self) -> Result<OwnScope, ApiError> {
        let mut unit = self.office.store.read().await?;
        Ok(unit.scope_of(self.directorate(), self.account.id).await?)
    }

    async fn accounts(&self) -> Result<Vec<AccountRow>, ApiError> {
        self.staff().await
    }

    async fn save_account(&self, draft: AccountDraft) -> Result<AccountRow, ApiError> {
        self.put_account(draft).await
    }

    async fn disable_account(&self, user: UserId, disabled: bool) -> Result<AccountRow, ApiError> {
        self.turn_account(user, disabled).await
    }

    async fn password_link(&self, user: UserId) -> Result<String, ApiError> {
        self.link_to_password(user).await
    }

    async fn territory(&self) -> Result<Territory, ApiError> {
        self.own_territory().await
    }

    async fn communes(&self, search: String) -> Result<Vec<CommuneRow>, ApiError> {
        self.communes_like(&search).await
    }

    async fn save_centre(&self, draft: CentreDraft) -> Result<CentreSheet, ApiError> {
        self.put_centre(draft).await
    }

    async fn close_centre(&self, centre: CentreId, closed: bool) -> Result<CentreSheet, ApiError> {
        self.turn_centre(centre, closed).await
    }

    async fn devices(&self) -> Result<Vec<DeviceRow>, ApiError> {
        self.listed_devices().await
    }

    async fn device_report(&self, device: ClientId) -> Result<DeviceReport, ApiError> {
        self.report_of_device(device).await
    }

    async fn revoke_device(&self, device: ClientId) -> Result<DeviceRow, ApiError> {
        self.revoke(device).await
    }

    async fn take_rescue_file(&self, file: Vec<u8>) -> Result<Rescued, ApiError> {
        self.rescue(&file).await
    }

    async fn slots(&self) -> Result<Vec<SlotRow>, ApiError> {
        self.for_centres()?;
        slots::list(&self.office, &self.account, Whose::Directorate).await
    }

    async fn offer_slots(&self, drafts: Vec<SlotDraft>) -> Result<Vec<SlotRow>, ApiError> {
        self.for_centres()?;
        slots::offer(&self.office, &self.account, Whose::Directorate, drafts).await
    }

    async fn remove_slot(&self, slot: OfferedSlotId) -> Result<Vec<SlotRow>, ApiError> {
        self.for_centres()?;
        slots::remove(&self.office, &self.account, Whose::Directorate, slot).await
    }
}
