//! Signatories: the people who signed the Republican Integration Contract.

use crate::contact::Contact;
use crate::id::SignatoryId;
use crate::level::CefrLevel;
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// Longest name taken, in characters. The longest names in civil registers stay under it.
pub const NAME_MAX: usize = 120;

/// A name as written on papers: trimmed, inner spaces single, no control characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but blanks.
    #[error("the name is empty")]
    Empty,
    /// More than [`NAME_MAX`] characters.
    #[error("the name has more than {NAME_MAX} characters")]
    TooLong,
    /// Characters that cannot be part of a name: control characters, `<`, `>`, or digits only.
    #[error("the name has characters that no name has")]
    NotAName,
}

impl PersonName {
    /// Reads a name.
    ///
    /// # Errors
    /// When it is empty, too long, or cannot be a name.
    pub fn new(text: &str) -> Result<Self, NameError> {
        let mut name = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
        if name.is_empty() {
            return Err(NameError::Empty);
        }
        if name.chars().count() > NAME_MAX {
            return Err(NameError::TooLong);
        }
        let impossible =
            |c: char| c.is_control() || matches!(c, '<' | '>' | '\u{feff}' | '\u{fffd}');
        if name.chars().any(impossible) || !name.chars().any(char::is_alphabetic) {
            return Err(NameError::NotAName);
        }
        Ok(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PersonName {
    /// Never the name itself: `Debug` output ends in logs and panics.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonName(***)")
    }
}

impl TryFrom<String> for PersonName {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(&text)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

/// A birth date as far as it is known. Files often carry 1 January where only the year is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Birth {
    /// The full date.
    Date(Day),
    /// Only the year.
    Year(i16),
}

impl Birth {
    /// The year of birth.
    #[must_use]
    pub fn year(self) -> i32 {
        match self {
            Self::Date(day) => day.civil().0,
            Self::Year(year) => i32::from(year),
        }
    }

    /// Whether two statements can be about the same birth: equal dates, or the same year where one
    /// of them knows only the year or says 1 January (which often means "unknown").
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        let vague = |birth: Self| match birth {
            Self::Year(_) => true,
            Self::Date(day) => matches!(day.civil(), (_, 1, 1)),
        };
        self == other || (self.year() == other.year() && (vague(self) || vague(other)))
    }

    /// As French offices write it: the date, or the year alone.
    #[must_use]
    pub fn french(self) -> String {
        match self {
            Self::Date(day) => day.french(),
            Self::Year(year) => year.to_string(),
        }
    }
}

impl std::fmt::Debug for Birth {
    /// Never the date itself: `Debug` output ends in logs and panics.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Birth(***)")
    }
}

/// Where a record of a person came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// An adviser wrote it down.
    Adviser,
    /// The person, on the tablet handed over.
    Kiosk,
    /// The person, on their own phone in the room (QR code).
    OwnPhone,
    /// The person, from a link sent to them.
    Link,
    /// Typed from a paper form.
    Paper,
    /// A file.
    Import,
}

impl Origin {
    /// All origins.
    pub const ALL: [Self; 6] =
        [Self::Adviser, Self::Kiosk, Self::OwnPhone, Self::Link, Self::Paper, Self::Import];

    /// The word that stands for the origin in tables. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Adviser => "adviser",
            Self::Kiosk => "kiosk",
            Self::OwnPhone => "own_phone",
            Self::Link => "link",
            Self::Paper => "paper",
            Self::Import => "import",
        }
    }

    /// The origin a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.code() == code)
    }
}

/// A person who signed the contract, with the least that the path needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// Its identity.
    pub id: SignatoryId,
    /// Family name, or the only name.
    pub family_name: PersonName,
    /// Given name; some people have a single name.
    pub given_name: Option<PersonName>,
    /// Birth, as far as known. Asked to tell people of one name apart.
    pub birth: Option<Birth>,
    /// How to reach the person.
    pub contact: Contact,
    /// Level of French, if known.
    pub level: Option<CefrLevel>,
    /// End of the language training; starts the count of days without a path.
    pub training_ends: Option<Day>,
    /// Where the record came from.
    pub origin: Origin,
    /// Grows by one with each change the server accepted.
    pub version: u32,
}

impl Signatory {
    /// Family name first, in capitals as French offices write it, then the given name.
    #[must_use]
    pub fn display_name(&self) -> String {
        let family = self.family_name.as_str().to_uppercase();
        match &self.given_name {
            Some(given) => format!("{family} {}", given.as_str()),
            None => family,
        }
    }
}

/// A name reduced to what spellings have in common: lower case, Latin accents removed, everything
/// but letters dropped. Two people of one folded name are *candidates*, never the same by it alone.
#[must_use]
pub fn fold_name(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).flat_map(fold_letter).collect()
}

fn fold_letter(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => (Some('a'), None),
        'ç' | 'ć' | 'č' => (Some('c'), None),
        'ď' | 'đ' => (Some('d'), None),
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' => (Some('e'), None),
        'ğ' | 'ģ' => (Some('g'), None),
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => (Some('i'), None),
        'ł' | 'ľ' | 'ĺ' => (Some('l'), None),
        'ñ' | 'ń' | 'ň' => (Some('n'), None),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => (Some('o'), None),
        'ř' | 'ŕ' => (Some('r'), None),
        'ś' | 'š' | 'ş' | 'ș' => (Some('s'), None),
        'ť' | 'ţ' | 'ț' => (Some('t'), None),
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => (Some('u'), None),
        'ý' | 'ÿ' => (Some('y'), None),
        'ź' | 'ż' | 'ž' => (Some('z'), None),
        'œ' => (Some('o'), Some('e')),
        'æ' => (Some('a'), Some('e')),
        'ß' => (Some('s'), Some('s')),
        other if other.is_alphabetic() => (Some(other), None),
        _ => (None, None),
    };
    first.into_iter().chain(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_script_are_names() {
        for name in ["Traoré", "N'Diaye", "محمد", "Олена", "ተስፋይ", "O", "van der Berg-Düşük"]
        {
            assert_eq!(PersonName::new(name).map(String::from).as_deref(), Ok(name));
        }
        assert_eq!(PersonName::new("  Ben   Ali ").map(String::from).as_deref(), Ok("Ben Ali"));
    }

    #[test]
    fn what_is_no_name_is_refused_with_its_reason() {
        assert_eq!(PersonName::new(" \t "), Err(NameError::Empty));
        assert_eq!(PersonName::new("0612345678"), Err(NameError::NotAName));
        assert_eq!(PersonName::new("<script>"), Err(NameError::NotAName));
        assert_eq!(PersonName::new("a\u{0}b"), Err(NameError::NotAName));
        assert_eq!(PersonName::new(&"é".repeat(NAME_MAX + 1)), Err(NameError::TooLong));
    }

    #[test]
    fn debug_output_shows_no_personal_data() {
        let name = PersonName::new("Traoré").expect("a name");
        assert_eq!(format!("{name:?} {:?}", Birth::Year(1990)), "PersonName(***) Birth(***)");
    }

    #[test]
    fn first_of_january_agrees_with_any_day_of_its_year() {
        let date = |m, d| Birth::Date(Day::new(1990, m, d).expect("a day"));
        assert!(date(1, 1).agrees_with(date(5, 12)));
        assert!(Birth::Year(1990).agrees_with(date(5, 12)));
        assert!(!date(5, 12).agrees_with(date(5, 13)));
        assert!(!Birth::Year(1991).agrees_with(date(5, 12)));
    }

    #[test]
    fn spellings_of_one_name_fold_alike() {
        assert_eq!(fold_name("Traoré"), fold_name("TRAORE"));
        assert_eq!(fold_name("N'Diaye"), fold_name("ndiaye"));
        assert_eq!(fold_name("Œuvrard-Müller"), "oeuvrardmuller");
        assert_eq!(fold_name("محمد علي"), "محمدعلي");
    }
}
