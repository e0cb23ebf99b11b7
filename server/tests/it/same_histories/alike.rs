//! Whether what both offices say is the same, and what of it is not.

use domain::RecordKey;
use std::fmt::Debug;
use sync::wire::Change;
use sync::{Cursor, Scope, SyncResponse};

/// Both lists hold the same in the same order.
pub fn same_lists<T: PartialEq + Debug>(at: &str, what: &str, memory: &[T], database: &[T]) {
    let (here, there) = (only(memory, database), only(database, memory));
    assert!(
        memory == database,
        "{at}: {what} (where nothing is told, the order or the number is another)\n  \
         only in memory: {here:#?}\n  only in the database: {there:#?}"
    );
}

fn only<'a, T: PartialEq>(these: &'a [T], others: &[T]) -> Vec<&'a T> {
    these.iter().filter(|it| !others.contains(it)).collect()
}

/// Both answers say the same.
pub fn same_answers(at: &str, memory: &SyncResponse, database: &SyncResponse) {
    let (mut memory, mut database) = (plain(memory), plain(database));
    same_lists(at, "the outcomes of an answer", &memory.outcomes, &database.outcomes);
    same_lists(at, "the changes of an answer", &memory.changes, &database.changes);
    memory.changes.clear();
    database.changes.clear();
    assert!(
        memory == database,
        "{at}: an answer\n  in memory: {memory:#?}\n  in the database: {database:#?}"
    );
}

/// An answer without the names that an office draws or gives, and with its sets in one order: scopes are
/// given in that of the visits and files, which no device looks at.
fn plain(answer: &SyncResponse) -> SyncResponse {
    let unnamed = |place: Cursor| Cursor { epoch: 0, tag: 0, ..place };
    let mut answer = answer.clone();
    answer.cursor = unnamed(answer.cursor);
    answer.durable = answer.durable.map(unnamed);
    answer.revoked.sort_unstable();
    answer.granted.sort_unstable();
    answer.changes.sort_by_key(place_of);
    // The one calls people as the other does not.
    answer.names.clear();
    answer
}

fn place_of(change: &Change) -> (Scope, RecordKey, u32) {
    match change {
        Change::Put(scope, record) => (*scope, record.key(), record.version()),
        Change::Remove(scope, key) => (*scope, *key, 0),
    }
}
