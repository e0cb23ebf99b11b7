//! Tables out of text: semicolons, commas or tabs, with quotation marks.

use super::columns;
use super::decode::decode;
use super::error::RosterError;
use super::table::{Cell, MAX_CELL, MAX_COLUMNS, Source, Table, TableBuilder};
use csv::{ReaderBuilder, StringRecord};
use std::borrow::Cow;

/// Records looked at to find the separator.
const SAMPLE: usize = 30;

/// Reads a text as a table.
pub(super) fn read(bytes: &[u8]) -> Result<Table, RosterError> {
    let decoded = decode(bytes)?;
    // Old Mac line ends, which the line numbers below do not know.
    let text = if decoded.text.contains('\n') || !decoded.text.contains('\r') {
        decoded.text
    } else {
        Cow::Owned(decoded.text.replace('\r', "\n"))
    };
    let separator = declared_separator(&text).unwrap_or_else(|| likely_separator(&text));
    let mut builder = TableBuilder::new();
    for_each_record(&text, separator, |line, record| {
        if line == 1 && declared_separator(&text).is_some() {
            return Ok(());
        }
        if record.len() > MAX_COLUMNS
            && record.iter().skip(MAX_COLUMNS).any(|cell| !cell.is_empty())
        {
            return Err(RosterError::TooManyColumns { line });
        }
        if record.iter().any(|cell| cell.len() > MAX_CELL && cell.chars().count() > MAX_CELL) {
            return Err(RosterError::CellTooLong { line });
        }
        builder.push(line, record.iter().map(Cell::from_text).collect())
    })?;
    let source = Source::Text { separator: char::from(separator), encoding: decoded.encoding };
    let mut table = builder.finish(source)?;
    table.mixed_encodings = decoded.mixed;
    Ok(table)
}

/// Excel takes the separator from a first line `sep=;`, and some exports write it.
fn declared_separator(text: &str) -> Option<u8> {
    let first = text.lines().next()?.trim().trim_matches('"');
    match first.as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator @ (b';' | b',' | b'\t')] => {
            Some(*separator)
        }
        _ => None,
    }
}

/// The separator under which most headers are known; then that which cuts most rows into the same
/// number of cells; then that which cuts more.
fn likely_separator(text: &str) -> u8 {
    let mut best = (b';', (0, 0, 0));
    for separator in [b';', b'\t', b','] {
        let score = separator_score(text, separator);
        if score > best.1 {
            best = (separator, score);
        }
    }
    best.0
}

fn separator_score(text: &str, separator: u8) -> (usize, usize, usize) {
    let mut known = 0;
    let mut widths = Vec::with_capacity(SAMPLE);
    // The sample ends by an error that nobody sees: there is no other way out of the loop.
    let _ = for_each_record(text, separator, |_, record| {
        let cells: Vec<Cell> = record.iter().take(MAX_COLUMNS).map(Cell::from_text).collect();
        known = known.max(columns::known_among(&cells));
        widths.push(record.len());
        if widths.len() < SAMPLE { Ok(()) } else { Err(RosterError::TooManyRows) }
    });
    let same = |width: usize| widths.iter().filter(|&&w| w == width).count();
    let (rows, width) = widths
        .iter()
        .filter(|&&width| width > 1)
        .map(|&width| (same(width), width))
        .max()
        .unwrap_or_default();
    (known, rows, width)
}

/// Calls `take` with each record and the line where it begins.
fn for_each_record(
    text: &str,
    separator: u8,
    mut take: impl FnMut(u32, &StringRecord) -> Result<(), RosterError>,
) -> Result<(), RosterError> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut lines = LineCounter { text: text.as_bytes(), at: 0, line: 1 };
    loop {
        let start = reader.position().byte();
        match reader.read_record(&mut record) {
            Ok(true) => take(lines.line_of(start), &record)?,
            Ok(false) => return Ok(()),
            // The text is valid UTF-8 and lengths may differ, so there is nothing left to fail.
            Err(_) => return Err(RosterError::Damaged),
        }
    }
}

/// Counts lines up to a record. The reader's own count stands before the empty lines it skips, and
/// people look for the line their editor shows.
struct LineCounter<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl LineCounter<'_> {
    fn line_of(&mut self, start: u64) -> u32 {
        let start = usize::try_from(start).unwrap_or(usize::MAX).min(self.text.len());
        let blank = self.text[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let end = start + blank;
        // Each part of the text is cut once, between two records.
        let passed = self.text[self.at..end].split(|&b| b == b'\n').count() - 1;
        self.at = end;
        self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let table = read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
        table
            .rows
            .iter()
            .map(|row| (row.line, row.cells.iter().map(Cell::text).collect()))
            .collect()
    }

    fn row(line: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (line, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[rstest]
    #[case::semicolon("Nom;Prénom\nEXEMPLE;Ada\n")]
    #[case::comma("Nom,Prénom\nEXEMPLE,Ada\n")]
    #[case::tab("Nom\tPrénom\nEXEMPLE\tAda\n")]
    #[case::quoted("\"Nom\";\"Prénom\"\r\n\"EXEMPLE\";\"Ada\"\r\n")]
    #[case::commas_in_titles("Centre Démo, Paris, mars\nNom;Prénom\nEXEMPLE;Ada\n")]
    #[case::old_mac("Nom;Prénom\rEXEMPLE;Ada\r")]
    #[case::declared("sep=;\nNom;Prénom\nEXEMPLE;Ada\n")]
    fn the_separator_is_found(#[case] text: &str) {
        let found = rows(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, ["EXEMPLE", "Ada"]);
    }

    #[test]
    fn commas_inside_cells_do_not_win_over_semicolons() {
        let text = "Nom;Adresse, complète, ici;Tél.\nEXEMPLE;1, rue, Démo;0639980001\n";
        assert_eq!(rows(text), [row(2, &["EXEMPLE", "1, rue, Démo", "0639980001"])]);
    }

    #[test]
    fn rows_keep_the_line_an_editor_shows() {
        let text = "\r\n\r\nNom;Prénom\r\n\r\n\"EXEMPLE\r\nsuite\";Ada\r\n\r\nDÉMO;Ali\r\n";
        assert_eq!(rows(text), [row(5, &["EXEMPLE\r\nsuite", "Ada"]), row(8, &["DÉMO", "Ali"])]);
    }

    #[test]
    fn quotation_marks_hold_separators_and_themselves() {
        let text = "Nom;Prénom\n\"EXEMPLE; dit \"\"Démo\"\"\";Ada\n";
        assert_eq!(rows(text), [row(2, &["EXEMPLE; dit \"Démo\"", "Ada"])]);
    }

    #[test]
    fn a_quotation_mark_that_never_closes_is_told_with_its_line() {
        let text = format!("Nom;Prénom\nDÉMO;Ali\n\"EXEMPLE;Ada\n{}", "DÉMO;Ali\n".repeat(500));
        assert_eq!(read(text.as_bytes()), Err(RosterError::CellTooLong { line: 3 }));
    }
}
