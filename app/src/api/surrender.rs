//! What a revoked device asks, whoever sits before it: whether it is revoked, that what waits on it be
//! taken, and to be emptied.
//!
//! No session is needed: it has ended, and a device that comes back after weeks has not even its cookie.
//! Who shows the cookie of a session that was ended with its device, or names a revoked installation,
//! is taken for that device. An installation's name is random and known to the device and the office.

use super::ApiError;
use super::devices::Taken;
use super::line::Line;
use domain::id::ClientId;
use leptos::prelude::*;
use server_fn::codec::PostcardEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// Most installations that one browser names.
pub const MOST_INSTALLATIONS: usize = 64;

/// Whether one of the installations of this browser was revoked.
#[server(prefix = "/api", endpoint = "device/revoked", protocol = Line<PostcardEncoding>)]
pub async fn is_revoked(installations: Vec<ClientId>) -> Result<bool, ApiError> {
    services::answer(services::device()?.is_revoked(installations).await)
}

/// Takes a parcel ([`vault::parcel`]) of a revoked device. What was answered is durable; the same
/// parcel once more changes nothing.
#[server(prefix = "/api", endpoint = "device/surrender", protocol = Line<PostcardEncoding>)]
pub async fn surrender(installations: Vec<ClientId>, parcel: Vec<u8>) -> Result<Taken, ApiError> {
    services::answer(services::device()?.surrender(installations, parcel).await)
}

/// Has the browser emptied, if all these parcels ([`vault::parcel::digest`]) have arrived; else it is
/// [`ApiError::NotFound`] and stays as it is.
#[server(prefix = "/api", endpoint = "device/empty", protocol = Line<PostcardEncoding>)]
pub async fn empty(installations: Vec<ClientId>, parcels: Vec<[u8; 32]>) -> Result<(), ApiError> {
    let cookie = services::answer(services::device()?.empty(installations, parcels).await)?;
    services::set_cookie(&cookie)?;
    services::clear_site()
}
