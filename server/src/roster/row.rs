//! People out of rows. A doubtful value is dropped and told; only a missing name refuses a row.

use super::columns::{Column, Mapping};
use super::dates::{self, DayOrder};
use super::error::RowProblem;
use super::names;
use super::table::{Cell, Table, TableRow};
use super::values::{email, level, phone, says_nothing, several, stands_for_nothing};
use domain::contact::{EmailAddress, PhoneNumber};
use domain::level::CefrLevel;
use domain::person::{Birth, PersonName};
use domain::time::Day;
use serde::{Deserialize, Serialize};

/// No birth before this year is taken.
const FIRST_BIRTH_YEAR: i32 = 1900;
/// No older person is expected.
const OLDEST_AGE: i32 = 110;
/// The contract exists since 2007 (law of 24 July 2006).
const FIRST_TRAINING_YEAR: i32 = 2007;
/// No course ends later than this many years ahead.
const TRAINING_YEARS_AHEAD: i32 = 10;

/// A person as a list knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterPerson {
    /// Family name, or the only name.
    pub family_name: PersonName,
    /// Given name.
    pub given_name: Option<PersonName>,
    /// Birth. A full date of 1 January is kept as a date.
    pub birth: Option<Birth>,
    /// Telephone.
    pub phone: Option<PhoneNumber>,
    /// E-mail.
    pub email: Option<EmailAddress>,
    /// Level of French.
    pub level: Option<CefrLevel>,
    /// End of the course.
    pub training_ends: Option<Day>,
}

/// A row, read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParsedRow {
    /// Where the row stands in the file, from 1.
    pub line: u32,
    /// The person, or why there is none.
    pub person: Result<RosterPerson, Vec<RowProblem>>,
    /// What a person should look at before the row is taken.
    pub warnings: Vec<RowProblem>,
}

/// Reads every row of a table, in the order of the file. `today` tells births and courses that
/// cannot be.
#[must_use]
pub fn parse_rows(table: &Table, mapping: &Mapping, today: Day) -> Vec<ParsedRow> {
    let month_first = [Column::Birth, Column::TrainingEnds]
        .into_iter()
        .filter(|&column| has_month_first(table, mapping, column))
        .collect();
    let reader = RowReader { table, mapping, today, this_year: today.civil().0, month_first };
    table.rows.iter().filter_map(|row| reader.read(row)).collect()
}

struct RowReader<'a> {
    table: &'a Table,
    mapping: &'a Mapping,
    today: Day,
    this_year: i32,
    /// Columns where some dates can only be month/day/year.
    month_first: Vec<Column>,
}

fn has_month_first(table: &Table, mapping: &Mapping, column: Column) -> bool {
    mapping.place(column).is_some_and(|place| {
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(place));
        cells.any(|cell| dates::day_order(cell) == DayOrder::MonthFirst)
    })
}

impl RowReader<'_> {
    /// `None` where no column that is taken holds anything.
    fn read(&self, row: &TableRow) -> Option<ParsedRow> {
        let mut warnings = Vec::new();
        let taken = Column::ALL.into_iter().filter(|&column| column != Column::Ignore);
        let mut filled = false;
        for column in taken {
            let cell = self.cell(row, column);
            filled |= !cell.is_empty();
            if *cell == Cell::Error {
                warnings.push(RowProblem::ErrorCell(column));
            }
        }
        let beyond = row.cells.get(self.table.headers.len()..).unwrap_or_default();
        if beyond.iter().any(|cell| !cell.is_empty()) {
            warnings.push(RowProblem::MoreCellsThanHeaders);
            filled = true;
        }
        if !filled {
            return None;
        }
        let person = self.person(row, &mut warnings);
        Some(ParsedRow { line: row.line, person, warnings })
    }

    fn cell<'row>(&self, row: &'row TableRow, column: Column) -> &'row Cell {
        let place = self.mapping.place(column);
        place.and_then(|place| row.cells.get(place)).unwrap_or(&Cell::Empty)
    }

    fn person(
        &self,
        row: &TableRow,
        warnings: &mut Vec<RowProblem>,
    ) -> Result<RosterPerson, Vec<RowProblem>> {
        let (family_name, given_name) = self.names(row, warnings)?;
        Ok(RosterPerson {
            family_name,
            given_name,
            birth: self.birth(row, warnings),
            phone: several(
                self.cell(row, Column::Phone),
                Column::Phone,
                RowProblem::PhoneUnreadable,
                phone,
                warnings,
            ),
            email: several(
                self.cell(row, Column::Email),
                Column::Email,
                RowProblem::EmailUnreadable,
                email,
                warnings,
            ),
            level: self.level(row, warnings),
            training_ends: self.training_end(row, warnings),
        })
    }

    fn names(
        &self,
        row: &TableRow,
        warnings: &mut Vec<RowProblem>,
    ) -> Result<(PersonName, Option<PersonName>), Vec<RowProblem>> {
        let (family_column, given_column, family, given) =
            if self.mapping.place(Column::FullName).is_some() {
                let whole = self.cell(row, Column::FullName).text();
                names::read(&whole, Column::FullName).map_err(|problem| vec![problem])?;
                let name = names::divide(&whole);
                if name.guessed {
                    warnings.push(RowProblem::NameOrderGuessed);
                }
                (Column::FullName, Column::FullName, name.family, name.given)
            } else {
                let text = |column| self.cell(row, column).text();
                let (family, given) = (text(Column::FamilyName), text(Column::GivenName));
                (Column::FamilyName, Column::GivenName, family, given)
            };
        let family = optional_name(&family, family_column);
        let given = optional_name(&given, given_column);
        let (family, given) = match (family, given) {
            (Ok(family), Ok(given)) => (family, given),
            (family, given) => {
                return Err([family.err(), given.err()].into_iter().flatten().collect());
            }
        };
        // A person of one name may have it in either column.
        let (family, given) = match (family, given) {
            (Some(family), given) => (family, given),
            (None, Some(only)) => (only, None),
            (None, None) => return Err(vec![RowProblem::NoName]),
        };
        for name in std::iter::once(&family).chain(&given) {
            warnings.extend(names::doubts(name));
            if self.table.mixed_encodings && !name.as_str().is_ascii() {
                warnings.push(RowProblem::DoubtfulLetters);
            }
        }
        warnings.dedup();
        Ok((family, given))
    }

    fn birth(&self, row: &TableRow, warnings: &mut Vec<RowProblem>) -> Option<Birth> {
        let cell = self.cell(row, Column::Birth);
        if says_nothing(cell) {
            return None;
        }
        if self.is_doubtful(cell, Column::Birth) {
            warnings.push(RowProblem::DayOrMonth(Column::Birth));
            return None;
        }
        let problem = match dates::birth(cell, self.table.counts_from_1904) {
            None => RowProblem::BirthUnreadable,
            Some(Birth::Date(day)) if day > self.today => RowProblem::BirthInFuture,
            Some(birth) if birth.year() > self.this_year => RowProblem::BirthInFuture,
            Some(birth)
                if birth.year() < FIRST_BIRTH_YEAR
                    || birth.year() < self.this_year - OLDEST_AGE =>
            {
                RowProblem::BirthTooLongAgo
            }
            Some(birth) => return Some(birth),
        };
        warnings.push(problem);
        None
    }

    fn is_doubtful(&self, cell: &Cell, column: Column) -> bool {
        self.month_first.contains(&column) && dates::day_order(cell) == DayOrder::Either
    }

    fn level(&self, row: &TableRow, warnings: &mut Vec<RowProblem>) -> Option<CefrLevel> {
        let cell = self.cell(row, Column::Level);
        if says_nothing(cell) {
            return None;
        }
        let level = level(&cell.text());
        if level.is_none() {
            warnings.push(RowProblem::LevelUnknown);
        }
        level
    }

    fn training_end(&self, row: &TableRow, warnings: &mut Vec<RowProblem>) -> Option<Day> {
        let cell = self.cell(row, Column::TrainingEnds);
        if says_nothing(cell) {
            return None;
        }
        if self.is_doubtful(cell, Column::TrainingEnds) {
            warnings.push(RowProblem::DayOrMonth(Column::TrainingEnds));
            return None;
        }
        let Some(day) = dates::day(cell, self.table.counts_from_1904) else {
            warnings.push(RowProblem::TrainingEndUnreadable);
            return None;
        };
        let likely = FIRST_TRAINING_YEAR..=self.this_year + TRAINING_YEARS_AHEAD;
        if likely.contains(&day.civil().0) {
            return Some(day);
        }
        warnings.push(RowProblem::TrainingEndUnlikely);
        None
    }
}

/// A name that may be missing. Signs that stand for nothing (`-`, `?`) are nothing.
fn optional_name(text: &str, column: Column) -> Result<Option<PersonName>, RowProblem> {
    if text.chars().all(|c| stands_for_nothing(c) || c.is_whitespace()) {
        return Ok(None);
    }
    names::read(text, column).map(Some)
}

#[cfg(test)]
#[path = "row_tests.rs"]
mod tests;
