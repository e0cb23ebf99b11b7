//! Schemes (*dispositifs*): what a person can join, what they wish for, and what fits them.

mod fields;
mod fit;
mod kind;
mod sheet;
mod wishes;

pub use fields::{SchemeFault, SchemeFields};
pub use fit::{Against, Fit, For, Needs, fits};
pub use kind::SchemeKind;
pub use sheet::{Card, Scheme};
pub use wishes::{Wishes, WishesError};
