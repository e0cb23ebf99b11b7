//! The devices of a directorate, for the supervisor: which there are, what may be on one, revoking it.
//!
//! A device is an installation: a browser in which an account keeps a store. Who shares a tablet has one
//! each.

use super::ApiError;
use super::line::Line;
use super::rescue::Rescued;
use domain::id::ClientId;
use domain::time::Instant;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::{JsonEncoding, PostcardEncoding};

#[cfg(feature = "ssr")]
use super::services;

/// How it stands with a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceState {
    /// Its account works with it.
    InUse,
    /// It was revoked, and was not heard of since.
    Revoked {
        /// When.
        at: Instant,
        /// By whom.
        by: String,
    },
    /// What waited on it has arrived since, at least in part; it has not been told to empty itself.
    HandingOver {
        /// Since when.
        at: Instant,
    },
    /// Everything arrived, and it was told to empty itself.
    Emptied {
        /// When.
        at: Instant,
    },
}

/// A device, as the supervisor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRow {
    /// The installation.
    pub id: ClientId,
    /// Whose it is.
    pub owner: String,
    /// When it last synchronised, to a few minutes.
    pub last_seen_at: Instant,
    /// How many entries waited on it, as it last said. What was handed over afterwards is not taken off.
    pub waiting: u32,
    /// How it stands with it.
    pub state: DeviceState,
    /// Entries of it that wait in quarantine for a look.
    pub to_check: u32,
}

/// What may be on a device, as far as the server knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceReport {
    /// The device.
    pub device: DeviceRow,
    /// The directorate.
    pub directorate: String,
    /// Until when its owner's secret opened it without the server; none where no password was given
    /// that the server remembers.
    pub openable_until: Option<Instant>,
    /// Visits whose lists were given to it and were still kept at its last contact.
    pub visits: u32,
    /// People on these lists.
    pub people: u32,
    /// Files of people that its account follows.
    pub files: u32,
    /// Entries that were taken into quarantine.
    pub quarantined: u32,
    /// Of what it handed over, what had arrived before.
    pub known: u32,
    /// Of what it handed over, what could not be read. It is kept.
    pub unreadable: u32,
}

/// What came of what was handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Entries that are new: they wait for a supervisor's look.
    pub entries: u32,
    /// Entries that had arrived before.
    pub known: u32,
    /// Values that could not be read, and entries beyond what is taken at once: they are kept as they
    /// came.
    pub unreadable: u32,
}

impl Taken {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            entries: self.entries.saturating_add(other.entries),
            known: self.known.saturating_add(other.known),
            unreadable: self.unreadable.saturating_add(other.unreadable),
        }
    }
}

/// The devices of the directorate, the latest contact first.
#[server(prefix = "/api", endpoint = "desk/devices", protocol = Line<JsonEncoding>)]
pub async fn devices() -> Result<Vec<DeviceRow>, ApiError> {
    services::answer(services::desk()?.devices().await)
}

/// What may be on a device.
#[server(prefix = "/api", endpoint = "desk/devices/report", protocol = Line<JsonEncoding>)]
pub async fn device_report_of(device: ClientId) -> Result<DeviceReport, ApiError> {
    services::answer(services::desk()?.device_report(device).await)
}

/// Revokes a device. Revoked twice, the first time stands.
#[server(prefix = "/api", endpoint = "desk/devices/revoke", protocol = Line<JsonEncoding>)]
pub async fn revoke_device(device: ClientId) -> Result<DeviceRow, ApiError> {
    services::answer(services::desk()?.revoke_device(device).await)
}

/// Takes the entries of a rescue file into quarantine, but for those of other directorates' accounts.
/// Once more, it changes nothing.
#[server(prefix = "/api", endpoint = "desk/devices/rescue", protocol = Line<PostcardEncoding>)]
pub async fn take_rescue_file(file: Vec<u8>) -> Result<Rescued, ApiError> {
    services::answer(services::desk()?.take_rescue_file(file).await)
}
