//! What was sent and not carried out: kept, and shown until a person has looked.

use super::ApiError;
use super::line::Line;
use domain::id::ClientId;
use domain::time::Instant;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use sync::Outcome;

#[cfg(feature = "ssr")]
use super::services;

/// One command that met a conflict or was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttentionRow {
    /// The installation that sent it.
    pub client: ClientId,
    /// Its number there.
    pub seq: u64,
    /// Who entered it.
    pub author: String,
    /// The person it is about, where known.
    pub person: Option<String>,
    /// The visit it is about, where known: centre and town.
    pub place: Option<String>,
    /// When it was entered, by the device's clock.
    pub claimed_at: Instant,
    /// What became of it.
    pub outcome: Outcome,
    /// In a conflict, who made the mark that stands.
    pub standing_by: Option<String>,
}

/// Everything that waits for a person's look, the oldest first.
#[server(prefix = "/api", endpoint = "desk/attention", protocol = Line<JsonEncoding>)]
pub async fn attention() -> Result<Vec<AttentionRow>, ApiError> {
    services::answer(services::desk()?.attention().await)
}

/// Says that a person has looked; the record of it stays in the log.
#[server(prefix = "/api", endpoint = "desk/attention/close", protocol = Line<JsonEncoding>)]
pub async fn close_attention(client: ClientId, seq: u64) -> Result<(), ApiError> {
    services::answer(services::desk()?.close_attention(client, seq).await)
}
