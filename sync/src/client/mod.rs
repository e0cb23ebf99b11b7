//! The device's side: takes what people enter, and brings it to the office.
//!
//! A [`Client`] is one tab. It holds what is shown, and works on a [`Store`] that it may share with
//! other tabs. What it needs of the world besides lies behind [`World`]: the line to the office,
//! the clock, a shelter for what the store does not take.

mod book;
mod kept;
mod store;
mod tables;
mod talk;

pub use kept::Kept;
pub use store::{Answer, CommandId, Contents, Receipt, Sending, Stamp, Store};
pub use tables::{Draft, Mode, Plan, Table, Tables};

use crate::wire::{Envelope, SyncRequest, SyncResponse};
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
            Ok(()) => self.store.append(&envelope, false).await,
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
        let adds =
            !matches!(command, Command::MarkAttendance { .. } | Command::SettleAttendance { .. });
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
            self.store.append(envelope, true).await?;
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

    /// Takes a command that answers the question of a receipt, and takes the receipt away once the
    /// answer is safe. Where only the latter fails the question stands, to be answered once more.
    ///
    /// # Errors
    /// When the command was not taken; then the question stands.
    pub async fn answer(
        &self,
        id: CommandId,
        command: Command,
    ) -> Result<Saved, SubmitError<S::Error>> {
        let saved = self.submit(command).await?;
        if !matches!(saved, Saved::InShelter(_)) {
            let _ = self.close_receipt(id).await;
        }
        Ok(saved)
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
}
