//! The secret of a session: 256 random bits, of which the server keeps only a hash.

use crate::randomness::{self, NoRandomness, Randomness};

/// A session's secret, as it lies in the browser's cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A new secret.
    ///
    /// # Errors
    /// When the system has no random numbers to give.
    pub fn draw(randomness: &dyn Randomness) -> Result<Self, NoRandomness> {
        randomness::bytes(randomness).map(Self)
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text).ok().map(|read| Self(*read.as_bytes()))
    }

    /// As it is written into the cookie.
    #[must_use]
    pub fn to_hex(&self) -> String {
        blake3::Hash::from_bytes(self.0).to_hex().to_string()
    }

    /// What the server keeps. The token has 256 bits of its own: no salt and no slow hash needed.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        *blake3::hash(&self.0).as_bytes()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::randomness::SystemRandomness;

    #[test]
    fn a_token_survives_the_cookie_and_never_shows() {
        let token = Token::draw(&SystemRandomness).expect("drawn");
        assert_eq!(Token::parse(&token.to_hex()), Some(token.clone()));
        assert_eq!(format!("{token:?}"), "Token(***)");
        assert_ne!(&token.hash(), &token.0);
        for text in ["", "abc", &"g".repeat(64), &"a".repeat(65)] {
            assert_eq!(Token::parse(text), None, "{text}");
        }
    }
}
