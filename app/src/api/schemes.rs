//! Schemes, for the supervisor: the list, one sheet, writing it, verifying it.

use super::ApiError;
use super::line::Line;
use domain::id::{OrganisationId, SchemeId};
use domain::scheme::{Scheme, SchemeFields, SchemeKind};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// The field that a refusal names when somebody else changed the sheet meanwhile.
pub const SEEN: &str = "seen";

/// A scheme as the supervisor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeRow {
    /// Its sheet, with the places taken and the day it was verified.
    pub scheme: Scheme,
    /// Referrals that wait for the partner's answer.
    pub unanswered: u32,
    /// People on its waiting list.
    pub waiting: u32,
}

/// Which schemes to list. All fields narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeFilter {
    /// Only this one.
    #[serde(default)]
    pub id: Option<SchemeId>,
    /// Only of this kind.
    #[serde(default)]
    pub kind: Option<SchemeKind>,
    /// Only of this organisation.
    #[serde(default)]
    pub organisation: Option<OrganisationId>,
    /// Only those to which people can (`true`) or cannot (`false`) be sent now.
    #[serde(default)]
    pub open: Option<bool>,
    /// Words of title, town, organisation or publics; accents and case do not count.
    #[serde(default)]
    pub search: String,
}

/// A scheme to be written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeDraft {
    /// Its identity; of a new one made by the browser: sent twice, it is created once.
    pub id: SchemeId,
    /// What the person had before them when they began; `None` for a new one. Where it is no
    /// longer what the server has, somebody else changed it and nothing is written. Not the
    /// version: that also grows when a partner takes a person in, which is no change of the sheet.
    #[serde(default)]
    pub seen: Option<SchemeFields>,
    /// What is to stand there.
    pub fields: SchemeFields,
}

/// The schemes of the directorate, by organisation and title.
#[server(prefix = "/api", endpoint = "desk/schemes", protocol = Line<JsonEncoding>)]
pub async fn schemes(filter: SchemeFilter) -> Result<Vec<SchemeRow>, ApiError> {
    services::answer(services::desk()?.schemes(filter).await)
}

/// Creates a scheme or changes one. The field [`SEEN`] in a refusal says that somebody else was
/// quicker.
#[server(prefix = "/api", endpoint = "desk/schemes/save", protocol = Line<JsonEncoding>)]
pub async fn save_scheme(draft: SchemeDraft) -> Result<SchemeRow, ApiError> {
    services::answer(services::desk()?.save_scheme(draft).await)
}

/// Says that the sheet was verified today.
#[server(prefix = "/api", endpoint = "desk/schemes/verify", protocol = Line<JsonEncoding>)]
pub async fn verify_scheme(scheme: SchemeId) -> Result<SchemeRow, ApiError> {
    services::answer(services::desk()?.verify_scheme(scheme).await)
}
