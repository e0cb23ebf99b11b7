//! What staff do about referrals beside the records themselves: links for partners.

use super::ApiError;
use super::line::Line;
use domain::id::ReferralId;
use domain::time::Instant;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::{JsonEncoding, PostcardEncoding};

#[cfg(feature = "ssr")]
use super::services;

/// A partner who wishes a new link and has none yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRequestRow {
    /// To which referral.
    pub referral: ReferralId,
    /// Since when.
    pub requested_at: Instant,
    /// The partner.
    pub organisation: String,
    /// Where the server sends it by itself, if known.
    pub email: Option<String>,
}

/// The partners of the directorate who wait for a new link, the longest first; for supervisors.
#[server(prefix = "/api", endpoint = "desk/referrals/link-requests", protocol = Line<JsonEncoding>)]
pub async fn link_requests() -> Result<Vec<LinkRequestRow>, ApiError> {
    services::answer(services::desk()?.link_requests().await)
}

/// Makes a link by which the partner of a referral answers without an account, to be copied; for
/// supervisors. Gives the path of its page, valid for eight days.
#[server(prefix = "/api", endpoint = "desk/referrals/partner-link", protocol = Line<JsonEncoding>)]
pub async fn partner_link(referral: ReferralId) -> Result<String, ApiError> {
    services::answer(services::desk()?.partner_link(referral).await)
}

/// The same for advisers, of people they work with.
#[server(prefix = "/api", endpoint = "referrals/partner-link", protocol = Line<PostcardEncoding>)]
pub async fn partner_link_in_sight(referral: ReferralId) -> Result<String, ApiError> {
    services::answer(services::adviser()?.partner_link(referral).await)
}
