//! What is expected of [`judge`](super::judge).

use super::*;
use domain::time::Day;
use std::time::Instant;
use uuid::Uuid;

fn person(family: &str, given: &str, birth: Option<Birth>, phone: &str) -> RosterPerson {
    RosterPerson {
        family_name: PersonName::new(family).unwrap(),
        given_name: PersonName::new(given).ok(),
        birth,
        phone: PhoneNumber::new(phone).ok(),
        email: None,
        level: None,
        training_ends: None,
    }
}

fn born(year: i32, month: u32, day: u32) -> Option<Birth> {
    Day::new(year, month, day).map(Birth::Date)
}

fn rows(people: Vec<RosterPerson>) -> Vec<ParsedRow> {
    let row = |(line, person)| ParsedRow { line, person: Ok(person), warnings: vec![] };
    (2..).zip(people).map(row).collect()
}

fn id(number: u128) -> SignatoryId {
    SignatoryId(Uuid::from_u128(number))
}

fn known(number: u128, person: RosterPerson) -> KnownPerson {
    KnownPerson {
        id: id(number),
        family_name: person.family_name,
        given_name: person.given_name,
        birth: person.birth,
        phone: person.phone,
        email: person.email,
        on_roster: true,
    }
}

/// The verdict on one row when one person is known.
fn against(row: RosterPerson, other: RosterPerson) -> Verdict {
    judge(rows(vec![row]), &[known(1, other)]).remove(0).verdict
}

fn to_check(reason: RowProblem) -> Verdict {
    Verdict::ToCheck { like: Some(id(1)), reasons: vec![reason] }
}

const PHONE: &str = "06 39 98 00 01";
const OTHER_PHONE: &str = "06 39 98 00 02";

#[test]
fn nobody_alike_is_new() {
    let row = person("EXEMPLE", "Ada", born(1990, 3, 7), PHONE);
    let other = person("DÉMO", "Ali", born(1990, 3, 7), OTHER_PHONE);
    assert_eq!(against(row, other), Verdict::New);
}

#[test]
fn the_same_name_and_day_of_birth_are_one_person_in_any_spelling_and_order() {
    for (family, given) in [("exemple", "ADA"), ("Ada", "Exemple"), ("Exemplé", "Adà")] {
        let row = person(family, given, born(1990, 3, 7), OTHER_PHONE);
        let other = person("EXEMPLE", "Ada", born(1990, 3, 7), PHONE);
        assert_eq!(against(row, other), Verdict::AlreadyKnown(id(1)), "{family} {given}");
    }
}

#[test]
fn without_a_birth_the_same_phone_makes_one_person() {
    let row = person("EXEMPLE", "Ada", None, PHONE);
    assert_eq!(against(row.clone(), row), Verdict::AlreadyKnown(id(1)));
}

#[test]
fn without_a_birth_and_a_phone_identical_rows_are_one_person() {
    let row = person("EXEMPLE", "Ada", None, "");
    assert_eq!(against(row.clone(), row), Verdict::AlreadyKnown(id(1)));
}

#[test]
fn a_year_of_birth_alone_is_enough_when_nothing_speaks_against_it() {
    let year = Some(Birth::Year(1990));
    let other = person("EXEMPLE", "Ada", year, PHONE);
    assert_eq!(
        against(person("EXEMPLE", "Ada", year, ""), other.clone()),
        Verdict::AlreadyKnown(id(1))
    );
    assert_eq!(
        against(person("EXEMPLE", "Ada", year, OTHER_PHONE), other),
        to_check(RowProblem::SameNameNotCertain)
    );
}

#[test]
fn the_first_of_january_does_not_make_two_phones_one_person() {
    let row = person("EXEMPLE", "Ada", born(1990, 1, 1), PHONE);
    let other = person("EXEMPLE", "Ada", born(1990, 1, 1), OTHER_PHONE);
    assert_eq!(against(row, other), to_check(RowProblem::SameNameNotCertain));
}

#[test]
fn namesakes_are_to_check_with_the_reason() {
    let row = person("EXEMPLE", "Ada", born(1990, 3, 7), "");
    let other_birth = person("EXEMPLE", "Ada", born(1985, 3, 7), "");
    let no_birth = person("EXEMPLE", "Ada", None, "");
    let vague = person("EXEMPLE", "Ada", Some(Birth::Year(1990)), "");
    assert_eq!(against(row.clone(), other_birth), to_check(RowProblem::SameNameOtherBirth));
    assert_eq!(against(row.clone(), no_birth), to_check(RowProblem::SameNameNotCertain));
    assert_eq!(against(row, vague), to_check(RowProblem::SameNameNotCertain));
}

#[test]
fn a_phone_or_an_address_of_somebody_else_is_to_check() {
    let row = person("EXEMPLE", "Ada", None, PHONE);
    let other = person("DÉMO", "Ali", None, PHONE);
    assert_eq!(against(row.clone(), other.clone()), to_check(RowProblem::SamePhoneOtherName));
    let email = |text| EmailAddress::new(text).ok();
    let row = RosterPerson { phone: None, email: email("Demo@exemple.invalid"), ..row };
    let other = RosterPerson { phone: None, email: email("demo@exemple.invalid"), ..other };
    assert_eq!(against(row, other), to_check(RowProblem::SameEmailOtherName));
}

#[test]
fn a_person_of_a_roster_is_found_before_the_same_person_from_elsewhere() {
    let row = person("EXEMPLE", "Ada", born(1990, 3, 7), "");
    let elsewhere = KnownPerson { on_roster: false, ..known(1, row.clone()) };
    let judged = judge(rows(vec![row.clone()]), &[elsewhere, known(2, row)]);
    assert_eq!(judged[0].verdict, Verdict::AlreadyKnown(id(2)));
}

#[test]
fn a_row_repeated_in_the_file_names_the_first() {
    let row = person("EXEMPLE", "Ada", born(1990, 3, 7), PHONE);
    let judged = judge(rows(vec![row.clone(), row]), &[]);
    assert_eq!(judged[0].verdict, Verdict::New);
    assert_eq!(judged[1].verdict, Verdict::Repeated { line: 2 });
}

#[test]
fn a_row_like_one_that_may_not_be_taken_is_not_lost() {
    let row = person("EXEMPLE", "Ada", born(1990, 3, 7), "");
    let mut parsed = rows(vec![row.clone(), row]);
    parsed[0].warnings.push(RowProblem::PhoneUnreadable);
    let judged = judge(parsed, &[]);
    let reasons = vec![RowProblem::SamePersonAsLine(2)];
    assert_eq!(judged[1].verdict, Verdict::ToCheck { like: None, reasons });
}

#[test]
fn namesakes_inside_the_file_and_shared_phones_are_to_check() {
    let people = vec![
        person("EXEMPLE", "Ada", born(1990, 3, 7), PHONE),
        person("EXEMPLE", "Ada", born(1985, 3, 7), ""),
        person("EXEMPLE", "Ali", born(1985, 3, 7), PHONE),
    ];
    let judged = judge(rows(people), &[]);
    let only = |reason| Verdict::ToCheck { like: None, reasons: vec![reason] };
    assert_eq!(judged[1].verdict, only(RowProblem::SameNameAsLine(2)));
    assert_eq!(judged[2].verdict, only(RowProblem::SameContactAsLine(2)));
}

#[test]
fn a_warning_makes_a_row_to_check_and_a_refusal_stays_one() {
    let mut parsed = rows(vec![person("EXEMPLE", "Ada", None, "")]);
    parsed[0].warnings.push(RowProblem::LevelUnknown);
    let person = Err(vec![RowProblem::NoName]);
    parsed.push(ParsedRow { line: 3, person, warnings: vec![] });
    let judged = judge(parsed, &[]);
    let reasons = vec![RowProblem::LevelUnknown];
    assert_eq!(judged[0].verdict, Verdict::ToCheck { like: None, reasons });
    assert_eq!(judged[1].verdict, Verdict::Refused { reasons: vec![RowProblem::NoName] });
    assert_eq!(judged[1].person, None);
}

#[test]
fn only_new_rows_and_ticked_ones_are_written() {
    let mut parsed = rows(vec![
        person("EXEMPLE", "Ada", None, ""),
        person("DÉMO", "Ali", None, ""),
        person("FICTIF", "Zoé", None, ""),
    ]);
    parsed[1].warnings.push(RowProblem::LevelUnknown);
    parsed[2].warnings.push(RowProblem::LevelUnknown);
    let judged = judge(parsed, &[]);
    let lines = |ticked: &[u32]| -> Vec<u32> {
        let ticked = ticked.iter().copied().collect();
        chosen(&judged, &ticked).map(|(line, _)| line).collect()
    };
    assert_eq!(lines(&[]), [2]);
    assert_eq!(lines(&[4]), [2, 4]);
    let tally = Tally { new: 1, to_check: 2, ..Tally::default() };
    assert_eq!(Tally::of(&judged), tally);
}

/// People drawn from few names, births, phones and addresses, so that they collide in every way.
fn colliding(count: usize) -> Vec<RosterPerson> {
    let mut state = 42_u64;
    let mut draw = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let births =
        [None, Some(Birth::Year(1990)), born(1990, 1, 1), born(1990, 3, 7), born(1985, 3, 7)];
    let names = ["EXEMPLE", "Démo", "ADA", "Ali", "Exemple Ada"];
    let phones = ["", "", PHONE, OTHER_PHONE];
    let emails = ["", "", "a@exemple.invalid", "A@exemple.invalid", "b@exemple.invalid"];
    (0..count)
        .map(|_| {
            let mut pick =
                |list: &[&'static str]| list[usize::try_from(draw(list.len() as u64)).unwrap()];
            let (family, given, phone, email) =
                (pick(&names), pick(&names), pick(&phones), pick(&emails));
            let birth = births[usize::try_from(draw(5)).unwrap()];
            RosterPerson {
                email: EmailAddress::new(email).ok(),
                ..person(family, given, birth, phone)
            }
        })
        .collect()
}

#[test]
fn importing_a_file_twice_writes_nothing_the_second_time() {
    for count in [1, 2, 5, 20, 100, 400] {
        let parsed = rows(colliding(count));
        let everything: BTreeSet<u32> = parsed.iter().map(|row| row.line).collect();
        for ticked in [&everything, &BTreeSet::new()] {
            let first = judge(parsed.clone(), &[]);
            let written: Vec<KnownPerson> = (1..)
                .zip(chosen(&first, ticked))
                .map(|(number, (_, person))| known(number, person.clone()))
                .collect();
            assert!(!written.is_empty());
            let second = judge(parsed.clone(), &written);
            assert_eq!(chosen(&second, ticked).count(), 0, "{count} rows");
            assert!(Tally::of(&second).new == 0);
        }
    }
}

/// Whether judging ten times as many takes far less than the hundred times of comparing each with
/// each. Measured against itself, because machines differ.
fn grows_like_its_input(people: impl Fn(u32) -> (Vec<ParsedRow>, Vec<KnownPerson>)) -> bool {
    let time = |size| {
        let (parsed, known) = people(size);
        let start = Instant::now();
        assert!(!judge(parsed, &known).is_empty());
        start.elapsed().as_secs_f64()
    };
    // The best of a few, because machines are busy.
    (0..3).any(|_| time(20_000) < 40.0 * time(2_000))
}

#[test]
fn a_large_file_against_many_people_takes_no_longer_than_their_number() {
    let named = |number: u32, of: &str| {
        let letters: String =
            number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
        let phone = format!("06 39 98 {:02} {:02}", number / 100 % 100, number % 100);
        person(&format!("EXEMPLE {letters}"), of, born(1990, 3, 7), &phone)
    };
    assert!(grows_like_its_input(|size| (
        rows((0..size).map(|n| named(n, "Ada")).collect()),
        (0..size * 5).map(|n| known(u128::from(n), named(n, "Ali"))).collect()
    )));
}

#[test]
fn a_file_of_one_name_alone_is_not_slower() {
    let one = |number: u32| person("EXEMPLE", "Ada", None, &format!("+2126{number:08}"));
    assert!(grows_like_its_input(|size| (
        rows((0..size).map(one).collect()),
        (0..size * 5).map(|n| known(u128::from(n), one(n + 30_000))).collect()
    )));
}
