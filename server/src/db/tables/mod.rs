//! What can be asked and said, one file an aggregate, in words that both databases take.

use super::store::{Reading, Writing};

mod accounts;
mod attention;
mod audit;
mod backups;
mod behind;
mod calendar_feeds;
mod centres;
mod changes;
mod clients;
mod communes;
mod devices;
mod due_work;
mod events;
mod exported;
mod funnel;
mod interventions;
mod interviews;
mod job_list;
mod jobs;
mod message_pauses;
mod milestones;
mod news;
mod offered_slots;
mod organisations;
mod parcels;
mod partner_board;
mod partner_links;
mod password_links;
mod people;
mod records;
mod referrals;
mod report;
mod roster;
mod schemes;
mod scopes;
mod sessions;
mod settlements;
mod signatories;
mod signatory_sessions;
mod staff;
mod territory;
mod vault_keys;

pub use accounts::{Account, Credentials, fold_login};
pub use attention::OpenCommand;
pub use audit::Action;
pub use behind::Members;
pub use devices::{Contact, Device, HandedOver};
pub use due_work::{Found, PartnerOfReferral};
pub use exported::{
    EventLine, Exported, InterestLine, InterviewLine, MarkLine, NewExport, ReferralLine,
};
pub use funnel::{AboutTheMet, Cohort};
pub use interventions::{AssignmentRow, PlannedFilter, PlannedRow};
pub use jobs::{Ending, Job, MessageOfJob, NewJob, Recipient};
pub use offered_slots::{ListedSlot, OfferedSlot};
pub use parcels::TakenParcel;
pub use partner_board::{BoardPerson, BoardRow};
pub use partner_links::{LinkRequest, PartnerLink};
pub use password_links::LinkOwner;
pub use report::PartRow;
pub use sessions::{NewSession, OpenSession};
pub use signatory_sessions::ReceiptOwner;
pub use vault_keys::VaultPair;

/// Tables that grow with the people, year after year: no statement reads one of them whole. The
/// others hold what an office has: centres, accounts, schemes, partners.
pub const GROWING: [&str; 22] = [
    "assignments",
    "audit",
    "changes",
    "command_log",
    "exports",
    "interests",
    "interventions",
    "interview_events",
    "interviews",
    "jobs",
    "link_requests",
    "message_pauses",
    "messages",
    "milestones",
    "offered_slots",
    "partner_links",
    "referral_events",
    "referrals",
    "roster_entries",
    "settlements",
    "signatories",
    "signatory_sessions",
];
