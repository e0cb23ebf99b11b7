//! What the server does for each role: the shell between the contract and the database.

mod account;
mod adviser;
mod desk;
mod device;
mod failure;
mod partner;
mod partner_links;
mod password_links;
mod quarantine;
mod registrations;
mod rescue;
mod signatory;
mod slots;
mod staff;
mod vault;

pub use self::vault::VaultDesk;
pub use account::{AccountDesk, Lifetimes};
pub use adviser::AdviserDesk;
pub use desk::Desk;
pub use device::DeviceDesk;
pub use partner::PartnerDesk;
pub use partner_links::{LINK_LASTS, issue_link, partner_path};
pub use password_links::{LINK_LASTS as PASSWORD_LINK_LASTS, PasswordDesk, password_path};
pub use registrations::RegistrationDesk;
pub use signatory::SignatoryDesk;
pub use staff::{Standing, Turned, turn};

use crate::auth::{Cookies, Passwords, Throttle};
use crate::clock::Clock;
use crate::db::Store;
use crate::live::Hub;
use crate::randomness::Randomness;
use domain::time::Instant;
use std::sync::Arc;

/// What every service works with.
pub struct Office {
    /// The database.
    pub store: Store,
    /// The time of day.
    pub clock: Arc<dyn Clock>,
    /// Random numbers.
    pub randomness: Arc<dyn Randomness>,
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// Counts attempts to sign in.
    pub throttle: Throttle,
    /// Writes and reads the session cookie.
    pub cookies: Cookies,
    /// How long sessions last.
    pub lifetimes: Lifetimes,
    /// The pages that want to hear that something changed.
    pub live: Hub,
}

impl Office {
    /// The moment it is now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.clock.now()
    }
}
