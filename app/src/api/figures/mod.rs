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

use super::line::Line;
use super::people::PersonRow;
use super::{ApiError, Page};
use leptos::prelude::*;
use server_fn::codec::JsonEncoding;

#[cfg(feature = "ssr")]
use super::services;

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
