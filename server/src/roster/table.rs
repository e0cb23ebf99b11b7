//! Rows of cells under a row of headers, whatever file they came from, and the limits of a file.

use super::columns;
use super::error::RosterError;
use domain::time::Day;

/// Largest file taken, in bytes.
pub const MAX_FILE: usize = 10 * 1024 * 1024;
/// Most rows taken under the headers.
pub const MAX_ROWS: usize = 20_000;
/// Most columns taken.
pub const MAX_COLUMNS: usize = 100;
/// Longest cell taken, in characters.
pub const MAX_CELL: usize = 2_000;
/// Most bytes all parts of a workbook may inflate to.
pub const MAX_INFLATED: u64 = 60 * 1024 * 1024;
/// Most bytes of text in all cells. A workbook names a text once and may show it in each of its
/// cells, so the size of the file does not bound it.
const MAX_TEXT: usize = 2 * MAX_FILE;
/// Rows looked at, empty ones aside, to find the headers below titles and logos.
const HEADER_WITHIN: usize = 10;

/// A cell.
#[derive(Clone, PartialEq)]
pub enum Cell {
    /// Nothing, or only blanks.
    Empty,
    /// Text, trimmed, never empty.
    Text(String),
    /// A number of a workbook. What it counts depends on the column.
    Number(f64),
    /// A number that the workbook shows as a day.
    Day(Day),
    /// An error of the spreadsheet, such as `#N/A`.
    Error,
}

/// A row: where it stands in the file and what it holds.
#[derive(Clone, PartialEq)]
pub struct TableRow {
    /// Row of the sheet, or line of the text where the row begins; from 1.
    pub line: u32,
    /// Cells, from the left. Empty ones at the end are left out.
    pub cells: Vec<Cell>,
}

/// How a file was written, to be shown beside the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Text with one separator; the name of its encoding.
    Text {
        /// `;`, `,` or a tab.
        separator: char,
        /// Encoding, as the WHATWG names it.
        encoding: &'static str,
    },
    /// A workbook.
    Workbook,
}

/// A file read as a table.
#[derive(Clone, PartialEq)]
pub struct Table {
    /// How the file was written.
    pub source: Source,
    /// Row of the headers, from 1.
    pub header_line: u32,
    /// Headers as written, one a column.
    pub headers: Vec<String>,
    /// Rows under the headers, empty ones left out; at least one, at most [`MAX_ROWS`].
    pub rows: Vec<TableRow>,
    /// Whether plain numbers count days from 1904 (old Excel for Mac) rather than from 1900.
    pub counts_from_1904: bool,
    /// Whether lines of several encodings are mixed, so that letters are doubtful.
    pub mixed_encodings: bool,
}

impl Cell {
    /// A cell of text: trimmed, marks of writing direction removed, spreadsheet errors recognised.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let unseen = |c: char| {
            matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        let text: String = text.chars().filter(|&c| !unseen(c)).collect();
        let text = text.trim();
        if text.is_empty() {
            Self::Empty
        } else if is_error(text) {
            Self::Error
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// Whether the cell holds nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The cell as text: numbers without a needless fraction, days as `dd/mm/yyyy`, nothing for an
    /// error.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty | Self::Error => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => format!("{number}"),
            Self::Day(day) => day.french(),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            _ => 0,
        }
    }
}

/// The errors of Excel and `LibreOffice`, in English and French, or a cell too narrow to be shown.
fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 13] = [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#VALEUR!",
        "#NAME?",
        "#NOM?",
        "#DIV/0!",
        "#NULL!",
        "#NUL!",
        "#NUM!",
        "#NOMBRE!",
        "#SPILL!",
        "#PROPAGATION!",
    ];
    text.starts_with('#')
        && (ERRORS.iter().any(|error| text.eq_ignore_ascii_case(error))
            || (text.len() > 2 && text.bytes().all(|b| b == b'#')))
}

impl std::fmt::Debug for Cell {
    /// Never what the cell holds: `Debug` output ends in logs and panics.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cell(***)")
    }
}

impl std::fmt::Debug for TableRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TableRow(line {}, {} cells)", self.line, self.cells.len())
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (columns, rows) = (self.headers.len(), self.rows.len());
        write!(f, "Table({:?}, {columns} columns, {rows} rows)", self.source)
    }
}

/// Takes rows one by one, finds the headers among the first and refuses as soon as a limit is
/// passed, so that the cost of a file never exceeds what is allowed.
pub(super) struct TableBuilder {
    /// Rows before the headers are known, then the headers alone.
    lead: Vec<TableRow>,
    header: Option<TableRow>,
    rows: Vec<TableRow>,
    text: usize,
}

impl TableBuilder {
    pub(super) const fn new() -> Self {
        Self { lead: Vec::new(), header: None, rows: Vec::new(), text: 0 }
    }

    /// Takes the next row of the file.
    pub(super) fn push(&mut self, line: u32, mut cells: Vec<Cell>) -> Result<(), RosterError> {
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > MAX_COLUMNS {
            return Err(RosterError::TooManyColumns { line });
        }
        self.text += cells.iter().map(Cell::size).sum::<usize>();
        if self.text > MAX_TEXT {
            return Err(RosterError::TooMuchText);
        }
        let row = TableRow { line, cells };
        if self.header.is_some() {
            if self.rows.len() == MAX_ROWS {
                return Err(RosterError::TooManyRows);
            }
            self.rows.push(row);
        } else if columns::known_among(&row.cells) >= 2 {
            self.lead.clear();
            self.header = Some(row);
        } else {
            self.lead.push(row);
            if self.lead.len() == HEADER_WITHIN {
                self.settle_for_one_known_header()?;
            }
        }
        Ok(())
    }

    /// A list of names alone has one header only: the most telling header of a name has it.
    fn settle_for_one_known_header(&mut self) -> Result<(), RosterError> {
        let lead = std::mem::take(&mut self.lead);
        let ranked = lead
            .iter()
            .enumerate()
            .filter_map(|(place, row)| columns::name_rank(&row.cells).map(|rank| (rank, place)));
        let (_, found) = ranked.min().ok_or(RosterError::NoHeaderRow)?;
        let mut lead = lead.into_iter().skip(found);
        self.header = lead.next();
        self.rows = lead.collect();
        Ok(())
    }

    /// The table, once the file has no more rows.
    pub(super) fn finish(mut self, source: Source) -> Result<Table, RosterError> {
        if self.header.is_none() {
            self.settle_for_one_known_header()?;
        }
        let header = self.header.ok_or(RosterError::NoHeaderRow)?;
        let headers: Vec<String> = header.cells.iter().map(one_line).collect();
        // Printed lists repeat the headers on each page.
        self.rows.retain(|row| row.cells.iter().map(one_line).ne(headers.iter().cloned()));
        if self.rows.is_empty() {
            return Err(RosterError::NoRows);
        }
        Ok(Table {
            source,
            header_line: header.line,
            headers,
            rows: self.rows,
            counts_from_1904: false,
            mixed_encodings: false,
        })
    }
}

fn one_line(cell: &Cell) -> String {
    cell.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cells: &[&str]) -> Vec<Cell> {
        cells.iter().map(|cell| Cell::from_text(cell)).collect()
    }

    fn table(rows: &[&[&str]]) -> Result<Table, RosterError> {
        let mut builder = TableBuilder::new();
        for (place, row) in rows.iter().enumerate() {
            builder.push(u32::try_from(place).unwrap() + 1, text(row))?;
        }
        builder.finish(Source::Workbook)
    }

    #[test]
    fn titles_above_the_headers_are_passed_over() {
        let table = table(&[
            &["Centre Démo", "", "Mars 2026"],
            &["", ""],
            &["Nom", "Prénom"],
            &["EXEMPLE", "Ada"],
        ])
        .unwrap();
        assert_eq!((table.header_line, table.rows[0].line), (3, 4));
        assert_eq!(table.headers, ["Nom", "Prénom"]);
    }

    #[test]
    fn a_list_of_names_alone_is_a_list() {
        let table = table(&[&["Stagiaires"], &["Nom et prénom"], &["EXEMPLE Ada"]]).unwrap();
        assert_eq!((table.header_line, table.rows.len()), (2, 1));
    }

    #[test]
    fn headers_far_below_are_not_searched() {
        let mut rows: Vec<&[&str]> = vec![&["bla"]; HEADER_WITHIN];
        rows.push(&["Nom", "Prénom"]);
        rows.push(&["EXEMPLE", "Ada"]);
        assert_eq!(table(&rows), Err(RosterError::NoHeaderRow));
    }

    #[test]
    fn headers_repeated_on_each_page_are_no_people() {
        let header: &[&str] = &["Nom", "Prénom"];
        let table = table(&[header, &["EXEMPLE", "Ada"], header, &["DÉMO", "Ali"]]).unwrap();
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn debug_output_shows_no_cell() {
        let table = table(&[&["Nom", "Prénom"], &["EXEMPLE", "Ada"]]).unwrap();
        assert!(!format!("{table:?} {:?}", table.rows).contains("EXEMPLE"));
    }

    #[test]
    fn errors_of_a_spreadsheet_are_not_text() {
        for shown in ["#N/A", "#REF!", "#nom?", "#####"] {
            assert_eq!(Cell::from_text(shown), Cell::Error, "{shown}");
        }
        assert_eq!(Cell::from_text("\u{200e} Ada\u{a0}"), Cell::Text("Ada".to_owned()));
        assert_eq!(Cell::Number(639_981_234.0).text(), "639981234");
    }
}
