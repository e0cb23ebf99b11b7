//! The one call by which a device sends its commands and learns what is new.

use super::ApiError;
use super::line::Line;
use leptos::prelude::*;
use server_fn::codec::PostcardEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// Sends a `sync::SyncRequest` and gives a `sync::SyncResponse`, both as [`sync::wire`] envelopes.
///
/// The outer encoding is postcard of the bytes alone (a length and the bytes): the envelope inside
/// carries its own version, so it can change while this stays. The question may come packed, see
/// [`sync::wire::PACKED`].
#[server(prefix = "/api", endpoint = "sync/v1", protocol = Line<PostcardEncoding>)]
pub async fn exchange(envelope: Vec<u8>) -> Result<Vec<u8>, ApiError> {
    services::answer(services::adviser()?.exchange(envelope).await)
}
