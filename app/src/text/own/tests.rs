//! What holds for every language of the catalogue.

use super::catalogue;
use crate::text::checks;

#[test]
fn no_text_is_empty_in_any_language() {
    checks::are_filled(|language| catalogue(language).all());
}

#[test]
fn a_sentence_has_twelve_words_at_most() {
    checks::are_short(|language| catalogue(language).all());
}

#[test]
fn translations_that_no_speaker_has_checked_are_marked() {
    checks::are_marked(|language| catalogue(language).machine);
}
