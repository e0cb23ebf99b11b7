//! The way out of the house: e-mail by SMTP, text messages by a gateway, and files for a machine
//! that has neither. What is sent, to whom and when is the business of [`crate::jobs`].

pub mod calendar;
pub mod files;
pub mod mail;
pub mod sms;
pub mod smtp;

use app::api::messages::Problem;
use async_trait::async_trait;
use domain::contact::{EmailAddress, PhoneNumber};
use domain::id::MessageId;
use domain::time::Instant;

/// Why a message was not handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// It may go another time.
    #[error("not now: {}", .0.code())]
    NotNow(Problem),
    /// It will not go like this.
    #[error("never like this: {}", .0.code())]
    Never(Problem),
}

/// An e-mail.
#[derive(Clone, Debug)]
pub struct Email {
    /// Its identity, the same each time it is tried: whoever gets it twice can tell.
    pub id: MessageId,
    /// To whom.
    pub to: EmailAddress,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// What a calendar program reads, if it is about a meeting.
    pub invitation: Option<calendar::Invitation>,
    /// When it was written.
    pub written_at: Instant,
}

/// A text message.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its identity, the same each time it is tried.
    pub id: MessageId,
    /// To whom.
    pub to: PhoneNumber,
    /// Plain text.
    pub body: String,
}

/// Hands over e-mails.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands over one e-mail. When this is done, the next in line answers for it.
    ///
    /// # Errors
    /// When it was not taken.
    async fn mail(&self, email: &Email) -> Result<(), SendError>;
}

/// Hands over text messages.
#[async_trait]
pub trait Texter: Send + Sync {
    /// Hands over one text message.
    ///
    /// # Errors
    /// When it was not taken.
    async fn text(&self, text: &Text) -> Result<(), SendError>;
}
