//! The office's side: takes in commands, gives out changes.
//!
//! The records themselves lie behind [`Counter`] and its units of work: a database on the server,
//! a table in memory in the simulator. What is decided here holds for all of them.

mod decide;
mod give_out;
mod own;
mod take_in;
mod tell;

pub use decide::{Alone, Decided, about, decide, load, visible};

use crate::feed::{Cursor, Scope};
use crate::wire::{Change, Envelope, Outcome, Settlement, SyncRequest, SyncResponse};
use domain::id::{ClientId, DirectorateId, InterventionId, SchemeId, SignatoryId, UserId};
use domain::interview::{Interview, Slot};
use domain::scheme::Scheme;
use domain::time::Instant;
use domain::{Command, Record, RecordKey, Refusal, State};
use give_out::Abilities;
use own::Effects;
use std::ops::DerefMut;

/// An office as one account deals with it.
pub trait Counter: Sync {
    /// A unit of work that reads one consistent snapshot.
    type Reading: Reading<Error = Self::Error>;
    /// A unit of work that writes.
    type Writing: Writing<Reading = Self::Reading>;
    /// Why the records could not be read or written.
    type Error: Send;

    /// The account.
    fn user(&self) -> UserId;

    /// The territory it works in.
    fn directorate(&self) -> DirectorateId;

    /// The moment it is now.
    fn now(&self) -> Instant;

    /// A random number for the next change.
    fn tag(&self) -> Result<u32, Self::Error>;

    /// Begins to read.
    fn read(&self) -> impl Future<Output = Result<Self::Reading, Self::Error>> + Send;

    /// Begins to write.
    fn write(&self) -> impl Future<Output = Result<Self::Writing, Self::Error>> + Send;

    /// What the account's devices may hold, nearest to today first.
    fn allowed(
        &self,
        unit: &mut Self::Reading,
        now: Instant,
    ) -> impl Future<Output = Result<Vec<Scope>, Self::Error>> + Send;

    /// Why the account may not do this now, by the rights of today, whatever they were when it was
    /// entered. What does not exist is left to the rules, which say so.
    fn forbidden(
        &self,
        unit: &mut Self::Writing,
        command: &Command,
        about: About,
    ) -> impl Future<Output = Result<Option<Refusal>, Self::Error>> + Send;

    /// Notes that an installation is given scopes for the first time. Nothing is given that was not
    /// noted.
    fn note_given(
        &self,
        client: ClientId,
        scopes: &[Scope],
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// About how many bytes of records one answer carries, before it is compressed to a third. At
    /// 50 kbit/s a broken line then loses eight seconds.
    fn budget(&self) -> usize {
        144 * 1024
    }

    /// Whether a unit of work failed only because others held the records: it may be tried again as
    /// it is.
    fn is_busy(error: &Self::Error) -> bool;

    /// Told of what went wrong and was passed over, for the log.
    fn passed_over(&self, what: PassedOver, error: &Self::Error);
}

/// What went wrong without being the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedOver {
    /// Commands were taken together and could not be stored; they are tried one by one.
    Batch,
    /// A command was not decided; the device sends it again.
    Command,
    /// That an installation was heard of could not be noted.
    Meeting,
    /// That scopes are given could not be noted: they were not given.
    Giving,
    /// Names, and what became of conflicts, could not be read: they were not told.
    Telling,
}

/// A unit of work that reads.
pub trait Reading: Send {
    /// Why the records could not be read.
    type Error: Send;

    /// The timeline of the records.
    fn epoch(&mut self) -> impl Future<Output = Result<u64, Self::Error>> + Send;

    /// The place of a directorate's latest change; number and tag 0 before the first.
    fn head(
        &mut self,
        directorate: DirectorateId,
    ) -> impl Future<Output = Result<(u64, u32), Self::Error>> + Send;

    /// Up to which change the office's backups hold everything; `None` where nobody knows of one.
    fn durable(
        &mut self,
        directorate: DirectorateId,
    ) -> impl Future<Output = Result<Option<Cursor>, Self::Error>> + Send;

    /// The tag of a change.
    fn tag_of(
        &mut self,
        directorate: DirectorateId,
        seq: u64,
    ) -> impl Future<Output = Result<Option<u32>, Self::Error>> + Send;

    /// The changes after number `after` that are visible in `scopes`, up to about `budget` bytes.
    /// Cut only between numbers: what was one transaction travels as one.
    fn feed(
        &mut self,
        directorate: DirectorateId,
        after: u64,
        scopes: &[Scope],
        budget: usize,
    ) -> impl Future<Output = Result<FeedPiece, Self::Error>> + Send;

    /// Everything that is visible in a scope; of a visit where so wished without what is visible in
    /// it because of its people: themselves, their interviews and their referrals.
    fn scope_records(
        &mut self,
        scope: Scope,
        with_people: bool,
    ) -> impl Future<Output = Result<Vec<Record>, Self::Error>> + Send;

    /// The lists on which the people of a scope are, each person with each visit.
    fn lists_of(
        &mut self,
        scope: Scope,
    ) -> impl Future<Output = Result<Vec<(SignatoryId, InterventionId)>, Self::Error>> + Send;

    /// An installation, if it was ever heard of.
    fn client(
        &mut self,
        id: ClientId,
    ) -> impl Future<Output = Result<Option<KnownClient>, Self::Error>> + Send;

    /// The hash of a decided command's content, and what became of it.
    fn decided(
        &mut self,
        client: ClientId,
        seq: u64,
    ) -> impl Future<Output = Result<Option<(u64, Outcome)>, Self::Error>> + Send;

    /// What became of a command of this content, told by its hash, that came from an author before,
    /// under whatever number.
    fn decided_before(
        &mut self,
        author: UserId,
        hash: u64,
    ) -> impl Future<Output = Result<Option<Outcome>, Self::Error>> + Send;

    /// The records of these keys, as far as they exist.
    fn state(
        &mut self,
        keys: &[RecordKey],
    ) -> impl Future<Output = Result<State, Self::Error>> + Send;

    /// A person, their interests, interviews and referrals.
    fn file(
        &mut self,
        person: SignatoryId,
    ) -> impl Future<Output = Result<Vec<Record>, Self::Error>> + Send;

    /// A scheme, if it exists.
    fn scheme(
        &mut self,
        id: SchemeId,
    ) -> impl Future<Output = Result<Option<Scheme>, Self::Error>> + Send;

    /// The interviews an adviser has planned during a slot.
    fn interviews_during(
        &mut self,
        adviser: UserId,
        slot: &Slot,
    ) -> impl Future<Output = Result<Vec<Interview>, Self::Error>> + Send;

    /// How an entry of an author was settled after it met a conflict or was refused, by its content.
    /// The same content may have come under several numbers; the first settlement stands.
    fn settlement(
        &mut self,
        author: UserId,
        entry: u64,
    ) -> impl Future<Output = Result<Option<Settlement>, Self::Error>> + Send;

    /// The name that an account's colleagues know it by.
    fn name(
        &mut self,
        user: UserId,
    ) -> impl Future<Output = Result<Option<String>, Self::Error>> + Send;

    /// The visits on whose lists a person is.
    fn visits_of(
        &mut self,
        person: SignatoryId,
    ) -> impl Future<Output = Result<Vec<InterventionId>, Self::Error>> + Send;
}

/// A unit of work that writes. Dropped without [`commit`](Self::commit), it never happened.
pub trait Writing: DerefMut<Target = Self::Reading> + Send {
    /// What it reads with.
    type Reading: Reading;

    /// Notes that an installation was heard of; binds it to the account at the first time.
    fn meet(
        &mut self,
        client: ClientId,
        user: UserId,
        declared: Declared,
        now: Instant,
    ) -> impl Future<Output = Outcomeless<Self>> + Send;

    /// Writes a record as it now is.
    fn put(
        &mut self,
        directorate: DirectorateId,
        record: &Record,
        now: Instant,
    ) -> impl Future<Output = Outcomeless<Self>> + Send;

    /// Keeps a decided command for ever with what became of it, and moves the installation's number
    /// to it.
    fn keep(&mut self, entry: &Entry<'_>) -> impl Future<Output = Outcomeless<Self>> + Send;

    /// Numbers changes and adds them to the feed, all under one number. Nothing may be written in
    /// this unit of work afterwards: the number is taken last, so that no reader can ever see a
    /// number whose predecessors are not committed.
    fn number(
        &mut self,
        directorate: DirectorateId,
        tag: u32,
        changes: &[Change],
    ) -> impl Future<Output = Outcomeless<Self>> + Send;

    /// Makes it happen.
    fn commit(self) -> impl Future<Output = Outcomeless<Self>> + Send;
}

/// Done, or why not.
type Outcomeless<W> = Result<(), <<W as Writing>::Reading as Reading>::Error>;

/// A piece of the feed.
#[derive(Debug, Default)]
pub struct FeedPiece {
    /// Changes, oldest first.
    pub changes: Vec<Change>,
    /// Number and tag of the last change read; `None` when none was.
    pub last: Option<(u64, u32)>,
    /// Whether the piece was cut: there is more.
    pub cut: bool,
}

/// What the office remembers of one installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownClient {
    /// The account it first spoke for.
    pub user: UserId,
    /// The last command decided.
    pub last_seq: u64,
}

/// What a device says of itself when it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// By how much its clock is ahead of the office's, in milliseconds.
    pub skew_ms: i64,
    /// How many commands wait on it.
    pub waiting: u32,
}

/// What a command is about, as far as it could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The visit.
    pub intervention: Option<InterventionId>,
    /// The person.
    pub signatory: Option<SignatoryId>,
}

/// A decided command, as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The installation.
    pub client: ClientId,
    /// The number there.
    pub seq: u64,
    /// What was sent.
    pub envelope: &'a Envelope,
    /// What was read of it; `None` where nothing could be.
    pub command: Option<&'a Command>,
    /// When it arrived.
    pub received_at: Instant,
    /// What became of it.
    pub outcome: &'a Outcome,
    /// Whether it had come before under another number, so that nobody need look at it again.
    pub again: bool,
    /// The territory of its author.
    pub directorate: DirectorateId,
    /// The account.
    pub author: UserId,
    /// What it is about.
    pub about: About,
}

/// The first version of the protocol in which a scope may come in parts.
const KNOWS_PARTS: u8 = 2;
/// The first in which a device asks what became of conflicts, and is told who made the other mark.
const KNOWS_SETTLEMENTS: u8 = 3;
/// The first in which a device works out by itself what its own commands came to, and what of the
/// records it holds is visible in a scope that it is given.
const KNOWS_BY_ITSELF: u8 = 4;

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswered<E> {
    /// The installation belongs to another account.
    OtherAccount,
    /// The records failed before anything was decided.
    Failed(E),
}

impl<E> From<E> for Unanswered<E> {
    fn from(error: E) -> Self {
        Self::Failed(error)
    }
}

/// What became of commands that came without a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// All up to this number are decided.
    pub last_seq: u64,
    /// What became of them, except of the plainly applied.
    pub outcomes: Vec<(u64, Outcome)>,
}

/// Takes in the commands of a request, and nothing else.
///
/// # Errors
/// As [`exchange`], before anything was decided.
pub async fn receive<C: Counter>(
    counter: &C,
    request: &SyncRequest,
) -> Result<Received, Unanswered<C::Error>> {
    let taken = take_in::take_in(counter, request).await?;
    Ok(Received { last_seq: taken.last_seq, outcomes: taken.outcomes })
}

/// Takes in what a device sends and answers with what it lacks, in a version of the protocol that
/// the device understands.
///
/// # Errors
/// For an installation of another account, and when the records fail before anything could be
/// decided, or a device without a copy cannot be given one.
pub async fn exchange<C: Counter>(
    counter: &C,
    request: &SyncRequest,
    version: u8,
) -> Result<SyncResponse, Unanswered<C::Error>> {
    let taken = take_in::take_in(counter, request).await?;
    let mut response = SyncResponse {
        last_seq: taken.last_seq,
        outcomes: taken.outcomes,
        forked: taken.forked,
        reset: None,
        list_scopes: false,
        revoked: Vec::new(),
        granted: Vec::new(),
        changes: Vec::new(),
        cursor: Cursor { epoch: 0, seq: 0, tag: 0 },
        more: false,
        answered_at: counter.now(),
        part: None,
        lacking: Vec::new(),
        durable: None,
        settled: Vec::new(),
        names: Vec::new(),
        own: None,
    };
    let device = Abilities {
        takes_parts: version >= KNOWS_PARTS,
        completes: version >= KNOWS_BY_ITSELF,
        effects: if version >= KNOWS_BY_ITSELF { taken.effects } else { Effects::default() },
    };
    give_out::give_out(counter, request, &device, &mut response).await?;
    if version >= KNOWS_SETTLEMENTS {
        tell::tell(counter, request, &mut response).await;
    }
    Ok(response)
}
