//! Signing out, and the device a person works on.

mod agenda;
mod device_page;
mod leave;
mod rescue;

pub use device_page::DevicePage;
pub use leave::{LeaveError, leave};
