//! The territory, for the supervisor: its departments, and the training centres to be written down,
//! corrected and closed.

use super::ApiError;
use super::line::Line;
use domain::id::CentreId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// Longest name of a centre, in characters.
pub const CENTRE_NAME_MAX: usize = 120;

/// A department of the directorate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentRow {
    /// Its code, such as `02`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many of its communes are known.
    pub communes: u32,
}

/// A commune in which a centre can lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommuneRow {
    /// Its code in the official geographic code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of its department.
    pub department: String,
}

/// What can be written down of a centre.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentreFields {
    /// Its name.
    pub name: String,
    /// The code of its commune.
    pub commune: String,
}

/// Why a centre cannot be written down so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CentreFault {
    /// It has no name.
    NoName,
    /// The name has more than [`CENTRE_NAME_MAX`] characters.
    NameTooLong,
    /// No commune was chosen.
    NoCommune,
}

impl CentreFault {
    /// The field it is about.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::NoName | Self::NameTooLong => "name",
            Self::NoCommune => "commune",
        }
    }
}

impl CentreFields {
    /// The same, with blanks in the name made single.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        self
    }

    /// All that is wrong with it, from the top of the form to its end.
    #[must_use]
    pub fn faults(&self) -> Vec<CentreFault> {
        let name = match self.name.chars().count() {
            0 => Some(CentreFault::NoName),
            1..=CENTRE_NAME_MAX => None,
            _ => Some(CentreFault::NameTooLong),
        };
        let commune = self.commune.is_empty().then_some(CentreFault::NoCommune);
        name.into_iter().chain(commune).collect()
    }
}

/// A training centre as the supervisor administers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentreSheet {
    /// Its identity.
    pub id: CentreId,
    /// What is written down of it.
    pub fields: CentreFields,
    /// The name of its commune.
    pub town: String,
    /// The code of its department.
    pub department: String,
    /// Whether no more interventions are planned there.
    pub closed: bool,
    /// How many interventions were planned there in all.
    pub interventions: u32,
}

/// The directorate's departments and centres.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Territory {
    /// The directorate's name.
    pub directorate: String,
    /// Its departments, by code.
    pub departments: Vec<DepartmentRow>,
    /// Its centres, by town.
    pub centres: Vec<CentreSheet>,
}

/// A centre to be written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentreDraft {
    /// Its identity; of a new one made by the browser: sent twice, it is created once.
    pub id: CentreId,
    /// What the person had before them when they began; `None` for a new one. Where it is no
    /// longer what the server has, somebody else changed it and nothing is written.
    #[serde(default)]
    pub seen: Option<CentreFields>,
    /// What is to stand there.
    pub fields: CentreFields,
}

/// The departments and centres of the directorate.
#[server(prefix = "/api", endpoint = "desk/territory", protocol = Line<JsonEncoding>)]
pub async fn own_territory() -> Result<Territory, ApiError> {
    services::answer(services::desk()?.territory().await)
}

/// The communes of the directorate's departments whose name or postal code begins so, some of them
/// where there are many.
#[server(prefix = "/api", endpoint = "desk/communes", protocol = Line<JsonEncoding>)]
pub async fn communes(search: String) -> Result<Vec<CommuneRow>, ApiError> {
    services::answer(services::desk()?.communes(search).await)
}

/// Creates a centre or changes one. The field [`SEEN`](super::schemes::SEEN) in a refusal says that
/// somebody else was quicker.
#[server(prefix = "/api", endpoint = "desk/centres/save", protocol = Line<JsonEncoding>)]
pub async fn save_centre(draft: CentreDraft) -> Result<CentreSheet, ApiError> {
    services::answer(services::desk()?.save_centre(draft).await)
}

/// Says whether no more interventions are planned at a centre.
#[server(prefix = "/api", endpoint = "desk/centres/close", protocol = Line<JsonEncoding>)]
pub async fn close_centre(centre: CentreId, closed: bool) -> Result<CentreSheet, ApiError> {
    services::answer(services::desk()?.close_centre(centre, closed).await)
}
