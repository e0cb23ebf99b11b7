//! The signatory's registration: the same components on the server, as plain HTML, and on the
//! tablet handed over.
//!
//! Everything comes in by properties and a view goes out: no script, no storage, no network.

mod code;
mod contact;
mod entry;
mod field;
mod form;
mod frame;
mod look;
mod notice;
mod receipt;
mod wishes;

pub use code::AskCode;
#[cfg(feature = "ssr")]
pub(crate) use contact::contact;
pub use entry::{Checked, Entry, Field, Problem};
#[cfg(feature = "ssr")]
pub(crate) use field::{Corrections, LevelField, optional_mark};
pub use form::{RegistrationForm, Sheet, VisitShown};
pub use frame::RegisterFrame;
pub use look::Look;
pub use notice::{Notice, NoticeCard};
pub use receipt::ReceiptCard;
#[cfg(feature = "ssr")]
pub(crate) use wishes::pictogram;
