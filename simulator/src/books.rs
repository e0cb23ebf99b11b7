//! What the office has written down, as it stands at one moment.

use domain::id::{ClientId, DirectorateId, InterventionId, SignatoryId, UserId};
use domain::interview::Interview;
use domain::time::Instant;
use domain::{Command, Record, RecordKey, State};
use std::collections::{BTreeMap, BTreeSet};
use sync::server::{About, KnownClient};
use sync::wire::{Change, Settled, Settlement};
use sync::{Cursor, Envelope, Outcome, Scope};
use uuid::Uuid;

/// The one directorate there is. No visit and no person has its identity, since a database tells
/// scopes apart by that alone.
pub const DIRECTORATE: DirectorateId = DirectorateId(Uuid::from_u128(100));

/// Everything the office has written down.
#[derive(Clone, Debug, Default)]
pub struct Books {
    /// Names the timeline.
    pub epoch: u64,
    /// The records.
    pub state: State,
    /// Which account works at which visit.
    pub assigned: BTreeSet<(UserId, InterventionId)>,
    /// The feed: tag and changes of each number from 1 on.
    pub feed: BTreeMap<u64, (u32, Vec<Change>)>,
    /// The number of the latest change.
    pub head: u64,
    /// The installations.
    pub clients: BTreeMap<ClientId, KnownClient>,
    /// Every command that was decided, in the order of decision.
    pub log: Vec<Decided>,
    /// What the desk wrote, and how many commands had been decided by then.
    pub desk: Vec<(usize, Record)>,
    /// Up to which change there is a backup.
    pub durable: Option<Cursor>,
    /// The scopes given to each installation, as noted.
    pub given: BTreeSet<(ClientId, Scope)>,
}

/// A decided command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The installation.
    pub client: ClientId,
    /// The number there.
    pub seq: u64,
    /// What was sent.
    pub envelope: Envelope,
    /// Who sent it.
    pub author: UserId,
    /// What became of it.
    pub outcome: Outcome,
    /// When it arrived.
    pub received_at: Instant,
    /// Whether it had come before under another number.
    pub again: bool,
}

impl Books {
    /// Everything that is visible in a scope.
    #[must_use]
    pub fn scope_records(&self, scope: Scope) -> Vec<Record> {
        match scope {
            Scope::Catalogue(_) => self.pick(|record| matches!(record, Record::Scheme(_))),
            Scope::File(person) => self.file(person),
            Scope::Intervention(visit) => {
                let on_list = |person| self.state.roster_entry(visit, person).is_some();
                self.pick(|record| match record {
                    Record::Intervention(it) => it.id == visit,
                    Record::RosterEntry(it) => it.intervention == visit,
                    Record::Interest(it) => it.intervention == visit,
                    Record::Signatory(it) => on_list(it.id),
                    Record::Interview(it) => on_list(it.signatory),
                    Record::Referral(it) => on_list(it.signatory),
                    Record::Scheme(_) => false,
                })
            }
        }
    }

    fn pick(&self, wanted: impl Fn(&Record) -> bool) -> Vec<Record> {
        self.state.records().filter(wanted).collect()
    }

    pub(crate) fn file(&self, person: SignatoryId) -> Vec<Record> {
        self.pick(|record| match record {
            Record::Signatory(it) => it.id == person,
            Record::Interest(it) => it.signatory == person,
            Record::Interview(it) => it.signatory == person,
            Record::Referral(it) => it.signatory == person,
            Record::Intervention(_) | Record::RosterEntry(_) | Record::Scheme(_) => false,
        })
    }

    /// The scopes of an account: its visits, the schemes, and the files of the people it has an
    /// interview with.
    #[must_use]
    pub fn allowed(&self, user: UserId) -> Vec<Scope> {
        let visits = self.assigned.iter().filter(|(who, _)| *who == user);
        let followed: BTreeSet<SignatoryId> = self
            .state
            .interviews()
            .filter(|interview| interview.adviser == user)
            .map(|interview| interview.signatory)
            .collect();
        visits
            .map(|(_, visit)| Scope::Intervention(*visit))
            .chain([Scope::Catalogue(DIRECTORATE)])
            .chain(followed.into_iter().map(Scope::File))
            .collect()
    }

    /// How an entry was settled: by the first answer of its author that came through.
    pub(crate) fn settlement(&self, author: UserId, entry: u64) -> Option<Settlement> {
        self.log.iter().filter(|it| it.author == author && !it.again).find_map(|it| {
            match it.envelope.open() {
                Ok(Command::SettleAttendance { mark, answers, .. })
                    if answers == entry
                        && matches!(it.outcome, Outcome::Applied | Outcome::Nothing) =>
                {
                    let how = Settled::Marked(mark);
                    Some(Settlement { how, by: author.to_string(), at: it.received_at })
                }
                _ => None,
            }
        })
    }

    pub(crate) fn visits_of(&self, person: SignatoryId) -> Vec<InterventionId> {
        self.state
            .records()
            .filter_map(|record| match record {
                Record::RosterEntry(it) if it.signatory == person => Some(it.intervention),
                _ => None,
            })
            .collect()
    }

    pub(crate) fn may(&self, user: UserId, about: About) -> bool {
        match (about.intervention, about.signatory) {
            (Some(visit), _) => {
                self.state.intervention(visit).is_none() || self.assigned.contains(&(user, visit))
            }
            (None, Some(person)) => {
                let assigned = |visit: &InterventionId| self.assigned.contains(&(user, *visit));
                let follows = |interview: &Interview| interview.adviser == user;
                self.state.signatory(person).is_none()
                    || self.visits_of(person).iter().any(assigned)
                    || self.state.interviews_of(person).any(follows)
            }
            (None, None) => true,
        }
    }
}

/// What two units of work did that ran side by side, in a database that keeps each row apart and
/// lets the second fail where both had to do with the same.
pub(crate) fn merged(start: &Books, standing: &Books, ours: &Books) -> Option<Books> {
    let changed = |books: &Books| -> Vec<Record> {
        let is_new = |record: &Record| start.state.record(record.key()).as_ref() != Some(record);
        books.state.records().filter(is_new).collect()
    };
    let (by_us, by_them) = (changed(ours), changed(standing));
    let matters =
        |records: &[Record]| -> BTreeSet<Matter> { records.iter().flat_map(matters).collect() };
    if !matters(&by_us).is_disjoint(&matters(&by_them)) {
        return None;
    }
    // What comes to nothing changes no row, and rests on rows all the same.
    let decided = |books: &Books| -> (BTreeSet<ClientId>, BTreeSet<RecordKey>) {
        let new = books.log.iter().skip(start.log.len());
        let touched = new.clone().filter_map(|it| it.envelope.open().ok());
        (new.map(|it| it.client).collect(), touched.flat_map(|it| it.touches()).collect())
    };
    let ((we, ours_touched), (they, theirs_touched)) = (decided(ours), decided(standing));
    if !we.is_disjoint(&they) || !ours_touched.is_disjoint(&theirs_touched) {
        return None;
    }
    let mut books = standing.clone();
    for record in by_us {
        books.state.put(record);
    }
    books.feed.extend(ours.feed.iter().map(|(seq, change)| (*seq, change.clone())));
    books.head = books.head.max(ours.head);
    for (client, known) in &ours.clients {
        let entry = books.clients.entry(*client).or_insert(*known);
        entry.last_seq = entry.last_seq.max(known.last_seq);
    }
    for decided in &ours.log {
        if !books.log.iter().any(|it| it.client == decided.client && it.seq == decided.seq) {
            books.log.push(decided.clone());
        }
    }
    books.given.extend(ours.given.iter().copied());
    Some(books)
}

/// What a change has to do with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    Person(SignatoryId),
    Calendars,
    Places,
    Other,
}

fn matters(record: &Record) -> Vec<Matter> {
    match record {
        Record::Intervention(_) | Record::Scheme(_) => vec![Matter::Other],
        Record::Signatory(it) => vec![Matter::Person(it.id)],
        Record::RosterEntry(it) => vec![Matter::Person(it.signatory)],
        Record::Interest(it) => vec![Matter::Person(it.signatory)],
        Record::Interview(it) => vec![Matter::Person(it.signatory), Matter::Calendars],
        Record::Referral(it) => vec![Matter::Person(it.signatory), Matter::Places],
    }
}
