//! What stands between a person and their store on this device, and what comes next.

use crate::api::ApiError;
use crate::api::account::{Profile, Role};
use crate::api::vault::{Terms, reopen_vault, vault_terms};
use crate::device::database::StoreError;
use crate::device::randomness::random;
use crate::device::vaults::{self, KeptVault};
use crate::device::workplace::known;
use crate::device::{clock, keyring, last_user, preferences};
use domain::id::UserId;
use domain::time::Instant;
use leptos::prelude::window;
use std::rc::Rc;
use vault::{
    Cost, Lease, Lock, LockRandom, Refused, Sealed, Standing, StoreKey, Vault, WrongSecret,
};

/// Where a person stands.
#[derive(Clone)]
pub enum Step {
    /// The device is being asked.
    Looking,
    /// The password first.
    SignIn(Why),
    /// Their secret opens the store.
    Unlock(Rc<Opening>),
    /// They choose the secret.
    Protect(Rc<Protecting>),
    /// No further here.
    Stuck(Stuck),
    /// Open: on to the page they wanted.
    Open(Profile),
}

/// Why the password is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody is known here.
    Unknown,
    /// Somebody else is to work here.
    Another,
    /// The store of this person is not protected yet.
    Unprotected,
    /// The time for which the secret opens is over.
    LeaseOver,
    /// The device's clock was set back.
    ClockSetBack,
    /// The secret is forgotten.
    Forgotten,
    /// What the server gives was asked for too long after the password, or once before.
    Again,
}

/// Why there is no way further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stuck {
    /// The browser does not keep anything, or cannot be written to now.
    Store(StoreError),
    /// The server does not say what is needed.
    Server(ApiError),
    /// What lies here is sealed by a key that nobody has any more.
    KeyLost,
    /// The browser has nobody who hands the key to the next page.
    NoWorker,
}

/// A store that its person's secret opens.
pub struct Opening {
    /// Their vault.
    pub kept: KeptVault,
    /// What the server said just now, where it was asked: the time then begins anew.
    terms: Option<Terms>,
}

/// A store whose key is at hand, and whose person chooses a secret.
pub struct Protecting {
    /// Whose it is.
    pub profile: Profile,
    key: StoreKey,
    terms: Terms,
    /// Whether the store has never been protected.
    pub is_first: bool,
}

/// Why a secret was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// It is too easy to guess.
    Weak(Refused),
    /// There is no randomness, or no way to the store.
    Store(StoreError),
}

impl From<StoreError> for NotTaken {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What opens a new lock.
pub enum Secret {
    /// A phrase.
    Phrase(String),
    /// A code, with what the device's own authenticator answers.
    Pin {
        /// The code.
        pin: String,
        /// What it answers.
        prf: [u8; 32],
        /// By which credential.
        credential: Vec<u8>,
        /// And to what.
        salt: [u8; 32],
    },
}

/// Looks who is to work here, and how far they are.
pub async fn look() -> Step {
    match known().await {
        Some(profile) => at_the_door(profile).await,
        None => Step::SignIn(Why::Unknown),
    }
}

/// The step of somebody whom the device remembers.
pub async fn at_the_door(profile: Profile) -> Step {
    if profile.role == Role::Supervisor || keyring::ask(profile.user).await.is_some() {
        return Step::Open(profile);
    }
    let mut kept = match vaults::of(profile.user).await {
        Ok(Some(kept)) => kept,
        Ok(None) => return Step::SignIn(Why::Unprotected),
        Err(error) => return Step::Stuck(Stuck::Store(error)),
    };
    let standing = kept.vault.look(clock::now());
    // The latest time seen; and where the time is over, the lock is gone for good.
    if let Err(error) = vaults::keep(&kept).await
        && standing == Standing::Over
    {
        return Step::Stuck(Stuck::Store(error));
    }
    match standing {
        Standing::Open if kept.vault.lock().is_some() => {
            Step::Unlock(Rc::new(Opening { kept, terms: None }))
        }
        Standing::Open | Standing::Over => Step::SignIn(Why::LeaseOver),
        Standing::SetBack => Step::SignIn(Why::ClockSetBack),
    }
}

/// The step of somebody who has just given their password; `forgotten` where they do not have the
/// secret any more.
pub async fn signed_in(profile: Profile, forgotten: bool) -> Step {
    // Where the browser cannot remember who works here, the next steps say so.
    let _ = last_user::remember(Some(&profile)).await;
    if profile.role == Role::Supervisor {
        return Step::Open(profile);
    }
    match vaults::of(profile.user).await {
        Ok(None) => first(profile).await,
        Ok(Some(kept)) if forgotten || kept.vault.lock().is_none() => reopened(kept).await,
        Ok(Some(kept)) => {
            // Without an answer the store opens all the same, for as long as before.
            let opening = Opening { kept, terms: vault_terms().await.ok() };
            match keyring::ask(profile.user).await {
                Some(key) => finish(&opening, key).await,
                None => Step::Unlock(Rc::new(opening)),
            }
        }
        Err(error) => Step::Stuck(Stuck::Store(error)),
    }
}

async fn first(profile: Profile) -> Step {
    let key = match random() {
        Ok(bytes) => StoreKey::from_bytes(bytes),
        Err(error) => return Step::Stuck(Stuck::Store(error)),
    };
    match vault_terms().await {
        Ok(terms) => Step::Protect(Rc::new(Protecting { profile, key, terms, is_first: true })),
        Err(error) => no_answer(error),
    }
}

async fn reopened(kept: KeptVault) -> Step {
    let KeptVault { profile, vault } = kept;
    match reopen_vault(vault.sealed().clone()).await {
        Ok(reopened) => Step::Protect(Rc::new(Protecting {
            profile,
            key: StoreKey::from_bytes(reopened.key),
            terms: reopened.terms,
            is_first: false,
        })),
        Err(ApiError::Forbidden | ApiError::NotFound | ApiError::Invalid { .. }) => {
            Step::Stuck(Stuck::KeyLost)
        }
        Err(error) => no_answer(error),
    }
}

fn no_answer(error: ApiError) -> Step {
    match error {
        ApiError::PasswordNeeded | ApiError::SignIn => Step::SignIn(Why::Again),
        other => Step::Stuck(Stuck::Server(other)),
    }
}

/// Makes the lock of a new secret, and opens the store. Takes about a second by design: a guess costs
/// as much.
///
/// # Errors
/// When the secret is too easy to guess, or the device cannot keep the vault.
pub async fn protect(protecting: &Protecting, secret: Secret) -> Result<Step, NotTaken> {
    let Protecting { profile, key, terms, is_first } = protecting;
    let user = profile.user;
    let at_random = LockRandom { salt: random()?, nonce: random()? };
    let lock = match secret {
        Secret::Phrase(phrase) => Lock::by_phrase(key, user, &phrase, Cost::TABLET, at_random),
        Secret::Pin { pin, prf, credential, salt } => {
            Lock::by_pin(key, user, &pin, &prf, credential, salt, Cost::TABLET, at_random)
        }
    };
    let lock = lock.map_err(NotTaken::Weak)?;
    let (lease, sealed) = leased(user, key, terms)?;
    let until = lease.until();
    let vault = Vault::new(user, lock, lease, sealed);
    let kept = KeptVault { profile: profile.clone(), vault };
    if !is_first {
        vaults::keep(&kept).await?;
    } else if let Some(standing) = vaults::keep_first(&kept, key).await? {
        // Another page was quicker, with a key and a secret of its own: those hold.
        return Ok(at_the_door(standing.profile).await);
    }
    Ok(open(profile, key, until).await)
}

/// Opens a store by the key that its person's secret gave.
pub async fn finish(opening: &Opening, key: StoreKey) -> Step {
    let mut kept = opening.kept.clone();
    let profile = kept.profile.clone();
    if let Some(terms) = &opening.terms
        && let Some(lock) = kept.vault.lock().cloned()
        && let Ok((lease, sealed)) = leased(profile.user, &key, terms)
    {
        kept.vault.renew(lock, lease, sealed);
        // Where it cannot be written the time before stands.
        if vaults::keep(&kept).await.is_err() {
            kept = opening.kept.clone();
        }
    }
    open(&profile, &key, kept.vault.lease().until()).await
}

fn leased(user: UserId, key: &StoreKey, terms: &Terms) -> Result<(Lease, Sealed), StoreError> {
    let lease = Lease::new(clock::now(), terms.lease_minutes);
    let sealed = Sealed::new(&terms.office, user, key, random()?)
        .map_err(|_| StoreError::Broken("the server's key is none".to_owned()))?;
    Ok((lease, sealed))
}

async fn open(profile: &Profile, key: &StoreKey, until: Instant) -> Step {
    if preferences::is_marked_revoked() {
        // Another page is handing this device over: loaded anew this one does too, and opens nothing.
        let _ = window().location().reload();
        return Step::Looking;
    }
    if keyring::put(profile.user, key, until).await {
        Step::Open(profile.clone())
    } else {
        Step::Stuck(Stuck::NoWorker)
    }
}

/// The key, if this is the phrase.
///
/// # Errors
/// When it is not, or the device has no memory to try it.
pub fn by_phrase(opening: &Opening, phrase: &str) -> Result<StoreKey, WrongSecret> {
    let vault = &opening.kept.vault;
    vault.lock().ok_or(WrongSecret::OtherFactor)?.open_by_phrase(vault.owner(), phrase)
}

/// The key, if these are the code and the answer of the device's authenticator.
///
/// # Errors
/// When they are not, or the device has no memory to try them.
pub fn by_pin(opening: &Opening, pin: &str, prf: &[u8; 32]) -> Result<StoreKey, WrongSecret> {
    let vault = &opening.kept.vault;
    vault.lock().ok_or(WrongSecret::OtherFactor)?.open_by_pin(vault.owner(), pin, prf)
}
