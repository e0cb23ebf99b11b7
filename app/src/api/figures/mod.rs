//! Figures of the supervisor: how far people came, the people behind each number, the year's
//! report.

mod answered;
mod asked;
mod behind;

pub use answered::{
    Audience, CentreCount, Count, Counts, Delay, Delays, Funnel, FunnelGroup, PartCount, Rates,
    Report, Share,
};
pub use asked::{Breakdown, Group, Month, Period, STAYS, Stage};
pub use behind::{Behind, Part};

use super::interventions::CentreRow;
use super::line::Line;
use super::people::PersonRow;
use super::{ApiError, Page};
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

/// How far the people met in a period came, in all and by `breakdown`.
#[server(prefix = "/api", endpoint = "desk/figures/funnel", protocol = Line<JsonEncoding>)]
pub async fn funnel_of(period: Period, breakdown: Breakdown) -> Result<Funnel, ApiError> {
    services::answer(services::desk()?.funnel(period, breakdown).await)
}

/// A page of 50 of the people behind a number, by name.
#[server(prefix = "/api", endpoint = "desk/figures/people", protocol = Line<JsonEncoding>)]
pub async fn people_behind(behind: Behind, page: u32) -> Result<Page<PersonRow>, ApiError> {
    services::answer(services::desk()?.people_behind(behind, page).await)
}

/// The report of a year.
#[server(prefix = "/api", endpoint = "desk/figures/report", protocol = Line<JsonEncoding>)]
pub async fn report_of(year: i32, audience: Audience) -> Result<Report, ApiError> {
    services::answer(services::desk()?.report(year, audience).await)
}
