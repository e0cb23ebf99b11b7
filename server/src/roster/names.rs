//! Names out of cells: one part a cell, or the whole in one.

use super::columns::Column;
use super::error::RowProblem;
use domain::person::{NameError, PersonName};

/// Words that begin a family name without being one.
const PARTICLES: [&str; 30] = [
    "abd", "abdel", "abou", "abu", "ait", "aït", "al", "bel", "ben", "bin", "bint", "da", "de",
    "del", "den", "der", "di", "dos", "du", "el", "la", "le", "oul", "ould", "saint", "st", "van",
    "von", "bou", "bent",
];

/// A whole name, divided.
pub(super) struct Divided {
    pub(super) family: String,
    pub(super) given: String,
    /// Whether the division follows from nothing but the usual order.
    pub(super) guessed: bool,
}

/// Reads the name in a cell of `column`.
pub(super) fn read(text: &str, column: Column) -> Result<PersonName, RowProblem> {
    let start = text.trim_start_matches(['\'', '"', ' ', '\u{a0}']);
    // What a spreadsheet would compute if it met it again in an export.
    if start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t']) {
        return Err(RowProblem::NotAName(column));
    }
    PersonName::new(text).map_err(|error| match error {
        NameError::Empty => RowProblem::NoName,
        NameError::TooLong => RowProblem::NameTooLong(column),
        NameError::NotAName => RowProblem::NotAName(column),
    })
}

/// What is doubtful in a name that can be one.
pub(super) fn doubts(name: &PersonName) -> impl Iterator<Item = RowProblem> {
    let text = name.as_str();
    let digits = text.chars().any(char::is_numeric).then_some(RowProblem::DigitsInName);
    let letters = has_traces_of_encoding(text).then_some(RowProblem::DoubtfulLetters);
    digits.into_iter().chain(letters)
}

/// Whether UTF-8 was once read as Windows-1252: `Ã©`, `Ã¨`, `Å“`, `Ø§`.
fn has_traces_of_encoding(text: &str) -> bool {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let lead = matches!(letter, 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ð' | 'Ñ' | 'Ø' | 'Ù' | 'â');
        let trail = letters.peek().is_some_and(|&next| {
            matches!(
                next,
                '\u{80}'
                    ..='\u{bf}'
                        | '€'
                        | '‚'
                        | '„'
                        | '…'
                        | '†'
                        | '‡'
                        | 'ˆ'
                        | '‰'
                        | '‹'
                        | '“'
                        | '”'
                        | '•'
                        | '–'
                        | '—'
                        | '˜'
                        | '™'
                        | '›'
            )
        });
        if lead && trail {
            return true;
        }
    }
    false
}

/// Divides a whole name. French offices write the family name in capitals, first or last; where
/// capitals tell nothing, the first word is the family name, with the particles before it, and
/// the division is a guess.
pub(super) fn divide(whole: &str) -> Divided {
    if let Some((family, given)) = whole.split_once(',') {
        return Divided {
            family: family.trim().to_owned(),
            given: given.trim().to_owned(),
            guessed: false,
        };
    }
    let words: Vec<&str> = whole.split_whitespace().collect();
    let first = words.iter().take_while(|word| is_in_capitals(word)).count();
    let last = words.iter().rev().take_while(|word| is_in_capitals(word)).count();
    let parted = |at: usize, family_first: bool, guessed: bool| {
        let (left, right) = (words[..at].join(" "), words[at..].join(" "));
        let (family, given) = if family_first { (left, right) } else { (right, left) };
        Divided { family, given, guessed }
    };
    match words.len() {
        0 | 1 => parted(words.len(), true, false),
        len if (1..len).contains(&first) && last == 0 => parted(first, true, false),
        len if (1..len).contains(&last) && first == 0 => parted(len - last, false, false),
        len => {
            let particles = words.iter().take_while(|word| is_particle(word)).count();
            parted((particles + 1).min(len - 1), true, true)
        }
    }
}

fn is_in_capitals(word: &str) -> bool {
    // One capital alone is an initial, of any name.
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase)
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("EXEMPLE Aïssata", "EXEMPLE", "Aïssata")]
    #[case("EL EXEMPLE Fatima Zahra", "EL EXEMPLE", "Fatima Zahra")]
    #[case("Aïssata EXEMPLE", "EXEMPLE", "Aïssata")]
    #[case("N'EXEMPLE Ada", "N'EXEMPLE", "Ada")]
    #[case("Exemple, Ada", "Exemple", "Ada")]
    #[case("ПРИКЛАД Олена", "ПРИКЛАД", "Олена")]
    #[case("Exemple", "Exemple", "")]
    fn capitals_and_commas_tell_the_family_name(
        #[case] whole: &str,
        #[case] family: &str,
        #[case] given: &str,
    ) {
        let name = divide(whole);
        assert_eq!(
            (name.family.as_str(), name.given.as_str(), name.guessed),
            (family, given, false)
        );
    }

    #[rstest]
    #[case("Exemple Ada", "Exemple", "Ada")]
    #[case("EXEMPLE ADA", "EXEMPLE", "ADA")]
    #[case("Ben Exemple Ali", "Ben Exemple", "Ali")]
    #[case("مثال محمد", "مثال", "محمد")]
    #[case("EXEMPLE Ada DÉMO", "EXEMPLE", "Ada DÉMO")]
    #[case("El Ben", "El", "Ben")]
    fn without_them_the_first_word_is_a_guess(
        #[case] whole: &str,
        #[case] family: &str,
        #[case] given: &str,
    ) {
        let name = divide(whole);
        assert_eq!(
            (name.family.as_str(), name.given.as_str(), name.guessed),
            (family, given, true)
        );
    }

    #[rstest]
    #[case("=HYPERLINK(\"http://exemple.invalid\")")]
    #[case("=cmd|' /C calc'!A0")]
    #[case("'=cmd")]
    #[case("+33 Démo")]
    #[case("-Démo")]
    #[case("@Démo")]
    #[case("0639980001")]
    #[case("—")]
    fn formulas_and_numbers_are_no_names(#[case] text: &str) {
        let refused = RowProblem::NotAName(Column::FamilyName);
        assert_eq!(read(text, Column::FamilyName).err(), Some(refused));
    }

    #[rstest]
    #[case("Total : 25", &[RowProblem::DigitsInName])]
    #[case("TraorÃ© Démo", &[RowProblem::DoubtfulLetters])]
    #[case("Ù…Ø\u{ad}Ù…Ø¯", &[RowProblem::DoubtfulLetters])]
    #[case("João Ñuño Ångström Øst Âme", &[])]
    #[case("محمد", &[])]
    fn doubtful_names_are_told(#[case] text: &str, #[case] expected: &[RowProblem]) {
        let name = PersonName::new(text).unwrap();
        assert_eq!(doubts(&name).collect::<Vec<_>>(), expected);
    }
}
