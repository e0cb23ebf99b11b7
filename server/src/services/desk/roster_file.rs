//! From a file to what the supervisor is shown of it: pure, so that it can run apart.

use super::invalid;
use crate::roster::{
    self, JudgedRow, KnownPerson, Mapping, ParsedRow, RosterPerson, Source, Table,
};
use crate::text_fr;
use app::api::ApiError;
use app::api::roster::{FILE_PART, Field, RosterColumn, RosterLine, RosterPreview, Verdict};
use app::api::services::SentFile;
use domain::contact::Contact;
use domain::id::SignatoryId;
use domain::person::{Origin, Signatory};
use domain::time::Day;

/// Values shown of each column.
const EXAMPLES: usize = 3;
/// Longest example shown, in characters.
const EXAMPLE_LENGTH: usize = 60;
/// The field that a choice of columns is reported under.
pub(super) const MAPPING_PART: &str = "mapping";

/// A file that was read.
pub(super) struct ReadFile {
    table: Table,
    /// What each column holds.
    pub(super) columns: Vec<roster::Column>,
    /// Empty where the guessed columns do not make people yet.
    pub(super) rows: Vec<ParsedRow>,
}

/// Reads a file. Where no columns were chosen and the guessed ones make no people, it has no rows.
///
/// # Errors
/// When the file cannot be read or the chosen columns do not fit, with the sentence that says so.
pub(super) fn read(
    file: &SentFile,
    chosen: Option<&[Field]>,
    today: Day,
) -> Result<ReadFile, ApiError> {
    let refuse = |part: &str, error: &roster::RosterError| {
        tracing::info!(code = error.code(), "a list was refused");
        invalid(part, roster::sentence(error))
    };
    let table = roster::read_table(&file.bytes, file.name.as_deref())
        .map_err(|error| refuse(FILE_PART, &error))?;
    let width = table.headers.len();
    let (columns, rows) = if let Some(fields) = chosen {
        let columns: Vec<_> = fields.iter().copied().map(column).collect();
        let mapping = Mapping::new(columns, width).map_err(|error| refuse(MAPPING_PART, &error))?;
        let rows = roster::parse_rows(&table, &mapping, today);
        (mapping.columns().to_vec(), rows)
    } else {
        let columns = roster::guess(&table.headers);
        let rows = Mapping::new(columns.clone(), width)
            .map(|mapping| roster::parse_rows(&table, &mapping, today))
            .unwrap_or_default();
        (columns, rows)
    };
    Ok(ReadFile { table, columns, rows })
}

/// What would become of each line.
pub(super) fn preview(read: ReadFile, known: &[KnownPerson]) -> RosterPreview {
    let ReadFile { table, columns, rows } = read;
    let shown = table
        .headers
        .iter()
        .zip(&columns)
        .enumerate()
        .map(|(place, (heading, column))| RosterColumn {
            heading: heading.clone(),
            field: field(*column),
            examples: examples(&table, place),
        })
        .collect();
    RosterPreview {
        columns: shown,
        lines: roster::judge(rows, known).iter().map(|row| line(row, &table, &columns)).collect(),
        format: match table.source {
            Source::Text { separator, encoding } => text_fr::text_format(encoding, separator),
            Source::Workbook => text_fr::WORKBOOK_FORMAT.to_owned(),
        },
    }
}

fn examples(table: &Table, place: usize) -> Vec<String> {
    table
        .rows
        .iter()
        .filter_map(|row| row.cells.get(place))
        .map(|cell| cell.text().chars().take(EXAMPLE_LENGTH).collect::<String>())
        .filter(|text| !text.is_empty())
        .take(EXAMPLES)
        .collect()
}

fn line(row: &JudgedRow, table: &Table, columns: &[roster::Column]) -> RosterLine {
    let (verdict, reasons) = match &row.verdict {
        roster::Verdict::New => (Verdict::New, Vec::new()),
        roster::Verdict::AlreadyKnown(_) => (Verdict::AlreadyKnown, Vec::new()),
        roster::Verdict::Repeated { line } => {
            (Verdict::AlreadyKnown, vec![text_fr::repeated_line(*line)])
        }
        roster::Verdict::ToCheck { reasons, .. } => (Verdict::ToCheck, sentences(reasons)),
        roster::Verdict::Refused { reasons } => (Verdict::Refused, sentences(reasons)),
    };
    let name = match &row.person {
        Some(person) => new_person(SignatoryId(uuid::Uuid::nil()), person).display_name(),
        None => name_as_written(row.line, table, columns),
    };
    RosterLine { line: row.line, name, verdict, reasons }
}

fn sentences(problems: &[roster::RowProblem]) -> Vec<String> {
    problems.iter().map(roster::reason).collect()
}

fn name_as_written(line: u32, table: &Table, columns: &[roster::Column]) -> String {
    use roster::Column::{FamilyName, FullName, GivenName};
    let Some(row) = table.rows.iter().find(|row| row.line == line) else { return String::new() };
    let parts: Vec<String> = [FullName, FamilyName, GivenName]
        .iter()
        .filter_map(|wanted| columns.iter().position(|column| column == wanted))
        .filter_map(|place| row.cells.get(place))
        .map(|cell| cell.text().chars().take(EXAMPLE_LENGTH).collect::<String>())
        .filter(|text| !text.is_empty())
        .collect();
    parts.join(" ")
}

/// The person of a line, as it will be recorded.
pub(super) fn new_person(id: SignatoryId, person: &RosterPerson) -> Signatory {
    Signatory {
        id,
        family_name: person.family_name.clone(),
        given_name: person.given_name.clone(),
        birth: person.birth,
        contact: Contact {
            phone: person.phone.clone(),
            email: person.email.clone(),
            preferred: None,
        },
        level: person.level,
        training_ends: person.training_ends,
        origin: Origin::Import,
        version: 1,
    }
}

const fn column(field: Field) -> roster::Column {
    match field {
        Field::Ignore => roster::Column::Ignore,
        Field::FamilyName => roster::Column::FamilyName,
        Field::GivenName => roster::Column::GivenName,
        Field::FullName => roster::Column::FullName,
        Field::Birth => roster::Column::Birth,
        Field::Phone => roster::Column::Phone,
        Field::Email => roster::Column::Email,
        Field::Level => roster::Column::Level,
        Field::TrainingEnds => roster::Column::TrainingEnds,
    }
}

const fn field(column: roster::Column) -> Field {
    match column {
        roster::Column::Ignore => Field::Ignore,
        roster::Column::FamilyName => Field::FamilyName,
        roster::Column::GivenName => Field::GivenName,
        roster::Column::FullName => Field::FullName,
        roster::Column::Birth => Field::Birth,
        roster::Column::Phone => Field::Phone,
        roster::Column::Email => Field::Email,
        roster::Column::Level => Field::Level,
        roster::Column::TrainingEnds => Field::TrainingEnds,
    }
}
