//! What holds for every catalogue that signatories read, in every language.

use domain::language::Language;

/// Every text of a catalogue with its name.
pub type Texts = Vec<(&'static str, &'static str)>;

/// No text is empty, or stands between blanks.
pub fn are_filled(texts: impl Fn(Language) -> Texts) {
    for language in Language::ALL {
        for (name, text) in texts(language) {
            assert!(!text.trim().is_empty(), "{} {name}", language.tag());
            assert_eq!(text.trim(), text, "{} {name}", language.tag());
        }
    }
}

/// A sentence has twelve words at most.
pub fn are_short(texts: impl Fn(Language) -> Texts) {
    for language in Language::ALL {
        for (name, text) in texts(language) {
            for sentence in text.split_inclusive(['.', '?', '؟', '!']) {
                // Punctuation that French sets apart is no word.
                let words = sentence.split_whitespace();
                let words = words.filter(|word| word.chars().any(char::is_alphanumeric));
                assert!(words.count() <= 12, "{} {name}: {sentence}", language.tag());
            }
        }
    }
}

/// Translations that no speaker has checked are marked: all but French, for today.
pub fn are_marked(machine: impl Fn(Language) -> bool) {
    for language in Language::ALL {
        assert_eq!(machine(language), language != Language::French);
    }
}
