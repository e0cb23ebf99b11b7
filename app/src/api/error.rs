//! What can go wrong between the two sides, in terms a person can act on.

use super::error_text::ErrorText;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

/// Why a server function did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// No answer came: no network, or the server is stopped. Only ever made on the client.
    #[error("the server does not answer")]
    Unreachable,
    /// An answer came that is not ours: a captive portal, a proxy, a version we cannot read.
    #[error("the answer cannot be read")]
    Unreadable,
    /// No session, or it has ended.
    #[error("sign in first")]
    SignIn,
    /// Login and password do not fit together (never says which).
    #[error("login or password is wrong")]
    WrongCredentials,
    /// Signed in, but too long ago for this, or this sign-in was used for it already: it takes the
    /// password again.
    #[error("sign in with the password again")]
    PasswordNeeded,
    /// This device was revoked: it locks itself, hands over what waits on it, and is emptied.
    #[error("this device was revoked")]
    DeviceRevoked,
    /// Signed in, but without the right to do this.
    #[error("not allowed")]
    Forbidden,
    /// The thing asked for does not exist, or not for this account.
    #[error("not found")]
    NotFound,
    /// The input does not do. The message is a sentence for the person, in French.
    #[error("invalid input: {field}")]
    Invalid {
        /// The field it is about; empty for the whole.
        field: String,
        /// What is wrong and what to do.
        message: String,
    },
    /// More bytes than are taken.
    #[error("the request is too large")]
    TooLarge,
    /// Too many attempts.
    #[error("too many attempts, wait {seconds} s")]
    TooMany {
        /// After how many seconds to try again.
        seconds: u32,
    },
    /// The server's disk is full; nothing was written.
    #[error("the server's disk is full")]
    StorageFull,
    /// The server is too busy or stopping; try again.
    #[error("the server is busy")]
    Busy,
    /// A fault of the server; the detail is in its log.
    #[error("internal error")]
    Internal,
}

impl ApiError {
    /// The HTTP status that fits.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignIn | Self::WrongCredentials | Self::PasswordNeeded => 401,
            Self::Forbidden | Self::DeviceRevoked => 403,
            Self::NotFound => 404,
            Self::TooLarge => 413,
            Self::Invalid { .. } => 422,
            Self::TooMany { .. } => 429,
            Self::Busy => 503,
            Self::StorageFull => 507,
            Self::Unreachable | Self::Unreadable | Self::Internal => 500,
        }
    }

    /// Whether trying again later, unchanged, can help.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::Unreadable
                | Self::TooMany { .. }
                | Self::StorageFull
                | Self::Busy
                | Self::Internal
        )
    }
}

impl FromServerFnError for ApiError {
    type Encoder = ErrorText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Unreachable,
            ServerFnErrorErr::Deserialization(_) => Self::Unreadable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                Self::Invalid { field: String::new(), message: String::new() }
            }
            _ => Self::Internal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_line_is_told_from_a_strange_answer() {
        let dead = ServerFnErrorErr::Request("failed to fetch".to_owned());
        assert_eq!(ApiError::from_server_fn_error(dead), ApiError::Unreachable);
        let strange = ServerFnErrorErr::Deserialization("<html>".to_owned());
        assert_eq!(ApiError::from_server_fn_error(strange), ApiError::Unreadable);
        assert!(ApiError::Unreadable.is_transient() && !ApiError::Forbidden.is_transient());
    }
}
