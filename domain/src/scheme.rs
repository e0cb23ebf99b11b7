//! The kinds of scheme a person can join, and the order in which someone wishes for them.

use serde::{Deserialize, Serialize};

/// The five kinds named by the directorate's own description of the partnership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SchemeKind {
    /// Social integration, "socialisation".
    SocialIntegration,
    /// Vocational training.
    VocationalTraining,
    /// Advice on the validation of acquired experience (VAE).
    ExperienceValidation,
    /// Support towards employment.
    Employment,
    /// A new language course, from A2 to B1.
    LanguageCourse,
}

impl SchemeKind {
    /// All kinds, in the order in which they are presented.
    pub const ALL: [Self; 5] = [
        Self::SocialIntegration,
        Self::VocationalTraining,
        Self::ExperienceValidation,
        Self::Employment,
        Self::LanguageCourse,
    ];

    /// The word that stands for the kind in forms, files and tables. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SocialIntegration => "social",
            Self::VocationalTraining => "training",
            Self::ExperienceValidation => "vae",
            Self::Employment => "employment",
            Self::LanguageCourse => "language",
        }
    }

    /// The kind a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

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

    #[test]
    fn codes_are_a_contract() {
        let codes: Vec<_> = SchemeKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes, ["social", "training", "vae", "employment", "language"]);
        for kind in SchemeKind::ALL {
            assert_eq!(SchemeKind::from_code(kind.code()), Some(kind));
        }
    }
}
