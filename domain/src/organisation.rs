//! Organisations: who offers schemes, and who else belongs to the network.

use crate::contact::{EmailAddress, PhoneNumber};
use serde::{Deserialize, Serialize};

/// Longest name taken, in characters.
pub const ORGANISATION_NAME_MAX: usize = 120;

/// What an organisation is in the network.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum OrganisationKind {
    /// The territorial directorate itself.
    Directorate,
    /// Coordinates the network.
    Coordinator,
    /// An association.
    #[default]
    Association,
    /// A training organisation.
    TrainingBody,
    /// A service that helps people find work.
    EmploymentService,
}

impl OrganisationKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Association,
        Self::TrainingBody,
        Self::EmploymentService,
        Self::Coordinator,
        Self::Directorate,
    ];

    /// The word that stands for the kind in forms and tables. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Directorate => "directorate",
            Self::Coordinator => "coordinator",
            Self::Association => "association",
            Self::TrainingBody => "training_body",
            Self::EmploymentService => "employment_service",
        }
    }

    /// The kind a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a supervisor writes down of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationFields {
    /// Its name, one of a kind in the directorate.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Where referrals are announced to it.
    pub email: Option<EmailAddress>,
    /// Where it is called.
    pub phone: Option<PhoneNumber>,
}

/// Why an organisation cannot be written down so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationFault {
    /// It has no name.
    #[error("the organisation has no name")]
    NoName,
    /// The name has more than [`ORGANISATION_NAME_MAX`] characters.
    #[error("the name has more than {ORGANISATION_NAME_MAX} characters")]
    NameTooLong,
}

impl OrganisationFields {
    /// The same, with blanks in the name made single.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        self
    }

    /// What is wrong with it, if anything.
    #[must_use]
    pub fn fault(&self) -> Option<OrganisationFault> {
        if self.name.trim().is_empty() {
            Some(OrganisationFault::NoName)
        } else if self.name.chars().count() > ORGANISATION_NAME_MAX {
            Some(OrganisationFault::NameTooLong)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_a_contract() {
        let codes: Vec<_> = OrganisationKind::ALL.iter().map(|kind| kind.code()).collect();
        let known =
            ["association", "training_body", "employment_service", "coordinator", "directorate"];
        assert_eq!(codes, known);
        for kind in OrganisationKind::ALL {
            assert_eq!(OrganisationKind::from_code(kind.code()), Some(kind));
        }
    }

    #[test]
    fn a_name_is_needed_and_its_blanks_are_single() {
        let named = |name: &str| {
            OrganisationFields { name: name.to_owned(), ..OrganisationFields::default() }.tidied()
        };
        assert_eq!(named("  Exemple \t Un ").name, "Exemple Un");
        assert_eq!(named("Exemple").fault(), None);
        assert_eq!(named(" \n").fault(), Some(OrganisationFault::NoName));
        let long = "é".repeat(ORGANISATION_NAME_MAX + 1);
        assert_eq!(named(&long).fault(), Some(OrganisationFault::NameTooLong));
        assert_eq!(named(&long[2..]).fault(), None);
    }
}
