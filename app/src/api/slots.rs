//! Times at which advisers offer interviews, for people to choose from on their own page.
//!
//! Not records that tablets carry: an offer is made and looked at while there is a network. What
//! comes of it, a planned interview, is a record like any other.

use super::ApiError;
use super::line::Line;
use domain::id::{OfferedSlotId, SignatoryId, UserId};
use domain::intervention::Mode;
use domain::time::Instant;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// Most times offered at once: a month of mornings and afternoons.
pub const MAX_AT_ONCE: usize = 60;
/// Shortest interview, in minutes.
pub const SHORTEST: u16 = 10;
/// Longest interview, in minutes.
pub const LONGEST: u16 = 240;
/// Longest name of a place, in characters.
pub const PLACE_MAX: usize = 120;

/// A time to be offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotDraft {
    /// Identity, made by the browser: sent twice, it is offered once.
    pub id: OfferedSlotId,
    /// Who will hold the interview. An adviser offers only their own time.
    pub adviser: UserId,
    /// When it begins.
    pub starts_at: Instant,
    /// How long it lasts, in minutes, from [`SHORTEST`] to [`LONGEST`].
    pub minutes: u16,
    /// How the two meet.
    pub mode: Mode,
    /// The room or the number to call, at most [`PLACE_MAX`] characters; may be empty.
    pub place: String,
}

/// An offered time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotRow {
    /// The offer.
    pub slot: SlotDraft,
    /// The name of who holds the interview.
    pub adviser_name: String,
    /// Whether an interview is planned in that time, however it came to be planned.
    pub taken: bool,
    /// Whose interviews these are, by time. Only the adviser who holds them is told, in the list of
    /// their own offers.
    pub people: Vec<Expected>,
}

/// Somebody who comes in an offered time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// Who.
    pub person: SignatoryId,
    /// Their name.
    pub name: String,
}

/// The offers of the directorate that are still to come, by time; for supervisors.
#[server(prefix = "/api", endpoint = "desk/slots", protocol = Line<JsonEncoding>)]
pub async fn slots() -> Result<Vec<SlotRow>, ApiError> {
    services::answer(services::desk()?.slots().await)
}

/// Offers times of any adviser of the directorate, all or none. Gives the offers to come.
#[server(prefix = "/api", endpoint = "desk/slots/offer", protocol = Line<JsonEncoding>)]
pub async fn offer_slots(slots: Vec<SlotDraft>) -> Result<Vec<SlotRow>, ApiError> {
    services::answer(services::desk()?.offer_slots(slots).await)
}

/// Takes an offer away; an interview that was planned by it stays. Gives the offers to come.
#[server(prefix = "/api", endpoint = "desk/slots/remove", protocol = Line<JsonEncoding>)]
pub async fn remove_slot(slot: OfferedSlotId) -> Result<Vec<SlotRow>, ApiError> {
    services::answer(services::desk()?.remove_slot(slot).await)
}

/// The adviser's own offers that are still to come, by time.
#[server(prefix = "/api", endpoint = "slots", protocol = Line<JsonEncoding>)]
pub async fn own_slots() -> Result<Vec<SlotRow>, ApiError> {
    services::answer(services::adviser()?.slots().await)
}

/// Offers the adviser's own time, all or none. Gives the offers to come.
#[server(prefix = "/api", endpoint = "slots/offer", protocol = Line<JsonEncoding>)]
pub async fn offer_own_slots(slots: Vec<SlotDraft>) -> Result<Vec<SlotRow>, ApiError> {
    services::answer(services::adviser()?.offer_slots(slots).await)
}

/// Takes one of the adviser's own offers away. Gives the offers to come.
#[server(prefix = "/api", endpoint = "slots/remove", protocol = Line<JsonEncoding>)]
pub async fn remove_own_slot(slot: OfferedSlotId) -> Result<Vec<SlotRow>, ApiError> {
    services::answer(services::adviser()?.remove_slot(slot).await)
}
