//! Tables out of workbooks of Excel and `LibreOffice` (`.xlsx`).

use super::archive;
use super::dates;
use super::error::RosterError;
use super::table::{Cell, MAX_CELL, MAX_COLUMNS, Source, Table, TableBuilder};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use std::io::Cursor;

/// Sheets looked into for one with headers.
const MAX_SHEETS: usize = 10;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the first sheet that has headers and rows.
pub(super) fn read(bytes: &[u8]) -> Result<Table, RosterError> {
    archive::check(bytes)?;
    // The reader is someone else's work and the file may be made to break it: should it panic, the
    // file is damaged, and the server goes on.
    std::panic::catch_unwind(|| read_checked(bytes)).unwrap_or(Err(RosterError::Damaged))
}

fn read_checked(bytes: &[u8]) -> Result<Table, RosterError> {
    let mut workbook = Workbook::new(Cursor::new(bytes)).map_err(|_| RosterError::Damaged)?;
    let mut sheets = workbook.sheets_metadata().to_vec();
    sheets.retain(|sheet| sheet.typ == SheetType::WorkSheet);
    // Hidden sheets hold lists for the others; they are looked into last.
    sheets.sort_by_key(|sheet| sheet.visible != SheetVisible::Visible);
    let mut refusal = RosterError::NoHeaderRow;
    for sheet in sheets.iter().take(MAX_SHEETS) {
        match read_sheet(&mut workbook, &sheet.name) {
            Err(error @ (RosterError::NoHeaderRow | RosterError::NoRows)) => {
                if refusal == RosterError::NoHeaderRow {
                    refusal = error;
                }
            }
            done => return done,
        }
    }
    Err(refusal)
}

/// Reads cell by cell: the reader's own table of a sheet has a place for each cell of the rectangle
/// it spans, which two cells in opposite corners make larger than any memory.
fn read_sheet(workbook: &mut Workbook<'_>, name: &str) -> Result<Table, RosterError> {
    let counts_from_1904 = workbook.has_1904_epoch();
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|_| RosterError::Damaged)?;
    let mut builder = TableBuilder::new();
    let mut line = 0;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|_| RosterError::Damaged)? {
        let (row, column) = cell.get_position();
        let value = read_cell(cell.get_value(), counts_from_1904);
        if value.is_empty() {
            continue;
        }
        let here = row.saturating_add(1);
        if here < line {
            return Err(RosterError::Damaged);
        }
        if here > line {
            builder.push(line, std::mem::take(&mut cells))?;
            line = here;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= MAX_COLUMNS {
            return Err(RosterError::TooManyColumns { line });
        }
        if let Cell::Text(text) = &value
            && text.len() > MAX_CELL
            && text.chars().count() > MAX_CELL
        {
            return Err(RosterError::CellTooLong { line });
        }
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = value;
    }
    builder.push(line, cells)?;
    let mut table = builder.finish(Source::Workbook)?;
    table.counts_from_1904 = counts_from_1904;
    Ok(table)
}

/// Formulas count by the value the spreadsheet last computed; nothing is computed here.
fn read_cell(value: &DataRef<'_>, counts_from_1904: bool) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::from_text(text)
        }
        DataRef::SharedString(text) => Cell::from_text(text),
        DataRef::Int(number) => Cell::from_text(&number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(true) => Cell::Text("VRAI".to_owned()),
        DataRef::Bool(false) => Cell::Text("FAUX".to_owned()),
        DataRef::DateTime(moment) => {
            let number = moment.as_f64();
            let day = moment.is_datetime().then(|| dates::from_serial(number, counts_from_1904));
            day.flatten().map_or(Cell::Number(number), Cell::Day)
        }
        DataRef::Error(_) => Cell::Error,
    }
}
