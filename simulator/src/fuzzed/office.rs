//! The office, as it takes in requests of several accounts, good and bad ones, while it fails and is
//! restored.

use super::command::states;
use super::letters::{Letter, enveloped, letters};
use crate::books::Books;
use crate::office::Office;
use crate::schedule::{Task, finish};
use crate::units::{AtCounter, Failed};
use domain::id::{ClientId, InterventionId, UserId};
use domain::time::Instant;
use histories::{ADVISERS, Step, VISITS};
use std::collections::BTreeSet;
use std::sync::Arc;
use sync::server::{self, Unanswered};
use sync::wire::{self, Change, Held, MAX_ASKED, MAX_COMMANDS, Mark};
use sync::{Cursor, Envelope, ScopeDigest, SyncRequest, SyncResponse};
use uuid::Uuid;

/// Little, so that what is given comes in pieces and parts.
const BUDGET: usize = 600;

/// An office with everybody's records, where all advisers but the last work at both visits.
pub(super) fn new_office() -> Office {
    let all = ADVISERS.into_iter().flat_map(|user| VISITS.map(|visit| (user, visit)));
    let last = (ADVISERS[2], VISITS[1]);
    let assigned: BTreeSet<(UserId, InterventionId)> = all.filter(|it| *it != last).collect();
    Office::new(states().last().cloned().unwrap_or_default(), assigned, 1)
}

/// Asks the office on behalf of an account.
pub(super) fn ask(
    office: &Office,
    user: UserId,
    request: SyncRequest,
    version: u8,
) -> Result<SyncResponse, Unanswered<Failed>> {
    let counter = AtCounter { office: office.clone(), user, budget: BUDGET };
    let task: Task<Result<SyncResponse, Unanswered<Failed>>> =
        Box::pin(async move { server::exchange(&counter, &request, version).await });
    finish(task)
}

/// Letters to the office. The kind says from whom, and how the bytes are to be read; or what else
/// happens in between.
pub(super) fn office(input: &[u8]) {
    let office = new_office();
    let mut backup = office.books();
    for Letter { kind, bytes } in letters(input) {
        let user = ADVISERS[usize::from(kind) % ADVISERS.len()];
        match kind / 16 {
            15 => backup = office.books(),
            14 => office.restore(&backup, kind % 2 == 0),
            13 => office.fail(u32::from(kind % 4)),
            12 => office.note_backup(&office.books()),
            11 => office.wait(i64::MAX / 2),
            8..=10 => {
                let request = drawn(&office.books(), bytes);
                exchanged(&office, user, &request, wire::PROTOCOL - kind % 4);
            }
            other => {
                let read = wire::decode_with_version::<SyncRequest>(&enveloped(other, bytes));
                if let Ok((request, version)) = read {
                    exchanged(&office, user, &request, version);
                }
            }
        }
    }
}

/// One exchange, and what is promised of it.
fn exchanged(office: &Office, user: UserId, request: &SyncRequest, version: u8) {
    let fails = office.inside().failing > 0;
    let answer = ask(office, user, request.clone(), version);
    let books = office.books();
    match answer {
        Ok(answer) => {
            acknowledged_is_kept(&books, user, request, &answer);
            nothing_is_given_away(&books, user, &answer);
            let bytes = wire::encode_as(version, &answer).unwrap_or_default();
            let read = wire::decode_with_version::<SyncResponse>(&bytes);
            assert!(read.is_ok(), "the device cannot read the answer: {read:?}");
        }
        Err(Unanswered::OtherAccount) => {
            let owner = books.clients.get(&request.client).map(|known| known.user);
            assert!(owner.is_some_and(|owner| owner != user), "it belongs to {owner:?}");
        }
        Err(Unanswered::Failed(Failed)) => assert!(fails, "nothing went wrong"),
    }
    numbers_follow_each_other(&books);
}

/// What an answer says is decided lies in the log, with the content that was sent.
fn acknowledged_is_kept(books: &Books, user: UserId, request: &SyncRequest, answer: &SyncResponse) {
    let end = answer.forked.unwrap_or(u64::MAX).min(answer.last_seq.saturating_add(1));
    let numbers = (0..).map_while(|place| request.first_seq.checked_add(place));
    let sent = numbers.zip(request.commands.iter().take(MAX_COMMANDS));
    for (seq, envelope) in sent.filter(|(seq, _)| *seq < end) {
        let kept = books.log.iter().find(|it| it.client == request.client && it.seq == seq);
        let hash = kept.map(|it| (it.author, it.envelope.hash()));
        assert_eq!(hash, Some((user, envelope.hash())), "number {seq} was acknowledged");
    }
    for (seq, outcome) in &answer.outcomes {
        let kept = books.log.iter().find(|it| it.client == request.client && it.seq == *seq);
        assert_eq!(kept.map(|it| &it.outcome), Some(outcome), "of number {seq}");
    }
}

/// Every record of an answer belongs to a scope that the account may hold.
fn nothing_is_given_away(books: &Books, user: UserId, answer: &SyncResponse) {
    let allowed = books.allowed(user);
    assert!(answer.granted.iter().all(|scope| allowed.contains(scope)));
    for change in &answer.changes {
        let (Change::Put(scope, _) | Change::Remove(scope, _)) = change;
        assert!(allowed.contains(scope), "{scope:?} is not for {user:?}");
    }
    assert!(answer.reset.is_none() || answer.changes.is_empty());
}

/// The log of each installation has the numbers from 1 on, each once.
fn numbers_follow_each_other(books: &Books) {
    for (client, known) in &books.clients {
        let own = books.log.iter().filter(|it| it.client == *client).map(|it| it.seq);
        assert!(own.eq(1..=known.last_seq), "the log of {client:?}");
    }
}

/// A request that makes sense of the books, or nearly so: which installation, from which number on,
/// and a byte that says more; then eight bytes a command.
pub(super) fn drawn(books: &Books, bytes: &[u8]) -> SyncRequest {
    let byte = |place: usize| bytes.get(place).copied().unwrap_or_default();
    let client = ClientId(Uuid::from_u128(u128::from(byte(0) % 4)));
    let known = books.clients.get(&client).map_or(0, |known| known.last_seq);
    let more = byte(2);
    let commands: Vec<Envelope> = bytes.get(3..).map_or_else(Vec::new, |steps| {
        let (steps, _) = steps.as_chunks::<8>();
        steps.iter().map(|step| sealed(books, Step::from(*step))).collect()
    });
    let tag = books.feed.get(&books.head).map_or(0, |(tag, _)| *tag);
    let here = Cursor { epoch: books.epoch, seq: books.head, tag: tag ^ u32::from(more & 1) };
    let allowed = books.allowed(ADVISERS[usize::from(more) % ADVISERS.len()]);
    let mark = |seq| Mark { client: None, seq, hash: commands.first().map_or(0, Envelope::hash) };
    SyncRequest {
        client,
        cursor: match more % 8 {
            0 | 1 => None,
            2 => Some(Cursor { seq: u64::from(byte(1)), ..here }),
            3 => Some(Cursor { seq: 0, tag: 0, ..here }),
            _ => Some(here),
        },
        held: match more / 8 % 4 {
            0 => Held::Digest(ScopeDigest::of(&[])),
            1 => Held::Digest(ScopeDigest::of(&allowed)),
            2 => Held::List(allowed.into_iter().skip(1).collect()),
            _ => Held::List(allowed),
        },
        // Most of all the next one, or one of the last.
        first_seq: (known + 1).saturating_sub(u64::from(byte(1) % 8)),
        sent_at: Instant(0),
        waiting: u32::from(more),
        part: None,
        journaled: (more >= 128).then(|| mark(u64::from(byte(1)))).into_iter().collect(),
        // Of what it sends itself, and of what nobody ever entered.
        unsettled: match more / 32 % 4 {
            0 => Vec::new(),
            1 => commands.iter().map(Envelope::hash).collect(),
            2 => vec![u64::from(byte(1))],
            _ => vec![0; MAX_ASKED + 1],
        },
        commands,
    }
}

fn sealed(books: &Books, step: Step) -> Envelope {
    let context = histories::context(step);
    let command = histories::command(&books.state, step);
    Envelope::seal(&command, context.base, context.claimed_at)
}

/// The books of a new office, for those who write requests to it.
pub(super) fn first_books() -> Arc<Books> {
    new_office().books()
}
