//! Counts by centre.

use super::ApiError;
use super::interventions::CentreRow;
use super::line::Line;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// The way from the list to an interest, in one centre. People are counted once each, however many
/// visits they were at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentreFigures {
    /// The centre.
    pub centre: CentreRow,
    /// Visits held or planned.
    pub interventions: u32,
    /// People on a list.
    pub expected: u32,
    /// People marked present at least once.
    pub present: u32,
    /// People with a standing interest.
    pub interested: u32,
    /// Of those, people who registered themselves.
    pub self_registered: u32,
}

/// Figures of every centre of the directorate, by town.
#[server(prefix = "/api", endpoint = "desk/figures", protocol = Line<JsonEncoding>)]
pub async fn figures() -> Result<Vec<CentreFigures>, ApiError> {
    services::answer(services::desk()?.figures().await)
}
