//! Signing in, and the device a person works on.

mod agenda;
mod device_page;
mod leave;
mod sign_in;

pub use device_page::DevicePage;
pub use leave::{LeaveError, leave};
pub use sign_in::SignInPage;
