//! The kinds of scheme a person can join.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_a_contract() {
        let codes: Vec<_> = SchemeKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes, ["social", "training", "vae", "employment", "language"]);
        for kind in SchemeKind::ALL {
            assert_eq!(SchemeKind::from_code(kind.code()), Some(kind));
        }
    }
}
