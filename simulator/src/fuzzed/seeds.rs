//! Whole inputs of every kind, for the fuzzers to begin with.

use super::letters::written;
use super::office::{ask, drawn, first_books, new_office};
use domain::id::ClientId;
use domain::time::Instant;
use domain::{Record, RecordKey};
use histories::{ADVISERS, SCHEMES, Step};
use sync::wire::{self, Change, Held, Lacking, Mark, Message, Part, Reset, Settled, Settlement};
use sync::{Cursor, Envelope, Outcome, Scope, ScopeDigest, SyncRequest, SyncResponse};
use uuid::Uuid;

/// The kinds of input that are put into an envelope, and the version of each.
const VERSIONS: [u8; 3] = [1, 2, 3];

/// Steps of commands of every kind.
fn steps() -> impl Iterator<Item = Step> {
    (0..24_u8).map(|place| {
        // A multiple of four: the kind is then the one named.
        Step::from([place, place / 3, place, place.wrapping_mul(29), place, 1, place, 8 * place])
    })
}

fn envelopes() -> Vec<Envelope> {
    let books = first_books();
    let command = |step| histories::command(&books.state, step);
    steps().map(|step| Envelope::seal(&command(step), 1, Instant(7))).collect()
}

fn requests_said() -> Vec<SyncRequest> {
    let books = first_books();
    let scopes = books.allowed(ADVISERS[0]);
    let scope = scopes.first().copied().unwrap_or(Scope::Catalogue(crate::DIRECTORATE));
    let plain = SyncRequest {
        client: ClientId(Uuid::from_u128(1)),
        cursor: None,
        held: Held::Digest(ScopeDigest::of(&[])),
        first_seq: 1,
        commands: Vec::new(),
        sent_at: Instant(5),
        waiting: 0,
        part: None,
        journaled: Vec::new(),
        unsettled: Vec::new(),
    };
    let cursor = Some(Cursor { epoch: 1, seq: 0, tag: 0 });
    let after = RecordKey::Scheme(SCHEMES[0]);
    let mark = |client| Mark { client, seq: 2, hash: 3 };
    let full = SyncRequest { cursor, held: Held::List(scopes), ..plain.clone() };
    let one = |envelope| SyncRequest { commands: vec![envelope], waiting: 1, ..full.clone() };
    let mut said: Vec<SyncRequest> = envelopes().into_iter().map(one).collect();
    said.extend([
        SyncRequest { part: Some(Part { scope, after }), ..full.clone() },
        SyncRequest {
            journaled: vec![mark(None), mark(Some(ClientId(Uuid::from_u128(2))))],
            ..full.clone()
        },
        SyncRequest { unsettled: vec![3, u64::MAX], ..full.clone() },
        SyncRequest { commands: envelopes(), waiting: 24, ..plain.clone() },
        plain,
        full,
    ]);
    said
}

fn answers_said() -> Vec<SyncResponse> {
    let office = new_office();
    let books = office.books();
    let mut said = Vec::new();
    for step in 0..6_u8 {
        let steps: Vec<u8> = steps().flat_map(|it| bytes_of(it, step)).collect();
        let asked = [&[step % 4, 0, step * 11], steps.as_slice()].concat();
        let request = drawn(&books, &asked);
        said.extend(ask(&office, ADVISERS[0], request, wire::PROTOCOL).ok());
    }
    let scope = Scope::Catalogue(crate::DIRECTORATE);
    let after = RecordKey::Scheme(SCHEMES[0]);
    let cursor = Cursor { epoch: 1, seq: 0, tag: 0 };
    if let Some(first) = said.first().cloned() {
        let client = ClientId(Uuid::from_u128(1));
        said.extend([
            SyncResponse { reset: Some(Reset::OtherHistory), ..first.clone() },
            SyncResponse { list_scopes: true, more: true, ..first.clone() },
            SyncResponse { forked: Some(2), durable: Some(cursor), ..first.clone() },
            SyncResponse {
                settled: vec![(
                    3,
                    Settlement { how: Settled::Adopted, by: "N".into(), at: Instant(1) },
                )],
                names: vec![(ADVISERS[1], "N".into())],
                ..first.clone()
            },
            SyncResponse { part: Some(Part { scope, after }), more: true, ..first.clone() },
            SyncResponse {
                lacking: vec![Lacking { client, known: Some(1) }],
                outcomes: vec![(1, Outcome::Duplicate), (2, Outcome::Nothing)],
                ..first
            },
        ]);
    }
    said
}

/// A step as bytes, with another whim.
const fn bytes_of(step: Step, whim: u8) -> [u8; 8] {
    [
        step.what,
        step.who,
        step.which,
        step.event,
        step.scheme,
        step.adviser,
        step.time,
        step.whim.wrapping_add(whim),
    ]
}

/// Each message in each version: as it travels, and as its body alone.
fn said_in_all<T: Message>(messages: &[T]) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for message in messages {
        all.push([vec![0], wire::encode(message)].concat());
        for version in VERSIONS {
            all.extend(message.write(version).map(|body| [vec![version], body].concat()));
        }
    }
    all
}

pub(super) fn requests() -> Vec<Vec<u8>> {
    said_in_all(&requests_said())
}

pub(super) fn answers() -> Vec<Vec<u8>> {
    said_in_all(&answers_said())
}

/// Commands of every kind, on the records of every history.
pub(super) fn commands() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for envelope in envelopes() {
        for who in 0..16 {
            all.push([vec![who, 1, 7], envelope.body.clone()].concat());
        }
    }
    all
}

/// Letters to the office: one request after the other, in between backups and restorations.
pub(super) fn office() -> Vec<Vec<u8>> {
    let steps: Vec<u8> = steps().flat_map(|step| bytes_of(step, 0)).collect();
    let drawn = |client: u8, back: u8, more: u8, commands: usize| {
        (8 * 16, [&[client, back, more], &steps[..8 * commands.min(24)]].concat())
    };
    let bodies =
        requests_said().into_iter().filter_map(|it| it.write(3)).map(|body| (16 * 3, body));
    let mut all: Vec<Vec<u8>> = bodies.map(|letter| written(&[letter])).collect();
    all.extend([
        written(&[drawn(0, 0, 0, 3), drawn(0, 3, 12, 5), drawn(1, 0, 20, 2)]),
        written(&[drawn(0, 0, 0, 3), (0xf0, Vec::new()), drawn(0, 0, 12, 5), (0xe0, Vec::new())]),
        written(&[
            drawn(0, 0, 0, 9),
            (0xf0, Vec::new()),
            drawn(0, 0, 12, 5),
            (0xe1, Vec::new()),
            drawn(0, 0, 140, 5),
        ]),
        written(&[(0xd1, Vec::new()), drawn(0, 0, 0, 24), (0xc0, Vec::new()), drawn(0, 4, 28, 9)]),
        written(&[drawn(2, 0, 0, 4), (0x81, vec![2, 0, 0]), (0xb0, Vec::new()), drawn(2, 1, 7, 4)]),
    ]);
    all
}

/// An answer that gives the records of everybody at the highest version there is.
fn highest_versions() -> Option<Vec<u8>> {
    let mut answer = answers_said().into_iter().find(|answer| !answer.changes.is_empty())?;
    let scope = *answer.granted.first()?;
    answer.granted = vec![scope];
    answer.more = false;
    answer.part = None;
    let books = first_books();
    let records = books.state.records().map(|mut record| {
        *version(&mut record) = u32::MAX;
        Change::Put(scope, record)
    });
    answer.changes = records.collect();
    Some([vec![0x0f], written(&[(3, answer.write(3)?), (0x80, Vec::new())])].concat())
}

const fn version(record: &mut Record) -> &mut u32 {
    match record {
        Record::Intervention(it) => &mut it.version,
        Record::Signatory(it) => &mut it.version,
        Record::RosterEntry(it) => &mut it.version,
        Record::Interest(it) => &mut it.version,
        Record::Scheme(it) => &mut it.version,
        Record::Interview(it) => &mut it.version,
        Record::Referral(it) => &mut it.version,
    }
}

/// Answers to a device that enters something before each of them.
pub(super) fn device() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = Vec::new();
    for body in answers_said().into_iter().filter_map(|answer| answer.write(3)) {
        all.push([vec![0x0b], written(&[(3, body)])].concat());
    }
    let drawn = |bytes: &[u8]| (0x80, bytes.to_vec());
    // The highest numbers there are: decided up to there, and known up to there.
    for highest in [drawn(&[u8::MAX]), drawn(&[7, 1 << 7, 0, 0, u8::MAX])] {
        all.push([vec![0x0b], written(&[highest])].concat());
    }
    all.extend(highest_versions());
    for flags in 0..8 {
        let strange = drawn(&[6, 1 << flags, 0, 5, 4]);
        all.push([vec![0x0b], written(&[drawn(&[7, 0, 0]), strange, drawn(&[8, 0])])].concat());
    }
    all
}
