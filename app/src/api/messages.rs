//! What the server does by itself, for the supervisor: messages that were sent or are to be, and
//! the timers' other work.

use super::line::Line;
use super::{ApiError, Page};
use domain::id::{JobId, SignatoryId};
use domain::time::Instant;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

#[cfg(feature = "ssr")]
use super::services;

/// An enum whose variants are stored as words that never change.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that stands for it in tables. Never changes.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// What a [`code`](Self::code) stands for.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.code() == code)
            }
        }
    };
}

words! {
    /// What the server does by itself.
    JobKind {
        /// Tells a partner that a referral awaits an answer; again every few days.
        PartnerMail = "partner_mail",
        /// Sends a partner a new link, as they wished when theirs had run out.
        PartnerLink = "partner_link",
        /// Tells a person when and where the interview is; again when it was moved.
        InterviewInvitation = "interview_invitation",
        /// Reminds a person of an interview.
        InterviewReminder = "interview_reminder",
        /// Tells a person that an interview will not take place.
        InterviewCancellation = "interview_cancellation",
        /// Ends a referral that was not answered in time.
        ReferralExpiry = "referral_expiry",
        /// Counts the files that are older than they may be kept. Deletes nothing.
        RetentionDryRun = "retention_dry_run",
    }
}

words! {
    /// Which words a message is made of.
    Template {
        /// A referral awaits the partner.
        PartnerNotice = "partner_notice",
        /// It still does.
        PartnerReminder = "partner_reminder",
        /// The link a partner wished for.
        PartnerLink = "partner_link",
        /// An interview is planned.
        Invitation = "invitation",
        /// It was moved.
        Moved = "moved",
        /// It is soon.
        Reminder = "reminder",
        /// It will not take place.
        Cancellation = "cancellation",
    }
}

words! {
    /// How a message travels.
    Channel {
        /// By e-mail.
        Email = "email",
        /// By text message.
        Sms = "sms",
    }
}

words! {
    /// Where a job stands, and with it its message.
    JobState {
        /// It is to be done, for the first time or again.
        Waiting = "waiting",
        /// It is done; the message was handed over.
        Done = "done",
        /// It could not be done and is not tried again by itself.
        Failed = "failed",
        /// It was no longer needed.
        Cancelled = "cancelled",
    }
}

words! {
    /// Why a job was not done.
    Problem {
        /// The mail server or the gateway does not answer.
        Unreachable = "unreachable",
        /// It answers that it cannot take the message now.
        TryLater = "try_later",
        /// It does not take the message.
        Rejected = "rejected",
        /// No way to send on this channel is set up.
        NotSetUp = "not_set_up",
        /// The disk is full.
        DiskFull = "disk_full",
        /// No address or number that can be used is known.
        NoAddress = "no_address",
        /// A fault of the server.
        Internal = "internal",
        /// The person's messages are paused: tried again when that ends.
        Paused = "paused",
        /// The person is reached through the centre only.
        ByCentre = "by_centre",
        /// The person has withdrawn.
        Withdrawn = "withdrawn",
        /// The interview was moved, has ended, or does not take place.
        InterviewChanged = "interview_changed",
        /// The referral was answered or taken back.
        ReferralChanged = "referral_changed",
    }
}

/// Which jobs to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobQuery {
    /// Only those that stand like this.
    #[serde(default)]
    pub state: Option<JobState>,
    /// Which page, counted from 0.
    #[serde(default)]
    pub page: u32,
}

/// One job, with the message it sends where it sends one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRow {
    /// Its identity.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// Which time of several: the number of the reminder, or how much had happened to the
    /// interview before.
    pub round: u32,
    /// The person it is about; `None` for a count.
    pub person: Option<PersonOfJob>,
    /// The organisation it writes to.
    pub organisation: Option<String>,
    /// How the message travels, once that was chosen.
    pub channel: Option<Channel>,
    /// Where it stands.
    pub state: JobState,
    /// Why it was not done.
    pub problem: Option<Problem>,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next, while it waits.
    pub due_at: Instant,
    /// When it was planned.
    pub created_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// What a count came to.
    pub found: Option<u32>,
}

/// The person a job is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonOfJob {
    /// Identity.
    pub id: SignatoryId,
    /// Family name in capitals, then the given name.
    pub name: String,
    /// Whether nothing is sent to them by itself for now.
    pub paused: bool,
}

/// A page of 50 jobs, the latest first.
#[server(prefix = "/api", endpoint = "desk/jobs", protocol = Line<JsonEncoding>)]
pub async fn jobs(query: JobQuery) -> Result<Page<JobRow>, ApiError> {
    services::answer(services::desk()?.jobs(query).await)
}

/// Has a job that failed, or waits for its next attempt, tried at once.
#[server(prefix = "/api", endpoint = "desk/jobs/retry", protocol = Line<JsonEncoding>)]
pub async fn retry_job(job: JobId) -> Result<(), ApiError> {
    services::answer(services::desk()?.retry_job(job).await)
}

/// Stops what is sent to a person by itself, or lets it go on.
#[server(prefix = "/api", endpoint = "desk/messages/pause", protocol = Line<JsonEncoding>)]
pub async fn pause_messages(person: SignatoryId, paused: bool) -> Result<(), ApiError> {
    services::answer(services::desk()?.pause_messages(person, paused).await)
}
