//! The staff's catalogue, in French, one file a topic.

pub mod agenda;
pub mod common;
pub mod copy_link;
pub mod design;
pub mod desk;
pub mod device;
pub mod errors;
pub mod follow_up;
pub mod lock;
pub mod new_password;
pub mod partner;
pub mod question;
pub mod refusal;
pub mod room;
pub mod ui;
