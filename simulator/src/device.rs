//! A device of the simulation: a disk, tabs on it, and a line to the office that may fail.

use crate::disk::{Disk, DiskError, OnDisk};
use crate::line::{Letter, Line, Reply};
use crate::schedule::{Task, happened, rest};
use domain::id::UserId;
use domain::time::Instant;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use sync::client::{Client, Cut, Kept, News, Saved, SubmitError, World};
use sync::wire::{self, SyncRequest, SyncResponse};
use sync::{Envelope, Scope, WireError};

/// What all tabs of a device share besides its disk.
#[derive(Debug)]
pub struct Surroundings {
    /// Whether there is a network.
    pub online: Cell<bool>,
    /// By how much the clock is wrong, in milliseconds.
    pub skew: Cell<i64>,
    /// The version of the protocol that the application on this device speaks.
    pub speaks: Cell<u8>,
    /// Whether the browser has locks.
    pub has_locks: bool,
    /// Whether a tab has the right to talk.
    pub talking: Cell<bool>,
    /// Counts moments, so that no two entries have the same.
    moments: Cell<i64>,
    /// Tells this device's moments from those of others.
    number: i64,
}

/// A device.
#[derive(Debug)]
pub struct Device {
    /// Whose it is.
    pub user: UserId,
    /// What lies on it.
    pub disk: Rc<Disk>,
    /// What its tabs share.
    pub around: Rc<Surroundings>,
    /// Its tabs.
    pub tabs: Vec<Tab>,
}

impl Device {
    /// A device.
    #[must_use]
    pub fn new(number: i64, user: UserId, disk: Rc<Disk>, has_locks: bool) -> Self {
        let around = Rc::new(Surroundings {
            online: Cell::new(true),
            skew: Cell::new(0),
            speaks: Cell::new(wire::PROTOCOL),
            has_locks,
            talking: Cell::new(false),
            moments: Cell::new(0),
            number,
        });
        Self { user, disk, around, tabs: Vec::new() }
    }
}

/// A tab as it is written in the application: the real client.
pub type RealClient = Client<Kept<OnDisk>, TabWorld>;

/// What a tab is busy with.
pub enum Work {
    /// Opening the store.
    Opening(Task<Result<RealClient, DiskError>>),
    /// Talking to the office.
    Talking(Task<Result<(), Cut<Silence, DiskError>>>),
    /// Writing down what somebody entered.
    Entering(Task<Result<Saved, SubmitError<DiskError>>>),
    /// Reading what another tab wrote.
    Reading(Task<Result<(), DiskError>>),
    /// Closing what somebody looked at.
    Closing(Task<Result<(), DiskError>>),
}

/// A tab.
pub struct Tab {
    /// The client, once the store is open.
    pub client: Option<Rc<RealClient>>,
    /// What it is busy with.
    pub work: Vec<Work>,
    /// Whether it has the right to talk.
    pub has_turn: bool,
    /// Whether another tab told it to look.
    pub told: Rc<Cell<bool>>,
    /// Whether it has just taken over an answer.
    pub heard: Rc<Cell<bool>>,
}

impl Tab {
    /// A tab that opens its store.
    #[must_use]
    pub fn open(device: &Device, line: &Rc<Line>) -> Self {
        let heard = Rc::new(Cell::new(false));
        let world = TabWorld {
            user: device.user,
            disk: Rc::clone(&device.disk),
            around: Rc::clone(&device.around),
            line: Rc::clone(line),
            tells: Rc::new(Cell::new(false)),
            heard: Rc::clone(&heard),
        };
        let store = Kept::in_tables(OnDisk(Rc::clone(&device.disk)));
        let user = device.user;
        let opening: Task<Result<RealClient, DiskError>> =
            Box::pin(async move { Client::open(user, store, world).await });
        Self {
            client: None,
            work: vec![Work::Opening(opening)],
            has_turn: false,
            told: Rc::new(Cell::new(false)),
            heard,
        }
    }
}

impl std::fmt::Debug for Tab {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "a tab busy with {} things", self.work.len())
    }
}

/// Why the office gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// None came.
    NoAnswer,
    /// Something came that is no answer.
    Unreadable(WireError),
    /// The office refused.
    Refused,
}

/// The world of one tab.
#[derive(Debug)]
pub struct TabWorld {
    /// Who works here.
    pub user: UserId,
    /// The disk.
    pub disk: Rc<Disk>,
    /// What the tabs share.
    pub around: Rc<Surroundings>,
    /// The line.
    pub line: Rc<Line>,
    /// Set where this tab told the others something.
    pub tells: Rc<Cell<bool>>,
    /// Set where this tab took over an answer.
    pub heard: Rc<Cell<bool>>,
}

/// So often a tab looks whether an answer has come before it gives up.
const PATIENCE: u32 = 60;

impl World for TabWorld {
    type Silence = Silence;

    fn now(&self) -> Instant {
        let moment = self.around.moments.get() + 1;
        self.around.moments.set(moment);
        Instant(1_000_000 + moment * 1_000 + self.around.number + self.around.skew.get())
    }

    async fn ask(&self, request: SyncRequest) -> Result<SyncResponse, Silence> {
        let bytes = wire::encode_as(self.around.speaks.get(), &request).unwrap_or_default();
        let answer = Rc::new(RefCell::new(None));
        if self.around.online.get() {
            self.line.post(Letter { user: self.user, bytes, answer: Rc::clone(&answer) });
        }
        for _ in 0..PATIENCE {
            rest().await;
            let came: Option<Reply> = answer.borrow_mut().take();
            match came {
                Some(Reply::Answer(bytes)) => {
                    let read = wire::decode(&bytes).map_err(Silence::Unreadable);
                    happened(|| exchanged(&self.around, &request, &read));
                    return read;
                }
                Some(Reply::Refusal) => return Err(Silence::Refused),
                None => {}
            }
        }
        Err(Silence::NoAnswer)
    }

    fn shelter(&self) -> Vec<Envelope> {
        self.disk.sheltered()
    }

    fn put_into_shelter(&self, envelope: &Envelope) -> bool {
        self.disk.shelter(envelope)
    }

    fn take_out_of_shelter(&self, envelope: &Envelope) {
        self.disk.unshelter(envelope);
    }

    fn tell_tabs(&self) {
        self.tells.set(true);
    }

    fn see(&self, news: News) {
        if matches!(news, News::Heard(_)) {
            self.heard.set(true);
        }
    }
}

/// An exchange in one line.
fn exchanged(
    around: &Surroundings,
    asked: &SyncRequest,
    answer: &Result<SyncResponse, Silence>,
) -> String {
    let (device, speaks) = (around.number, around.speaks.get());
    let client = asked.client.0.simple().to_string();
    let last = asked.first_seq + asked.commands.len() as u64;
    let sent = asked.first_seq..last;
    let at = asked.cursor.map(|cursor| cursor.seq);
    let heard = match answer {
        Err(silence) => format!("{silence:?}"),
        Ok(answer) => format!(
            "v{speaks}, decided to {}, outcomes {:?}, forked {:?}, reset {:?}, list {}, more {}, at {}, granted {:?}, \
             revoked {:?}, changes {}, lacking {:?}",
            answer.last_seq,
            answer.outcomes.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(),
            answer.forked,
            answer.reset.is_some(),
            answer.list_scopes,
            answer.more,
            answer.cursor.seq,
            short(&answer.granted),
            short(&answer.revoked),
            answer.changes.len(),
            answer.lacking,
        ),
    };
    format!("  device {device} as {} sends {sent:?} at {at:?}: {heard}", &client[..6])
}

/// Scopes by the first letter of their kind and the end of their identity.
fn short(scopes: &[Scope]) -> Vec<String> {
    let word = |scope: &Scope| {
        let kind = match scope {
            Scope::Intervention(_) => 'v',
            Scope::Catalogue(_) => 'c',
            Scope::File(_) => 'f',
        };
        format!("{kind}{}", scope.id().as_u128() % 1_000)
    };
    scopes.iter().map(word).collect()
}
