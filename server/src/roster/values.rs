//! Telephone numbers, addresses and levels out of cells, as lists have them.

use super::columns::Column;
use super::error::RowProblem;
use super::table::Cell;
use domain::contact::{EmailAddress, PhoneNumber};
use domain::level::CefrLevel;

/// Whether a cell says nothing: empty, an error (told apart), or what people write for "none".
pub(super) fn says_nothing(cell: &Cell) -> bool {
    const NOTHING: [&str; 11] = [
        "nc", "n/c", "nr", "n/a", "na", "néant", "neant", "aucun", "aucune", "inconnu", "inconnue",
    ];
    match cell {
        Cell::Empty | Cell::Error => true,
        Cell::Text(text) => {
            let text = text.to_lowercase();
            text.chars().all(stands_for_nothing) || NOTHING.contains(&text.as_str())
        }
        Cell::Number(_) | Cell::Day(_) => false,
    }
}

pub(super) fn stands_for_nothing(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '?' | '/' | '.' | '_')
}

/// The value of a cell that may hold several: the first that can be read.
pub(super) fn several<T>(
    cell: &Cell,
    column: Column,
    unreadable: RowProblem,
    read: impl Fn(&str) -> Option<T>,
    warnings: &mut Vec<RowProblem>,
) -> Option<T> {
    if says_nothing(cell) {
        return None;
    }
    let text = cell.text();
    if let Some(value) = read(&text) {
        return Some(value);
    }
    let text = text.replace(" ou ", ";").replace(" et ", ";").replace(" / ", ";");
    let mut parts = text.split([';', ',', '\n', '\r', '/']).filter(|part| !part.trim().is_empty());
    let value = parts.find_map(read);
    let problem = if value.is_some() { RowProblem::SeveralValues(column) } else { unreadable };
    warnings.push(problem);
    value
}

/// A number, also where a spreadsheet has lost its `+` or guards its `0` by an apostrophe.
pub(super) fn phone(text: &str) -> Option<PhoneNumber> {
    let text = text.trim().trim_start_matches('\'');
    PhoneNumber::new(text).ok().or_else(|| {
        let lost_plus = text.len() == 11 && text.starts_with("33");
        lost_plus.then(|| PhoneNumber::new(&format!("+{text}")).ok()).flatten()
    })
}

pub(super) fn email(text: &str) -> Option<EmailAddress> {
    let text = text.trim();
    EmailAddress::new(text.strip_prefix("mailto:").unwrap_or(text)).ok()
}

/// A level, also as `Niveau A1`, `A2 acquis` or `< A1`.
pub(super) fn level(text: &str) -> Option<CefrLevel> {
    let text = text.trim().to_lowercase();
    if let Some(below) = text.strip_prefix('<').or_else(|| text.strip_prefix("inférieur à ")) {
        return (CefrLevel::parse(below)? == CefrLevel::A1).then_some(CefrLevel::InfraA1);
    }
    if text.contains(['<', '>']) {
        return None;
    }
    let text = text.trim_start_matches("niveau").trim();
    CefrLevel::parse(text).or_else(|| {
        let words = ["acquis", "atteint", "validé", "obtenu"];
        words.iter().find_map(|word| CefrLevel::parse(text.strip_suffix(word)?))
    })
}
