//! What each column of a file holds: guessed from its header, chosen by the supervisor.

use super::error::RosterError;
use super::headers::meaning;
use super::table::Cell;
use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// Family name alone.
    FamilyName,
    /// Given name alone.
    GivenName,
    /// Family and given name together.
    FullName,
    /// Date or year of birth.
    Birth,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
    /// Level of French.
    Level,
    /// End of the course.
    TrainingEnds,
    /// Nothing we take.
    Ignore,
}

impl Column {
    /// All columns, in the order they are offered.
    pub const ALL: [Self; 9] = [
        Self::FamilyName,
        Self::GivenName,
        Self::FullName,
        Self::Birth,
        Self::Phone,
        Self::Email,
        Self::Level,
        Self::TrainingEnds,
        Self::Ignore,
    ];

    /// The word that stands for the column in forms. Never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FamilyName => "family_name",
            Self::GivenName => "given_name",
            Self::FullName => "full_name",
            Self::Birth => "birth",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Level => "level",
            Self::TrainingEnds => "training_ends",
            Self::Ignore => "ignore",
        }
    }

    /// The column a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }
}

/// What each column of one file holds: a name somewhere, and nothing twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping(Vec<Column>);

impl Mapping {
    /// Accepts a choice for a file of `width` columns.
    ///
    /// # Errors
    /// When it is for another number of columns, has no name, or has one thing twice.
    pub fn new(columns: Vec<Column>, width: usize) -> Result<Self, RosterError> {
        if columns.len() != width {
            return Err(RosterError::OtherFile { expected: width, given: columns.len() });
        }
        for column in Column::ALL {
            let chosen = columns.iter().filter(|&&c| c == column).count();
            if column != Column::Ignore && chosen > 1 {
                return Err(RosterError::ColumnTwice(column));
            }
        }
        let has = |column| columns.contains(&column);
        let parts = has(Column::FamilyName) || has(Column::GivenName);
        match (has(Column::FullName), parts) {
            (true, true) => Err(RosterError::NameTwice),
            (false, _) if !has(Column::FamilyName) => Err(RosterError::NoNameColumn),
            _ => Ok(Self(columns)),
        }
    }

    /// What each column holds, from the left.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.0
    }

    /// The place of a column, if the file has it.
    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.0.iter().position(|&c| c == column)
    }
}

/// Proposes what each column holds, from its header. Where several could hold one thing, the most
/// telling header has it (`Niveau atteint` before `Niveau`, `Portable` before `Téléphone fixe`),
/// then the leftmost.
#[must_use]
pub fn guess(headers: &[String]) -> Vec<Column> {
    let meanings: Vec<Option<(Column, u8)>> = headers.iter().map(|h| meaning(h)).collect();
    let mut columns = vec![Column::Ignore; headers.len()];
    for column in Column::ALL {
        let best = meanings
            .iter()
            .enumerate()
            .filter_map(|(place, meaning)| meaning.map(|(found, rank)| (found, rank, place)))
            .filter(|&(found, ..)| found == column)
            .min_by_key(|&(_, rank, place)| (rank, place));
        if let Some((.., place)) = best {
            columns[place] = column;
        }
    }
    // The name in parts is surer than the name whole; a lone part is not.
    let has = |column| columns.contains(&column);
    let drop_whole = has(Column::FamilyName) && has(Column::GivenName);
    if has(Column::FullName) {
        for column in &mut columns {
            let part = matches!(column, Column::FamilyName | Column::GivenName);
            if (drop_whole && *column == Column::FullName) || (!drop_whole && part) {
                *column = Column::Ignore;
            }
        }
    }
    columns
}

/// How many different things the headers in a row name.
pub(super) fn known_among(cells: &[Cell]) -> usize {
    let mut found: Vec<Column> =
        cells.iter().filter_map(meaning_of).map(|(column, _)| column).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// How telling the header of a name in this row is (0 the most), of one that is enough by itself.
pub(super) fn name_rank(cells: &[Cell]) -> Option<u8> {
    let enough =
        |&(column, _): &(Column, u8)| matches!(column, Column::FamilyName | Column::FullName);
    cells.iter().filter_map(meaning_of).filter(enough).map(|(_, rank)| rank).min()
}

fn meaning_of(cell: &Cell) -> Option<(Column, u8)> {
    match cell {
        Cell::Text(text) => meaning(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(headers: &[&str]) -> Vec<Column> {
        guess(&headers.iter().map(|&h| h.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn of_two_headers_for_one_thing_the_more_telling_wins() {
        use Column::{FamilyName, Ignore, Level, Phone};
        assert_eq!(guessed(&["Nom de naissance", "Nom d'usage"]), [Ignore, FamilyName]);
        assert_eq!(guessed(&["Téléphone fixe", "Portable"]), [Ignore, Phone]);
        assert_eq!(guessed(&["Niveau", "Niveau atteint"]), [Ignore, Level]);
        assert_eq!(guessed(&["Téléphone 1", "Téléphone 2"]), [Phone, Ignore]);
    }

    #[test]
    fn a_name_in_parts_is_preferred_to_a_name_whole() {
        use Column::{FamilyName, FullName, GivenName, Ignore};
        assert_eq!(guessed(&["Identité", "Nom", "Prénom"]), [Ignore, FamilyName, GivenName]);
        assert_eq!(guessed(&["Nom et prénom", "Prénom"]), [FullName, Ignore]);
    }

    #[test]
    fn a_choice_without_a_name_or_with_one_thing_twice_is_refused() {
        use Column::{Birth, FamilyName, FullName, GivenName, Ignore};
        assert!(Mapping::new(vec![FamilyName, Ignore, Ignore], 3).is_ok());
        assert_eq!(Mapping::new(vec![GivenName, Birth], 2), Err(RosterError::NoNameColumn));
        assert_eq!(Mapping::new(vec![FullName, GivenName], 2), Err(RosterError::NameTwice));
        assert_eq!(
            Mapping::new(vec![FamilyName, Birth, Birth], 3),
            Err(RosterError::ColumnTwice(Birth))
        );
        assert_eq!(
            Mapping::new(vec![FamilyName], 2),
            Err(RosterError::OtherFile { expected: 2, given: 1 })
        );
    }

    #[test]
    fn a_column_reads_back_from_its_code() {
        for column in Column::ALL {
            assert_eq!(Column::from_code(column.code()), Some(column));
        }
        assert_eq!(Column::from_code("id"), None);
    }
}
