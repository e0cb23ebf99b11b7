//! Who is asking: passwords, sessions, and how often one may try.

pub mod cookie;
pub mod password;
pub mod throttle;
pub mod token;

pub use cookie::Cookies;
pub use password::Passwords;
pub use throttle::Throttle;
pub use token::Token;
