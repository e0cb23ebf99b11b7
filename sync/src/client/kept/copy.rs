//! The copy of the office's records: pages, and the place in the feed.

use super::super::store::Answer;
use super::super::tables::{Draft, Table};
use super::{decode, encode};
use crate::device::{Replica, StoredRecord};
use crate::feed::{Cursor, Scope};
use crate::wire::Part;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Encoding of pages and of the place in the feed. Those of another version are dropped and fetched
/// anew: they are copies. The outbox has its own versions and is never dropped.
const COPY_FORMAT: u8 = 2;

/// The place: under this name in the table of small things.
pub(super) const PLACE: &str = "place";

/// Where the copy stands.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Place {
    cursor: Option<Cursor>,
    scopes: Vec<Scope>,
    part: Option<Part>,
}

/// Copies carry their format in front.
fn encode_copy<T: Serialize>(value: &T) -> Vec<u8> {
    let mut framed = vec![COPY_FORMAT];
    framed.extend(encode(value));
    framed
}

fn decode_copy<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (format, content) = bytes.split_first()?;
    if *format == COPY_FORMAT { decode(content) } else { None }
}

fn page_key(page: u8) -> String {
    format!("{page:02}")
}

/// Puts the copy together. When a part of it has another format, all of it is fetched anew.
pub(super) fn read(draft: &Draft) -> Replica {
    let place = draft.get(Table::Meta, PLACE).and_then(decode_copy::<Place>);
    let Some(place) = place else { return Replica::anew() };
    let mut replica = Replica::default();
    for (_, page) in draft.all(Table::Pages) {
        match decode_copy::<Vec<StoredRecord>>(page) {
            Some(records) => replica.load_page(records),
            None => return Replica::anew(),
        }
    }
    replica.cursor = place.cursor;
    replica.scopes = place.scopes;
    replica.part = place.part;
    replica
}

/// Writes what an answer changed of the copy.
pub(super) fn write(draft: &mut Draft, answer: &Answer<'_>) {
    for (page, content) in answer.replica.contents(answer.touched) {
        if content.is_empty() {
            draft.delete(Table::Pages, page_key(page));
        } else {
            draft.put(Table::Pages, page_key(page), encode_copy(&content));
        }
    }
    let (cursor, part) = (answer.replica.cursor, answer.replica.part);
    let place = Place { cursor, scopes: answer.replica.scopes.clone(), part };
    draft.put(Table::Meta, PLACE.to_owned(), encode_copy(&place));
}
