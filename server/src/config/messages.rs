//! The settings of what the server does by itself: timers, and the way out for messages.

use super::SettingsError;
use crate::jobs::{Links, Postroom, Timers};
use crate::post::files::Files;
use crate::post::sms::{Format, Gateway};
use crate::post::smtp::Smtp;
use crate::post::{Mailer, Texter};
use jiff::tz::TimeZone;
use lettre::message::Mailbox;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A setting that must not show in logs.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// Timers and ways out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct MessageSettings {
    /// A partner who does not answer is written to again each time so many days have passed.
    pub partner_reminder_days: u16,
    /// A referral without an answer ends after so many days.
    pub referral_expiry_days: u16,
    /// A person is reminded so many hours before an interview.
    pub interview_reminder_hours: u16,
    /// A file may be kept for so many months after the last contact, 1 to 36.
    pub retention_months: u8,
    /// By whose clocks people live, such as `Europe/Paris`.
    pub time_zone: String,
    /// Who messages are from.
    pub mail_from: String,
    /// Where messages go as files; `messages` beside the database where it is not set.
    pub message_folder: Option<PathBuf>,
    /// The mail server, with user and password.
    pub smtp_url: Option<Secret>,
    /// The SMS gateway.
    pub sms_url: Option<String>,
    /// What the gateway knows us by, such as `Authorization: Bearer …`.
    pub sms_header: Option<Secret>,
    /// How the request to it is written.
    pub sms_format: Format,
    /// The body of the request, with `{to}`, `{text}` and, if it is wanted, `{id}`.
    pub sms_body: String,
}

impl Default for MessageSettings {
    fn default() -> Self {
        Self {
            partner_reminder_days: 10,
            referral_expiry_days: 30,
            interview_reminder_hours: 48,
            retention_months: 24,
            time_zone: "Europe/Paris".to_owned(),
            mail_from: "Passerelle <passerelle@localhost>".to_owned(),
            message_folder: None,
            smtp_url: None,
            sms_url: None,
            sms_header: None,
            sms_format: Format::Json,
            sms_body: r#"{"to": {to}, "text": {text}}"#.to_owned(),
        }
    }
}

impl MessageSettings {
    /// The keys of these settings.
    pub const KEYS: [&str; 12] = [
        "partner_reminder_days",
        "referral_expiry_days",
        "interview_reminder_hours",
        "retention_months",
        "time_zone",
        "mail_from",
        "message_folder",
        "smtp_url",
        "sms_url",
        "sms_header",
        "sms_format",
        "sms_body",
    ];

    /// What jobs are done with. Without a mail server and without a gateway everything goes into
    /// files; with one of the two the other way is closed until it is set up too, so that nothing
    /// real ends in a folder unseen.
    ///
    /// # Errors
    /// When a setting does not do.
    pub fn postroom(
        &self,
        database: Option<&Path>,
        links: Option<Arc<dyn Links>>,
    ) -> Result<Postroom, SettingsError> {
        let from: Mailbox = self.mail_from.parse().map_err(|_| SettingsError::MailFrom)?;
        let beside = || {
            let here = || PathBuf::from("messages");
            database.map_or_else(here, |database| database.with_file_name("messages"))
        };
        let folder = self.message_folder.clone().unwrap_or_else(beside);
        let files = Arc::new(Files::new(folder, from.clone()));
        let mut mailer: Option<Arc<dyn Mailer>> = None;
        let mut texter: Option<Arc<dyn Texter>> = None;
        if let Some(Secret(url)) = &self.smtp_url {
            mailer = Some(Arc::new(Smtp::at(url, from)?));
        }
        if let Some(url) = &self.sms_url {
            let header = self.sms_header.as_ref().map(|Secret(header)| header.as_str());
            texter = Some(Arc::new(Gateway::new(url, header, self.sms_format, &self.sms_body)?));
        }
        if mailer.is_none() && texter.is_none() {
            mailer = Some(files.clone());
            texter = Some(files.clone());
        }
        Ok(Postroom { timers: self.timers()?, mailer, texter, demo: files, links })
    }

    /// The timers.
    ///
    /// # Errors
    /// When one is out of bounds or the zone is unknown.
    pub fn timers(&self) -> Result<Timers, SettingsError> {
        for (name, value) in [
            ("partner_reminder_days", self.partner_reminder_days),
            ("referral_expiry_days", self.referral_expiry_days),
            ("interview_reminder_hours", self.interview_reminder_hours),
        ] {
            if value == 0 {
                return Err(SettingsError::Zero(name));
            }
        }
        if !(1..=36).contains(&self.retention_months) {
            return Err(SettingsError::RetentionMonths);
        }
        let zone = TimeZone::get(&self.time_zone).map_err(|_| SettingsError::TimeZone)?;
        Ok(Timers::new(
            self.partner_reminder_days,
            self.referral_expiry_days,
            self.interview_reminder_hours,
            self.retention_months,
            zone,
        ))
    }
}
