//! What holds for every language of the catalogue.

use super::{catalogue, consent};
use crate::text::checks;
use domain::consent::{CURRENT_TEXT, TextVersion};
use domain::language::Language;

/// FNV-1a with 64 bits: enough to notice a changed letter, and no dependency for it.
fn fingerprint(paragraphs: &[&str]) -> u64 {
    paragraphs.join("\n").bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn no_text_is_empty_in_any_language() {
    checks::are_filled(|language| catalogue(language).all());
}

#[test]
fn a_sentence_has_twelve_words_at_most() {
    checks::are_short(|language| {
        let consent = consent::paragraphs(CURRENT_TEXT, language).unwrap_or_default().iter();
        let consent = consent.map(|text| ("consent", *text));
        catalogue(language).all().into_iter().chain(consent).collect()
    });
}

#[test]
fn translations_that_no_speaker_has_checked_are_marked() {
    checks::are_marked(|language| catalogue(language).machine);
}

#[test]
fn the_consent_in_force_exists_in_every_language() {
    for language in Language::ALL {
        let text = consent::paragraphs(CURRENT_TEXT, language).expect("a text");
        assert!(text.iter().all(|paragraph| !paragraph.trim().is_empty()));
        assert_eq!(consent::paragraphs(TextVersion(0), language), None);
        assert_eq!(consent::paragraphs(TextVersion(CURRENT_TEXT.0 + 1), language), None);
    }
}

/// People agreed to these very words. Where this fails, restore them and add a version.
#[test]
fn a_consent_that_was_shown_never_changes() {
    let shown = Language::ALL.map(|language| {
        fingerprint(consent::paragraphs(TextVersion(1), language).unwrap_or_default())
    });
    assert_eq!(shown, [0x26e9_a1a6_2acb_53d1, 0x95e5_5e83_a9d8_7eef, 0x33f3_ffa4_5c49_19e7]);
}
