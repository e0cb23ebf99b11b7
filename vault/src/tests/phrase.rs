//! The words of phrases, and how they are drawn.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use crate::secret::good_phrase;
use crate::{WORDS, phrase};

/// Whether one letter put in, left out or changed makes the one of the other.
fn are_near(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let same = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    let after = |word: &str, from: usize| word.get(from..).unwrap_or_default().to_owned();
    match long.len() - short.len() {
        0 => after(short, same + 1) == after(long, same + 1),
        1 => after(short, same) == after(long, same + 1),
        _ => false,
    }
}

/// Plurals as French makes them.
fn plurals(word: &str) -> Vec<String> {
    let mut plurals = vec![format!("{word}s"), format!("{word}x")];
    for ending in ["al", "ail"] {
        if let Some(stem) = word.strip_suffix(ending) {
            plurals.push(format!("{stem}aux"));
        }
    }
    plurals
}

#[test]
fn the_words_are_short_plain_and_in_order() {
    assert!(WORDS.is_sorted_by(|one, next| one < next), "each once, in order");
    for word in WORDS {
        assert!((3..=8).contains(&word.len()), "{word}");
        assert!(word.bytes().all(|letter| letter.is_ascii_lowercase()), "{word}");
    }
}

#[test]
fn no_word_can_be_taken_for_another() {
    for (one, other) in [("poule", "poulet"), ("nord", "ord"), ("poule", "boule"), ("or", "os")] {
        assert!(are_near(one, other) && are_near(other, one), "{one}, {other}");
    }
    assert!(!are_near("lapin", "sapins") && !are_near("poule", "poulets"));
    for (place, word) in WORDS.iter().enumerate() {
        for other in &WORDS[place + 1..] {
            assert!(!are_near(word, other), "{word}, {other}");
            assert!(!other.starts_with(word), "{word} begins {other}");
            assert!(!plurals(word).iter().any(|plural| plural == other), "{word}, {other}");
            assert!(!plurals(other).iter().any(|plural| plural == word), "{other}, {word}");
        }
    }
}

#[test]
fn every_word_is_as_likely_in_every_place() {
    const PHRASES: u32 = 51_200;
    let expected = f64::from(PHRASES) / 512.0;
    let mut counts = vec![BTreeMap::<String, u32>::new(); 6];
    let mut phrases = BTreeSet::new();
    for number in 0..PHRASES {
        let digest = Sha256::digest(number.to_be_bytes());
        let made = phrase(*digest.first_chunk::<8>().expect("32 bytes"));
        for (count, word) in counts.iter_mut().zip(made.split(' ')) {
            *count.entry(word.to_owned()).or_default() += 1;
        }
        assert!(phrases.insert(made), "drawn twice");
    }
    for (place, count) in counts.iter().enumerate() {
        // 511 degrees of freedom: mean 511, standard deviation 32.
        let deviation: f64 = WORDS
            .iter()
            .map(|word| f64::from(count.get(*word).copied().unwrap_or_default()) - expected)
            .map(|difference| difference * difference / expected)
            .sum();
        assert!((383.0..639.0).contains(&deviation), "word {place}: {deviation}");
    }
}

#[test]
fn the_ends_of_the_range_are_phrases_too() {
    assert_eq!(phrase([0; 8]).split(' ').next(), Some(WORDS[0]));
    assert_eq!(phrase([255; 8]).split(' ').next(), Some(WORDS[511]));
    assert_eq!(phrase([255; 8]).split(' ').count(), 6);
}

proptest! {
    #[test]
    fn a_phrase_drawn_is_one_that_makes_a_lock(random: [u8; 8]) {
        let drawn = phrase(random);
        prop_assert_eq!(drawn.split(' ').collect::<BTreeSet<_>>().len(), 6);
        prop_assert_eq!(good_phrase(&drawn).map(|text| text.to_string()), Ok(drawn));
    }
}
