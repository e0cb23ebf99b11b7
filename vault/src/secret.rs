//! Which phrases and PINs are good enough, and when two phrases are the same.

use zeroize::Zeroizing;

const LEAST_WORDS: usize = 5;
const LEAST_LETTERS: usize = 20;
/// PINs that are no sequence and no repetition, and still among the first to be tried: a column of
/// the keypad, its corners, and pairs.
const COMMON: [&str; 8] = ["2580", "0852", "1379", "1973", "1122", "2211", "112233", "332211"];

/// Why a lock was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The phrase has fewer than five words.
    #[error("too few words")]
    TooFewWords,
    /// The phrase has five words or more, but fewer than five different ones.
    #[error("repeated words")]
    RepeatedWords,
    /// The phrase has fewer than twenty letters.
    #[error("too short")]
    TooShort,
    /// The PIN is not four to twelve digits.
    #[error("a PIN has four to twelve digits")]
    PinLength,
    /// The PIN is among the first that anybody would try.
    #[error("a trivial PIN")]
    PinTrivial,
    /// The cost is out of bounds.
    #[error("cost out of bounds")]
    Cost,
    /// The device does not give the memory that the cost asks for.
    #[error("not enough memory")]
    Memory,
    /// The device's credential is missing or longer than any can be, or it gave no secret.
    #[error("no usable credential")]
    Credential,
}

/// A phrase as it is compared: lower case, without accents, each run of white space, hyphens and
/// apostrophes as one space. Where the keyboard composes accents or the phone bends apostrophes
/// must not matter.
#[must_use]
pub fn normalised(phrase: &str) -> Zeroizing<String> {
    // Room for the longest lower case form, so that no copy is left behind by growing.
    let mut text = Zeroizing::new(String::with_capacity(phrase.len() * 3));
    let mut gap = false;
    for letter in phrase.chars().flat_map(char::to_lowercase) {
        if is_gap(letter) {
            gap = true;
        } else if !is_invisible(letter) {
            if gap && !text.is_empty() {
                text.push(' ');
            }
            gap = false;
            match folded(letter) {
                Some(plain) => text.push_str(plain),
                None => text.push(letter),
            }
        }
    }
    text
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}'
        )
}

/// Accents as characters of their own, and what shows nothing.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

fn folded(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'â' | 'ä' => "a",
        'ç' => "c",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'î' | 'ï' => "i",
        'ô' | 'ö' => "o",
        'ù' | 'û' | 'ü' => "u",
        'ÿ' => "y",
        'œ' => "oe",
        'æ' => "ae",
        _ => return None,
    })
}

/// The phrase as it is compared, if it is hard enough to guess.
pub fn good_phrase(phrase: &str) -> Result<Zeroizing<String>, Refused> {
    let text = normalised(phrase);
    let mut words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() < LEAST_WORDS {
        return Err(Refused::TooFewWords);
    }
    words.sort_unstable();
    words.dedup();
    if words.len() < LEAST_WORDS {
        return Err(Refused::RepeatedWords);
    }
    if text.chars().filter(|letter| *letter != ' ').count() < LEAST_LETTERS {
        return Err(Refused::TooShort);
    }
    Ok(text)
}

/// Whether the PIN can be one factor of two.
///
/// # Errors
/// When it is not 4 to 12 digits, or one of those that are guessed first.
pub fn good_pin(pin: &str) -> Result<(), Refused> {
    let digits = pin.as_bytes();
    if !(4..=12).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Refused::PinLength);
    }
    if is_sequence(digits) || is_repetition(digits) || COMMON.contains(&pin) {
        return Err(Refused::PinTrivial);
    }
    Ok(())
}

/// Whether each digit is as far from the one before, around the end of the keyboard: 0000, 1234,
/// 7890, 8642.
fn is_sequence(digits: &[u8]) -> bool {
    let mut steps = digits.windows(2).map(|pair| match pair {
        [before, after] => (10 + after - before) % 10,
        _ => 0,
    });
    let first = steps.next();
    steps.all(|step| Some(step) == first)
}

/// Whether the digits repeat what they begin with: 1212, 123123.
fn is_repetition(digits: &[u8]) -> bool {
    (1..=digits.len() / 2).any(|period| {
        digits.len().is_multiple_of(period)
            && digits.iter().zip(digits.iter().skip(period)).all(|(one, next)| one == next)
    })
}

#[cfg(test)]
mod tests;
