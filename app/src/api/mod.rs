//! The contract between the two sides: server functions only, one file a topic.
//!
//! Every function has a pinned path and POST as its method. The default path would be a hash that
//! changes between builds and would lock out a tablet that is one release behind; a test of the
//! server compares the list of paths with the committed one. The supervisor's speak JSON both
//! ways, so that an older page can read a newer server's answer; those a tablet needs speak
//! postcard.

#![expect(
    missing_docs,
    reason = "the macro makes a public field of each argument, without a place for its docs"
)]

pub mod account;
pub mod accounts;
pub mod agenda;
pub mod attention;
pub mod centres;
pub mod devices;
pub mod error;
pub mod error_text;
pub mod exchange;
pub mod figures;
pub mod interventions;
pub mod line;
pub mod messages;
pub mod organisations;
pub mod people;
pub mod referrals;
#[cfg(feature = "csr")]
pub mod request;
pub mod rescue;
pub mod roster;
pub mod schemes;
#[cfg(feature = "ssr")]
pub mod services;
pub mod slots;
pub mod surrender;
pub mod vault;

pub use error::ApiError;

/// One page of a long list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Page<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Number of rows in all.
    pub total: u32,
    /// Which page this is, counted from 0.
    pub number: u32,
    /// Most rows on a page.
    pub size: u32,
}

impl<T> Page<T> {
    /// Number of pages, at least one.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.total.div_ceil(self.size.max(1)).max(1)
    }
}
