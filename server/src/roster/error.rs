//! Why a file, or one of its rows, is not taken as it is. Never with a value of the file in it.

use super::columns::Column;
use super::table::{MAX_CELL, MAX_COLUMNS, MAX_FILE, MAX_INFLATED, MAX_ROWS};
use serde::{Deserialize, Serialize};

/// Why a file is refused as a whole. The words are for logs; [`sentence`](super::sentence) has
/// those for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RosterError {
    /// Nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// More bytes than [`MAX_FILE`].
    #[error("the file has more than {MAX_FILE} bytes")]
    TooLarge,
    /// More rows than [`MAX_ROWS`].
    #[error("the file has more than {MAX_ROWS} rows")]
    TooManyRows,
    /// More columns than [`MAX_COLUMNS`].
    #[error("row {line} has more than {MAX_COLUMNS} columns")]
    TooManyColumns {
        /// Row of the file, from 1.
        line: u32,
    },
    /// A cell longer than [`MAX_CELL`]; in CSV most often a quotation mark that never closes.
    #[error("row {line} has a cell of more than {MAX_CELL} characters")]
    CellTooLong {
        /// Row of the file, from 1.
        line: u32,
    },
    /// More text in all its cells than a list of people can have.
    #[error("the cells of the file hold too much text")]
    TooMuchText,
    /// Excel before 2007, or a workbook behind a password.
    #[error("the file is an old Excel workbook or is protected by a password")]
    OldExcel,
    /// A workbook of `LibreOffice` (`.ods`).
    #[error("the file is an OpenDocument spreadsheet")]
    OpenDocument,
    /// A PDF.
    #[error("the file is a PDF")]
    Pdf,
    /// A web page under the name of a table.
    #[error("the file is a web page")]
    WebPage,
    /// Neither text nor a workbook.
    #[error("the file is neither text nor a workbook")]
    Binary,
    /// A zip archive without a workbook in it.
    #[error("the file is an archive without a workbook")]
    NotAWorkbook,
    /// A workbook that breaks off or contradicts itself.
    #[error("the workbook is damaged")]
    Damaged,
    /// An archive that grows out of measure when it is opened.
    #[error("the workbook inflates to more than {MAX_INFLATED} bytes or out of proportion")]
    Inflates,
    /// No row among the first ones has headers we know.
    #[error("no row of headers was found")]
    NoHeaderRow,
    /// Headers, and nobody under them.
    #[error("the file has headers and no rows")]
    NoRows,
    /// No column holds the name.
    #[error("no column holds the family name or the full name")]
    NoNameColumn,
    /// The full name in one column, and again in parts.
    #[error("the full name is chosen beside the family or given name")]
    NameTwice,
    /// Two columns for one thing.
    #[error("two columns are chosen as {}", .0.code())]
    ColumnTwice(Column),
    /// The choice of columns was made for another file.
    #[error("{given} columns are chosen where the file has {expected}")]
    OtherFile {
        /// Columns of the file.
        expected: usize,
        /// Columns of the choice.
        given: usize,
    },
}

impl RosterError {
    /// The word that stands for the error in logs and answers. Never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::TooManyRows => "too_many_rows",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::TooMuchText => "too_much_text",
            Self::OldExcel => "old_excel",
            Self::OpenDocument => "open_document",
            Self::Pdf => "pdf",
            Self::WebPage => "web_page",
            Self::Binary => "binary",
            Self::NotAWorkbook => "not_a_workbook",
            Self::Damaged => "damaged",
            Self::Inflates => "inflates",
            Self::NoHeaderRow => "no_header_row",
            Self::NoRows => "no_rows",
            Self::NoNameColumn => "no_name_column",
            Self::NameTwice => "name_twice",
            Self::ColumnTwice(_) => "column_twice",
            Self::OtherFile { .. } => "other_file",
        }
    }
}

/// What is wrong or doubtful in one row. The first three refuse the row; the others ask a person
/// to look at it, after the doubtful value was dropped where it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RowProblem {
    /// The cell of the name is empty.
    NoName,
    /// The cell of a name holds something that is no name: a formula, only digits, signs.
    NotAName(Column),
    /// The name is longer than any name.
    NameTooLong(Column),

    /// Which word is the family name is a guess.
    NameOrderGuessed,
    /// Digits inside the name: a total, a note, a number.
    DigitsInName,
    /// Letters that look like the traces of a wrong encoding (`Ã©` for `é`).
    DoubtfulLetters,
    /// The telephone number cannot be read. Dropped.
    PhoneUnreadable,
    /// The e-mail address cannot be read. Dropped.
    EmailUnreadable,
    /// The level is none of the contract's. Dropped.
    LevelUnknown,
    /// The birth cannot be read. Dropped.
    BirthUnreadable,
    /// The birth lies in the future. Dropped.
    BirthInFuture,
    /// The birth lies before 1900 or more than 110 years ago. Dropped.
    BirthTooLongAgo,
    /// The end of the course cannot be read. Dropped.
    TrainingEndUnreadable,
    /// The end of the course lies before 2007, when the contract began, or more than ten years
    /// ahead. Dropped.
    TrainingEndUnlikely,
    /// Other dates of the column are month/day/year, so that this one can be either. Dropped.
    DayOrMonth(Column),
    /// Several values in one cell: the first that can be read is taken.
    SeveralValues(Column),
    /// The cell shows an error of the spreadsheet (`#N/A`). Dropped.
    ErrorCell(Column),
    /// The row has filled cells to the right of the headers, as after a separator too many.
    MoreCellsThanHeaders,

    /// A known person has this name and another birth.
    SameNameOtherBirth,
    /// A known person has this name; the birth is missing or vague on a side, so nothing decides.
    SameNameNotCertain,
    /// A known person of another name has this telephone number.
    SamePhoneOtherName,
    /// A known person of another name has this e-mail address.
    SameEmailOtherName,
    /// An earlier row of this file has the same name.
    SameNameAsLine(u32),
    /// An earlier row of this file, of another name, has the same telephone number or address.
    SameContactAsLine(u32),
    /// An earlier row of this file, itself to be checked, is the same person.
    SamePersonAsLine(u32),
}

impl RowProblem {
    /// The word that stands for the problem in answers. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoName => "no_name",
            Self::NotAName(_) => "not_a_name",
            Self::NameTooLong(_) => "name_too_long",
            Self::NameOrderGuessed => "name_order_guessed",
            Self::DigitsInName => "digits_in_name",
            Self::DoubtfulLetters => "doubtful_letters",
            Self::PhoneUnreadable => "phone_unreadable",
            Self::EmailUnreadable => "email_unreadable",
            Self::LevelUnknown => "level_unknown",
            Self::BirthUnreadable => "birth_unreadable",
            Self::BirthInFuture => "birth_in_future",
            Self::BirthTooLongAgo => "birth_too_long_ago",
            Self::TrainingEndUnreadable => "training_end_unreadable",
            Self::TrainingEndUnlikely => "training_end_unlikely",
            Self::DayOrMonth(_) => "day_or_month",
            Self::SeveralValues(_) => "several_values",
            Self::ErrorCell(_) => "error_cell",
            Self::MoreCellsThanHeaders => "more_cells_than_headers",
            Self::SameNameOtherBirth => "same_name_other_birth",
            Self::SameNameNotCertain => "same_name_not_certain",
            Self::SamePhoneOtherName => "same_phone_other_name",
            Self::SameEmailOtherName => "same_email_other_name",
            Self::SameNameAsLine(_) => "same_name_as_line",
            Self::SameContactAsLine(_) => "same_contact_as_line",
            Self::SamePersonAsLine(_) => "same_person_as_line",
        }
    }
}
