//! Sending a person to a scheme: which fit them, and each referral until it ends. All of it works
//! from the device's store.

mod proposals;
mod referral;

pub use proposals::ProposalsPage;
pub use referral::ReferralPage;

use crate::programs::Program;
use crate::ui::BadgeKind;
use domain::referral::ReferralState;

/// The program of these pages.
const HERE: Program = Program::Referrals;

/// How a state looks.
#[must_use]
pub const fn look(state: ReferralState) -> BadgeKind {
    match state {
        ReferralState::Sent | ReferralState::UnderReview | ReferralState::Waitlisted => {
            BadgeKind::Waiting
        }
        ReferralState::Accepted | ReferralState::Entered | ReferralState::Completed => {
            BadgeKind::Success
        }
        ReferralState::Declined | ReferralState::DroppedOut | ReferralState::Expired => {
            BadgeKind::Danger
        }
        ReferralState::Superseded | ReferralState::Withdrawn => BadgeKind::Neutral,
    }
}
