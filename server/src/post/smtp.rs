//! E-mail by SMTP.

use super::mail::compose;
use super::{Email, Mailer, SendError};
use app::api::messages::Problem;
use async_trait::async_trait;
use lettre::message::Mailbox;
use lettre::transport::smtp::Error;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use std::time::Duration;

/// For connecting, and for each answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A mail server that takes our e-mails.
pub struct Smtp {
    from: Mailbox,
    server: AsyncSmtpTransport<Tokio1Executor>,
}

impl Smtp {
    /// The server at an address such as `smtps://user:password@host:465`,
    /// `smtp://host:587?tls=required`, or `smtp://localhost:25` without encryption. Nothing is
    /// asked of it yet.
    ///
    /// # Errors
    /// When the address cannot be read. The error does not repeat it: it may hold a password.
    pub fn at(url: &str, from: Mailbox) -> Result<Self, BadAddress> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| BadAddress)?
            .timeout(Some(TIMEOUT))
            .build();
        Ok(Self { from, server })
    }
}

/// The address of a mail server that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("smtp_url is not an address such as smtps://user:password@host:465")]
pub struct BadAddress;

#[async_trait]
impl Mailer for Smtp {
    async fn mail(&self, email: &Email) -> Result<(), SendError> {
        let message = compose(&self.from, email)?;
        self.server.send(message).await.map(|_| ()).map_err(|error| {
            let why = judge(&error);
            // The server's words may repeat the address: only its number goes to the log.
            let status = error.status().map(|code| code.to_string());
            tracing::warn!(%why, status, "an e-mail was not taken");
            why
        })
    }
}

fn judge(error: &Error) -> SendError {
    // 53x is about how we sign in: ours to mend in the settings, the message itself is fine.
    let ours = error.status().is_some_and(|code| code.to_string().starts_with("53"));
    if error.is_permanent() && !ours {
        SendError::Never(Problem::Rejected)
    } else if ours || error.is_transient() || error.is_client() {
        SendError::NotNow(Problem::TryLater)
    } else {
        SendError::NotNow(Problem::Unreachable)
    }
}
