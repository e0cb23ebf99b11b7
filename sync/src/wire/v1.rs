//! The first version of the protocol, as devices in the field may still speak it.

use super::{Change, Envelope, Held, Outcome, Reset};
use crate::feed::{Cursor, Scope};
use domain::id::ClientId;
use domain::time::Instant;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct SyncRequest {
    client: ClientId,
    cursor: Option<Cursor>,
    held: Held,
    first_seq: u64,
    commands: Vec<Envelope>,
    sent_at: Instant,
}

impl From<SyncRequest> for super::SyncRequest {
    fn from(request: SyncRequest) -> Self {
        Self {
            client: request.client,
            cursor: request.cursor,
            held: request.held,
            first_seq: request.first_seq,
            // It says nothing of what else waits.
            waiting: u32::try_from(request.commands.len()).unwrap_or(u32::MAX),
            commands: request.commands,
            sent_at: request.sent_at,
            part: None,
            journaled: Vec::new(),
            unsettled: Vec::new(),
        }
    }
}

impl TryFrom<&super::SyncRequest> for SyncRequest {
    type Error = Unsayable;

    fn try_from(request: &super::SyncRequest) -> Result<Self, Unsayable> {
        // A part of a scope would be taken for the whole of it.
        if request.part.is_some() {
            return Err(Unsayable);
        }
        Ok(Self {
            client: request.client,
            cursor: request.cursor,
            held: request.held.clone(),
            first_seq: request.first_seq,
            commands: request.commands.clone(),
            sent_at: request.sent_at,
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct SyncResponse {
    last_seq: u64,
    outcomes: Vec<(u64, Outcome)>,
    reset: Option<Reset>,
    list_scopes: bool,
    revoked: Vec<Scope>,
    granted: Vec<Scope>,
    changes: Vec<Change>,
    cursor: Cursor,
    more: bool,
    answered_at: Instant,
    forked: bool,
}

impl From<SyncResponse> for super::SyncResponse {
    fn from(response: SyncResponse) -> Self {
        Self {
            last_seq: response.last_seq,
            outcomes: response.outcomes,
            reset: response.reset,
            list_scopes: response.list_scopes,
            revoked: response.revoked,
            granted: response.granted,
            changes: response.changes,
            cursor: response.cursor,
            more: response.more,
            answered_at: response.answered_at,
            // It does not say from where on: everything after what was decided before.
            forked: response.forked.then_some(0),
            part: None,
            lacking: Vec::new(),
            durable: None,
            settled: Vec::new(),
            names: Vec::new(),
            own: None,
        }
    }
}

/// Why this version cannot say something.
pub(super) struct Unsayable;

impl TryFrom<&super::SyncResponse> for SyncResponse {
    type Error = Unsayable;

    fn try_from(response: &super::SyncResponse) -> Result<Self, Unsayable> {
        // It knows no parts: what it is told is granted it takes for whole.
        if response.part.is_some() {
            return Err(Unsayable);
        }
        Ok(Self {
            last_seq: response.last_seq,
            outcomes: response.outcomes.iter().map(known).collect(),
            reset: response.reset,
            list_scopes: response.list_scopes,
            revoked: response.revoked.clone(),
            granted: response.granted.clone(),
            changes: response.changes.clone(),
            cursor: response.cursor,
            more: response.more,
            answered_at: response.answered_at,
            forked: response.forked.is_some(),
        })
    }
}

/// The outcome in the words of this version.
fn known((seq, outcome): &(u64, Outcome)) -> (u64, Outcome) {
    match outcome {
        Outcome::Duplicate => (*seq, Outcome::Nothing),
        other => (*seq, other.clone()),
    }
}
