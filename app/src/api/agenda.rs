//! An adviser's calendar, for the calendar program of their telephone or computer.

use super::ApiError;
use super::line::Line;
use leptos::prelude::*;
use server_fn::codec::PostcardEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// Makes the secret address of the adviser's calendar and gives its path, `/agenda/….ics`. It is
/// shown this once; an earlier one ends.
#[server(
    prefix = "/api",
    endpoint = "agenda/share",
    protocol = Line<PostcardEncoding>
)]
pub async fn share_agenda() -> Result<String, ApiError> {
    services::answer(services::adviser()?.share_agenda().await)
}

/// Ends the address of the adviser's calendar.
#[server(
    prefix = "/api",
    endpoint = "agenda/end",
    protocol = Line<PostcardEncoding>
)]
pub async fn end_agenda() -> Result<(), ApiError> {
    services::answer(services::adviser()?.end_agenda().await)
}

/// Whether the adviser's calendar has an address.
#[server(
    prefix = "/api",
    endpoint = "agenda/shared",
    protocol = Line<PostcardEncoding>
)]
pub async fn is_agenda_shared() -> Result<bool, ApiError> {
    services::answer(services::adviser()?.is_agenda_shared().await)
}
