//! Importing the list of people at the end of their course.
//!
//! The browser keeps the file and sends it twice: first to see what would happen, then to do it.
//! Nothing is kept on the server in between.

use super::ApiError;
use domain::id::InterventionId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::{Json, MultipartData, MultipartFormData};

#[cfg(feature = "ssr")]
use super::services;

/// Largest file taken, in bytes.
pub const MAX_FILE: usize = 10 * 1024 * 1024;
/// Name of the form part with the [`RosterOptions`], as JSON.
pub const OPTIONS_PART: &str = "options";
/// Name of the form part with the file.
pub const FILE_PART: &str = "file";

/// What a column of the file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// Not read.
    Ignore,
    /// Family name.
    FamilyName,
    /// Given name.
    GivenName,
    /// Both in one.
    FullName,
    /// Date or year of birth.
    Birth,
    /// Telephone.
    Phone,
    /// E-mail.
    Email,
    /// Level of French.
    Level,
    /// End of the training.
    TrainingEnds,
}

impl Field {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Ignore,
        Self::FamilyName,
        Self::GivenName,
        Self::FullName,
        Self::Birth,
        Self::Phone,
        Self::Email,
        Self::Level,
        Self::TrainingEnds,
    ];
}

/// What the supervisor decided so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterOptions {
    /// The visit whose list it is.
    pub intervention: InterventionId,
    /// What each column holds; `None` lets the server guess.
    #[serde(default)]
    pub mapping: Option<Vec<Field>>,
    /// Lines to check that the supervisor wants imported as new people.
    #[serde(default)]
    pub accepted: Vec<u32>,
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterColumn {
    /// Its heading.
    pub heading: String,
    /// What it holds.
    pub field: Field,
    /// Up to three values, as they stand in the file.
    pub examples: Vec<String>,
}

/// What would become of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// A new person.
    New,
    /// A person already known, who joins the list if not on it.
    AlreadyKnown,
    /// A doubt: imported only if ticked.
    ToCheck,
    /// Not imported.
    Refused,
}

/// One line of the file, judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterLine {
    /// Its number in the file, as a spreadsheet shows it.
    pub line: u32,
    /// The name as read; as written in the file where none could be read.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in French sentences.
    pub reasons: Vec<String>,
}

/// What the file holds and what would be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterPreview {
    /// Its columns.
    pub columns: Vec<RosterColumn>,
    /// Its lines.
    pub lines: Vec<RosterLine>,
    /// How the text was encoded, or that it is a spreadsheet; for the person's information.
    pub format: String,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterReport {
    /// People created.
    pub created: u32,
    /// People already known who joined the list.
    pub joined: u32,
    /// Lines that changed nothing.
    pub unchanged: u32,
    /// Lines left out, to check or refused.
    pub left_out: u32,
}

/// Reads the file and judges each line. Writes nothing.
#[server(
    prefix = "/api",
    endpoint = "desk/roster/preview",
    input = MultipartFormData,
    output = Json
)]
pub async fn preview_roster(form: MultipartData) -> Result<RosterPreview, ApiError> {
    let desk = services::desk()?;
    let (options, file) = services::answer(services::roster_form(form).await)?;
    services::answer(desk.preview_roster(options, file).await)
}

/// Imports the file: everything or nothing. Importing twice changes nothing.
#[server(
    prefix = "/api",
    endpoint = "desk/roster/import",
    input = MultipartFormData,
    output = Json
)]
pub async fn import_roster(form: MultipartData) -> Result<RosterReport, ApiError> {
    let desk = services::desk()?;
    let (options, file) = services::answer(services::roster_form(form).await)?;
    services::answer(desk.import_roster(options, file).await)
}
