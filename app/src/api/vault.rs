//! The key of a device's store: on what terms it is kept, and how its owner gets it back.
//!
//! A device seals its store with one key, and that key to a public key of the office. So the office
//! keeps no key of any device, and gives one back only to whom it was sealed for, when a device
//! brings it.
//!
//! Each call takes a sign-in of its own, at most ten minutes old: whoever finds a device with an
//! open session must still know the password. It is answered [`ApiError::PasswordNeeded`] otherwise.

use super::ApiError;
use super::line::Line;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::PostcardEncoding;
use vault::{OfficeKey, Sealed};

#[cfg(feature = "ssr")]
use super::services;

/// On what terms a device keeps a store.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Terms {
    /// What to seal the store's key to.
    pub office: OfficeKey,
    /// After so many minutes without the server the store closes.
    pub lease_minutes: u32,
}

/// A key that was given back.
#[derive(Serialize, Deserialize, Clone)]
pub struct Reopened {
    /// The store's key, as [`vault::StoreKey`] reads it.
    pub key: [u8; 32],
    /// The terms of today.
    pub terms: Terms,
}

impl std::fmt::Debug for Reopened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reopened").field("terms", &self.terms).finish_non_exhaustive()
    }
}

/// On what terms a new store is made.
#[server(prefix = "/api", endpoint = "vault/terms", protocol = Line<PostcardEncoding>)]
pub async fn vault_terms() -> Result<Terms, ApiError> {
    services::answer(services::vault()?.terms().await)
}

/// Gives back the key of a store to whom it was sealed for. [`ApiError::Forbidden`] where it was
/// sealed for somebody else, to a key that this office does not have, or is damaged: which of them
/// is not said, and the sign-in is used up all the same.
#[server(prefix = "/api", endpoint = "vault/reopen", protocol = Line<PostcardEncoding>)]
pub async fn reopen_vault(sealed: Sealed) -> Result<Reopened, ApiError> {
    services::answer(services::vault()?.reopen(sealed).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_was_given_back_does_not_show() {
        let office = OfficeKey { id: 1, public: [0; 32] };
        let reopened = Reopened { key: [0xab; 32], terms: Terms { office, lease_minutes: 720 } };
        let shown = format!("{reopened:?}").to_lowercase();
        assert!(shown.contains("720"), "{shown}");
        assert!(!shown.contains("171") && !shown.contains("abab"), "{shown}");
    }
}
