//! Language levels of the Common European Framework (*CECRL*), as the contract uses them.

use serde::{Deserialize, Serialize};

/// A level. The order of the variants is the order of the levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CefrLevel {
    /// Below A1.
    InfraA1,
    /// A1: the first goal of the contract's language training.
    A1,
    /// A2: required for the multi-year card since 2026-01-01.
    A2,
    /// B1: required for the resident card since 2026-01-01.
    B1,
    /// B2: required for nationality since 2026-01-01.
    B2,
}

impl CefrLevel {
    /// All levels, lowest first.
    pub const ALL: [Self; 5] = [Self::InfraA1, Self::A1, Self::A2, Self::B1, Self::B2];

    /// The name on screen and in files, the same in every language we show.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::InfraA1 => "infra-A1",
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::B1 => "B1",
            Self::B2 => "B2",
        }
    }

    /// Reads a level as offices write it: any case, with or without spaces, `A1.1` counted as
    /// below A1 (it is the first half of A1).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded: String = text
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        Some(match folded.as_str() {
            "INFRAA1" | "A1.1" | "A0" => Self::InfraA1,
            "A1" => Self::A1,
            "A2" => Self::A2,
            "B1" => Self::B1,
            "B2" => Self::B2,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::CefrLevel;

    #[test]
    fn a_level_reads_back_from_its_own_label() {
        for level in CefrLevel::ALL {
            assert_eq!(CefrLevel::parse(level.label()), Some(level));
        }
        assert_eq!(CefrLevel::parse(" a 2 "), Some(CefrLevel::A2));
        assert_eq!(CefrLevel::parse("C1"), None);
    }
}
