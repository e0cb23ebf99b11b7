//! Messages as files in a folder: for a machine without a mail server, for work, and for generated
//! people, to whom nothing must ever really go.
//!
//! A file is named by the identity of its message, so a message that is handed over twice is one
//! file. The folder holds addresses and numbers: only its owner may read it.

use super::mail::compose;
use super::{Email, Mailer, SendError, Text, Texter};
use app::api::messages::Problem;
use async_trait::async_trait;
use lettre::message::Mailbox;
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

/// The folder.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
    from: Mailbox,
}

impl Files {
    /// In this folder, which is made with the first message.
    #[must_use]
    pub const fn new(folder: PathBuf, from: Mailbox) -> Self {
        Self { folder, from }
    }

    async fn write(&self, name: String, content: Vec<u8>) -> Result<(), SendError> {
        let folder = self.folder.clone();
        let written = tokio::task::spawn_blocking(move || write(&folder, &name, &content)).await;
        match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => {
                let why = match error.kind() {
                    ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::DiskFull,
                    _ => Problem::Unreachable,
                };
                tracing::error!(%error, "a message cannot be written to its folder");
                Err(SendError::NotNow(why))
            }
            Err(_) => Err(SendError::NotNow(Problem::Internal)),
        }
    }
}

/// All of it or nothing: what lies there under its name is whole.
fn write(folder: &Path, name: &str, content: &[u8]) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let unfinished = folder.join(format!(".{name}"));
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    let written = std::io::Write::write_all(&mut file, content).and_then(|()| file.sync_all());
    if let Err(error) = written.and_then(|()| std::fs::rename(&unfinished, folder.join(name))) {
        // What is left of it would only take up room.
        let _ = std::fs::remove_file(&unfinished);
        return Err(error);
    }
    Ok(())
}

#[async_trait]
impl Mailer for Files {
    async fn mail(&self, email: &Email) -> Result<(), SendError> {
        let message = compose(&self.from, email)?;
        self.write(format!("{}.eml", email.id), message.formatted()).await
    }
}

#[async_trait]
impl Texter for Files {
    async fn text(&self, text: &Text) -> Result<(), SendError> {
        let content = format!("{}\n\n{}", text.to.as_str(), text.body);
        self.write(format!("{}.txt", text.id), content.into_bytes()).await
    }
}
