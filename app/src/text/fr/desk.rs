//! The supervisor's screens, one file a page.

pub mod accounts;
pub mod attention;
pub mod centres;
pub mod devices;
pub mod figures;
pub mod interventions;
pub mod messages;
pub mod organisations;
pub mod people;
pub mod report;
pub mod roster;
pub mod schemes;
pub mod slots;
pub mod wanted;
