//! The component set: how things look and answer to touch and keys, without any access to data.
//!
//! The markup each component makes is the one written down in `frontend-style/README.md`; words
//! come from the catalogues.

pub mod badge;
pub mod choice;
pub mod dialog;
pub mod empty;
pub mod error_summary;
pub mod field;
pub mod filters;
pub mod focus;
pub mod format;
pub mod icon;
pub mod ids;
pub mod loading;
pub mod notice;
pub mod page_head;
pub mod pagination;
pub mod qr;
pub mod select;
pub mod sign_in_link;
pub mod submit;
pub mod tabs;
pub mod text_area;
pub mod title;
pub mod toasts;

pub use badge::{Badge, BadgeKind};
pub use choice::{ChoiceOption, ChoicePicker, RadioPicker, Tick};
pub use dialog::Dialog;
pub use empty::Empty;
pub use error_summary::{ErrorSummary, Problems, error_of};
pub use field::TextField;
pub use filters::{Chip, Chips};
pub use icon::{Icon, Pictogram};
pub use loading::{Answer, Progress};
pub use notice::{Notice, NoticeKind};
pub use page_head::PageHead;
pub use pagination::Pagination;
pub use qr::Qr;
pub use select::{SelectField, SelectOption};
pub use submit::Submit;
pub use tabs::{TabPanel, Tabs};
pub use text_area::TextArea;
pub use toasts::{ToastRegion, Toasts};
