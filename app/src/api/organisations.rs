//! The organisations of the network, for the supervisor.

use super::ApiError;
use super::line::Line;
use domain::id::OrganisationId;
use domain::organisation::OrganisationFields;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// An organisation as the supervisor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationRow {
    /// Its identity.
    pub id: OrganisationId,
    /// What is written down of it.
    pub fields: OrganisationFields,
    /// How many schemes it offers.
    pub schemes: u32,
}

/// An organisation to be written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationDraft {
    /// Its identity; of a new one made by the browser: sent twice, it is created once.
    pub id: OrganisationId,
    /// What the person had before them when they began; `None` for a new one. Where it is no
    /// longer what the server has, somebody else changed it and nothing is written.
    #[serde(default)]
    pub seen: Option<OrganisationFields>,
    /// What is to stand there.
    pub fields: OrganisationFields,
}

/// The organisations of the directorate, by name.
#[server(prefix = "/api", endpoint = "desk/organisations", protocol = Line<JsonEncoding>)]
pub async fn organisations() -> Result<Vec<OrganisationRow>, ApiError> {
    services::answer(services::desk()?.organisations().await)
}

/// Creates an organisation or changes one. The field [`SEEN`](super::schemes::SEEN) in a refusal says that somebody else
/// was quicker.
#[server(prefix = "/api", endpoint = "desk/organisations/save", protocol = Line<JsonEncoding>)]
pub async fn save_organisation(draft: OrganisationDraft) -> Result<OrganisationRow, ApiError> {
    services::answer(services::desk()?.save_organisation(draft).await)
}
