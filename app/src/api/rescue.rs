//! The adviser's own rescue file.

use super::ApiError;
use super::devices::Taken;
use super::line::Line;
use leptos::prelude::*;
use server_fn::codec::PostcardEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// Takes in the entries of a rescue file ([`vault::parcel`]) of the account's own, as if a device had
/// sent them. Once more, it changes nothing.
#[server(prefix = "/api", endpoint = "rescue", protocol = Line<PostcardEncoding>)]
pub async fn bring_back(file: Vec<u8>) -> Result<Taken, ApiError> {
    services::answer(services::adviser()?.bring_back(file).await)
}
