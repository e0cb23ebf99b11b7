//! The device's side: takes what people enter, and brings it to the office.
//!
//! A [`Client`] is one tab. It holds what is shown, and works on a [`Store`] that it may share with
//! other tabs. What it needs of the world besides lies behind [`World`]: the line to the office,
//! the clock, a shelter for what the store does not take.

mod book;
mod kept;
mod store;
mod tables;

pub use kept::Kept;
pub use store::{Answer, CommandId, Contents, Receipt, Sending, Stamp, Store};
pub use tables::{Mode, Table, Tables, Transaction};

use crate::conversation::Conversation;
use crate::device::outcome_of;
use crate::seeded::{self, Bug};
use crate::wire::{Envelope, Lacking, MAX_COMMANDS, Outcome, SyncRequest, SyncResponse};
use book::Book;
use domain::id::{ClientId, UserId};
use domain::time::Instant;
use domain::{Command, RecordKey, Refusal, State};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// What a client needs besides its store.
#[expect(async_fn_in_trait, reason = "one thread: browsers have no other, nor has the simulator")]
pub trait World {
    /// Why the office gave no answer.
    type Silence;

    /// The moment it is now, by the device's clock.
    fn now(&self) -> Instant;

    /// Sends a request to the office and waits for the answer, for as long as is sensible.
    async fn ask(&self, request: SyncRequest) -> Result<SyncResponse, Self::Silence>;

    /// Commands that the store did not take, oldest first.
    fn shelter(&self) -> Vec<Envelope>;

    /// Puts a command into the shelter. Says whether that worked.
    fn put_into_shelter(&self, envelope: &Envelope) -> bool;

    /// Takes a command out of the shelter again, once the store has it.
    fn take_out_of_shelter(&self, envelope: &Envelope);

    /// Tells the other tabs that the store changed.
    fn tell_tabs(&self);

    /// Told what looks different now, after the client itself has changed.
    fn see(&self, news: News);
}

/// What looks different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// These records, because somebody entered something here.
    Entered {
        /// The records the command touches.
        touched: Vec<RecordKey>,
        /// Whether there may be new ones among them.
        adds: bool,
    },
    /// These records, because of an answer of the office or of another tab.
    Changed(BTreeSet<RecordKey>),
    /// How much waits or lies in the shelter, or what waits for a look.
    Counts,
    /// The office has answered.
    Heard(Instant),
}

/// Where a command is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Everything already was as wanted: there was nothing to be written.
    Nothing,
    /// On the device.
    Here(CommandId, Envelope),
    /// Only in the shelter: not safe yet.
    InShelter(Envelope),
}

/// Why a command was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmitError<E> {
    /// The rules refuse it; nothing was written.
    Refused(Refusal),
    /// It could not be written anywhere.
    NotSaved(E),
}

/// Why a conversation ended before both sides had nothing more to say. Nothing is lost by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut<S, E> {
    /// The office gave no answer that could be read.
    Silence(S),
    /// The store did not do its work.
    Store(E),
    /// There is always more to say: something is wrong with one of the two.
    Endless,
}

/// One tab on a device.
#[derive(Debug)]
pub struct Client<S, W> {
    store: S,
    world: W,
    book: RefCell<Book>,
    /// Counts the changes of what is shown, so that what was read before one is not put in its place.
    turns: Cell<u64>,
    /// Whether a write ended badly, which may have happened all the same, or the store could not be
    /// read: what is shown may not be what lies in the store.
    in_doubt: Cell<bool>,
}

/// Exchanges of one conversation at most, so that an office that always has more cannot hold a page
/// for ever.
const EXCHANGES: usize = 500;

impl<S: Store, W: World> Client<S, W> {
    /// Opens what a store holds, for the account it belongs to.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open(author: UserId, store: S, world: W) -> Result<Self, S::Error> {
        let shelter = world.shelter();
        let contents = store.load().await?;
        let book = RefCell::new(Book::new(author, contents, &shelter));
        Ok(Self { store, world, book, turns: Cell::new(0), in_doubt: Cell::new(false) })
    }

    /// The store.
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// The world.
    pub const fn world(&self) -> &W {
        &self.world
    }

    /// The installation.
    pub fn id(&self) -> ClientId {
        self.book.borrow().client
    }

    /// Reads what is shown: the office's records with everything that waits on top.
    pub fn read<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(self.book.borrow().state())
    }

    /// Whether a record carries something the office has not answered for.
    pub fn is_unsent(&self, key: RecordKey) -> bool {
        self.book.borrow().is_unsent(key)
    }

    /// Whether a record carries something that only the shelter holds.
    pub fn is_sheltered(&self, key: RecordKey) -> bool {
        self.book.borrow().is_sheltered(key)
    }

    /// How many commands wait, and how many were ever entered under the present identity.
    pub fn counts(&self) -> (usize, u64) {
        let book = self.book.borrow();
        (book.waiting(), book.entered())
    }

    /// Whether a command is shown as waiting.
    pub fn is_waiting(&self, id: CommandId) -> bool {
        self.book.borrow().is_waiting(id)
    }

    /// Conflicts and refusals nobody has looked at yet.
    pub fn receipts(&self) -> Vec<(CommandId, Receipt)> {
        self.book.borrow().receipts().to_vec()
    }

    /// Whether what is shown may not be what lies in the store, because that could not be read.
    pub const fn is_in_doubt(&self) -> bool {
        self.in_doubt.get()
    }

    /// Takes a command: asks the rules, writes it to the store, and only then shows it.
    ///
    /// # Errors
    /// When the rules refuse it, or when neither the store nor the shelter took it.
    pub async fn submit(&self, command: Command) -> Result<Saved, SubmitError<S::Error>> {
        let judged = self.book.borrow().judge(&command, self.world.now());
        let judged = judged.map_err(SubmitError::Refused)?;
        let Some(envelope) = judged else { return Ok(Saved::Nothing) };
        // What lies in the shelter comes first: later commands may build on it.
        let written = match self.empty_shelter().await {
            Ok(()) => self.store.append(&envelope).await,
            Err(error) => Err(error),
        };
        match written {
            Ok(id) => {
                self.show(Some(id), &command, envelope.clone());
                Ok(Saved::Here(id, envelope))
            }
            Err(_) if self.world.put_into_shelter(&envelope) => {
                self.show(None, &command, envelope.clone());
                self.doubt().await;
                Ok(Saved::InShelter(envelope))
            }
            Err(error) => {
                self.doubt().await;
                Err(SubmitError::NotSaved(error))
            }
        }
    }

    /// Shows what was written, here and to the other tabs.
    fn show(&self, id: Option<CommandId>, command: &Command, envelope: Envelope) {
        let shelter = self.world.shelter();
        let changed = self.book.borrow_mut().accept(id, command, envelope, &shelter);
        self.turns.set(self.turns.get() + 1);
        self.world.see(News::Counts);
        let touched = command.touches().into_iter().collect();
        let adds = !matches!(command, Command::MarkAttendance { .. });
        self.world.see(News::Entered { touched, adds });
        if !changed.is_empty() {
            self.world.see(News::Changed(changed));
        }
        self.world.tell_tabs();
    }

    /// Looks what became of a write that ended badly; where even that fails, the next conversation
    /// does.
    async fn doubt(&self) {
        self.in_doubt.set(true);
        self.world.tell_tabs();
        let _ = self.reload().await;
    }

    /// Moves what lies in the shelter into the store.
    ///
    /// # Errors
    /// When the store still does not take it; the rest stays in the shelter.
    pub async fn empty_shelter(&self) -> Result<(), S::Error> {
        let sheltered = self.world.shelter();
        if sheltered.is_empty() {
            return Ok(());
        }
        for envelope in &sheltered {
            self.store.append_once(envelope).await?;
            self.world.take_out_of_shelter(envelope);
        }
        self.world.tell_tabs();
        // The book learns the numbers from the store.
        self.reload().await
    }

    /// Reads the store anew, after another tab changed it.
    ///
    /// # Errors
    /// When the store cannot be read; what is shown stays.
    pub async fn reload(&self) -> Result<(), S::Error> {
        loop {
            let turns = self.turns.get();
            self.in_doubt.set(false);
            // Before the store: what moves from here to there meanwhile is then in both, not in
            // neither.
            let shelter = self.world.shelter();
            let contents = match self.store.load().await {
                Ok(contents) => contents,
                Err(error) => {
                    self.in_doubt.set(true);
                    return Err(error);
                }
            };
            // Something was entered while the store was read, and would leave the screen; or an
            // answer was taken over meanwhile, and would be undone. Where nothing happened meanwhile
            // the store is right, whatever it holds: it may have been thrown away and begun anew.
            if self.turns.get() != turns {
                continue;
            }
            let changed = self.book.borrow_mut().take_over(contents, &shelter);
            self.turns.set(turns + 1);
            self.world.see(News::Counts);
            self.world.see(News::Changed(changed));
            return Ok(());
        }
    }

    /// Takes away a receipt a person has looked at.
    ///
    /// # Errors
    /// When the store could not be written.
    pub async fn close_receipt(&self, id: CommandId) -> Result<(), S::Error> {
        if let Err(error) = self.store.close_receipt(id).await {
            self.doubt().await;
            return Err(error);
        }
        self.book.borrow_mut().close_receipt(id);
        self.turns.set(self.turns.get() + 1);
        self.world.see(News::Counts);
        self.world.tell_tabs();
        Ok(())
    }

    /// Sends and fetches until both sides have nothing more to say.
    ///
    /// # Errors
    /// When the office falls silent or the store fails. Everything that was not answered for still
    /// waits, and the next conversation goes on from there.
    pub async fn converse(&self) -> Result<(), Cut<W::Silence, S::Error>> {
        let talked = self.talk().await;
        if let Err(Cut::Store(_)) = talked {
            self.in_doubt.set(true);
            self.world.tell_tabs();
        }
        talked
    }

    async fn talk(&self) -> Result<(), Cut<W::Silence, S::Error>> {
        // What the store still does not take stays in the shelter; the rest can be sent.
        let _ = self.empty_shelter().await;
        let mut list_scopes = false;
        let mut conversation = Conversation::default();
        for _ in 0..EXCHANGES {
            let mut sending = self.store.sending().await.map_err(Cut::Store)?;
            if self.in_doubt.get() || sending.stamp != self.book.borrow().stamp {
                // Another tab was here. Its answers are the store's, and so are they ours.
                self.reload().await.map_err(Cut::Store)?;
                continue;
            }
            conversation.turn_to(sending.client);
            let commands = conversation.to_send(std::mem::take(&mut sending.commands));
            let request = self.request(&sending, list_scopes, &commands);
            let response = self.world.ask(request).await.map_err(Cut::Silence)?;
            if let Some(lacking) = forgotten(&sending, &response) {
                let recalled = self.store.recall(sending.stamp, lacking).await;
                recalled.map_err(Cut::Store)?;
                self.world.tell_tabs();
                self.reload().await.map_err(Cut::Store)?;
                conversation = Conversation::default();
                continue;
            }
            if let Some(from) = forked_at(&response, &commands) {
                let renewed = self.store.renew(sending.stamp, sending.client, from).await;
                renewed.map_err(Cut::Store)?;
                self.world.tell_tabs();
                self.reload().await.map_err(Cut::Store)?;
                conversation = Conversation::default();
                continue;
            }
            let settled = conversation.hear(commands.last().map(|(seq, _)| *seq), &response);
            if !self.absorb(&sending, settled, &commands, &response).await.map_err(Cut::Store)? {
                // What was answered was not taken over: it has to be heard once more.
                conversation = Conversation::default();
                continue;
            }
            if response.reset.is_some() {
                // The journal is to be sent again, whatever was answered before.
                conversation = Conversation::default();
            }
            list_scopes = response.list_scopes;
            let more_to_send = sending.client != self.id() || commands.len() == MAX_COMMANDS;
            if !more_to_send && response.is_whole() {
                return Ok(());
            }
        }
        Err(Cut::Endless)
    }

    fn request(
        &self,
        sending: &Sending,
        list_scopes: bool,
        commands: &[(u64, Envelope)],
    ) -> SyncRequest {
        let first_seq = commands.first().map_or(1, |(seq, _)| *seq);
        let commands = commands.iter().map(|(_, envelope)| envelope.clone()).collect();
        let book = self.book.borrow();
        let now = self.world.now();
        SyncRequest {
            waiting: u32::try_from(sending.waiting).unwrap_or(u32::MAX),
            journaled: sending.journaled.clone(),
            ..book.replica.request(sending.client, list_scopes, first_seq, commands, now)
        }
    }

    /// Takes over an answer: in the store first, then on the screen. `false` when another tab was
    /// quicker.
    async fn absorb(
        &self,
        sending: &Sending,
        settled: u64,
        commands: &[(u64, Envelope)],
        response: &SyncResponse,
    ) -> Result<bool, S::Error> {
        let (stamp, mut replica) = {
            let book = self.book.borrow();
            (book.stamp, book.replica.clone())
        };
        if stamp != sending.stamp {
            // The copy the question was asked for is not the present one any more.
            return Ok(false);
        }
        let touched = replica.absorb(response);
        let receipts = receipts(commands, response);
        let answer = Answer {
            stamp: sending.stamp,
            client: sending.client,
            replica: &replica,
            touched,
            settled,
            receipts: &receipts,
            reset: response.reset.is_some(),
            durable: response.durable,
        };
        let Some(stamp) = self.store.absorb(&answer).await? else {
            // The other may have been this one itself, whose first attempt had happened unheard.
            self.world.tell_tabs();
            self.reload().await?;
            return Ok(false);
        };
        let turns = self.turns.get();
        let shelter = self.world.shelter();
        let (stamp_now, outbox) = self.store.outbox().await?;
        if stamp_now == Some(stamp) && self.turns.get() == turns {
            let client = sending.client;
            let own = receipts
                .into_iter()
                .map(|(seq, receipt)| (CommandId { client, seq }, receipt));
            let changed =
                self.book.borrow_mut().turn_page(stamp, replica, outbox, own, &shelter);
            self.turns.set(turns + 1);
            self.world.see(News::Counts);
            self.world.see(News::Changed(changed));
        } else {
            self.reload().await?;
        }
        self.world.see(News::Heard(self.world.now()));
        self.world.tell_tabs();
        Ok(true)
    }
}

/// The installation of which the office knows less than it had once confirmed: it was restored from
/// a backup.
fn forgotten(sending: &Sending, response: &SyncResponse) -> Option<Lacking> {
    let own = sending.journaled.iter().find(|mark| mark.client.is_none());
    match own {
        // An office that speaks the first version of the protocol says no more than this.
        Some(mark) if response.last_seq < mark.seq => {
            Some(Lacking { client: sending.client, known: Some(response.last_seq) })
        }
        _ => response.lacking.first().copied(),
    }
}

/// The number from which on the office has something else than what was sent: this device is a
/// copy of another that went on, or numbers are missing that the office had once confirmed and that
/// no journal holds.
fn forked_at(response: &SyncResponse, commands: &[(u64, Envelope)]) -> Option<u64> {
    let (first, _) = commands.first()?;
    match response.forked {
        Some(from) => Some(from),
        None if response.last_seq + 1 < *first => Some(*first),
        None => None,
    }
}

fn receipts(commands: &[(u64, Envelope)], response: &SyncResponse) -> Vec<(u64, Receipt)> {
    commands
        .iter()
        .filter_map(|(seq, envelope)| {
            let outcome = outcome_of(response, *seq)?;
            let unsettled = match outcome {
                Outcome::Conflict(_) => !seeded::is(Bug::DroppedOnConflict),
                Outcome::Held(_) => true,
                Outcome::Applied | Outcome::Nothing | Outcome::Duplicate => false,
            };
            unsettled.then(|| (*seq, Receipt { envelope: envelope.clone(), outcome }))
        })
        .collect()
}
