//! How an [`ApiError`] travels: as lines of text, its name first.
//!
//! A person who looks at the line can read it, a device that is one release behind takes a name it
//! does not know for a fault of the server, and the adviser's program needs no JSON for it.

use super::ApiError;
use server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use std::convert::Infallible;

/// The encoding.
#[derive(Clone, Copy, Debug)]
pub struct ErrorText;

/// Each kind that has nothing but its name.
const NAMES: [(&str, ApiError); 12] = [
    ("unreachable", ApiError::Unreachable),
    ("unreadable", ApiError::Unreadable),
    ("sign-in", ApiError::SignIn),
    ("wrong-credentials", ApiError::WrongCredentials),
    ("password-needed", ApiError::PasswordNeeded),
    ("device-revoked", ApiError::DeviceRevoked),
    ("forbidden", ApiError::Forbidden),
    ("not-found", ApiError::NotFound),
    ("too-large", ApiError::TooLarge),
    ("storage-full", ApiError::StorageFull),
    ("busy", ApiError::Busy),
    ("internal", ApiError::Internal),
];
/// Followed by a line with the field, and the message.
const INVALID: &str = "invalid";
/// Followed by a line with the seconds.
const TOO_MANY: &str = "too-many";

impl ErrorText {
    /// The text for an error.
    #[must_use]
    pub fn write(error: &ApiError) -> String {
        match error {
            ApiError::Invalid { field, message } => format!("{INVALID}\n{field}\n{message}"),
            ApiError::TooMany { seconds } => format!("{TOO_MANY}\n{seconds}"),
            plain => NAMES
                .iter()
                .find(|(_, kind)| kind == plain)
                .map_or("internal", |(name, _)| name)
                .to_owned(),
        }
    }

    /// The error a text stands for: a fault of the server where the name is not known, and
    /// [`ApiError::Unreadable`] where it is no such text at all.
    #[must_use]
    pub fn read(text: &str) -> ApiError {
        let mut lines = text.splitn(3, '\n');
        let (name, field, message) = (lines.next().unwrap_or(""), lines.next(), lines.next());
        if let Some((_, kind)) = NAMES.iter().find(|(known, _)| *known == name) {
            return kind.clone();
        }
        match (name, field, message) {
            (INVALID, Some(field), Some(message)) => {
                ApiError::Invalid { field: field.to_owned(), message: message.to_owned() }
            }
            (TOO_MANY, Some(seconds), None) => seconds
                .parse()
                .map_or(ApiError::Unreadable, |seconds| ApiError::TooMany { seconds }),
            _ if is_name(name) => ApiError::Internal,
            _ => ApiError::Unreadable,
        }
    }
}

/// Names are lower case words with hyphens; the page of a captive portal is none.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 40
        && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

impl ContentType for ErrorText {
    const CONTENT_TYPE: &'static str = "text/plain; charset=utf-8";
}

impl FormatType for ErrorText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl Encodes<ApiError> for ErrorText {
    type Error = Infallible;

    fn encode(error: &ApiError) -> Result<Bytes, Infallible> {
        Ok(Self::write(error).into())
    }
}

impl Decodes<ApiError> for ErrorText {
    type Error = Infallible;

    fn decode(bytes: Bytes) -> Result<ApiError, Infallible> {
        Ok(std::str::from_utf8(&bytes).map_or(ApiError::Unreadable, Self::read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_arrives_as_it_was_sent() {
        let invalid = |field: &str, message: &str| ApiError::Invalid {
            field: field.to_owned(),
            message: message.to_owned(),
        };
        let others = [
            invalid("", ""),
            invalid("date", "Une date.\nSur deux lignes."),
            ApiError::TooMany { seconds: 30 },
        ];
        for error in NAMES.iter().map(|(_, error)| error).chain(&others) {
            let bytes = ErrorText::encode(error).expect("infallible");
            assert_eq!(&ErrorText::decode(bytes).expect("infallible"), error);
        }
    }

    #[test]
    fn what_is_not_ours_is_not_taken_for_an_answer() {
        for text in ["<html>\n<body>", "", "too-many\nsoon", "\u{feff}sign-in"] {
            assert_eq!(ErrorText::read(text), ApiError::Unreadable, "{text}");
        }
        assert_eq!(ErrorText::read("of-a-later-release"), ApiError::Internal);
        let bytes = Bytes::from_static(&[0xff, 0xfe]);
        assert_eq!(ErrorText::decode(bytes), Ok(ApiError::Unreadable));
    }
}
