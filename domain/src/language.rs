//! Languages in which people are addressed, and the direction in which each is written.

use serde::{Deserialize, Serialize};

/// A language with a catalogue of its own on the registration page.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Language {
    /// Plain French, the language of the first screens.
    #[default]
    French,
    /// English.
    English,
    /// Arabic.
    Arabic,
}

/// The direction of writing, as the `dir` attribute of HTML names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of the `dir` attribute.
    #[must_use]
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Language {
    /// All languages with a catalogue.
    pub const ALL: [Self; 3] = [Self::French, Self::English, Self::Arabic];

    /// The BCP 47 tag, as the `lang` attribute and `Accept-Language` use it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
            Self::Arabic => "ar",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::French => "français",
            Self::English => "English",
            Self::Arabic => "العربية",
        }
    }

    /// Direction of writing. A test compares it with CLDR for every language.
    #[must_use]
    pub const fn direction(self) -> Direction {
        match self {
            Self::French | Self::English => Direction::Ltr,
            Self::Arabic => Direction::Rtl,
        }
    }

    /// The language of a tag, a regional variant counted as its language (`ar-SY` is Arabic).
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The best language for an `Accept-Language` header (RFC 9110, 12.5.4): the known one with
    /// the highest weight, the earlier at equal weight; French where none is known.
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best: Option<(Self, f32)> = None;
        for item in accept_language.split(',').take(32) {
            let mut parts = item.split(';');
            let Some(language) = parts.next().and_then(Self::from_tag) else { continue };
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(Some(1.0), |q| q.parse().ok())
                .unwrap_or(0.0);
            if weight > 0.0 && best.is_none_or(|(_, known)| weight > known) {
                best = Some((language, weight));
            }
        }
        best.map_or(Self::French, |(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_locale::{LanguageIdentifier, LocaleDirectionality, locale};

    #[test]
    fn directions_are_those_of_cldr() {
        let cldr = LocaleDirectionality::new_common();
        for language in Language::ALL {
            let id: LanguageIdentifier = language.tag().parse().expect("a tag of ours");
            let expected = if cldr.is_right_to_left(&id) { Direction::Rtl } else { Direction::Ltr };
            assert_eq!(language.direction(), expected, "{}", language.tag());
        }
        assert!(cldr.is_right_to_left(&locale!("ar").id));
    }

    #[test]
    fn a_phone_is_answered_in_its_own_language() {
        assert_eq!(Language::negotiate("ar-SY,ar;q=0.9,fr;q=0.8"), Language::Arabic);
        assert_eq!(Language::negotiate("de, en-GB;q=0.5, fr;q=0.7"), Language::French);
        assert_eq!(Language::negotiate("ps, prs"), Language::French);
        assert_eq!(Language::negotiate(""), Language::French);
        assert_eq!(Language::negotiate("en;q=0, ar;q=0.1"), Language::Arabic);
        assert_eq!(Language::negotiate("en;q=nonsense"), Language::French);
    }
}
