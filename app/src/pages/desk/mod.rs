//! The supervisor's pages: planning, lists, figures, and what waits for a look. Those of the times
//! offered for interviews are the adviser's too.
//!
//! Each page asks the server when it opens; nothing of it is kept on the device.

mod account;
mod account_form;
mod account_state;
mod accounts;
mod address;
mod attention;
mod behind;
mod centre;
mod centre_form;
mod centres;
mod commune_field;
mod export_links;
mod fields;
mod figures;
mod filter;
mod import;
mod import_check;
mod import_lines;
mod intervention;
mod interventions;
mod link_requests;
mod messages;
mod new_intervention;
mod new_link;
mod new_slots;
mod options;
mod partner;
mod partners;
mod password_link;
mod people;
mod people_table;
mod report;
mod saving;
mod scheme;
mod scheme_draft;
mod scheme_form;
mod schemes;
mod schemes_table;
mod slots;
mod table;
mod whose_slots;

pub use account::AccountPage;
pub use accounts::AccountsPage;
pub use address::INTERVENTIONS;
pub use attention::AttentionPage;
pub use behind::BehindPage;
pub use centre::CentrePage;
pub use centres::CentresPage;
pub use figures::FiguresPage;
pub use import::ImportPage;
pub use intervention::InterventionPage;
pub use interventions::InterventionsPage;
pub use messages::MessagesPage;
pub use new_intervention::NewInterventionPage;
pub use new_slots::NewSlotsPage;
pub use partner::PartnerPage;
pub use partners::PartnersPage;
pub use people::PeoplePage;
pub use report::ReportPage;
pub use scheme::SchemePage;
pub use schemes::SchemesPage;
pub use slots::{SlotsPage, without_network};
