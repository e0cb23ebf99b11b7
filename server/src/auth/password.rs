//! Passwords: Argon2id, never on the threads that answer requests.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Memory in KiB, passes and lanes: the minimum of the OWASP Password Storage Cheat Sheet (2025),
/// about 30 ms on the machines this runs on. More memory would not fit into 80 MB beside two
/// sign-ins at once.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Passwords checked at the same time. Sign-ins beyond wait: memory stays bounded.
const AT_ONCE: usize = 2;

/// Shortest password taken, in characters (ASVS 5.0, 6.2.1).
pub const SHORTEST: usize = 12;
/// Longest password taken, in bytes: hashing takes no longer for it.
pub const LONGEST: usize = 1_024;

/// Why a password could not be hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too short to be safe.
    #[error("a password has at least {SHORTEST} characters")]
    TooShort,
    /// Longer than is taken.
    #[error("a password has at most {LONGEST} bytes")]
    TooLong,
    /// The hash in the database is damaged, or the server is stopping.
    #[error("the password cannot be processed")]
    Failed,
}

/// Hashes and checks passwords, few at a time.
#[derive(Clone, Debug)]
pub struct Passwords {
    turn: Arc<Semaphore>,
    /// Checked in place of the hash of a login that does not exist, so that the answer takes as
    /// long.
    nobody: Arc<str>,
}

impl Passwords {
    /// Ready to check.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn new() -> Result<Self, PasswordError> {
        let nobody = hash_blocking(b"the password of nobody")?;
        Ok(Self { turn: Arc::new(Semaphore::new(AT_ONCE)), nobody: nobody.into() })
    }

    /// The hash of a new password, in PHC form.
    ///
    /// # Errors
    /// When it is too short or too long.
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        if password.chars().count() < SHORTEST {
            return Err(PasswordError::TooShort);
        }
        if password.len() > LONGEST {
            return Err(PasswordError::TooLong);
        }
        self.apart(move || hash_blocking(password.as_bytes())).await
    }

    /// Whether a password is that of a hash. Without a hash (an unknown login) the work is done
    /// all the same, and the answer is no.
    ///
    /// # Errors
    /// When the hash is damaged.
    pub async fn verify(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, PasswordError> {
        if password.len() > LONGEST {
            return Ok(false);
        }
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.as_ref().to_owned());
        self.apart(move || {
            let hash = PasswordHash::new(&hash).map_err(|_| PasswordError::Failed)?;
            // The parameters are those of the hash, so that old hashes stay valid.
            Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known)
        })
        .await
    }

    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _turn = self.turn.acquire().await.map_err(|_| PasswordError::Failed)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| PasswordError::Failed)?
    }
}

fn hash_blocking(password: &[u8]) -> Result<String, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Failed)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(password)
        .map(|hash| hash.to_string())
        .map_err(|_| PasswordError::Failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only_and_nobody_has_one() {
        let passwords = Passwords::new().expect("randomness");
        let hash = passwords.hash("une passerelle".to_owned()).await.expect("hashed");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let verify = |password: &str, hash: Option<&String>| {
            passwords.verify(password.to_owned(), hash.cloned())
        };
        assert!(verify("une passerelle", Some(&hash)).await.expect("checked"));
        assert!(!verify("une passerellE", Some(&hash)).await.expect("checked"));
        assert!(!verify("the password of nobody", None).await.expect("checked"));
        assert!(!verify(&"x".repeat(LONGEST + 1), Some(&hash)).await.expect("checked"));
        assert!(verify("x", Some(&"damaged".to_owned())).await.is_err());
    }

    #[tokio::test]
    async fn short_and_endless_passwords_are_not_taken() {
        let passwords = Passwords::new().expect("randomness");
        let short = passwords.hash("onze lettre".to_owned()).await;
        assert!(matches!(short, Err(PasswordError::TooShort)));
        let long = passwords.hash("x".repeat(LONGEST + 1)).await;
        assert!(matches!(long, Err(PasswordError::TooLong)));
    }
}
