//! Catalogues: all words that people read, apart from the code that shows them.

pub mod fr;
pub mod register;
