//! What lies in a device's sealed store, read by who has the key: whether anything of certain texts is there.

use anyhow::{Context as _, Result, anyhow};
use clap::Args;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use vault::StoreKey;

/// Where to look.
#[derive(Debug, Args)]
pub struct Sealed {
    /// A file with the key, the rows and the texts, as JSON.
    #[arg(long)]
    rows: PathBuf,
}

#[derive(Debug, Deserialize)]
struct Everything {
    /// In hexadecimal digits, like the values.
    key: String,
    rows: Vec<Row>,
    texts: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Row {
    /// The table and the key under which it lies.
    place: String,
    value: String,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Remains {
    /// How many of the texts are there.
    texts: usize,
    /// How many bytes these have.
    bytes: usize,
}

/// Opens every row, and tells how many of the texts lie in one of them.
///
/// # Errors
/// When a row does not open: then it cannot be said what lies in it.
pub fn run(sealed: &Sealed) -> Result<()> {
    let everything = serde_json::from_slice(&std::fs::read(&sealed.rows)?)?;
    println!("{}", serde_json::to_string(&look(&everything)?)?);
    Ok(())
}

fn look(everything: &Everything) -> Result<Remains> {
    let key = hex::decode(&everything.key)?.try_into().ok();
    let key = StoreKey::from_bytes(key.context("a key has 32 bytes")?);
    let mut opened = Vec::new();
    for Row { place, value } in &everything.rows {
        let value = hex::decode(value)?;
        opened.push(key.open(place, &value).map_err(|error| anyhow!("{place}: {error}"))?);
    }
    let is_there = |text: &&String| {
        opened.iter().any(|value| value.windows(text.len()).any(|part| part == text.as_bytes()))
    };
    let found: Vec<&String> = everything.texts.iter().filter(is_there).collect();
    let bytes = found.iter().map(|text| text.len()).sum();
    Ok(Remains { texts: found.len(), bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_a_sealed_row_is_found_and_what_does_not_is_not() {
        let key = StoreKey::from_bytes([7; 32]);
        let value = key.seal("pages/03", [1; 24], "avant note gardée après".as_bytes());
        let row = Row { place: "pages/03".to_owned(), value: hex::encode(&value) };
        let texts = vec!["note gardée".to_owned(), "autre note".to_owned()];
        let everything = Everything { key: hex::encode([7; 32]), rows: vec![row], texts };
        assert_eq!(look(&everything).expect("opened"), Remains { texts: 1, bytes: 12 });
    }

    #[test]
    fn a_row_that_does_not_open_is_an_error() {
        let value = StoreKey::from_bytes([7; 32]).seal("pages/03", [1; 24], b"note");
        let row = Row { place: "pages/04".to_owned(), value: hex::encode(&value) };
        let everything = Everything { key: hex::encode([7; 32]), rows: vec![row], texts: vec![] };
        assert!(look(&everything).is_err());
    }
}
