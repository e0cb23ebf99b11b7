//! An invented installation, which holds what each of the two offices gave it.

use super::alike::same_lists;
use super::apart::{EVERYWHERE, as_drawn, home, moved};
use domain::id::{ClientId, UserId};
use domain::referral::ReferralEvent;
use domain::time::Instant;
use domain::{Command, Record};
use histories::{SCHEMES, Step};
use simulator::{Chance, with_own_identity};
use sync::device::Sent;
use sync::wire::{MAX_COMMANDS, Mark};
use sync::{Cursor, Envelope, Overlay, Replica, ScopeDigest, SyncRequest, SyncResponse};

/// An installation. A clone of it is a copied device, with the same numbers.
#[derive(Clone)]
pub struct Tablet {
    /// Whose it is.
    pub user: UserId,
    client: ClientId,
    /// What was ever entered, from number 1 on.
    written: Vec<Envelope>,
    /// How many of these were answered for.
    settled: usize,
    /// Whether it was asked for its scopes.
    lists: bool,
    /// What the office in memory gave.
    memory: Replica,
    /// What the database gave.
    database: Replica,
}

impl Tablet {
    pub fn new(user: UserId, chance: &mut Chance) -> Self {
        Self {
            user,
            client: ClientId(chance.identity()),
            written: Vec::new(),
            settled: 0,
            lists: false,
            memory: Replica::default(),
            database: Replica::default(),
        }
    }

    /// Whether the offices know whose it is.
    pub const fn is_known(&self) -> bool {
        self.settled > 0
    }

    /// Writes something down at a moment of its own: something new, hardly ever the same again under
    /// another number, or what nobody can read.
    pub fn enter(&mut self, chance: &mut Chance, moment: Instant) {
        let envelope = match (chance.below(20), self.written.last()) {
            (0, _) => unreadable(chance, moment),
            (1, Some(last)) => last.clone(),
            _ => {
                let Some(command) = self.draw(chance) else { return };
                let base = self.memory.version(&command.subject());
                Envelope::seal(&command, base, moment)
            }
        };
        self.written.push(envelope);
    }

    /// A command that makes sense of what is shown here, most of the time.
    fn draw(&self, chance: &mut Chance) -> Option<Command> {
        let waiting = (1_u64..).zip(&self.written).skip(self.settled);
        let shown = as_drawn(&Overlay::build(&self.memory, self.user, waiting).state);
        let mut drawn = chance.number().to_le_bytes();
        if chance.below(5) == 0 {
            // A mark, of which the histories have few, and about which alone there are conflicts.
            (drawn[0], drawn[7]) = (0, 12);
        }
        let command = histories::command(&shown, Step::from(drawn));
        self.suited(moved(with_own_identity(&shown, command, chance)))
    }

    /// The command so that the database's rights say no more about it than those of the office in
    /// memory; `None` where it cannot be asked.
    fn suited(&self, mut command: Command) -> Option<Command> {
        let may_be_asked = match &mut command {
            // Whom the office knows is added to a list only by who has them in sight already. Thus
            // everybody is on the list at home first, where all who may add them have them in
            // sight; from there they are brought to another list by who has both visits.
            Command::AddPerson { intervention, person } => {
                let home = home(person.id);
                let is_there = || self.memory.state().roster_entry(home, person.id).is_some();
                if self.user != EVERYWHERE || !is_there() {
                    *intervention = home;
                }
                true
            }
            // A scheme that the directorate does not have is a question of rights there, and comes
            // before all others.
            Command::SendReferral(send) => SCHEMES.contains(&send.scheme),
            // These are not the adviser's to say.
            Command::FollowReferral { event, .. } => {
                !matches!(event, ReferralEvent::Expired | ReferralEvent::Superseded)
            }
            _ => true,
        };
        may_be_asked.then_some(command)
    }

    /// A request, and its place in the feed by the database's name. Most of the time it is that of a
    /// device where all is well.
    pub fn request(&self, chance: &mut Chance) -> (SyncRequest, Option<Cursor>) {
        let first = match chance.below(8) {
            // What was answered for is sent once more.
            0 => self.settled.saturating_sub(1 + chance.below(3)),
            // A number is missing.
            1 => self.settled + 1,
            _ => self.settled,
        };
        let most = if chance.below(4) == 0 { 1 } else { MAX_COMMANDS };
        let commands = self.written.iter().skip(first).take(most).cloned().collect();
        let lists = self.lists || chance.below(8) == 0;
        let first = first as u64 + 1;
        let mut request = self.memory.request(self.client, lists, first, commands, Instant(0));
        if self.settled > 0 && chance.below(3) == 0 {
            request.journaled.push(self.mark(chance));
        }
        // Now and then the place is not one of this history.
        let wrong = u32::from(chance.below(20) == 0);
        let place = |known: Cursor| Cursor { tag: known.tag.wrapping_add(wrong), ..known };
        request.cursor = request.cursor.map(place);
        (request, self.database.cursor.map(place))
    }

    /// The last command that was answered for, or one that no office can know.
    fn mark(&self, chance: &mut Chance) -> Mark {
        let (seq, hash) = (self.settled as u64, self.written[self.settled - 1].hash());
        let (seq, hash) = match chance.below(3) {
            0 => (seq + 1_000, hash),
            1 => (seq, !hash),
            _ => (seq, hash),
        };
        Mark { client: None, seq, hash }
    }

    /// Takes over the answers of both offices, which are alike.
    pub fn take_over(
        &mut self,
        asked: &SyncRequest,
        memory: &SyncResponse,
        database: &SyncResponse,
        chance: &mut Chance,
    ) {
        let commands: Vec<_> = (asked.first_seq..).zip(asked.commands.iter().cloned()).collect();
        let sent = Sent { author: self.user, commands: &commands };
        self.memory.absorb(memory, sent);
        self.database.absorb(database, sent);
        self.lists = memory.list_scopes;
        if memory.forked.is_some() {
            // Another device has these numbers: all that waits is sent under a new name.
            self.client = ClientId(chance.identity());
            self.written.drain(..self.settled);
            self.settled = 0;
        } else if !asked.commands.is_empty() {
            // The office may know of more, from a copy of this device.
            let last_sent = asked.first_seq + asked.commands.len() as u64 - 1;
            let settled = usize::try_from(memory.last_seq.min(last_sent)).unwrap();
            self.settled = self.settled.max(settled);
        }
    }

    /// Both offices gave it the same.
    pub fn compare(&self, at: &str) {
        let records = |copy: &Replica| copy.state().records().collect::<Vec<Record>>();
        let (memory, database) = (records(&self.memory), records(&self.database));
        same_lists(at, "what a device holds", &memory, &database);
        let scopes = |copy: &Replica| ScopeDigest::of(&copy.scopes);
        assert_eq!(scopes(&self.memory), scopes(&self.database), "{at}: the scopes of a device");
    }
}

/// A command of a newer application, or a damaged one.
fn unreadable(chance: &mut Chance, claimed_at: Instant) -> Envelope {
    let (version, body) = if chance.below(2) == 0 { (9, vec![0]) } else { (1, vec![250, 1, 2]) };
    Envelope { version, base: 0, claimed_at, body }
}
