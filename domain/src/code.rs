//! Short codes that people read aloud, copy and type: the code of an intervention and the code on
//! a receipt.
//!
//! Both use the alphabet of Crockford's base 32 (no I, L, O, U), and reading forgives what people
//! confuse: case, spaces, dashes, O for 0, I and L for 1.

use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Why a text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a code: eight letters or digits")]
pub struct CodeError;

/// Eight characters carry 40 random bits.
fn encode(bits: u64) -> [u8; 8] {
    let mut text = [0_u8; 8];
    for (place, slot) in text.iter_mut().enumerate() {
        let shift = 35 - 5 * place;
        *slot = ALPHABET[usize::try_from((bits >> shift) & 31).unwrap_or_default()];
    }
    text
}

fn decode(text: &str) -> Result<[u8; 8], CodeError> {
    let mut code = [0_u8; 8];
    let mut length = 0;
    for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let letter = match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let byte = u8::try_from(letter).map_err(|_| CodeError)?;
        if !ALPHABET.contains(&byte) {
            return Err(CodeError);
        }
        *code.get_mut(length).ok_or(CodeError)? = byte;
        length += 1;
    }
    if length == 8 { Ok(code) } else { Err(CodeError) }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; 8]);

        impl $name {
            /// The code for 40 random bits (the lower ones count).
            #[must_use]
            pub fn from_bits(bits: u64) -> Self {
                Self(encode(bits))
            }

            /// Reads a code as people type it.
            ///
            /// # Errors
            /// When it does not have eight characters of the alphabet.
            pub fn parse(text: &str) -> Result<Self, CodeError> {
                decode(text).map(Self)
            }

            /// In two groups, as it is shown and read aloud: `ABCD-EFGH`.
            #[must_use]
            pub fn grouped(self) -> String {
                let text = self.to_string();
                format!("{}-{}", &text[..4], &text[4..])
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
            }
        }

        impl TryFrom<String> for $name {
            type Error = CodeError;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.to_string()
            }
        }
    )*};
}

codes! {
    /// Opens the registration page of one intervention, `/r/{code}`. It names a visit, no person.
    RegistrationCode;
    /// What a person keeps after registering.
    ReceiptCode;
}

impl std::fmt::Debug for RegistrationCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RegistrationCode({self})")
    }
}

impl std::fmt::Debug for ReceiptCode {
    /// Never the code itself: it opens a person's own registration.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReceiptCode(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_confuse_reads_the_same() {
        let code = RegistrationCode::parse("01AB-CD10").expect("a code");
        assert_eq!(code.to_string(), "01ABCD10");
        for text in ["oIab cdLO", "01abcd10", " O1-AB-CD-1O "] {
            assert_eq!(RegistrationCode::parse(text), Ok(code), "{text}");
        }
        for text in ["", "01ABCD1", "01ABCD101", "01ABCDU0", "01ABCD1é"] {
            assert_eq!(RegistrationCode::parse(text), Err(CodeError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn bits_survive_being_written(bits in 0_u64..1 << 40) {
            let code = ReceiptCode::from_bits(bits);
            prop_assert_eq!(ReceiptCode::parse(&code.grouped()), Ok(code));
            prop_assert!(bits == 0 || code != ReceiptCode::from_bits(bits ^ 1));
        }
    }
}
