//! Rescue files: what comes of one, and the adviser's own.

use super::ApiError;
use super::devices::Taken;
use super::line::Line;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::PostcardEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// What came of a rescue file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rescued {
    /// What was taken of it.
    pub taken: Taken,
    /// Of the entries that are new, those that a supervisor has to look at.
    pub to_check: u32,
    /// People whose part of it was passed over: brought by an adviser, everybody else; by a supervisor,
    /// those of other directorates.
    pub others: u32,
}

/// Takes in the account's own entries of a rescue file ([`vault::parcel`]), as if a device had sent
/// them. Once more, it changes nothing.
#[server(prefix = "/api", endpoint = "rescue", protocol = Line<PostcardEncoding>)]
pub async fn bring_back(file: Vec<u8>) -> Result<Rescued, ApiError> {
    services::answer(services::adviser()?.bring_back(file).await)
}
