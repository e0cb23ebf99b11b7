//! Catalogues: all words that people read, apart from the code that shows them.

#[cfg(test)]
mod checks;
pub mod dates;
pub mod fr;
#[cfg(feature = "ssr")]
pub mod level;
#[cfg(feature = "ssr")]
pub mod messages;
#[cfg(feature = "ssr")]
pub mod own;
pub mod register;

use domain::language::Language;

/// What is written in a language, of what is written in French, English and Arabic.
const fn in_language<T>(
    language: Language,
    [french, english, arabic]: [&'static T; 3],
) -> &'static T {
    match language {
        Language::French => french,
        Language::English => english,
        Language::Arabic => arabic,
    }
}

/// A text of a catalogue that stands alone, put into the middle of a sentence: its first letter is
/// small. Not `to_lowercase`, whose tables for all of Unicode are bytes to be sent.
#[must_use]
pub fn mid_sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::mid_sentence;

    #[test]
    fn within_a_sentence_the_first_letter_is_small() {
        assert_eq!(mid_sentence("À l'étude"), "à l'étude");
        assert_eq!(mid_sentence("Vue par CFP02"), "vue par CFP02");
        assert_eq!(mid_sentence(""), "");
    }
}
