//! What staff do about referrals beside the records themselves: links for partners.

use super::ApiError;
use super::line::Line;
use domain::id::ReferralId;
use leptos::prelude::*;
use server_fn::codec::{JsonEncoding, PostcardEncoding};

#[cfg(feature = "ssr")]
use super::services;

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
