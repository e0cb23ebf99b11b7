//! Catalogues: all words that people read, apart from the code that shows them.

pub mod dates;
pub mod fr;
#[cfg(feature = "ssr")]
pub mod level;
#[cfg(feature = "ssr")]
pub mod messages;
#[cfg(feature = "ssr")]
pub mod own;
pub mod register;
