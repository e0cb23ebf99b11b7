//! Files written by `LibreOffice` and Python, read from bytes to people.
//!
//! They are in `tests/rosters`, with the script that writes them.

use super::*;
use domain::level::CefrLevel;
use domain::person::Birth;
use domain::time::Day;
use rstest::rstest;

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/rosters/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read(name: &str) -> Result<Table, RosterError> {
    read_table(&bytes(name), Some(name))
}

fn parse(name: &str) -> Vec<ParsedRow> {
    let table = read(name).unwrap();
    let mapping = Mapping::new(guess(&table.headers), table.headers.len()).unwrap();
    parse_rows(&table, &mapping, day(2026, 3, 2))
}

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::new(year, month, day).unwrap()
}

/// A person on one line: names, birth, phone, address, level, end of the course.
fn line(person: &RosterPerson) -> String {
    let shown = [
        person.family_name.as_str().to_owned(),
        person.given_name.clone().map(String::from).unwrap_or_default(),
        person.birth.map(Birth::french).unwrap_or_default(),
        person.phone.clone().map(String::from).unwrap_or_default(),
        person.email.clone().map(String::from).unwrap_or_default(),
        person.level.map(CefrLevel::label).unwrap_or_default().to_owned(),
        person.training_ends.map(Day::french).unwrap_or_default(),
    ];
    shown.join("|")
}

fn people(name: &str) -> Vec<String> {
    let rows = parse(name);
    for row in &rows {
        assert_eq!(row.warnings, [], "{name}, line {}", row.line);
    }
    rows.iter().map(|row| line(row.person.as_ref().unwrap())).collect()
}

const PEOPLE: [&str; 5] = [
    "EXEMPLE-TRAORÉ|Aïssata|07/03/1990|+33639980001|aissata@exemple.invalid|A2|27/03/2026",
    "FICTIF|Zoé|1988|+33639980002||A1|27/03/2026",
    "DÉMO D'ŒUVRE|Noël|01/01/1979|+33199000003|noel@exemple.invalid|B1|27/03/2026",
    "N'EXEMPLE|Gülşen|29/02/1996|+33639980004||infra-A1|",
    "EL FICTIF|Fatima Zahra|||fatima.zahra@exemple.invalid||27/03/2026",
];

#[rstest]
#[case::utf8_with_mark("bon-point-virgule-utf8-bom.csv")]
#[case::utf8("bon-point-virgule-utf8.csv")]
#[case::windows("bon-point-virgule-windows-1252.csv")]
#[case::utf16("bon-tabulation-utf16.txt")]
#[case::tab("bon-tabulation.tsv")]
#[case::comma("bon-virgule.csv")]
#[case::other_order("bon-autre-ordre.csv")]
#[case::titles_above("bon-titres-au-dessus.csv")]
#[case::openpyxl("bon-openpyxl.xlsx")]
#[case::openpyxl_1904("bon-openpyxl-1904.xlsx")]
#[case::openpyxl_day_numbers("bon-openpyxl-numeros.xlsx")]
#[case::openpyxl_second_sheet("bon-openpyxl-deuxieme-feuille.xlsx")]
#[case::libreoffice("bon-libreoffice.xlsx")]
#[case::libreoffice_windows("bon-libreoffice-windows-1252.csv")]
fn one_list_reads_alike_from_every_file(#[case] name: &str) {
    let found = people(name);
    // Windows-1252 has no ş.
    let western = name.contains("1252");
    let expected = PEOPLE.map(|person| person.replace('ş', if western { "s" } else { "ş" }));
    assert_eq!(found, expected);
}

#[rstest]
#[case("bon-ecritures.csv")]
#[case("bon-openpyxl-ecritures.xlsx")]
fn names_of_every_script_are_kept(#[case] name: &str) {
    assert_eq!(
        people(name),
        [
            "مثال|محمد|12/11/1985|+33639980011||A1|27/03/2026",
            "ПРИКЛАД|Олена|05/06/1992|+33639980012|olena@exemple.invalid|B1|27/03/2026",
            "ምሳሌ|ተስፋይ|1994|+33639980013||A2|27/03/2026",
        ]
    );
}

#[test]
fn formulas_count_by_the_value_that_was_computed() {
    let rows = parse("bon-formules-calculees.xlsx");
    let person = |place: usize| line(rows[place].person.as_ref().unwrap());
    assert_eq!(person(0), "EXEMPLE|Ada||+33639980001|||");
    assert_eq!(person(1), "DÉMO|Ali|||||");
    assert_eq!(rows[1].warnings, [RowProblem::ErrorCell(Column::Phone)]);
}

#[test]
fn rows_are_numbered_as_the_spreadsheet_shows_them() {
    let lines = |name| parse(name).iter().map(|row| row.line).collect::<Vec<_>>();
    assert_eq!(lines("bon-openpyxl.xlsx"), [2, 3, 4, 5, 6]);
    assert_eq!(lines("bon-titres-au-dessus.csv"), [5, 6, 7, 8, 9]);
}

#[rstest]
#[case("mauvais-vide.csv", RosterError::Empty)]
#[case("mauvais-titres-seuls.csv", RosterError::NoRows)]
#[case("mauvais-sans-titres.csv", RosterError::NoHeaderRow)]
#[case("mauvais-ancien-excel.xls", RosterError::OldExcel)]
#[case("mauvais-opendocument.ods", RosterError::OpenDocument)]
#[case("mauvais-tronque.xlsx", RosterError::Damaged)]
#[case("mauvais-archive.xlsx", RosterError::NotAWorkbook)]
#[case("mauvais-page-web.xls", RosterError::WebPage)]
#[case("mauvais-document.pdf", RosterError::Pdf)]
fn a_bad_file_is_refused_with_its_reason(#[case] name: &str, #[case] error: RosterError) {
    assert_eq!(read(name), Err(error));
    assert!(sentence(&error).ends_with('.'));
}

#[test]
fn a_file_without_a_name_is_shown_but_cannot_be_imported() {
    let table = read("mauvais-sans-nom.csv").unwrap();
    let columns = guess(&table.headers);
    assert_eq!(columns, [Column::Birth, Column::Phone]);
    assert_eq!(Mapping::new(columns, 2), Err(RosterError::NoNameColumn));
}

#[test]
fn formulas_in_text_are_never_names_and_never_block_the_rest() {
    let rows = parse("mauvais-formules.csv");
    let refused = |place: usize| rows[place].person.clone().unwrap_err();
    assert_eq!(refused(0), [RowProblem::NotAName(Column::FamilyName)]);
    assert_eq!(refused(1), [RowProblem::NotAName(Column::FamilyName)]);
    assert_eq!(refused(2), [RowProblem::NotAName(Column::GivenName)]);
    assert_eq!(line(rows[3].person.as_ref().unwrap()), "DÉMO|Ali|||||");
    assert_eq!(
        rows[3].warnings,
        [
            RowProblem::BirthUnreadable,
            RowProblem::PhoneUnreadable,
            RowProblem::EmailUnreadable,
            RowProblem::LevelUnknown,
            RowProblem::TrainingEndUnreadable,
        ]
    );
}

#[test]
fn lines_of_two_encodings_are_read_and_their_letters_to_check() {
    let rows = parse("mauvais-encodages-melanges.csv");
    let read: Vec<_> =
        rows.iter().map(|row| (line(row.person.as_ref().unwrap()), row.warnings.len())).collect();
    let person = |text: &str, warnings| (text.to_owned(), warnings);
    assert_eq!(
        read,
        [person("EXEMPLE|Zoé|||||", 1), person("DÉMO|Noël|||||", 1), person("FICTIF|Ali|||||", 0)]
    );
}

#[test]
fn a_file_imported_twice_is_known_whatever_format_it_comes_in() {
    let first = judge(parse("bon-virgule.csv"), &[]);
    let tally = Tally { new: 5, ..Tally::default() };
    assert_eq!(Tally::of(&first), tally);
    let known: Vec<KnownPerson> = (1..)
        .zip(chosen(&first, &std::collections::BTreeSet::new()))
        .map(|(number, (_, person))| KnownPerson {
            id: domain::id::SignatoryId(uuid::Uuid::from_u128(number)),
            family_name: person.family_name.clone(),
            given_name: person.given_name.clone(),
            birth: person.birth,
            phone: person.phone.clone(),
            email: person.email.clone(),
            on_roster: true,
        })
        .collect();
    for name in ["bon-virgule.csv", "bon-openpyxl.xlsx", "bon-libreoffice.xlsx"] {
        let again = judge(parse(name), &known);
        let tally = Tally { already_known: 5, ..Tally::default() };
        assert_eq!(Tally::of(&again), tally, "{name}");
    }
}
