//! Who did what, by identities only: never a name, a number or any other value.

use super::Writing;
use crate::db::DbError;
use crate::db::sql::query;
use domain::id::{DirectorateId, InterventionId, UserId};
use domain::time::Instant;
use uuid::Uuid;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A session was opened.
    SignedIn,
    /// A session was ended by its owner.
    SignedOut,
    /// The key of a device's store was given back to its owner.
    VaultReopened,
    /// Somebody asked for a key that was not theirs or could not be read.
    VaultRefused,
    /// A device was revoked, which is the subject.
    DeviceRevoked,
    /// A revoked device handed over what waited on it.
    DeviceSurrendered,
    /// It was told to empty itself.
    DeviceEmptied,
    /// A rescue file was taken in.
    RescueFileTaken,
    /// An account was created.
    AccountCreated,
    /// An account's name or role was changed.
    AccountChanged,
    /// An account was disabled.
    AccountDisabled,
    /// It was enabled again.
    AccountEnabled,
    /// A link was made by which an account's owner chooses a password.
    PasswordLinkMade,
    /// A password was chosen by such a link.
    PasswordChosen,
    /// A centre was written down.
    CentreCreated,
    /// What is known of a centre was changed.
    CentreChanged,
    /// A centre was closed.
    CentreClosed,
    /// It was opened again.
    CentreReopened,
    /// A command was carried out.
    CommandApplied,
    /// A command met a conflict.
    CommandConflict,
    /// A command was refused and kept.
    CommandHeld,
    /// A person registered themselves.
    SelfRegistered,
    /// An intervention was planned.
    InterventionPlanned,
    /// Advisers were assigned.
    AdvisersAssigned,
    /// A list of people was imported.
    RosterImported,
    /// A list was compared with the people who are known.
    RosterPreviewed,
    /// A conflict or refusal was looked at.
    AttentionClosed,
    /// The question that two marks were was answered.
    ConflictSettled,
    /// What had been refused was carried out on a supervisor's account.
    EntryAdopted,
    /// An organisation was written down.
    OrganisationCreated,
    /// What is known of an organisation was changed.
    OrganisationChanged,
    /// A scheme was written down.
    SchemeCreated,
    /// A scheme's sheet was changed.
    SchemeChanged,
    /// A scheme's sheet was verified.
    SchemeVerified,
    /// A partner opened a referral by its link.
    PartnerOpened,
    /// A partner answered a referral by its link.
    PartnerAnswered,
    /// A partner declared the places of a scheme.
    PlacesDeclared,
    /// A partner asked for a new link.
    PartnerLinkRequested,
    /// A link for a partner was made.
    PartnerLinkMade,
    /// People were exported; the subject is the row of `exports` that says which.
    PeopleExported,
    /// A person's file was given to a device.
    FileGiven,
    /// The people of a visit were given to a device, which is the subject.
    ListGiven,
    /// A page of the list of people was opened.
    PeopleListed,
    /// The people behind a figure were.
    FigureListed,
    /// What could not be carried out was, with whom it is about.
    AttentionListed,
    /// What was sent was, with to whom.
    MessagesListed,
    /// An adviser's own offered times were, with who comes.
    SlotsListed,
    /// A timer ended a referral that was not answered.
    ReferralExpired,
    /// A job was had tried again.
    JobRetried,
    /// What is sent to a person by itself was stopped for now.
    MessagesPaused,
    /// It was let go on.
    MessagesResumed,
    /// The address of an adviser's calendar was made.
    AgendaShared,
    /// It was ended.
    AgendaEnded,
    /// A person opened their own request.
    OwnFileOpened,
    /// A person corrected how to reach them.
    OwnContactCorrected,
    /// A person chose, moved or called off their interview.
    OwnInterviewChanged,
    /// A person took everything back.
    OwnWithdrawal,
    /// Times for interviews were offered.
    SlotsOffered,
    /// An offered time was taken away.
    SlotRemoved,
}

impl Action {
    const fn code(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::SignedOut => "signed_out",
            Self::VaultReopened => "vault_reopened",
            Self::VaultRefused => "vault_refused",
            Self::DeviceRevoked => "device_revoked",
            Self::DeviceSurrendered => "device_surrendered",
            Self::DeviceEmptied => "device_emptied",
            Self::RescueFileTaken => "rescue_file_taken",
            Self::AccountCreated => "account_created",
            Self::AccountChanged => "account_changed",
            Self::AccountDisabled => "account_disabled",
            Self::AccountEnabled => "account_enabled",
            Self::PasswordLinkMade => "password_link_made",
            Self::PasswordChosen => "password_chosen",
            Self::CentreCreated => "centre_created",
            Self::CentreChanged => "centre_changed",
            Self::CentreClosed => "centre_closed",
            Self::CentreReopened => "centre_reopened",
            Self::CommandApplied => "command_applied",
            Self::CommandConflict => "command_conflict",
            Self::CommandHeld => "command_held",
            Self::SelfRegistered => "self_registered",
            Self::InterventionPlanned => "intervention_planned",
            Self::AdvisersAssigned => "advisers_assigned",
            Self::RosterImported => "roster_imported",
            Self::RosterPreviewed => "roster_previewed",
            Self::AttentionClosed => "attention_closed",
            Self::ConflictSettled => "conflict_settled",
            Self::EntryAdopted => "entry_adopted",
            Self::OrganisationCreated => "organisation_created",
            Self::OrganisationChanged => "organisation_changed",
            Self::SchemeCreated => "scheme_created",
            Self::SchemeChanged => "scheme_changed",
            Self::SchemeVerified => "scheme_verified",
            Self::PartnerOpened => "partner_opened",
            Self::PartnerAnswered => "partner_answered",
            Self::PlacesDeclared => "places_declared",
            Self::PartnerLinkRequested => "partner_link_requested",
            Self::PartnerLinkMade => "partner_link_made",
            Self::PeopleExported => "people_exported",
            Self::FileGiven => "file_given",
            Self::ListGiven => "list_given",
            Self::PeopleListed => "people_listed",
            Self::FigureListed => "figure_listed",
            Self::AttentionListed => "attention_listed",
            Self::MessagesListed => "messages_listed",
            Self::SlotsListed => "slots_listed",
            Self::ReferralExpired => "referral_expired",
            Self::JobRetried => "job_retried",
            Self::MessagesPaused => "messages_paused",
            Self::MessagesResumed => "messages_resumed",
            Self::AgendaShared => "agenda_shared",
            Self::AgendaEnded => "agenda_ended",
            Self::OwnFileOpened => "own_file_opened",
            Self::OwnContactCorrected => "own_contact_corrected",
            Self::OwnInterviewChanged => "own_interview_changed",
            Self::OwnWithdrawal => "own_withdrawal",
            Self::SlotsOffered => "slots_offered",
            Self::SlotRemoved => "slot_removed",
        }
    }

    /// Whether somebody else may see by it what has no number in the feed. What always has a
    /// number is none, and neither is a look: pages that look again when there is news would go
    /// round in circles.
    const fn is_news(self) -> bool {
        match self {
            Self::DeviceRevoked
            | Self::DeviceSurrendered
            | Self::DeviceEmptied
            | Self::RescueFileTaken
            | Self::AccountCreated
            | Self::AccountChanged
            | Self::AccountDisabled
            | Self::AccountEnabled
            | Self::PasswordLinkMade
            | Self::PasswordChosen
            | Self::CentreCreated
            | Self::CentreChanged
            | Self::CentreClosed
            | Self::CentreReopened
            | Self::CommandConflict
            | Self::CommandHeld
            | Self::AdvisersAssigned
            | Self::AttentionClosed
            | Self::ConflictSettled
            | Self::EntryAdopted
            | Self::OrganisationCreated
            | Self::OrganisationChanged
            | Self::PartnerLinkRequested
            | Self::PartnerLinkMade
            | Self::JobRetried
            | Self::MessagesPaused
            | Self::MessagesResumed
            | Self::SlotsOffered
            | Self::SlotRemoved => true,
            // In the feed.
            Self::CommandApplied
            | Self::SelfRegistered
            | Self::InterventionPlanned
            | Self::RosterImported
            | Self::SchemeCreated
            | Self::SchemeChanged
            | Self::SchemeVerified
            | Self::PartnerAnswered
            | Self::PlacesDeclared
            | Self::ReferralExpired
            | Self::OwnContactCorrected
            | Self::OwnInterviewChanged
            | Self::OwnWithdrawal
            // Looks.
            | Self::RosterPreviewed
            | Self::PartnerOpened
            | Self::PeopleExported
            | Self::FileGiven
            | Self::ListGiven
            | Self::PeopleListed
            | Self::FigureListed
            | Self::AttentionListed
            | Self::MessagesListed
            | Self::SlotsListed
            | Self::OwnFileOpened
            // Nobody else's.
            | Self::SignedIn
            | Self::SignedOut
            | Self::VaultReopened
            | Self::VaultRefused
            | Self::AgendaShared
            | Self::AgendaEnded => false,
        }
    }
}

impl Writing {
    /// Adds an entry, and has it told where it is news. `subject` is the record, account or
    /// installation it is about, `place` the visit.
    ///
    /// # Errors
    /// When the database fails or the disk is full.
    pub async fn audit(
        &mut self,
        at: Instant,
        directorate: DirectorateId,
        actor: Option<UserId>,
        action: Action,
        subject: Option<Uuid>,
        place: Option<InterventionId>,
    ) -> Result<(), DbError> {
        query(
            "insert into audit (at, directorate, actor, action, subject, place)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(at.0)
        .bind(directorate.0)
        .bind(actor.map(|user| user.0))
        .bind(action.code())
        .bind(subject)
        .bind(place.map(|id| id.0))
        .execute(self.connection())
        .await?;
        if action.is_news() {
            self.tell_of(directorate);
        }
        Ok(())
    }
}
