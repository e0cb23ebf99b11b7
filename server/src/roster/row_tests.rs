//! What is expected of [`parse_rows`](super::parse_rows).

use super::super::{guess, read_table};
use super::*;
use rstest::rstest;

const TODAY: (i32, u32, u32) = (2026, 3, 2);

fn parse(csv: &str) -> Vec<ParsedRow> {
    let table = read_table(csv.as_bytes(), None).unwrap();
    let mapping = Mapping::new(guess(&table.headers), table.headers.len()).unwrap();
    parse_rows(&table, &mapping, Day::new(TODAY.0, TODAY.1, TODAY.2).unwrap())
}

/// A person named Ada EXEMPLE with one more column, and what was said about it.
fn with(header: &str, value: &str) -> (RosterPerson, Vec<RowProblem>) {
    let mut rows = parse(&format!("Nom;Prénom;{header}\nEXEMPLE;Ada;\"{value}\"\n"));
    let row = rows.remove(0);
    (row.person.unwrap(), row.warnings)
}

#[rstest]
#[case("06.39.98.00.01", &[])]
#[case("+33639980001", &[])]
#[case("33639980001", &[])]
#[case("'0639980001", &[])]
#[case("06 39 98 00 01 / 06 39 98 00 02", &[RowProblem::SeveralValues(Column::Phone)])]
#[case("0639980001 ou 0639980002", &[RowProblem::SeveralValues(Column::Phone)])]
#[case("0639980001/0639980002", &[RowProblem::SeveralValues(Column::Phone)])]
fn phones_are_read_as_lists_have_them(#[case] value: &str, #[case] told: &[RowProblem]) {
    let (person, warnings) = with("Tél.", value);
    assert_eq!(person.phone.unwrap().as_str(), "+33639980001");
    assert_eq!(warnings, told);
}

#[rstest]
#[case("Tél.", "06 39 98", RowProblem::PhoneUnreadable)]
#[case("Tél.", "6,40E+08", RowProblem::PhoneUnreadable)]
#[case("Courriel", "ada chez exemple", RowProblem::EmailUnreadable)]
#[case("Courriel", "=HYPERLINK(1)", RowProblem::EmailUnreadable)]
#[case("Niveau", "C1", RowProblem::LevelUnknown)]
#[case("Niveau", "< B1", RowProblem::LevelUnknown)]
#[case("Né(e) le", "07/03/90", RowProblem::BirthUnreadable)]
#[case("Né(e) le", "03/03/2026", RowProblem::BirthInFuture)]
#[case("Né(e) le", "2027", RowProblem::BirthInFuture)]
#[case("Né(e) le", "31/12/1899", RowProblem::BirthTooLongAgo)]
#[case("Né(e) le", "1910", RowProblem::BirthTooLongAgo)]
#[case("Date de fin", "bientôt", RowProblem::TrainingEndUnreadable)]
#[case("Date de fin", "01/01/2206", RowProblem::TrainingEndUnlikely)]
#[case("Tél.", "#N/A", RowProblem::ErrorCell(Column::Phone))]
fn a_bad_value_is_dropped_and_told_but_never_blocks(
    #[case] header: &str,
    #[case] value: &str,
    #[case] told: RowProblem,
) {
    let (person, warnings) = with(header, value);
    assert_eq!(warnings, [told]);
    let nothing = person.phone.is_none()
        && person.email.is_none()
        && person.level.is_none()
        && person.birth.is_none()
        && person.training_ends.is_none();
    assert!(nothing);
}

#[rstest]
#[case("A2", CefrLevel::A2)]
#[case("niveau b1", CefrLevel::B1)]
#[case("A1 acquis", CefrLevel::A1)]
#[case("< A1", CefrLevel::InfraA1)]
#[case("Infra A1", CefrLevel::InfraA1)]
fn levels_are_read_as_offices_write_them(#[case] value: &str, #[case] expected: CefrLevel) {
    let (person, warnings) = with("Niveau atteint", value);
    assert_eq!((person.level, warnings), (Some(expected), vec![]));
}

#[rstest]
#[case("-")]
#[case("NC")]
#[case("néant")]
#[case("")]
fn what_people_write_for_nothing_is_nothing(#[case] value: &str) {
    for header in ["Tél.", "Courriel", "Niveau", "Né(e) le", "Date de fin"] {
        assert_eq!(with(header, value).1, [], "{header}");
    }
}

#[test]
fn the_first_of_january_is_kept_as_a_date() {
    let birth = with("Né(e) le", "01/01/1990").0.birth;
    assert_eq!(birth, Day::new(1990, 1, 1).map(Birth::Date));
}

#[test]
fn a_row_without_a_name_is_refused_with_its_line() {
    let rows = parse("Nom;Prénom;Tél.\nEXEMPLE;Ada;\n;;0639980001\n=1+1;Ada;\n12;Ada;\n");
    let refused: Vec<_> = rows
        .iter()
        .filter_map(|row| row.person.as_ref().err().map(|why| (row.line, why.as_slice())))
        .collect();
    let not_a_name: &[_] = &[RowProblem::NotAName(Column::FamilyName)];
    let none: &[_] = &[RowProblem::NoName];
    assert_eq!(refused, [(3, none), (4, not_a_name), (5, not_a_name)]);
}

#[test]
fn rows_empty_where_it_matters_are_passed_over() {
    let rows = parse("Nom;Prénom;Remarque\n;;vide\nEXEMPLE;Ada;\n;;\n");
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3]);
}

#[test]
fn a_person_of_one_name_has_it_in_either_column() {
    for csv in ["Nom;Prénom\nMadhu;\n", "Nom;Prénom\n;Madhu\n", "Nom;Prénom\n-;Madhu\n"] {
        let person = parse(csv).remove(0).person.unwrap();
        assert_eq!((person.family_name.as_str(), person.given_name), ("Madhu", None));
    }
}

#[test]
fn where_some_dates_have_the_month_first_those_that_can_be_either_are_not_taken() {
    let rows = parse(
        "Nom;Né(e) le\nEXEMPLE;03/27/1990\nDÉMO;03/07/1990\nFICTIF;27/03/1990\nFICTIVE;05/05/1990\n",
    );
    let births: Vec<_> = rows
        .iter()
        .map(|row| (row.person.as_ref().unwrap().birth.is_some(), row.warnings.as_slice()))
        .collect();
    let either: &[_] = &[RowProblem::DayOrMonth(Column::Birth)];
    let unreadable: &[_] = &[RowProblem::BirthUnreadable];
    assert_eq!(births, [(false, unreadable), (false, either), (true, &[]), (true, &[])]);
}

#[test]
fn a_separator_too_many_is_told() {
    let rows = parse("Nom;Prénom\nEXEMPLE;Ada;suite\n");
    assert_eq!(rows[0].warnings, [RowProblem::MoreCellsThanHeaders]);
}

#[test]
fn whole_names_are_divided_and_guesses_told() {
    let rows = parse("Nom et prénom;Tél.\nEXEMPLE Ada;\nDémo Ali;\n");
    let name = |row: &ParsedRow| {
        let person = row.person.clone().unwrap();
        (String::from(person.family_name), person.given_name.map(String::from))
    };
    assert_eq!(name(&rows[0]), ("EXEMPLE".to_owned(), Some("Ada".to_owned())));
    assert_eq!(rows[0].warnings, []);
    assert_eq!(rows[1].warnings, [RowProblem::NameOrderGuessed]);
}
