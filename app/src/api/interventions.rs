//! The supervisor's planning: interventions, the centres they go to, the advisers they fall to.

use super::ApiError;
use super::line::Line;
use domain::code::RegistrationCode;
use domain::id::{CentreId, InterventionId, UserId};
use domain::intervention::Mode;
use domain::time::Instant;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// A language training centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentreRow {
    /// Its identity.
    pub id: CentreId,
    /// Its name.
    pub name: String,
    /// Its town.
    pub town: String,
    /// The department's code, such as `02`.
    pub department: String,
    /// Whether no more interventions are planned there.
    #[serde(default)]
    pub closed: bool,
}

/// An adviser who can be assigned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviserRow {
    /// The account.
    pub id: UserId,
    /// The name shown to colleagues.
    pub name: String,
}

/// An intervention as the supervisor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterventionRow {
    /// Its identity.
    pub id: InterventionId,
    /// The centre.
    pub centre: CentreRow,
    /// When it begins.
    pub starts_at: Instant,
    /// How people meet.
    pub mode: Mode,
    /// The code people register with.
    pub code: RegistrationCode,
    /// Who is assigned.
    pub advisers: Vec<AdviserRow>,
    /// People on the list.
    pub expected: u32,
    /// People marked present.
    pub present: u32,
    /// People with a standing interest.
    pub interested: u32,
}

/// Which interventions to list. All fields narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterventionFilter {
    /// Only this centre.
    #[serde(default)]
    pub centre: Option<CentreId>,
    /// Only from this moment on.
    #[serde(default)]
    pub from: Option<Instant>,
    /// Only before this moment.
    #[serde(default)]
    pub before: Option<Instant>,
}

/// A new intervention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewIntervention {
    /// Identity, made by the browser: sent twice, the intervention is created once.
    pub id: InterventionId,
    /// The centre.
    pub centre: CentreId,
    /// When it begins.
    pub starts_at: Instant,
    /// How people meet.
    pub mode: Mode,
    /// Who is assigned; may be empty.
    pub advisers: Vec<UserId>,
}

/// The centres of the directorate, by town.
#[server(prefix = "/api", endpoint = "desk/centres", protocol = Line<JsonEncoding>)]
pub async fn centres() -> Result<Vec<CentreRow>, ApiError> {
    services::answer(services::desk()?.centres().await)
}

/// The advisers of the directorate, by name.
#[server(prefix = "/api", endpoint = "desk/advisers", protocol = Line<JsonEncoding>)]
pub async fn advisers() -> Result<Vec<AdviserRow>, ApiError> {
    services::answer(services::desk()?.advisers().await)
}

/// Interventions, the next first, then the past ones.
#[server(prefix = "/api", endpoint = "desk/interventions", protocol = Line<JsonEncoding>)]
pub async fn interventions(filter: InterventionFilter) -> Result<Vec<InterventionRow>, ApiError> {
    services::answer(services::desk()?.interventions(filter).await)
}

/// Plans an intervention.
#[server(prefix = "/api", endpoint = "desk/interventions/create", protocol = Line<JsonEncoding>)]
pub async fn create_intervention(new: NewIntervention) -> Result<InterventionRow, ApiError> {
    services::answer(services::desk()?.create_intervention(new).await)
}

/// Sets who is assigned, in place of who was.
#[server(prefix = "/api", endpoint = "desk/interventions/assign", protocol = Line<JsonEncoding>)]
pub async fn assign_advisers(
    intervention: InterventionId,
    advisers: Vec<UserId>,
) -> Result<InterventionRow, ApiError> {
    services::answer(services::desk()?.assign_advisers(intervention, advisers).await)
}
