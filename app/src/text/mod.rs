//! Catalogues: all words that people read, apart from the code that shows them.

pub mod fr;
#[cfg(feature = "ssr")]
pub mod messages;
pub mod own;
pub mod register;
