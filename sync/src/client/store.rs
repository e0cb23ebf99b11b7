//! What a device keeps: the contract between the client and its store.
//!
//! Every piece of work is one transaction: it has happened when the future ends well, and as a whole
//! or not at all when it ends badly. Several tabs work on one store without any other lock: what one of them read
//! carries a stamp, and what it then wants to put in its place is refused when another was quicker.

use crate::device::{Pages, Replica};
use crate::feed::Cursor;
use crate::wire::{Envelope, Lacking, Mark, Outcome, Settlement};
use domain::Command;
use domain::id::ClientId;
use serde::{Deserialize, Serialize};

/// Tells what a store was like from what it was like before. What was read under one stamp may be
/// put in place only while it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The installation: a store that was thrown away and begun anew is another.
    pub of: ClientId,
    /// Counts what changed its place in the feed or its identity.
    pub count: u64,
}

impl Stamp {
    /// The next one, of a store that stays the same installation.
    #[must_use]
    pub const fn next(self) -> Self {
        Self { of: self.of, count: self.count + 1 }
    }
}

/// The number of a command for ever: the installation that gave it, and the number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CommandId {
    /// The installation.
    pub client: ClientId,
    /// The number there, from 1 without a gap.
    pub seq: u64,
}

/// A command that met a conflict or was refused, kept until a person has looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// What was entered.
    pub envelope: Envelope,
    /// What became of it.
    pub outcome: Outcome,
    /// In a conflict, the name of who made the mark that stands.
    pub standing_by: Option<String>,
    /// How somebody else settled it since.
    pub settled: Option<Settlement>,
}

impl Receipt {
    /// Reads a row of the store. Those of older applications end before the names and settlements: a
    /// zero stands for each that is missing, and one too many is not read.
    pub(super) fn read(row: &[u8]) -> Option<Self> {
        postcard::from_bytes(&[row, &[0, 0]].concat()).ok()
    }

    /// What the office knows the entry by; and, where that was itself an answer, the one it answered:
    /// whoever settled that one was quicker.
    pub(super) fn contents(&self) -> impl Iterator<Item = u64> + use<> {
        let answered = match self.envelope.open() {
            Ok(Command::SettleAttendance { answers, .. }) => Some(answers),
            _ => None,
        };
        [self.envelope.hash()].into_iter().chain(answered)
    }

    /// Takes over what the office says of it. Whether that was news.
    pub(super) fn learn(&mut self, settled: &[(u64, Settlement)]) -> bool {
        if self.settled.is_none() {
            self.settled = self.contents().find_map(|content| {
                let known = settled.iter().find(|(entry, _)| *entry == content)?;
                Some(known.1.clone())
            });
            return self.settled.is_some();
        }
        false
    }
}

/// Everything a store holds, as read at one moment.
#[derive(Clone, Debug)]
pub struct Contents {
    /// The installation.
    pub client: ClientId,
    /// The number the next command will have.
    pub next_seq: u64,
    /// Under which this was read.
    pub stamp: Stamp,
    /// The copy of the office's records.
    pub replica: Replica,
    /// Commands the office has not answered for, oldest first.
    pub outbox: Vec<(CommandId, Envelope)>,
    /// What waits for a look.
    pub receipts: Vec<(CommandId, Receipt)>,
}

/// What is to be sent for one installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The installation whose commands they are: this one, or an earlier one of this store that
    /// the office has forgotten commands of.
    pub client: ClientId,
    /// Under which this was read.
    pub stamp: Stamp,
    /// Commands the office has not answered for, oldest first, without a gap.
    pub commands: Vec<(u64, Envelope)>,
    /// The last command of each installation of this store that the office answered for and that
    /// its backups may lack.
    pub journaled: Vec<Mark>,
    /// How many commands wait on this device, of all its installations.
    pub waiting: usize,
}

/// An answer, as it is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// Under which the request was made.
    pub stamp: Stamp,
    /// The installation the request was made for.
    pub client: ClientId,
    /// The copy as it is after the answer.
    pub replica: &'a Replica,
    /// Which pages of it changed.
    pub touched: Pages,
    /// Commands up to this number have been answered for: they go from the outbox to the journal.
    pub settled: u64,
    /// Conflicts and refusals among them.
    pub receipts: &'a [(u64, Receipt)],
    /// How entries that wait for a look were settled, by their content.
    pub told: &'a [(u64, Settlement)],
    /// Whether the office has another history than the copy. It may have decided otherwise what it
    /// had decided before, so that everything in the journal is to be sent again.
    pub reset: bool,
    /// Up to this change of the timeline the office could be restored: commands that were answered
    /// for before it leave the journal.
    pub durable: Option<Cursor>,
}

/// A device's store.
#[expect(async_fn_in_trait, reason = "one thread: browsers have no other, nor has the simulator")]
pub trait Store {
    /// Why it did not do its work.
    type Error;

    /// Reads everything.
    async fn load(&self) -> Result<Contents, Self::Error>;

    /// Appends a command and gives its number. `once`: unless it is here already, waiting or answered
    /// for, as one may that lay in the shelter, since another tab may have taken it over at the same time.
    async fn append(&self, envelope: &Envelope, once: bool) -> Result<CommandId, Self::Error>;

    /// What waits, oldest first, and under which stamp it was read: under none in a store that was
    /// thrown away.
    async fn outbox(&self) -> Result<(Option<Stamp>, Vec<(CommandId, Envelope)>), Self::Error>;

    /// What is to be sent next, for the installations of this store in turn: those whose commands
    /// were recalled first. A store that was thrown away gives a stamp that nothing else bears.
    async fn sending(&self) -> Result<Sending, Self::Error>;

    /// Takes over an answer. `None` when another tab was quicker: nothing was written, the store is
    /// to be read anew.
    async fn absorb(&self, answer: &Answer<'_>) -> Result<Option<Stamp>, Self::Error>;

    /// Gives the commands of an installation from number `from` on new numbers: the office has
    /// others under these. The store becomes another installation.
    ///
    /// `false` when another tab was quicker.
    async fn renew(&self, stamp: Stamp, client: ClientId, from: u64) -> Result<bool, Self::Error>;

    /// Brings commands of an installation back from the journal into the outbox, which the office
    /// had confirmed and lacks since it was restored from a backup. Where the numbers fit no more,
    /// they are numbered anew.
    ///
    /// `false` when another tab was quicker.
    async fn recall(&self, stamp: Stamp, lacking: Lacking) -> Result<bool, Self::Error>;

    /// Takes away a receipt a person has looked at.
    async fn close_receipt(&self, id: CommandId) -> Result<(), Self::Error>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Settled;
    use domain::attendance::Attendance;
    use domain::id::{InterventionId, SignatoryId};
    use domain::refusal::{Conflict, Refusal};
    use domain::time::Instant;
    use uuid::Uuid;

    const CONFLICT: Conflict =
        Conflict { standing: None, standing_by: None, standing_at: None, proposed: None };

    fn receipt(command: &Command, outcome: Outcome) -> Receipt {
        let envelope = Envelope::seal(command, 1, Instant(5));
        Receipt { envelope, outcome, standing_by: None, settled: None }
    }

    fn mark() -> Command {
        let (intervention, signatory) =
            (InterventionId(Uuid::from_u128(1)), SignatoryId(Uuid::from_u128(2)));
        Command::MarkAttendance { intervention, signatory, mark: Some(Attendance::Absent) }
    }

    fn settlement(by: &str) -> Settlement {
        let how = Settled::Marked(Some(Attendance::Present));
        Settlement { how, by: by.to_owned(), at: Instant(9) }
    }

    #[test]
    fn a_receipt_learns_once_how_it_was_settled() {
        let mut receipt = receipt(&mark(), Outcome::Conflict(CONFLICT));
        let own = receipt.envelope.hash();
        assert!(!receipt.learn(&[(own ^ 1, settlement("Dora"))]));
        assert!(receipt.learn(&[(own ^ 1, settlement("Erna")), (own, settlement("Dora"))]));
        assert!(!receipt.learn(&[(own, settlement("Erna"))]));
        assert_eq!(receipt.settled, Some(settlement("Dora")));
    }

    #[test]
    fn an_answer_that_came_too_late_learns_who_was_quicker() {
        let (intervention, signatory) =
            (InterventionId(Uuid::from_u128(1)), SignatoryId(Uuid::from_u128(2)));
        let (mark, answers) = (Some(Attendance::Absent), 77);
        let answer = Command::SettleAttendance { intervention, signatory, mark, answers };
        let mut receipt = receipt(&answer, Outcome::Conflict(CONFLICT));
        let asked: Vec<u64> = receipt.contents().collect();
        assert_eq!(asked, [receipt.envelope.hash(), 77]);
        assert!(receipt.learn(&[(77, settlement("Dora"))]));
    }

    #[test]
    fn what_an_older_application_wrote_down_is_read() {
        let receipt = receipt(&mark(), Outcome::Held(Refusal::NotAllowed));
        let older = postcard::to_allocvec(&(&receipt.envelope, &receipt.outcome)).expect("written");
        assert_eq!(Receipt::read(&older), Some(receipt));
        assert_eq!(Receipt::read(&older[..older.len() - 1]).map(|it| it.outcome), None);
    }

    #[test]
    fn what_this_application_writes_down_is_read() {
        let receipt = Receipt {
            standing_by: Some("Alice".to_owned()),
            settled: Some(settlement("Dora")),
            ..receipt(&mark(), Outcome::Conflict(CONFLICT))
        };
        let written = postcard::to_allocvec(&receipt).expect("written");
        assert_eq!(Receipt::read(&written), Some(receipt));
    }
}
