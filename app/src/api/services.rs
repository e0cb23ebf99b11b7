//! What the server does for each role, as traits.
//!
//! A request is given only the services its session's role allows: a function that asks for others
//! gets an error, and one that never asks cannot reach them. The server implements the traits; the
//! server functions only pass through.

use super::account::Profile;
use super::accounts::{AccountDraft, AccountRow, OwnScope};
use super::attention::{Answered, AttentionRow};
use super::centres::{CentreDraft, CentreSheet, CommuneRow, Territory};
use super::devices::{DeviceReport, DeviceRow, Taken};
use super::figures::{Audience, Behind, Breakdown, Funnel, Period, Report};
use super::interventions::{
    AdviserRow, CentreRow, InterventionFilter, InterventionRow, NewIntervention,
};
use super::messages::{JobQuery, JobRow};
use super::organisations::{OrganisationDraft, OrganisationRow};
use super::people::{PeopleQuery, PersonRow};
use super::referrals::LinkRequestRow;
use super::rescue::Rescued;
use super::roster::{
    FILE_PART, MAX_FILE, OPTIONS_PART, RosterOptions, RosterPreview, RosterReport,
};
use super::schemes::{SchemeDraft, SchemeFilter, SchemeRow};
use super::slots::{SlotDraft, SlotRow};
use super::vault::{Reopened, Terms};
use super::{ApiError, Page};
use async_trait::async_trait;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use domain::attendance::Attendance;
use domain::id::{
    CentreId, ClientId, InterventionId, JobId, OfferedSlotId, ReferralId, SchemeId, SignatoryId,
    UserId,
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use server_fn::codec::MultipartData;
use std::sync::Arc;

/// A session that was opened.
pub struct SignedIn {
    /// Whose.
    pub profile: Profile,
    /// The value of the `Set-Cookie` header.
    pub cookie: String,
}

/// A file that was sent.
pub struct SentFile {
    /// Its name, only used to tell formats apart.
    pub name: Option<String>,
    /// Its content, at most [`MAX_FILE`] bytes.
    pub bytes: Vec<u8>,
}

/// For everybody.
#[async_trait]
pub trait AccountServices: Send + Sync {
    /// Opens a session.
    async fn sign_in(&self, login: String, password: String) -> Result<SignedIn, ApiError>;
    /// Ends the session and gives the cookie that removes it.
    async fn sign_out(&self) -> Result<String, ApiError>;
    /// Who is signed in.
    async fn profile(&self) -> Result<Profile, ApiError>;
}

/// For advisers, and for supervisors, who may stand in a classroom too.
#[async_trait]
pub trait AdviserServices: Send + Sync {
    /// See [`exchange`](super::exchange::exchange).
    async fn exchange(&self, envelope: Vec<u8>) -> Result<Vec<u8>, ApiError>;
    /// See [`bring_back`](super::rescue::bring_back).
    async fn bring_back(&self, file: Vec<u8>) -> Result<Rescued, ApiError>;
    /// See [`partner_link_in_sight`](super::referrals::partner_link_in_sight).
    async fn partner_link(&self, referral: ReferralId) -> Result<String, ApiError>;
    /// See [`share_agenda`](super::agenda::share_agenda).
    async fn share_agenda(&self) -> Result<String, ApiError>;
    /// See [`end_agenda`](super::agenda::end_agenda).
    async fn end_agenda(&self) -> Result<(), ApiError>;
    /// See [`is_agenda_shared`](super::agenda::is_agenda_shared).
    async fn is_agenda_shared(&self) -> Result<bool, ApiError>;
    /// See [`own_slots`](super::slots::own_slots).
    async fn slots(&self) -> Result<Vec<SlotRow>, ApiError>;
    /// See [`offer_own_slots`](super::slots::offer_own_slots).
    async fn offer_slots(&self, slots: Vec<SlotDraft>) -> Result<Vec<SlotRow>, ApiError>;
    /// See [`remove_own_slot`](super::slots::remove_own_slot).
    async fn remove_slot(&self, slot: OfferedSlotId) -> Result<Vec<SlotRow>, ApiError>;
}

/// For whom a device keeps a store: those of [`AdviserServices`].
#[async_trait]
pub trait VaultServices: Send + Sync {
    /// See [`vault_terms`](super::vault::vault_terms).
    async fn terms(&self) -> Result<Terms, ApiError>;
    /// See [`reopen_vault`](super::vault::reopen_vault).
    async fn reopen(&self, sealed: vault::Sealed) -> Result<Reopened, ApiError>;
}

/// For devices that may have been revoked, whoever sits before them.
#[async_trait]
pub trait DeviceServices: Send + Sync {
    /// See [`is_revoked`](super::surrender::is_revoked).
    async fn is_revoked(&self, installations: Vec<ClientId>) -> Result<bool, ApiError>;
    /// See [`surrender`](super::surrender::surrender).
    async fn surrender(
        &self,
        installations: Vec<ClientId>,
        parcel: Vec<u8>,
    ) -> Result<Taken, ApiError>;
    /// See [`empty`](super::surrender::empty). Gives the header that takes the session's cookie away.
    async fn empty(
        &self,
        installations: Vec<ClientId>,
        parcels: Vec<[u8; 32]>,
    ) -> Result<String, ApiError>;
}

/// For supervisors.
#[async_trait]
pub trait DeskServices: Send + Sync {
    /// See [`centres`](super::interventions::centres).
    async fn centres(&self) -> Result<Vec<CentreRow>, ApiError>;
    /// See [`advisers`](super::interventions::advisers).
    async fn advisers(&self) -> Result<Vec<AdviserRow>, ApiError>;
    /// See [`interventions`](super::interventions::interventions).
    async fn interventions(
        &self,
        filter: InterventionFilter,
    ) -> Result<Vec<InterventionRow>, ApiError>;
    /// See [`create_intervention`](super::interventions::create_intervention).
    async fn create_intervention(&self, new: NewIntervention) -> Result<InterventionRow, ApiError>;
    /// See [`assign_advisers`](super::interventions::assign_advisers).
    async fn assign_advisers(
        &self,
        intervention: InterventionId,
        advisers: Vec<UserId>,
    ) -> Result<InterventionRow, ApiError>;
    /// See [`people`](super::people::people).
    async fn people(&self, query: PeopleQuery) -> Result<Page<PersonRow>, ApiError>;
    /// See [`funnel_of`](super::figures::funnel_of).
    async fn funnel(&self, period: Period, breakdown: Breakdown) -> Result<Funnel, ApiError>;
    /// See [`people_behind`](super::figures::people_behind).
    async fn people_behind(&self, behind: Behind, page: u32) -> Result<Page<PersonRow>, ApiError>;
    /// See [`report_of`](super::figures::report_of).
    async fn report(&self, year: i32, audience: Audience) -> Result<Report, ApiError>;
    /// See [`attention`](super::attention::attention).
    async fn attention(&self) -> Result<Vec<AttentionRow>, ApiError>;
    /// See [`close_attention`](super::attention::close_attention).
    async fn close_attention(&self, client: ClientId, seq: u64) -> Result<(), ApiError>;
    /// See [`choose_mark`](super::attention::choose_mark).
    async fn choose_mark(
        &self,
        client: ClientId,
        seq: u64,
        mark: Option<Attendance>,
        version: u32,
    ) -> Result<Answered, ApiError>;
    /// See [`adopt_entry`](super::attention::adopt_entry).
    async fn adopt_entry(&self, client: ClientId, seq: u64) -> Result<Answered, ApiError>;
    /// See [`partner_link`](super::referrals::partner_link).
    async fn partner_link(&self, referral: ReferralId) -> Result<String, ApiError>;
    /// See [`link_requests`](super::referrals::link_requests).
    async fn link_requests(&self) -> Result<Vec<LinkRequestRow>, ApiError>;
    /// See [`jobs`](super::messages::jobs).
    async fn jobs(&self, query: JobQuery) -> Result<Page<JobRow>, ApiError>;
    /// See [`retry_job`](super::messages::retry_job).
    async fn retry_job(&self, job: JobId) -> Result<(), ApiError>;
    /// See [`pause_messages`](super::messages::pause_messages).
    async fn pause_messages(&self, person: SignatoryId, paused: bool) -> Result<(), ApiError>;
    /// See [`preview_roster`](super::roster::preview_roster).
    async fn preview_roster(
        &self,
        options: RosterOptions,
        file: SentFile,
    ) -> Result<RosterPreview, ApiError>;
    /// See [`import_roster`](super::roster::import_roster).
    async fn import_roster(
        &self,
        options: RosterOptions,
        file: SentFile,
    ) -> Result<RosterReport, ApiError>;
    /// See [`organisations`](super::organisations::organisations).
    async fn organisations(&self) -> Result<Vec<OrganisationRow>, ApiError>;
    /// See [`save_organisation`](super::organisations::save_organisation).
    async fn save_organisation(
        &self,
        draft: OrganisationDraft,
    ) -> Result<OrganisationRow, ApiError>;
    /// See [`schemes`](super::schemes::schemes).
    async fn schemes(&self, filter: SchemeFilter) -> Result<Vec<SchemeRow>, ApiError>;
    /// See [`save_scheme`](super::schemes::save_scheme).
    async fn save_scheme(&self, draft: SchemeDraft) -> Result<SchemeRow, ApiError>;
    /// See [`verify_scheme`](super::schemes::verify_scheme).
    async fn verify_scheme(&self, scheme: SchemeId) -> Result<SchemeRow, ApiError>;
    /// See [`own_account_scope`](super::accounts::own_account_scope).
    async fn own_scope(&self) -> Result<OwnScope, ApiError>;
    /// See [`accounts`](super::accounts::accounts).
    async fn accounts(&self) -> Result<Vec<AccountRow>, ApiError>;
    /// See [`save_account`](super::accounts::save_account).
    async fn save_account(&self, draft: AccountDraft) -> Result<AccountRow, ApiError>;
    /// See [`disable_account`](super::accounts::disable_account).
    async fn disable_account(&self, user: UserId, disabled: bool) -> Result<AccountRow, ApiError>;
    /// See [`password_link`](super::accounts::password_link).
    async fn password_link(&self, user: UserId) -> Result<String, ApiError>;
    /// See [`own_territory`](super::centres::own_territory).
    async fn territory(&self) -> Result<Territory, ApiError>;
    /// See [`communes`](super::centres::communes).
    async fn communes(&self, search: String) -> Result<Vec<CommuneRow>, ApiError>;
    /// See [`save_centre`](super::centres::save_centre).
    async fn save_centre(&self, draft: CentreDraft) -> Result<CentreSheet, ApiError>;
    /// See [`close_centre`](super::centres::close_centre).
    async fn close_centre(&self, centre: CentreId, closed: bool) -> Result<CentreSheet, ApiError>;
    /// See [`devices`](super::devices::devices).
    async fn devices(&self) -> Result<Vec<DeviceRow>, ApiError>;
    /// See [`device_report_of`](super::devices::device_report_of).
    async fn device_report(&self, device: ClientId) -> Result<DeviceReport, ApiError>;
    /// See [`revoke_device`](super::devices::revoke_device).
    async fn revoke_device(&self, device: ClientId) -> Result<DeviceRow, ApiError>;
    /// See [`take_rescue_file`](super::devices::take_rescue_file).
    async fn take_rescue_file(&self, file: Vec<u8>) -> Result<Rescued, ApiError>;
    /// See [`slots`](super::slots::slots).
    async fn slots(&self) -> Result<Vec<SlotRow>, ApiError>;
    /// See [`offer_slots`](super::slots::offer_slots).
    async fn offer_slots(&self, slots: Vec<SlotDraft>) -> Result<Vec<SlotRow>, ApiError>;
    /// See [`remove_slot`](super::slots::remove_slot).
    async fn remove_slot(&self, slot: OfferedSlotId) -> Result<Vec<SlotRow>, ApiError>;
}

/// Marks, in the context of a request, that a session exists: tells "sign in" from "not allowed".
#[derive(Clone, Copy, Debug)]
pub struct HasSession;

/// The services for everybody.
///
/// # Errors
/// When the server gave none, which is a fault of the server.
pub fn account() -> Result<Arc<dyn AccountServices>, ApiError> {
    answer(use_context().ok_or(ApiError::Internal))
}

/// The services for advisers.
///
/// # Errors
/// Without a session, or when its role does not have them.
pub fn adviser() -> Result<Arc<dyn AdviserServices>, ApiError> {
    answer(use_context().ok_or_else(refused))
}

/// The services for whom a device keeps a store.
///
/// # Errors
/// Without a session, or when its account keeps none.
pub fn vault() -> Result<Arc<dyn VaultServices>, ApiError> {
    answer(use_context().ok_or_else(refused))
}

/// The services for devices that may have been revoked.
///
/// # Errors
/// When the server gave none, which is a fault of the server.
pub fn device() -> Result<Arc<dyn DeviceServices>, ApiError> {
    answer(use_context().ok_or(ApiError::Internal))
}

/// The services for supervisors.
///
/// # Errors
/// Without a session, or when its role does not have them.
pub fn desk() -> Result<Arc<dyn DeskServices>, ApiError> {
    answer(use_context().ok_or_else(refused))
}

fn refused() -> ApiError {
    if use_context::<HasSession>().is_some() { ApiError::Forbidden } else { ApiError::SignIn }
}

/// Gives an error its HTTP status on the way out.
///
/// # Errors
/// The error given.
pub fn answer<T>(result: Result<T, ApiError>) -> Result<T, ApiError> {
    if let (Err(error), Some(response)) = (&result, use_context::<ResponseOptions>()) {
        if let Ok(status) = StatusCode::from_u16(error.status()) {
            response.set_status(status);
        }
        if let ApiError::TooMany { seconds } = error {
            insert(&response, header::RETRY_AFTER, &seconds.to_string());
        }
    }
    result
}

/// Sets a cookie on the way out.
///
/// # Errors
/// Outside a request.
pub fn set_cookie(cookie: &str) -> Result<(), ApiError> {
    let response = use_context::<ResponseOptions>().ok_or(ApiError::Internal)?;
    insert(&response, header::SET_COOKIE, cookie);
    Ok(())
}

/// Has the browser throw away whatever it keeps of this site, on the way out.
///
/// # Errors
/// Outside a request.
pub fn clear_site() -> Result<(), ApiError> {
    let response = use_context::<ResponseOptions>().ok_or(ApiError::Internal)?;
    let name = HeaderName::from_static("clear-site-data");
    insert(&response, name, "\"cache\", \"cookies\", \"storage\"");
    Ok(())
}

fn insert(response: &ResponseOptions, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.insert_header(name, value);
    }
}

/// Reads the two parts of a roster form, the file no further than is allowed.
///
/// # Errors
/// When a part is missing or unreadable, or the file is too large.
pub async fn roster_form(form: MultipartData) -> Result<(RosterOptions, SentFile), ApiError> {
    let mut parts = form.into_inner().ok_or(ApiError::Internal)?;
    let (mut options, mut file) = (None, None);
    while let Some(mut part) = parts.next_field().await.map_err(|_| unreadable_form())? {
        let name = part.file_name().map(str::to_owned);
        let is_options = part.name() == Some(OPTIONS_PART);
        let is_file = part.name() == Some(FILE_PART);
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|_| unreadable_form())? {
            if bytes.len() + chunk.len() > MAX_FILE {
                return Err(ApiError::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        if is_options {
            options = serde_json::from_slice(&bytes).ok();
        } else if is_file {
            file = Some(SentFile { name, bytes });
        }
    }
    options.zip(file).ok_or_else(unreadable_form)
}

fn unreadable_form() -> ApiError {
    ApiError::Invalid {
        field: FILE_PART.to_owned(),
        message: crate::text::fr::common::UNREADABLE_FORM.to_owned(),
    }
}
