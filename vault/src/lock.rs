<<<<<<< HEAD
//! The key of a store, wrapped for a secret of its adviser's.

use crate::rows::{KEY, NONCE, StoreKey, open, seal};
use argon2::{Algorithm, Argon2, Params, Version};
=======
//! The store's key, locked with what an adviser knows.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
>>>>>>> crate
use domain::id::UserId;
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
<<<<<<< HEAD
use zeroize::{Zeroize, Zeroizing};

/// Fewest words of a phrase: five, of which a guesser knows nothing but the list, are 45 bits.
const FEWEST_WORDS: usize = 5;
/// Fewest letters of a phrase, without the spaces.
const FEWEST_LETTERS: usize = 15;
const CONTEXT: &[u8] = b"passerelle 1 lock";

/// What one guess costs: memory in KiB, and how often it is gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// For tablets: about a second on a cheap one.
    pub const TABLET: Self = Self { memory_kib: 64 * 1024, passes: 3 };
    /// The least that is taken (OWASP's and ASVS's minimum).
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, passes: 2 };
    /// The most: a record that was tampered with must not take all of a tablet's memory.
    const CEILING: Self = Self { memory_kib: 256 * 1024, passes: 16 };

    fn params(self) -> Option<Params> {
        let fits = (Self::FLOOR.memory_kib..=Self::CEILING.memory_kib).contains(&self.memory_kib)
            && (Self::FLOOR.passes..=Self::CEILING.passes).contains(&self.passes);
        fits.then(|| Params::new(self.memory_kib, self.passes, 1, Some(KEY)).ok())?
    }
}
=======
use zeroize::Zeroizing;

use crate::StoreKey;
use crate::secret::{self, Refused};
use crate::stretch::{Cost, Failed, stretch};

/// What the key that wraps is bound to, besides the factor and the owner.
const CONTEXT: &[u8] = b"passerelle/vault/lock/1\0";
/// The longest identifier that WebAuthn gives a credential.
const LONGEST_CREDENTIAL: usize = 1023;
>>>>>>> crate

/// What opens a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Factor {
<<<<<<< HEAD
    /// A phrase, alone.
    Phrase,
    /// A code of digits, together with what the device's own authenticator answers (`WebAuthn`, PRF).
    Device {
        /// By which of its credentials.
        credential: Vec<u8>,
        /// And to what.
=======
    /// A phrase of several words.
    Phrase,
    /// A PIN together with a secret that only the device's authenticator computes (WebAuthn, PRF
    /// extension).
    Device {
        /// The identifier of the credential.
        credential: Vec<u8>,
        /// What the authenticator is given to compute its secret from.
>>>>>>> crate
        salt: [u8; 32],
    },
}

<<<<<<< HEAD
/// Bytes drawn at random for one lock.
#[derive(Clone, Copy, Debug)]
pub struct LockRandom {
    /// For Argon2id and HKDF.
    pub salt: [u8; 16],
    /// For the wrapping.
    pub nonce: [u8; NONCE],
}

/// Why a secret makes no lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Fewer than five words.
    #[error("too few words")]
    TooFewWords,
    /// Fewer than five different ones.
    #[error("words that repeat")]
    RepeatedWords,
    /// Words of hardly any letters.
    #[error("too short")]
    TooShort,
    /// Not 6 to 12 digits.
    #[error("not 6 to 12 digits")]
    PinLength,
    /// Everybody's first guess.
    #[error("a code that is guessed first")]
    PinTrivial,
    /// A cost that is out of bounds, or more memory than there is.
    #[error("a cost that cannot be paid")]
    Cost,
}

/// The secret is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("another secret")]
pub struct WrongSecret;

/// The key of a store, wrapped.
=======
impl Factor {
    /// Whether the factor is one that a lock is made with.
    fn is_bounded(&self) -> bool {
        match self {
            Self::Phrase => true,
            Self::Device { credential, .. } => (1..=LONGEST_CREDENTIAL).contains(&credential.len()),
        }
    }

    /// All of the factor and the owner, in a form that two different ones never share.
    fn bound_to(&self, owner: UserId) -> Vec<u8> {
        let mut info = CONTEXT.to_vec();
        info.extend_from_slice(owner.0.as_bytes());
        match self {
            Self::Phrase => info.push(0),
            Self::Device { credential, salt } => {
                info.push(1);
                info.extend_from_slice(salt);
                info.extend_from_slice(credential);
            }
        }
        info
    }
}

/// The random bytes that making a lock takes, each time new.
#[derive(Clone, Copy)]
pub struct LockRandom {
    /// Keeps two equal secrets from having equal locks.
    pub salt: [u8; 16],
    /// The nonce of the wrapped key.
    pub nonce: [u8; 24],
}

/// Why a lock did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongSecret {
    /// The secret is another, the lock is another's, or it was altered: these cannot be told apart.
    #[error("wrong secret")]
    Wrong,
    /// The lock opens with another factor.
    #[error("another factor opens this lock")]
    OtherFactor,
    /// The device does not give the memory that a try takes.
    #[error("not enough memory")]
    Memory,
}

/// The store's key as a device keeps it. Nothing in it helps without the secret, except to try
/// guesses, each at the [`Cost`] of the lock.
>>>>>>> crate
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    factor: Factor,
    salt: [u8; 16],
    cost: Cost,
<<<<<<< HEAD
    wrapped: Vec<u8>,
}

impl Lock {
    /// Wraps a key for a phrase.
    ///
    /// # Errors
    /// When the phrase is too easy to guess, or the cost cannot be paid.
=======
    nonce: [u8; 24],
    key: [u8; 32],
    tag: [u8; 16],
}

impl Lock {
    /// Locks the key with a phrase of at least five different words.
>>>>>>> crate
    pub fn by_phrase(
        key: &StoreKey,
        owner: UserId,
        phrase: &str,
        cost: Cost,
        random: LockRandom,
    ) -> Result<Self, Refused> {
<<<<<<< HEAD
        let phrase = Zeroizing::new(normalised(phrase));
        judge_phrase(&phrase)?;
        Self::wrap(key, owner, Factor::Phrase, (&phrase, &[]), cost, random)
    }

    /// Wraps a key for a code together with the answer of the device's authenticator.
    ///
    /// # Errors
    /// When it is no code, or everybody's first guess, or the cost cannot be paid.
    #[expect(clippy::too_many_arguments, reason = "each is of another kind, and all are needed")]
=======
        let phrase = secret::good_phrase(phrase)?;
        Self::new(key, owner, Factor::Phrase, phrase.as_bytes(), &[], cost, random)
    }

    /// Locks the key with a PIN and the secret of the device's authenticator. There is no lock by a
    /// PIN alone: whoever copies the record would try all of them in hours.
    #[expect(clippy::too_many_arguments, reason = "the two factors and what each is bound to")]
>>>>>>> crate
    pub fn by_pin(
        key: &StoreKey,
        owner: UserId,
        pin: &str,
<<<<<<< HEAD
        answer: &[u8; 32],
        credential: Vec<u8>,
        salt: [u8; 32],
        cost: Cost,
        random: LockRandom,
    ) -> Result<Self, Refused> {
        judge_pin(pin)?;
        Self::wrap(key, owner, Factor::Device { credential, salt }, (pin, answer), cost, random)
    }

    fn wrap(
        key: &StoreKey,
        owner: UserId,
        factor: Factor,
        secret: (&str, &[u8]),
        cost: Cost,
        LockRandom { salt, nonce }: LockRandom,
    ) -> Result<Self, Refused> {
        let mut lock = Self { factor, salt, cost, wrapped: Vec::new() };
        let wrapping = lock.wrapping_key(secret).ok_or(Refused::Cost)?;
        lock.wrapped =
            seal(&wrapping, &lock.bound_to(owner), nonce, &*Zeroizing::new(key.to_bytes()));
        Ok(lock)
    }

    /// What opens it.
=======
        prf: &[u8; 32],
        credential: Vec<u8>,
        prf_salt: [u8; 32],
        cost: Cost,
        random: LockRandom,
    ) -> Result<Self, Refused> {
        secret::good_pin(pin)?;
        let factor = Factor::Device { credential, salt: prf_salt };
        // An authenticator that gave nothing would leave the PIN alone.
        if !factor.is_bounded() || *prf == [0; 32] {
            return Err(Refused::Credential);
        }
        Self::new(key, owner, factor, pin.as_bytes(), prf, cost, random)
    }

    fn new(
        key: &StoreKey,
        owner: UserId,
        factor: Factor,
        secret: &[u8],
        prf: &[u8],
        cost: Cost,
        random: LockRandom,
    ) -> Result<Self, Refused> {
        let LockRandom { salt, nonce } = random;
        let bound = factor.bound_to(owner);
        let cipher = cipher(secret, prf, &salt, cost, &bound).map_err(|failed| match failed {
            Failed::Cost => Refused::Cost,
            Failed::Memory => Refused::Memory,
        })?;
        let mut wrapped = key.to_bytes();
        let tag = cipher
            .encrypt_inout_detached(&XNonce::from(nonce), &bound, wrapped.as_mut_slice().into())
            .map_err(|_| Refused::Cost)?;
        Ok(Self { factor, salt, cost, nonce, key: wrapped, tag: tag.into() })
    }

    /// What opens the lock.
>>>>>>> crate
    #[must_use]
    pub const fn factor(&self) -> &Factor {
        &self.factor
    }

<<<<<<< HEAD
    /// The key, for its owner's phrase.
    ///
    /// # Errors
    /// When it is another phrase, another owner's lock, or one that a code opens.
    pub fn open_by_phrase(&self, owner: UserId, phrase: &str) -> Result<StoreKey, WrongSecret> {
        match self.factor {
            Factor::Phrase => self.open(owner, (&Zeroizing::new(normalised(phrase)), &[])),
            Factor::Device { .. } => Err(WrongSecret),
        }
    }

    /// The key, for its owner's code and the answer of the device's authenticator.
    ///
    /// # Errors
    /// When one of the two is another, it is another owner's lock, or one that a phrase opens.
=======
    /// What one try costs.
    #[must_use]
    pub const fn cost(&self) -> Cost {
        self.cost
    }

    /// Opens a lock that was made with a phrase.
    pub fn open_by_phrase(&self, owner: UserId, phrase: &str) -> Result<StoreKey, WrongSecret> {
        if !matches!(self.factor, Factor::Phrase) {
            return Err(WrongSecret::OtherFactor);
        }
        self.open(owner, secret::normalised(phrase).as_bytes(), &[])
    }

    /// Opens a lock that was made with a PIN on this device.
>>>>>>> crate
    pub fn open_by_pin(
        &self,
        owner: UserId,
        pin: &str,
<<<<<<< HEAD
        answer: &[u8; 32],
    ) -> Result<StoreKey, WrongSecret> {
        match self.factor {
            Factor::Device { .. } => self.open(owner, (pin, answer)),
            Factor::Phrase => Err(WrongSecret),
        }
    }

    fn open(&self, owner: UserId, secret: (&str, &[u8])) -> Result<StoreKey, WrongSecret> {
        let wrapping = self.wrapping_key(secret).ok_or(WrongSecret)?;
        let bytes =
            open(&wrapping, &self.bound_to(owner), &self.wrapped).map_err(|_| WrongSecret)?;
        let bytes = Zeroizing::new(bytes);
        bytes.as_slice().try_into().map(StoreKey::from_bytes).map_err(|_| WrongSecret)
    }

    /// What the wrapped key is bound to besides the secret: purpose, owner, factor.
    fn bound_to(&self, owner: UserId) -> Vec<u8> {
        let factor = postcard::to_allocvec(&self.factor).unwrap_or_default();
        [CONTEXT, owner.0.as_bytes(), &factor].concat()
    }

    fn wrapping_key(&self, (said, answer): (&str, &[u8])) -> Option<Zeroizing<[u8; KEY]>> {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, self.cost.params()?);
        let mut material = Zeroizing::new([0; 2 * KEY]);
        let (stretched, rest) = material.split_at_mut(KEY);
        argon2.hash_password_into(said.as_bytes(), &self.salt, stretched).ok()?;
        rest.get_mut(..answer.len())?.copy_from_slice(answer);
        let mut wrapping = Zeroizing::new([0; KEY]);
        let used = material.get(..KEY + answer.len())?;
        Hkdf::<Sha256>::new(Some(&self.salt), used).expand(CONTEXT, &mut *wrapping).ok()?;
        material.zeroize();
        Some(wrapping)
    }
}

/// A phrase as it is compared: lower case, without accents, one space between words.
#[must_use]
pub fn normalised(phrase: &str) -> String {
    let mut normal = String::with_capacity(phrase.len());
    for letter in phrase.chars().flat_map(char::to_lowercase) {
        let plain = match letter {
            'à' | 'â' | 'ä' => "a",
            'ç' => "c",
            'é' | 'è' | 'ê' | 'ë' => "e",
            'î' | 'ï' => "i",
            'ô' | 'ö' => "o",
            'ù' | 'û' | 'ü' => "u",
            'ÿ' => "y",
            'œ' => "oe",
            'æ' => "ae",
            // Accents that stand for themselves, after their letter.
            '\u{300}'..='\u{36f}' => "",
            '-' | '\'' | '’' | '‐' | '‑' => " ",
            other if other.is_whitespace() => " ",
            other => {
                normal.push(other);
                continue;
            }
        };
        if plain != " " {
            normal.push_str(plain);
        } else if !normal.is_empty() && !normal.ends_with(' ') {
            normal.push(' ');
        }
    }
    normal.truncate(normal.trim_end().len());
    normal
}

fn judge_phrase(phrase: &str) -> Result<(), Refused> {
    let mut words: Vec<&str> = phrase.split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() < FEWEST_WORDS {
        return Err(Refused::TooFewWords);
    }
    if words.iter().map(|word| word.chars().count()).sum::<usize>() < FEWEST_LETTERS {
        return Err(Refused::TooShort);
    }
    words.sort_unstable();
    words.dedup();
    if words.len() < FEWEST_WORDS { Err(Refused::RepeatedWords) } else { Ok(()) }
}

/// Whether this is a code that a lock may have, together with an authenticator.
///
/// # Errors
/// When it is not 6 to 12 digits, or one of those that are guessed first.
pub fn judge_pin(pin: &str) -> Result<(), Refused> {
    let digits = pin.as_bytes();
    if !(6..=12).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Refused::PinLength);
    }
    // One digit, a ladder up or down, or two halves alike.
    let steps = |step: u8| digits.windows(2).all(|two| two[1] == two[0].wrapping_add(step));
    let (first, second) = digits.split_at(digits.len() / 2);
    let trivial = steps(0) || steps(1) || steps(u8::MAX) || first == second;
    if trivial { Err(Refused::PinTrivial) } else { Ok(()) }
=======
        prf: &[u8; 32],
    ) -> Result<StoreKey, WrongSecret> {
        if !matches!(self.factor, Factor::Device { .. }) {
            return Err(WrongSecret::OtherFactor);
        }
        self.open(owner, pin.as_bytes(), prf)
    }

    fn open(&self, owner: UserId, secret: &[u8], prf: &[u8]) -> Result<StoreKey, WrongSecret> {
        let bound = self.factor.bound_to(owner);
        let cipher =
            cipher(secret, prf, &self.salt, self.cost, &bound).map_err(|failed| match failed {
                // No lock was ever made at such a cost: the record was altered.
                Failed::Cost => WrongSecret::Wrong,
                Failed::Memory => WrongSecret::Memory,
            })?;
        let mut key = Zeroizing::new(self.key);
        cipher
            .decrypt_inout_detached(
                &XNonce::from(self.nonce),
                &bound,
                key.as_mut_slice().into(),
                &Tag::from(self.tag),
            )
            .map_err(|_| WrongSecret::Wrong)?;
        Ok(StoreKey::from_bytes(*key))
    }

    /// Whether the lock could have been made here.
    pub(crate) fn is_bounded(&self) -> bool {
        self.cost.is_bounded() && self.factor.is_bounded()
    }
}

/// The cipher that wraps the store's key: HKDF-SHA256 of the stretched secret and the
/// authenticator's, bound to factor and owner.
fn cipher(
    secret: &[u8],
    prf: &[u8],
    salt: &[u8; 16],
    cost: Cost,
    bound: &[u8],
) -> Result<XChaCha20Poly1305, Failed> {
    let stretched = stretch(secret, salt, cost)?;
    let mut material = Zeroizing::new(Vec::with_capacity(stretched.len() + prf.len()));
    material.extend_from_slice(stretched.as_slice());
    material.extend_from_slice(prf);
    let mut wrapping = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(salt), &material)
        .expand(bound, wrapping.as_mut_slice())
        .map_err(|_| Failed::Cost)?;
    Ok(XChaCha20Poly1305::new((&*wrapping).into()))
>>>>>>> crate
}
