//! The order in which someone wishes for kinds of scheme.

use super::SchemeKind;
use serde::{Deserialize, Serialize};

/// Wished kinds, the dearest first; at least one, none twice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<SchemeKind>", into = "Vec<SchemeKind>")]
pub struct Wishes(Vec<SchemeKind>);

/// Why a list of kinds is not a list of wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WishesError {
    /// Nothing was chosen.
    #[error("no kind of scheme was chosen")]
    Empty,
    /// A kind stands in the list twice.
    #[error("a kind of scheme was chosen twice")]
    Repeated,
}

impl Wishes {
    /// Wishes in this order.
    ///
    /// # Errors
    /// When the list is empty or names a kind twice.
    pub fn new(kinds: Vec<SchemeKind>) -> Result<Self, WishesError> {
        if kinds.is_empty() {
            return Err(WishesError::Empty);
        }
        let again = |(place, kind): (usize, &SchemeKind)| kinds[..place].contains(kind);
        if kinds.iter().enumerate().any(again) {
            return Err(WishesError::Repeated);
        }
        Ok(Self(kinds))
    }

    /// The kinds, the dearest first.
    #[must_use]
    pub fn kinds(&self) -> &[SchemeKind] {
        &self.0
    }
}

impl TryFrom<Vec<SchemeKind>> for Wishes {
    type Error = WishesError;
    fn try_from(kinds: Vec<SchemeKind>) -> Result<Self, Self::Error> {
        Self::new(kinds)
    }
}

impl From<Wishes> for Vec<SchemeKind> {
    fn from(wishes: Wishes) -> Self {
        wishes.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_keep_their_order_and_refuse_repetition() {
        let order = vec![SchemeKind::Employment, SchemeKind::LanguageCourse];
        assert_eq!(Wishes::new(order.clone()).map(Vec::from), Ok(order));
        assert_eq!(Wishes::new(vec![]), Err(WishesError::Empty));
        let twice = vec![SchemeKind::Employment, SchemeKind::Employment];
        assert_eq!(Wishes::new(twice), Err(WishesError::Repeated));
    }
}
