//! Looks into the archive of a workbook before its reader does, so that none of its parts can
//! exhaust the machine.
//!
//! Sizes stated in an archive can lie, so that each part is really inflated, through a small
//! buffer that is thrown away, and counted. What the reader then inflates is what was counted.

use super::error::RosterError;
use super::table::MAX_INFLATED;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most parts of a workbook. Excel writes about a dozen and one a sheet or picture.
const MAX_PARTS: usize = 2_000;
/// Growth no list of people shows: its XML shrinks by ten to forty.
const MAX_GROWTH: u64 = 200;
/// Below this size, in bytes, growth is not looked at: small parts may be all alike.
const SMALL_PART: u64 = 1024 * 1024;
/// The shortest string of a workbook in its table of strings: `<si/>`.
const SHORTEST_STRING: u64 = 5;

/// Checks that `bytes` are the archive of a workbook which inflates within measure.
pub(super) fn check(bytes: &[u8]) -> Result<(), RosterError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| RosterError::Damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(RosterError::Inflates);
    }
    let mut declared = 0_u64;
    let mut workbook = false;
    let mut open_document = false;
    for place in 0..archive.len() {
        let part = archive.by_index_raw(place).map_err(|_| RosterError::Damaged)?;
        declared = declared.saturating_add(part.size());
        let name = part.name().map_err(|_| RosterError::Damaged)?;
        workbook |= name.to_ascii_lowercase().ends_with("workbook.xml");
        open_document |= name == "META-INF/manifest.xml";
    }
    if declared > MAX_INFLATED {
        return Err(RosterError::Inflates);
    }
    match (workbook, open_document) {
        (true, _) => {}
        (false, true) => return Err(RosterError::OpenDocument),
        (false, false) => return Err(RosterError::NotAWorkbook),
    }
    let mut inflated = 0;
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).map_err(|_| RosterError::Damaged)?;
        let compressed = part.compressed_size().max(1);
        let name = part.name().map_err(|_| RosterError::Damaged)?.to_ascii_lowercase();
        let strings = name.contains("sharedstrings");
        let before = inflated;
        let mut kept = Vec::new();
        let mut buffer = [0; 16 * 1024];
        loop {
            let count = part.read(&mut buffer).map_err(|_| RosterError::Damaged)?;
            if count == 0 {
                break;
            }
            inflated += count as u64;
            let size = inflated - before;
            if inflated > MAX_INFLATED || (size > SMALL_PART && size / compressed > MAX_GROWTH) {
                return Err(RosterError::Inflates);
            }
            if strings {
                kept.extend_from_slice(&buffer[..count]);
            }
        }
        if strings && !states_its_strings_truly(&kept) {
            return Err(RosterError::Damaged);
        }
    }
    Ok(())
}

/// The reader sets aside memory for as many strings as the table of strings says it has. A table
/// that says more than fit into it would let a file of a hundred bytes ask for all memory.
fn states_its_strings_truly(xml: &[u8]) -> bool {
    const COUNT: &[u8] = b"uniqueCount";
    // In UTF-16, where the search below would find nothing, Latin letters have a zero byte.
    if xml.contains(&0) {
        return false;
    }
    let most = xml.len() as u64 / SHORTEST_STRING;
    xml.windows(COUNT.len()).enumerate().filter(|(_, window)| *window == COUNT).all(|(at, _)| {
        let rest = xml[at + COUNT.len()..].iter().take(64);
        let digits: String = rest
            .map(|&b| char::from(b))
            .skip_while(|c| c.is_ascii_whitespace() || matches!(c, '=' | '"' | '\''))
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<u64>().is_ok_and(|count| count <= most)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_strings_cannot_state_more_than_it_holds() {
        for honest in [
            "<sst uniqueCount=\"1\"><si/></sst>",
            "<sst uniqueCount = '1' count='9'><si/></sst>",
            "<sst><si/></sst>",
        ] {
            assert!(states_its_strings_truly(honest.as_bytes()), "{honest}");
        }
        for lying in [
            "<sst uniqueCount=\"18446744073709551615\"/>",
            "<sst uniqueCount=\"99999999999999999999999\"/>",
            "<sst uniqueCount=\" 4000000000\"/>",
            "<sst uniqueCount=\"+4000000000\"/>",
            "<\0s\0s\0t\0/\0>\0",
        ] {
            assert!(!states_its_strings_truly(lying.as_bytes()), "{lying}");
        }
    }
}
