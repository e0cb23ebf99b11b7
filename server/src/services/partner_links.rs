//! Making links by which partners answer: for the rest of the server, and for staff to copy.

use super::Office;
use crate::auth::Token;
use crate::clock::DAY;
use crate::db::{Account, Action, PartnerLink};
use crate::db::{DbError, Writing};
use crate::randomness::Randomness;
use crate::text_fr;
use app::api::ApiError;
use app::api::account::Role;
use domain::id::ReferralId;
use domain::time::Instant;

/// How long a link is valid.
pub const LINK_LASTS: i64 = 8 * DAY;

/// Makes a new link to a referral inside a unit of work, and settles the partner's wish for one.
/// Older links stay as they are: one that is on its way by mail must still open. Only the caller
/// ever has the token; [`partner_path`] makes the address of it.
///
/// Whether anybody may have a link to the referral is the caller's to ask.
///
/// # Errors
/// When the database fails, the disk is full, or there are no random numbers.
pub async fn issue_link(
    unit: &mut Writing,
    randomness: &dyn Randomness,
    referral: ReferralId,
    now: Instant,
) -> Result<Token, DbError> {
    let token = Token::draw(randomness)?;
    let expires_at = now.plus(LINK_LASTS);
    let link = PartnerLink { referral, created_at: now, expires_at, ended_at: None };
    unit.create_partner_link(&token.hash(), link).await?;
    Ok(token)
}

/// The path of the page that a link opens. Never to be logged.
#[must_use]
pub fn partner_path(token: &Token) -> String {
    format!("/p/{}", token.to_hex())
}

/// A link for staff to copy: of their own directorate, and of what is in sight.
pub(super) async fn link_to_copy(
    office: &Office,
    account: &Account,
    id: ReferralId,
) -> Result<String, ApiError> {
    let now = office.now();
    let mut unit = office.store.write().await?;
    let referral = unit.referral(id).await?.ok_or(ApiError::NotFound)?;
    if unit.directorate_of_referral(id).await? != Some(account.directorate) {
        return Err(ApiError::NotFound);
    }
    let in_sight = match account.role {
        Role::Supervisor => unit.is_referral_in_sight(account.sight(), id).await?,
        Role::Adviser => unit.is_in_sight(account.id, referral.signatory).await?,
    };
    if !in_sight {
        return Err(ApiError::Forbidden);
    }
    if super::partner::is_finished(&mut unit, &referral, now).await? {
        let message = text_fr::REFERRAL_OVER.to_owned();
        return Err(ApiError::Invalid { field: "referral".to_owned(), message });
    }
    let token = issue_link(&mut unit, &*office.randomness, id, now).await?;
    let (action, user) = (Action::PartnerLinkMade, Some(account.id));
    unit.audit(now, account.directorate, user, action, Some(id.0), None).await?;
    unit.commit().await?;
    Ok(partner_path(&token))
}
