//! Signing in, and the device a person works on.

mod device_page;
mod sign_in;

pub use device_page::DevicePage;
pub use sign_in::SignInPage;
