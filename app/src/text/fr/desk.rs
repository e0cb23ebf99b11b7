//! The supervisor's screens, one file a page.

pub mod attention;
pub mod figures;
pub mod interventions;
pub mod messages;
pub mod organisations;
pub mod people;
pub mod report;
pub mod roster;
pub mod schemes;
pub mod slots;
