//! An e-mail as it travels: headers, text, and what a calendar program reads (RFC 5322, 6047).

use super::{Email, SendError};
use app::api::messages::Problem;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use std::time::{Duration, UNIX_EPOCH};

/// The name of the file beside a message about a meeting.
const FILE: &str = "rendez-vous.ics";

/// Puts an e-mail together.
///
/// # Errors
/// When the address cannot be written into a header.
pub fn compose(from: &Mailbox, email: &Email) -> Result<lettre::Message, SendError> {
    let never = |_| SendError::Never(Problem::NoAddress);
    let to = Mailbox::new(None, email.to.as_str().parse().map_err(never)?);
    let written = u64::try_from(email.written_at.0).unwrap_or_default();
    // The same for each attempt: a mail program shows one of two that are equal.
    let identity = format!("<{}@{}>", email.id, from.email.domain());
    let builder = lettre::Message::builder()
        .from(from.clone())
        .to(to)
        .subject(email.subject.clone())
        .message_id(Some(identity))
        .date(UNIX_EPOCH + Duration::from_millis(written));
    let text = SinglePart::plain(email.body.clone());
    let message = match &email.invitation {
        None => builder.singlepart(text),
        Some(invitation) => {
            let file = invitation.file(email.to.as_str(), from.email.as_ref());
            let method = invitation.method.word();
            let inline = format!("text/calendar; charset=utf-8; method={method}");
            let kind = |text: &str| {
                ContentType::parse(text).map_err(|_| SendError::Never(Problem::Internal))
            };
            let inline = SinglePart::builder().header(kind(&inline)?).body(file.clone());
            let attached = Attachment::new(FILE.to_owned()).body(file, kind("application/ics")?);
            builder.multipart(
                MultiPart::mixed()
                    .multipart(MultiPart::alternative().singlepart(text).singlepart(inline))
                    .singlepart(attached),
            )
        }
    };
    message.map_err(|_| SendError::Never(Problem::Internal))
}
