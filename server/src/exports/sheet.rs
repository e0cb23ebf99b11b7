//! Writing lines into a file: CSV as French spreadsheets read it, or a workbook. Neither can hold
//! a formula.

use domain::time::{Day, Instant};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::io::{BufWriter, Write};
use std::path::Path;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// Text, whatever it begins with.
    Text(String),
    /// A number.
    Number(i32),
    /// A day.
    Day(Day),
    /// A moment, shown by the clocks of France.
    Moment(Instant),
}

impl Cell {
    /// Text; empty text is [`Cell::Empty`].
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// What is made of a value, or nothing without one.
    pub fn of<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }
}

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFormat {
    /// UTF-8 with a byte order mark, semicolons, `dd/mm/yyyy`.
    Csv,
    /// A workbook with real dates.
    Xlsx,
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The disk.
    #[error("the file cannot be written: {0}")]
    Disk(#[from] std::io::Error),
    /// The text could not be written.
    #[error("the text cannot be written: {0}")]
    Csv(#[from] csv::Error),
    /// The workbook could not be written.
    #[error("the workbook cannot be written: {0}")]
    Xlsx(#[from] XlsxError),
}

/// Most lines of a workbook's sheet, its head included; a text has no such limit.
const MOST_LINES: u32 = 1_048_576;

/// A file that is being written, line by line; what is written does not stay in memory.
pub struct Sheet<W: Write + Send>(Kind<W>);

enum Kind<W: Write + Send> {
    Csv(Box<csv::Writer<BufWriter<W>>>),
    Xlsx(Box<Book<W>>),
}

struct Book<W> {
    workbook: Workbook,
    day: Format,
    moment: Format,
    into: W,
    /// The head, for a further sheet when one is full.
    head: Vec<String>,
    /// The line of the sheet that comes next.
    line: u32,
}

impl<W: Write + Send> Sheet<W> {
    /// A file with a head. What a workbook cannot keep in memory goes to files in `scratch`.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin(
        format: SheetFormat,
        mut into: W,
        scratch: &Path,
        head: &[&str],
    ) -> Result<Self, SheetError> {
        let kind = match format {
            SheetFormat::Csv => {
                // Without the mark Excel takes UTF-8 for the code page of the machine.
                into.write_all("\u{feff}".as_bytes())?;
                let mut writer = csv::WriterBuilder::new()
                    .delimiter(b';')
                    .terminator(csv::Terminator::CRLF)
                    .from_writer(BufWriter::new(into));
                writer.write_record(head)?;
                Kind::Csv(Box::new(writer))
            }
            SheetFormat::Xlsx => {
                let mut workbook = Workbook::new();
                workbook.set_tempdir(scratch)?;
                let mut book = Book {
                    workbook,
                    day: Format::new().set_num_format("dd/mm/yyyy"),
                    moment: Format::new().set_num_format("dd/mm/yyyy hh:mm"),
                    into,
                    head: head.iter().map(|&name| name.to_owned()).collect(),
                    line: 0,
                };
                book.add_sheet()?;
                Kind::Xlsx(Box::new(book))
            }
        };
        Ok(Self(kind))
    }

    /// Adds a line.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn line(&mut self, cells: &[Cell]) -> Result<(), SheetError> {
        match &mut self.0 {
            Kind::Csv(writer) => Ok(writer.write_record(cells.iter().map(csv_text))?),
            Kind::Xlsx(book) => book.write(cells),
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn end(self) -> Result<(), SheetError> {
        match self.0 {
            Kind::Csv(mut writer) => Ok(writer.flush()?),
            Kind::Xlsx(mut book) => {
                let mut into = BufWriter::new(&mut book.into);
                book.workbook.save_to_writer(&mut into)?;
                Ok(into.flush()?)
            }
        }
    }
}

impl<W: Write + Send> Book<W> {
    fn add_sheet(&mut self) -> Result<(), SheetError> {
        let bold = Format::new().set_bold();
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, name) in (0_u16..).zip(&self.head) {
            sheet.set_column_width(column, 18)?;
            sheet.write_string_with_format(0, column, name, &bold)?;
        }
        self.line = 1;
        Ok(())
    }

    fn write(&mut self, cells: &[Cell]) -> Result<(), SheetError> {
        if self.line == MOST_LINES {
            self.add_sheet()?;
        }
        let last = self.workbook.worksheets().len() - 1;
        let sheet = self.workbook.worksheet_from_index(last)?;
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => continue,
                // Written as a string, so that no text is ever taken for a formula.
                Cell::Text(text) => sheet.write_string(self.line, column, text)?,
                Cell::Number(number) => sheet.write_number(self.line, column, *number)?,
                Cell::Day(day) => {
                    sheet.write_number_with_format(self.line, column, serial(*day), &self.day)?
                }
                Cell::Moment(moment) => {
                    let (day, minutes) = crate::civil::day_and_minutes(*moment);
                    let serial = serial(day) + f64::from(minutes) / (24.0 * 60.0);
                    sheet.write_number_with_format(self.line, column, serial, &self.moment)?
                }
            };
        }
        self.line += 1;
        Ok(())
    }
}

/// A day as spreadsheets count them, from 1899-12-30.
fn serial(day: Day) -> f64 {
    f64::from(day.0) + 25_569.0
}

/// A cell as text. What a spreadsheet would take for a formula gets an apostrophe in front, as
/// OWASP advises ("CSV Injection").
fn csv_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if is_dangerous(text) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.french(),
        Cell::Moment(moment) => {
            let (day, minutes) = crate::civil::day_and_minutes(*moment);
            format!("{} {:02}:{:02}", day.french(), minutes / 60, minutes % 60)
        }
    }
}

/// Whether a spreadsheet could take the text for a formula. The full-width signs are read as their
/// plain ones in some languages.
fn is_dangerous(text: &str) -> bool {
    let first = text.trim_start_matches(' ').chars().next();
    first.is_some_and(|first| {
        matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader as _, Xlsx};
    use std::io::Cursor;

    const NASTY: [&str; 8] = [
        "=1+1",
        "+33 6",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "=HYPERLINK(\"http://x.example\";\"x\")",
        " =1",
    ];

    fn written(format: SheetFormat, lines: &[Vec<Cell>]) -> Vec<u8> {
        let scratch = tempfile::tempdir().expect("a folder");
        let mut bytes = Vec::new();
        let mut sheet =
            Sheet::begin(format, &mut bytes, scratch.path(), &["Nom", "Jour", "Moment", "Nombre"])
                .expect("begun");
        for line in lines {
            sheet.line(line).expect("written");
        }
        sheet.end().expect("ended");
        bytes
    }

    fn lines() -> Vec<Vec<Cell>> {
        NASTY
            .iter()
            .map(|text| {
                vec![
                    Cell::text(*text),
                    Cell::of(Day::new(2026, 6, 15), Cell::Day),
                    Cell::Moment(Instant(1_781_514_000_000)),
                    Cell::Number(-3),
                ]
            })
            .collect()
    }

    #[test]
    fn a_text_is_what_french_spreadsheets_read_and_holds_no_formula() {
        let text = String::from_utf8(written(SheetFormat::Csv, &lines())).expect("UTF-8");
        let rest = text.strip_prefix("\u{feff}Nom;Jour;Moment;Nombre\r\n").expect("the head");
        assert!(rest.contains("'=1+1;15/06/2026;15/06/2026 11:00;-3\r\n"), "{rest}");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            .from_reader(rest.as_bytes());
        let names: Vec<String> =
            reader.records().map(|line| line.expect("a line")[0].to_owned()).collect();
        let wanted: Vec<String> = NASTY.iter().map(|text| format!("'{text}")).collect();
        assert_eq!(names, wanted);
    }

    #[test]
    fn a_workbook_has_real_dates_and_no_formula() {
        let bytes = written(SheetFormat::Xlsx, &lines());
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        let name = book.sheet_names()[0].clone();
        assert!(book.worksheet_formula(&name).expect("formulas").is_empty());
        let sheet = book.worksheet_range(&name).expect("a sheet");
        assert_eq!(sheet.height(), NASTY.len() + 1);
        for (line, text) in NASTY.iter().enumerate() {
            let cell = |column| sheet.get((line + 1, column)).expect("a cell");
            assert_eq!(cell(0), &Data::String((*text).to_owned()));
            let Data::DateTime(day) = cell(1) else { panic!("{:?}", cell(1)) };
            assert!((day.as_f64() - 46_188.0).abs() < 1e-9, "{day:?}");
            let Data::DateTime(moment) = cell(2) else { panic!("{:?}", cell(2)) };
            assert!((moment.as_f64() - 46_188.0 - 11.0 / 24.0).abs() < 1e-6, "{moment:?}");
            assert_eq!(cell(3), &Data::Float(-3.0));
        }
    }
}
