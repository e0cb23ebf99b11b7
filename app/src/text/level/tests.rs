//! What holds for every language of the catalogue.

use super::catalogue;
use domain::language::Language;

#[test]
fn no_text_is_empty_in_any_language() {
    for language in Language::ALL {
        for (name, text) in catalogue(language).all() {
            assert!(!text.trim().is_empty(), "{} {name}", language.tag());
            assert_eq!(text.trim(), text, "{} {name}", language.tag());
        }
    }
}

#[test]
fn a_sentence_has_twelve_words_at_most() {
    for language in Language::ALL {
        for (name, text) in catalogue(language).all() {
            for sentence in text.split_inclusive(['.', '?', '؟', '!']) {
                // Punctuation that French sets apart is no word.
                let words = sentence.split_whitespace();
                let words = words.filter(|word| word.chars().any(char::is_alphanumeric));
                assert!(words.count() <= 12, "{} {name}: {sentence}", language.tag());
            }
        }
    }
}

#[test]
fn translations_that_no_speaker_has_checked_are_marked() {
    for language in Language::ALL {
        assert_eq!(catalogue(language).machine, language != Language::French);
    }
}
