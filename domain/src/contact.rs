//! Ways to reach a person.

use serde::{Deserialize, Serialize};

/// A telephone number in E.164 form (`+33612345678`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// Why a text is not a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a telephone number: ten digits beginning with 0, or + and the country's code")]
pub struct PhoneError;

impl PhoneNumber {
    /// Reads a number as people in France write it: `06 12 34 56 78`, `06.12.34.56.78`,
    /// `+33 6…`, `0033 6…`, `+33 (0)6…`, `612345678` (the leading 0 lost by a spreadsheet), or any
    /// other country's number with its `+`. Arabic-Indic and Persian digits count as digits.
    ///
    /// # Errors
    /// When the text cannot be such a number.
    pub fn new(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim().replace("(0)", "");
        let mut digits = String::with_capacity(15);
        let mut plus = false;
        for (place, c) in text.chars().enumerate() {
            match c {
                '+' if place == 0 => plus = true,
                ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '/' | '(' | ')' => {}
                _ => digits.push(latin_digit(c).ok_or(PhoneError)?),
            }
        }
        let international = if plus {
            digits
        } else if let Some(rest) = digits.strip_prefix("00") {
            rest.to_owned()
        } else if let Some(rest) = digits.strip_prefix('0').filter(|rest| rest.len() == 9) {
            format!("33{rest}")
        } else if digits.len() == 9 && matches!(digits.as_bytes().first(), Some(b'1'..=b'9')) {
            format!("33{digits}")
        } else {
            return Err(PhoneError);
        };
        // E.164: at most fifteen digits, none of them a leading zero. Below eight no country
        // has a full number.
        let french = international.strip_prefix("33");
        let fits = (8..=15).contains(&international.len())
            && !international.starts_with('0')
            && french.is_none_or(|rest| rest.len() == 9 && !rest.starts_with('0'));
        if fits { Ok(Self(format!("+{international}"))) } else { Err(PhoneError) }
    }

    /// The number in E.164 form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as people read it: French ones in pairs (`06 12 34 56 78`), others as they are.
    #[must_use]
    pub fn display(&self) -> String {
        let Some(rest) = self.0.strip_prefix("+33") else { return self.0.clone() };
        let mut shown = String::from("0");
        for (place, digit) in rest.chars().enumerate() {
            if place % 2 == 1 {
                shown.push(' ');
            }
            shown.push(digit);
        }
        shown
    }
}

/// The Latin digit of a digit in one of the scripts our people write.
#[must_use]
pub fn latin_digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

impl std::fmt::Debug for PhoneNumber {
    /// Never the number itself: `Debug` output ends in logs and panics.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhoneNumber(***)")
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = PhoneError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

/// An e-mail address. Checked for its shape only; whether it exists is learnt by writing to it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address: it needs one @ with a name before and a domain after it")]
pub struct EmailError;

impl EmailAddress {
    /// Reads an address: one `@`, something before it, a dotted domain after it, no blanks, at
    /// most 254 bytes (RFC 5321, 4.5.3.1.3).
    ///
    /// # Errors
    /// When the text does not have that shape.
    pub fn new(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        let (name, domain) = text.split_once('@').ok_or(EmailError)?;
        let shape = !name.is_empty()
            && text.len() <= 254
            && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
            && !domain.contains('@')
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty());
        if shape { Ok(Self(text.to_owned())) } else { Err(EmailError) }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for EmailAddress {
    /// Never the address itself: `Debug` output ends in logs and panics.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(***)")
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

/// How the person would rather be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ContactWay {
    /// A call.
    Call,
    /// A text message.
    Text,
    /// An e-mail.
    Email,
    /// Through the training centre.
    Centre,
}

impl ContactWay {
    /// All ways, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Call, Self::Text, Self::Email, Self::Centre];

    /// The word that stands for the way in forms and tables. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Text => "text",
            Self::Email => "email",
            Self::Centre => "centre",
        }
    }

    /// The way a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// How to reach a person. Everything may be unknown, for people known only from a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Telephone.
    pub phone: Option<PhoneNumber>,
    /// E-mail.
    pub email: Option<EmailAddress>,
    /// What the person prefers.
    pub preferred: Option<ContactWay>,
}

impl Contact {
    /// Whether the preferred way can be used with what is known: a call needs a number, and so on.
    #[must_use]
    pub const fn can_reach(&self) -> bool {
        match self.preferred {
            Some(ContactWay::Call | ContactWay::Text) => self.phone.is_some(),
            Some(ContactWay::Email) => self.email.is_some(),
            Some(ContactWay::Centre) => true,
            None => self.phone.is_some() || self.email.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("06 39 98 12 34", "+33639981234")]
    #[case("06.39.98.12.34", "+33639981234")]
    #[case("0639981234", "+33639981234")]
    #[case("639981234", "+33639981234")]
    #[case("+33 6 39 98 12 34", "+33639981234")]
    #[case("+33 (0)6 39 98 12 34", "+33639981234")]
    #[case("0033 639981234", "+33639981234")]
    #[case("٠٦٣٩٩٨١٢٣٤", "+33639981234")]
    #[case("+380 44 000 00 00", "+380440000000")]
    fn numbers_are_read_as_people_write_them(#[case] text: &str, #[case] number: &str) {
        assert_eq!(PhoneNumber::new(text).map(String::from).as_deref(), Ok(number));
    }

    #[rstest]
    #[case("")]
    #[case("06 39 98 12")]
    #[case("06 39 98 12 34 56")]
    #[case("+33 0639981234")]
    #[case("téléphone")]
    #[case("06 39 98 12 3x")]
    #[case("6+39981234")]
    fn what_is_no_number_is_refused(#[case] text: &str) {
        assert_eq!(PhoneNumber::new(text), Err(PhoneError));
    }

    #[test]
    fn french_numbers_are_shown_in_pairs() {
        let number = PhoneNumber::new("+33639981234").expect("a number");
        assert_eq!(number.display(), "06 39 98 12 34");
    }

    #[test]
    fn addresses_are_checked_for_their_shape() {
        assert!(EmailAddress::new(" amina@exemple.invalid ").is_ok());
        for text in
            ["", "amina", "@exemple.fr", "a@b", "a@b..fr", "a b@c.fr", "a@b@c.fr", "a@b.fr,c@d.fr"]
        {
            assert_eq!(EmailAddress::new(text), Err(EmailError), "{text}");
        }
    }
}
