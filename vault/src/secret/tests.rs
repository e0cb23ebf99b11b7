//! Phrases and PINs.

use super::*;

#[test]
fn phrases_are_compared_without_what_keyboards_differ_in() {
    for (typed, compared) in [
        ("  Un  deux\n trois\t", "un deux trois"),
        ("ÉÈÊË éèêë Ça ÀÂÄ ÎÏ ÔÖ ÙÛÜ Ÿ", "eeee eeee ca aaa ii oo uuu y"),
        ("Cœur Œuf Lætitia", "coeur oeuf laetitia"),
        ("e\u{301}te\u{301} C\u{327}a", "ete ca"),
        ("arc-en-ciel\u{2013}porte\u{2011}clé", "arc en ciel porte cle"),
        ("l'eau l\u{2019}air l\u{2018}or - ' aujourd\u{2bc}hui", "l eau l air l or aujourd hui"),
        ("un\u{a0}deux\u{202f}trois\u{3000}quatre", "un deux trois quatre"),
        ("so\u{ad}leil lu\u{200b}ne\u{feff}", "soleil lune"),
        ("-- ' ", ""),
        ("Straße Ω İ", "straße ω i"),
        ("1 2,5 ?", "1 2,5 ?"),
    ] {
        assert_eq!(normalised(typed).as_str(), compared, "{typed}");
    }
}

#[test]
fn two_ways_of_comparing_do_not_exist() {
    for text in ["L\u{2019}Été-là", "İstanbul", "a\u{301}\u{ad}-\u{2bc}b"] {
        let once = normalised(text);
        assert_eq!(normalised(&once), once, "{text}");
    }
}

#[test]
fn a_phrase_is_never_moved_while_it_is_compared() {
    // Letters whose lower case is longer than they are.
    for text in ["\u{23a}".repeat(100), "İ".repeat(100), "Œ".repeat(100), "a".repeat(100)] {
        assert_eq!(normalised(&text).capacity(), text.len() * 3);
    }
}

#[test]
fn a_phrase_has_five_different_words() {
    let good = |phrase: &str| good_phrase(phrase).map(|text| text.to_string());
    assert_eq!(good("cheval soleil nuage jardin"), Err(Refused::TooFewWords));
    assert_eq!(good("cheval soleil nuage Cheval jardin"), Err(Refused::RepeatedWords));
    assert_eq!(good("aaaa bbbb cccc dddd éee"), Err(Refused::TooShort));
    assert_eq!(good("aaaa bbbb cccc dddd éeee"), Ok("aaaa bbbb cccc dddd eeee".to_owned()));
    let repeated = "le chat du voisin et le jardin";
    assert_eq!(good(repeated), Ok(repeated.to_owned()));
}

#[test]
fn a_pin_has_four_to_twelve_digits() {
    for pin in ["", "407", "4071407140715", "40a1", "4071 ", "-4071", "٤٠٧١", "４０７１"] {
        assert_eq!(good_pin(pin), Err(Refused::PinLength), "{pin}");
    }
    for pin in ["4071", "58213", "407193", "407193582604", "1200", "1112", "9073"] {
        assert_eq!(good_pin(pin), Ok(()), "{pin}");
    }
}

#[test]
fn a_pin_is_not_what_anybody_tries_first() {
    for pin in [
        "0000",
        "999999",
        "1234",
        "4321",
        "123456",
        "0123",
        "7890",
        "9012",
        "0987",
        "2468",
        "8642",
        "1212",
        "6969",
        "123123",
        "120120120",
        "2580",
        "1122",
        "112233",
    ] {
        assert_eq!(good_pin(pin), Err(Refused::PinTrivial), "{pin}");
    }
}
