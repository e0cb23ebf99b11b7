//! Files made to exhaust or break whoever reads them.

use super::*;
use rstest::rstest;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Liste" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const PARTS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const STRINGS: &str = "<sst uniqueCount=\"2\"><si><t>Nom</t></si><si><t>Tél.</t></si></sst>";
const HEADERS: &str =
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>";

/// A workbook with these rows under its headers, and these strings.
fn workbook(rows: &str, strings: &str) -> Vec<u8> {
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{HEADERS}{rows}</sheetData></worksheet>"
    );
    archive(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn read(bytes: &[u8]) -> Result<Table, RosterError> {
    read_table(bytes, Some("liste.xlsx"))
}

const ADA: &str = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>EXEMPLE</t></is></c></row>";

#[test]
fn the_workbook_of_these_tests_is_good_before_it_is_made_bad() {
    assert_eq!(read(&workbook(ADA, STRINGS)).unwrap().rows.len(), 1);
}

/// 64 MB of spaces in 64 KB.
#[test]
fn a_bomb_is_refused_before_it_is_read() {
    let good = Cursor::new(workbook(ADA, STRINGS));
    let mut writer = ZipWriter::new_append(good).unwrap();
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file("xl/worksheets/sheet2.xml", options).unwrap();
    let spaces = vec![b' '; 1024 * 1024];
    for _ in 0..64 {
        writer.write_all(&spaces).unwrap();
    }
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(read(&bomb), Err(RosterError::Inflates));
}

/// The same kind of bomb, whose sizes say that it holds ten bytes.
#[test]
fn a_bomb_that_lies_about_its_size_is_refused_too() {
    let spaces = " ".repeat(4 * 1024 * 1024);
    let mut bomb = workbook(&spaces, STRINGS);
    let size = {
        let mut archive = ZipArchive::new(Cursor::new(bomb.as_slice())).unwrap();
        u32::try_from(archive.by_name("xl/worksheets/sheet1.xml").unwrap().size()).unwrap()
    };
    let (truth, lie) = (size.to_le_bytes(), 10_u32.to_le_bytes());
    let places: Vec<usize> =
        bomb.windows(4).enumerate().filter(|(_, w)| *w == truth).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bomb[at..at + 4].copy_from_slice(&lie);
    }
    let refused = read(&bomb).unwrap_err();
    assert!(matches!(refused, RosterError::Inflates | RosterError::Damaged), "{refused}");
}

#[rstest]
#[case("18446744073709551615")]
#[case("9000000000")]
fn a_table_of_strings_that_asks_for_all_memory_is_refused(#[case] count: &str) {
    let strings = format!("<sst uniqueCount=\"{count}\"><si><t>Nom</t></si></sst>");
    assert_eq!(read(&workbook(ADA, &strings)), Err(RosterError::Damaged));
}

#[test]
fn two_cells_in_opposite_corners_do_not_span_a_table() {
    let far = "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>DÉMO</t></is></c></row>";
    let table = read(&workbook(&format!("{ADA}{far}"), STRINGS)).unwrap();
    assert_eq!(table.rows.last().unwrap().line, 1_048_576);
    let wide = "<row r=\"3\"><c r=\"XFD3\"><v>1</v></c></row>";
    let refused = RosterError::TooManyColumns { line: 3 };
    assert_eq!(read(&workbook(&format!("{ADA}{wide}"), STRINGS)), Err(refused));
}

#[test]
fn one_long_text_shown_in_every_cell_is_refused() {
    let strings = format!(
        "<sst><si><t>Nom</t></si><si><t>Tél.</t></si><si><t>{}</t></si></sst>",
        "é".repeat(MAX_CELL)
    );
    let cells = "<c t=\"s\"><v>2</v></c>".repeat(MAX_COLUMNS);
    let rows = format!("<row>{cells}</row>").repeat(60);
    assert_eq!(read(&workbook(&rows, &strings)), Err(RosterError::TooMuchText));
}

#[test]
fn rows_that_run_backwards_are_refused() {
    let rows = format!("<row r=\"9\"><c r=\"A9\"><v>1</v></c></row>{ADA}");
    assert_eq!(read(&workbook(&rows, STRINGS)), Err(RosterError::Damaged));
}

#[test]
fn a_hundred_thousand_rows_are_refused_in_both_formats_and_soon() {
    let start = Instant::now();
    let csv = format!("Nom;Prénom\n{}", "EXEMPLE;Ada\n".repeat(100_000));
    assert_eq!(read_table(csv.as_bytes(), None), Err(RosterError::TooManyRows));
    // Each row differs a little, as the rows of a list do.
    let row = |row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>");
    let rows = (2..100_002).map(row).collect::<Vec<String>>().concat();
    assert_eq!(read(&workbook(&rows, STRINGS)), Err(RosterError::TooManyRows));
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn as_many_rows_as_allowed_are_taken() {
    let csv = format!("Nom;Prénom\n{}", "EXEMPLE;Ada\n".repeat(MAX_ROWS));
    assert_eq!(read_table(csv.as_bytes(), None).unwrap().rows.len(), MAX_ROWS);
}

#[test]
fn a_file_over_the_limit_is_refused_unread() {
    assert_eq!(read_table(&vec![b'a'; MAX_FILE + 1], None), Err(RosterError::TooLarge));
}

#[test]
fn too_many_columns_are_told_with_their_line() {
    let csv = format!("Nom;Prénom\n{}x\n", ";".repeat(MAX_COLUMNS));
    let refused = RosterError::TooManyColumns { line: 2 };
    assert_eq!(read_table(csv.as_bytes(), None), Err(refused));
}

#[rstest]
#[case("liste.csv", RosterError::Binary)]
#[case("liste.xlsx", RosterError::Damaged)]
fn what_cannot_be_read_at_all_is_told_by_its_name(#[case] name: &str, #[case] error: RosterError) {
    assert_eq!(read_table(&[7, 0, 1, 0, 255, 0], Some(name)), Err(error));
}

/// Deterministic noise.
fn noise(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap() % below
}

#[test]
fn a_file_broken_anywhere_is_read_or_refused_but_never_breaks_us() {
    let good = workbook(ADA, STRINGS);
    let text = "Nom;Prénom;Tél.\n\"EXEMPLE\";Ada;0639980001\n".as_bytes();
    let mut state = 7;
    for _ in 0..400 {
        for whole in [good.as_slice(), text] {
            let mut broken = whole.to_vec();
            for _ in 0..=noise(&mut state, 4) {
                let at = noise(&mut state, broken.len());
                broken[at] = u8::try_from(noise(&mut state, 256)).unwrap();
            }
            broken.truncate(broken.len() - noise(&mut state, 3) * noise(&mut state, 20));
            read_and_parse(&broken);
        }
    }
}

/// Breaks the XML inside the archive, where the checksum of the archive does not stand before us.
#[test]
fn a_workbook_broken_inside_is_read_or_refused_but_never_breaks_us() {
    let sheet = format!("<worksheet><sheetData>{HEADERS}{ADA}</sheetData></worksheet>");
    let parts = [ROOT, WORKBOOK, PARTS, STRINGS, sheet.as_str()];
    let names = [
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
    ];
    let pieces =
        ["\"", "<", ">", "/", "0", "99999999999999999999", "-1", "é", "<v>", "", "&#0;", "s"];
    let mut state = 11;
    for _ in 0..400 {
        let victim = noise(&mut state, parts.len());
        let broken: Vec<String> = parts
            .iter()
            .enumerate()
            .map(|(place, &part)| {
                let mut letters: Vec<char> = part.chars().collect();
                if place == victim {
                    let at = noise(&mut state, letters.len());
                    let end = (at + noise(&mut state, 6)).min(letters.len());
                    letters.splice(at..end, pieces[noise(&mut state, pieces.len())].chars());
                }
                letters.into_iter().collect()
            })
            .collect();
        let parts: Vec<(&str, &str)> =
            names.into_iter().zip(broken.iter().map(String::as_str)).collect();
        read_and_parse(&archive(&parts));
    }
}

fn read_and_parse(bytes: &[u8]) {
    let Ok(table) = read_table(bytes, None) else { return };
    let Ok(mapping) = Mapping::new(guess(&table.headers), table.headers.len()) else { return };
    let today = domain::time::Day::new(2026, 3, 2).unwrap();
    let _ = judge(parse_rows(&table, &mapping, today), &[]);
}
