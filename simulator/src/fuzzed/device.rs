//! A device, as it takes over answers that may say anything: nothing that was entered on it is lost,
//! and with an office that is right again everything ends well.

use super::letters::{Letter, enveloped, letters};
use super::office::{ask, new_office};
use crate::disk::{Disk, OnDisk};
use crate::office::Office;
use crate::schedule::{Task, finish};
use domain::State;
use domain::attendance::Attendance;
use domain::time::Instant;
use histories::{ADVISERS, Step};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;
use sync::client::{Client, Kept, News, Saved, Table, World};
use sync::wire::{self, Lacking, Own, Part, Reset, Settled, Settlement};
use sync::{Cursor, Envelope, Outcome, SyncRequest, SyncResponse};

/// Whose device it is.
const USER: domain::id::UserId = ADVISERS[0];

/// No answer that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Silence;

/// What is between the device and the office.
struct Between {
    office: Office,
    /// What is answered instead of what the office would say.
    forged: RefCell<VecDeque<(u8, Vec<u8>)>>,
    /// Whether the office itself answers when nothing is forged.
    is_open: Cell<bool>,
    /// What an answer said is decided, by content.
    covered: RefCell<BTreeSet<u64>>,
    /// Whether an answer said that there are backups.
    backed_up: Cell<bool>,
    moments: Cell<i64>,
}

impl Between {
    fn new(forged: VecDeque<(u8, Vec<u8>)>) -> Rc<Self> {
        Rc::new(Self {
            office: new_office(),
            forged: RefCell::new(forged),
            is_open: Cell::new(false),
            covered: RefCell::default(),
            backed_up: Cell::new(false),
            moments: Cell::new(1_000_000),
        })
    }
}

/// The world of the device's only tab.
struct Tab(Rc<Between>);

impl World for Tab {
    type Silence = Silence;

    fn now(&self) -> Instant {
        self.0.moments.set(self.0.moments.get() + 1);
        Instant(self.0.moments.get())
    }

    async fn ask(&self, request: SyncRequest) -> Result<SyncResponse, Silence> {
        let forged = self.0.forged.borrow_mut().pop_front();
        let answer = match forged {
            Some((kind, bytes)) if kind >= 128 => Ok(drawn(&request, &bytes)),
            Some((kind, bytes)) => wire::decode(&enveloped(kind, &bytes)).map_err(|_| Silence),
            None if self.0.is_open.get() => {
                ask(&self.0.office, USER, request.clone(), wire::PROTOCOL).map_err(|_| Silence)
            }
            None => Err(Silence),
        }?;
        let sent = (request.first_seq..).zip(&request.commands);
        let covered = sent.filter(|(seq, _)| *seq <= answer.last_seq);
        self.0.covered.borrow_mut().extend(covered.map(|(_, envelope)| envelope.hash()));
        self.0.backed_up.set(self.0.backed_up.get() || answer.durable.is_some());
        Ok(answer)
    }

    fn shelter(&self) -> Vec<Envelope> {
        Vec::new()
    }

    fn put_into_shelter(&self, _: &Envelope) -> bool {
        false
    }

    fn take_out_of_shelter(&self, _: &Envelope) {}

    fn tell_tabs(&self) {}

    fn see(&self, _: News) {}
}

type OneTab = Client<Kept<OnDisk>, Tab>;

/// What waits for nothing but itself comes to its end.
fn done<T>(work: impl Future<Output = T> + 'static) -> T {
    let task: Task<T> = Box::pin(work);
    finish(task)
}

fn open(disk: &Rc<Disk>, between: &Rc<Between>) -> Rc<OneTab> {
    let (store, world) = (Kept::in_tables(OnDisk(Rc::clone(disk))), Tab(Rc::clone(between)));
    let opened = done(async move { Client::open(USER, store, world).await });
    match opened {
        Ok(client) => Rc::new(client),
        Err(error) => panic!("this disk never fails: {error:?}"),
    }
}

/// Talks until both sides have nothing more to say, or the line falls silent. Says which.
fn converse(client: &Rc<OneTab>) -> bool {
    let talking = Rc::clone(client);
    done(async move { talking.converse().await }).is_ok()
}

fn shown(client: &OneTab) -> State {
    client.read(State::clone)
}

/// A disk with everything that the account may hold.
fn filled() -> Rc<Disk> {
    thread_local! {
        static FILLED: Rc<Disk> = {
            let disk = Disk::new(1);
            let between = Between::new(VecDeque::new());
            between.is_open.set(true);
            assert!(converse(&open(&disk, &between)), "the first conversation");
            disk
        };
    }
    FILLED.with(|disk| disk.copy(2))
}

/// A byte that says how many commands are entered between the answers; then answers.
pub(super) fn device(input: &[u8]) {
    let Some((much, input)) = input.split_first() else { return };
    let forged = letters(input).into_iter().map(|Letter { kind, bytes }| (kind, bytes.to_vec()));
    let between = Between::new(forged.collect());
    let disk = filled();
    let client = open(&disk, &between);
    let mut entered = Vec::new();
    let mut turn = 0_u8;
    loop {
        for _ in 0..much % 8 {
            turn = turn.wrapping_add(1);
            entered.extend(enter(&client, turn.wrapping_mul(much / 8 + 1)));
        }
        let before = between.forged.borrow().len();
        converse(&client);
        nothing_is_lost(&client, &disk, &between, &entered);
        shown_is_what_lies_there(&client, &disk, &between);
        if before == 0 {
            break;
        }
    }
    ends_well(&client, &between, &entered);
}

/// Enters something that makes sense of what is shown. Gives what was written down.
fn enter(client: &Rc<OneTab>, draw: u8) -> Option<u64> {
    let step = Step::from([draw, draw / 3, 1, draw / 5, draw, 0, draw, draw.wrapping_mul(7)]);
    let command = client.read(|state| histories::command(state, step));
    let client = Rc::clone(client);
    match done(async move { client.submit(command).await }) {
        Ok(Saved::Here(_, envelope)) => Some(envelope.hash()),
        _ => None,
    }
}

/// What lies in a table that holds commands.
fn lying(disk: &Disk, table: Table) -> BTreeSet<u64> {
    let rows = disk.rows(table);
    let envelopes = rows.iter().filter_map(|(_, row)| postcard::take_from_bytes(row).ok());
    envelopes.map(|(envelope, _): (Envelope, _)| envelope.hash()).collect()
}

/// Only what an answer covered leaves the outbox, and only what a backup holds leaves the journal.
fn nothing_is_lost(client: &Rc<OneTab>, disk: &Disk, between: &Between, entered: &[u64]) {
    let (outbox, journal) = (lying(disk, Table::Outbox), lying(disk, Table::Journal));
    let covered = between.covered.borrow();
    for hash in entered.iter().filter(|hash| !outbox.contains(*hash)) {
        assert!(covered.contains(hash), "it was not answered for, and waits no more");
        let may_leave = between.backed_up.get();
        assert!(may_leave || journal.contains(hash), "no backup holds it, nor does the journal");
    }
    let (waiting, _) = client.counts();
    assert_eq!(waiting, disk.rows(Table::Outbox).len(), "what is shown as waiting waits");
}

/// A tab shows what lies on the disk, and so does one that is opened now.
fn shown_is_what_lies_there(client: &Rc<OneTab>, disk: &Rc<Disk>, between: &Rc<Between>) {
    assert!(!client.is_in_doubt());
    assert!(shown(client) == shown(&open(disk, between)), "a new tab shows something else");
}

/// Talks to the office itself until all is said. What was entered is then decided there, unless an
/// answer made the device believe that it was and that there are backups of it.
fn ends_well(client: &Rc<OneTab>, between: &Between, entered: &[u64]) {
    between.is_open.set(true);
    assert!(converse(client), "there is always more to say");
    let decided: BTreeSet<u64> =
        between.office.books().log.iter().map(|it| it.envelope.hash()).collect();
    let believed = between.covered.borrow();
    for hash in entered {
        let may_lack = between.backed_up.get() && believed.contains(hash);
        assert!(may_lack || decided.contains(hash), "the office never got it");
    }
    assert_eq!(client.counts().0, 0, "nothing waits any more");
}

/// An answer that fits what was asked, or nearly so, said in a few bytes.
pub(super) fn drawn(request: &SyncRequest, bytes: &[u8]) -> SyncResponse {
    let byte = |place: usize| bytes.get(place).copied().unwrap_or_default();
    let number = |drawn: u8| match drawn {
        u8::MAX => u64::MAX,
        other => (request.first_seq + u64::from(other % 16)).saturating_sub(4),
    };
    let (flags, more) = (byte(1), byte(2));
    let has = |bit: u8| flags & (1 << bit) != 0;
    let there = request.cursor.unwrap_or(Cursor { epoch: 1, seq: 0, tag: 0 });
    let cursor = Cursor { seq: there.seq + u64::from(more % 4), ..there };
    let outcome = match more / 4 % 4 {
        0 => Outcome::Nothing,
        1 => Outcome::Duplicate,
        2 => Outcome::Applied,
        _ => Outcome::Held(domain::Refusal::NotAllowed),
    };
    let scope = sync::Scope::Catalogue(crate::DIRECTORATE);
    let key = domain::RecordKey::Scheme(histories::SCHEMES[0]);
    SyncResponse {
        last_seq: number(byte(0)),
        outcomes: vec![(number(more), outcome)],
        reset: has(0).then_some(Reset::OtherHistory),
        list_scopes: has(1),
        revoked: has(2).then_some(scope).into_iter().collect(),
        granted: has(3).then_some(scope).into_iter().collect(),
        changes: Vec::new(),
        cursor,
        more: has(4),
        answered_at: Instant(0),
        forked: has(5).then(|| number(byte(3))),
        part: (has(6) && has(4)).then_some(Part { scope, after: key }),
        lacking: has(7)
            .then(|| Lacking {
                client: request.client,
                known: (more < 128).then(|| number(byte(4))),
            })
            .into_iter()
            .collect(),
        durable: (more >= 192).then_some(cursor),
        settled: drawn_settlements(request, byte(5)),
        names: (byte(5) & 8 != 0).then(|| (ADVISERS[0], String::new())).into_iter().collect(),
        own: (byte(5) & 16 != 0).then(|| Own {
            numbers: vec![(number(byte(6)), number(byte(7)))],
            sum: u32::from(byte(7)),
        }),
    }
}

/// How what was asked about was settled, and what nobody asked about.
fn drawn_settlements(request: &SyncRequest, drawn: u8) -> Vec<(u64, Settlement)> {
    let how = match drawn / 2 % 4 {
        0 => Settled::Adopted,
        1 => Settled::Marked(None),
        _ => Settled::Marked(Some(Attendance::Present)),
    };
    let settlement = Settlement { how, by: String::new(), at: Instant(i64::from(drawn)) };
    let asked = request.unsettled.iter().copied().filter(|_| drawn & 1 != 0);
    let unasked = (drawn & 128 != 0).then_some(u64::from(drawn));
    asked.chain(unasked).map(|content| (content, settlement.clone())).collect()
}
