//! The partner's pages, opened by a link without an account: plain HTML forms, rendered on the
//! server, no script.
//!
//! Everything comes in by properties and a view goes out: no storage, no network.

mod answer_form;
mod board;
mod entry;
mod field;
mod frame;
mod notice;
mod places;
mod referral;
mod shown;
mod step;

pub use answer_form::AnswerForm;
pub use board::Board;
pub use entry::{AnswerEntry, Field, Problem};
pub use frame::{PartnerFrame, Tab};
pub use notice::{ClosedCard, Notice, NoticeCard};
pub use places::{Declared, PlacesEntry, PlacesField, PlacesProblem};
pub use referral::ReferralView;
pub use shown::{
    BoardShown, Happened, ListedReferral, PersonShown, ReferralShown, SchemePlaces, SchemeShown,
};
pub use step::Step;
