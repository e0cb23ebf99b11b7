//! What was sent and not carried out: kept, and shown until a person has looked; conflicts are
//! questions that are answered there, and what was refused can be adopted.

use super::ApiError;
use super::line::Line;
use domain::Refusal;
use domain::attendance::{Attendance, RosterEntry};
use domain::id::ClientId;
use domain::time::Instant;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use sync::Outcome;
use sync::wire::Settlement;

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
    /// When that visit begins.
    pub starts_at: Option<Instant>,
    /// When it was entered, by the device's clock.
    pub claimed_at: Instant,
    /// When it arrived, by the server's.
    pub received_at: Instant,
    /// What became of it.
    pub outcome: Outcome,
    /// In a conflict, who made the mark that stands.
    pub standing_by: Option<String>,
    /// In a conflict, the line as it now is; none where the visit is not in sight.
    pub line: Option<RosterEntry>,
    /// Who made the mark that is on it now.
    pub marked_by: Option<String>,
    /// How it was settled, where it was.
    pub settled: Option<Settlement>,
    /// What was refused, field by field, in words.
    pub wanted: Vec<Wanted>,
    /// Whether what was refused could be carried out now.
    pub adoption: Option<Adoption>,
}

/// A field of what somebody entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Its name.
    pub name: String,
    /// What was entered there.
    pub value: String,
}

/// What the rules of today say of an entry that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Adoption {
    /// They would let it through.
    Possible,
    /// They refuse it still.
    Refused(Refusal),
    /// Everything already is as it wants it.
    Already,
    /// Somebody else has marked the person meanwhile.
    Marked,
}

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answered {
    /// It is done.
    Done,
    /// Somebody was quicker and settled it otherwise.
    Settled(Settlement),
    /// Somebody was quicker and closed it without settling it.
    Closed(String),
    /// What it is about changed since it was shown, and has to be looked at anew.
    Changed,
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

/// Chooses one of the marks of a conflict, on the version of the line that was shown.
#[server(prefix = "/api", endpoint = "desk/attention/choose", protocol = Line<JsonEncoding>)]
pub async fn choose_mark(
    client: ClientId,
    seq: u64,
    mark: Option<Attendance>,
    version: u32,
) -> Result<Answered, ApiError> {
    services::answer(services::desk()?.choose_mark(client, seq, mark, version).await)
}

/// Has carried out what was refused, if the rules of today let it through.
#[server(prefix = "/api", endpoint = "desk/attention/adopt", protocol = Line<JsonEncoding>)]
pub async fn adopt_entry(client: ClientId, seq: u64) -> Result<Answered, ApiError> {
    services::answer(services::desk()?.adopt_entry(client, seq).await)
}
