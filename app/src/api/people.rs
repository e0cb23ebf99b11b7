//! People, for the supervisor: search and filters.

use super::line::Line;
use super::{ApiError, Page};
use domain::attendance::Attendance;
use domain::contact::{ContactWay, PhoneNumber};
use domain::id::{CentreId, SignatoryId};
use domain::level::CefrLevel;
use domain::person::{Birth, Origin};
use domain::scheme::SchemeKind;
use domain::time::{Day, Instant};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// How the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeopleOrder {
    /// By family name.
    #[default]
    Name,
    /// The latest interest first.
    LatestInterest,
    /// The earliest end of training first: who waits longest.
    TrainingEnd,
}

/// What to list. All fields narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleQuery {
    /// Words of the name, or digits of the telephone number; accents and case do not count.
    #[serde(default)]
    pub search: String,
    /// Only people met, or expected, in this centre.
    #[serde(default)]
    pub centre: Option<CentreId>,
    /// Only this level.
    #[serde(default)]
    pub level: Option<CefrLevel>,
    /// Only with (`true`) or without (`false`) a standing interest.
    #[serde(default)]
    pub interested: Option<bool>,
    /// Only with a standing wish for this kind.
    #[serde(default)]
    pub kind: Option<SchemeKind>,
    /// Order.
    #[serde(default)]
    pub order: PeopleOrder,
    /// Which page, counted from 0.
    #[serde(default)]
    pub page: u32,
}

/// One person in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Identity.
    pub id: SignatoryId,
    /// Family name in capitals, then the given name.
    pub name: String,
    /// Birth, as far as known.
    pub birth: Option<Birth>,
    /// Telephone.
    pub phone: Option<PhoneNumber>,
    /// Preferred way of contact.
    pub preferred: Option<ContactWay>,
    /// Level of French.
    pub level: Option<CefrLevel>,
    /// Centre and town of the latest visit whose list has the person.
    pub centre: Option<String>,
    /// End of the language training.
    pub training_ends: Option<Day>,
    /// The mark at the latest visit.
    pub attendance: Option<Attendance>,
    /// Standing wishes, the dearest first; empty without an interest.
    pub wishes: Vec<SchemeKind>,
    /// How the interest was given.
    pub interest_origin: Option<Origin>,
    /// When it was given.
    pub interested_at: Option<Instant>,
}

/// A page of 50 people.
#[server(prefix = "/api", endpoint = "desk/people", protocol = Line<JsonEncoding>)]
pub async fn people(query: PeopleQuery) -> Result<Page<PersonRow>, ApiError> {
    services::answer(services::desk()?.people(query).await)
}
