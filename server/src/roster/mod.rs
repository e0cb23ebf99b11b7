//! Reading lists of people at the end of their course, from CSV and XLSX as French offices make
//! them.
//!
//! Pure: bytes and facts in, judged rows out. Nothing here knows the database, HTTP or a clock, so
//! that a preview and the import behind it are the same computation done twice.
//!
//! The way of a file: [`read_table`] makes rows of cells out of bytes and finds the row of
//! headers; [`guess`] proposes what each column holds and the supervisor may correct it;
//! [`Mapping::new`] accepts the choice; [`parse_rows`] makes people; [`judge()`] compares them with
//! the people already known; [`chosen`] gives those to write.
//!
//! A file may be hostile. Every size is bounded before it is spent (`table`), a workbook is
//! inflated under a cap before its reader sees it (`archive`), formulas are text and never
//! computed, and no value of a cell enters an error, a log or `Debug` output.

mod archive;
mod columns;
mod csv_file;
mod dates;
mod decode;
mod error;
mod headers;
mod index;
mod judge;
mod names;
mod row;
mod table;
mod text_fr;
mod values;
mod xlsx_file;

pub use columns::{Column, Mapping, guess};
pub use error::{RosterError, RowProblem};
pub use judge::{JudgedRow, KnownPerson, Tally, Verdict, chosen, judge};
pub use row::{ParsedRow, RosterPerson, parse_rows};
pub use table::{
    Cell, MAX_CELL, MAX_COLUMNS, MAX_FILE, MAX_INFLATED, MAX_ROWS, Source, Table, TableRow,
};
pub use text_fr::{reason, sentence};

#[cfg(test)]
mod fixture_tests;
#[cfg(test)]
mod hostile_tests;

/// Makes a table out of the bytes of a file. What the file is, is told from its content;
/// `file_name` only makes the message better when the content cannot be read at all.
///
/// # Errors
/// When the file is not a table we can read, passes a limit, or has no row of headers in its first
/// rows.
pub fn read_table(bytes: &[u8], file_name: Option<&str>) -> Result<Table, RosterError> {
    if bytes.len() > MAX_FILE {
        return Err(RosterError::TooLarge);
    }
    match Kind::of(bytes) {
        Kind::Empty => Err(RosterError::Empty),
        Kind::Zip => xlsx_file::read(bytes),
        Kind::CompoundFile => Err(RosterError::OldExcel),
        Kind::Pdf => Err(RosterError::Pdf),
        Kind::Text => csv_file::read(bytes).map_err(|error| match error {
            RosterError::Binary if named_as_workbook(file_name) => RosterError::Damaged,
            other => other,
        }),
    }
}

/// What the first bytes of a file tell.
enum Kind {
    Empty,
    Zip,
    /// Microsoft's compound file: Excel before 2007, or any workbook with a password.
    CompoundFile,
    Pdf,
    Text,
}

impl Kind {
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Self::CompoundFile,
            [b'%', b'P', b'D', b'F', ..] => Self::Pdf,
            _ if bytes.iter().all(u8::is_ascii_whitespace) => Self::Empty,
            _ => Self::Text,
        }
    }
}

fn named_as_workbook(file_name: Option<&str>) -> bool {
    let Some((_, ending)) = file_name.and_then(|name| name.rsplit_once('.')) else { return false };
    ["xlsx", "xlsm", "xls", "ods"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}
