//! What is to be played, and what came of it.

use crate::chance::Chance;
use std::collections::BTreeSet;
use sync::seeded::Bug;

/// A kind of mischief, which a schedule may be played without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mischief {
    /// Letters get lost, come twice, late and damaged; devices lose the network.
    Line,
    /// Disks fail, fill up, and do not say that they succeeded.
    Disk,
    /// Tabs and browsers are killed.
    Kill,
    /// The server is killed, or cannot write.
    Server,
    /// Clocks jump.
    Clock,
    /// Advisers lose visits and get them back; the desk changes records.
    Desk,
    /// Devices run an application of the first or second version for a while.
    Old,
    /// The office is restored from its last backup.
    Restore,
    /// A device is copied, as by a restored image.
    Copy,
}

impl Mischief {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Line,
        Self::Disk,
        Self::Kill,
        Self::Server,
        Self::Clock,
        Self::Desk,
        Self::Old,
        Self::Restore,
        Self::Copy,
    ];
}

/// What is to be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What everything follows from.
    pub seed: u64,
    /// How many steps before everything is healed.
    pub steps: u32,
    /// What is left out.
    pub without: BTreeSet<Mischief>,
    /// A fault put in on purpose.
    pub bug: Option<Bug>,
}

impl Plan {
    /// The schedule of this seed. Each leaves out some kinds of mischief: where everything happens
    /// at once, much of it hides the rest.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut chance = Chance::new(!seed);
        let without = Mischief::ALL.into_iter().filter(|_| chance.in_a_thousand(333)).collect();
        Self { seed, steps: 1_200, without, bug: None }
    }
}

/// What a schedule came to, where all was well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Steps until everything was at rest.
    pub steps: u64,
    /// Commands that devices said were safe.
    pub promised: usize,
    /// Commands the office decided.
    pub decided: usize,
    /// Of these, conflicts and refusals.
    pub unsettled: usize,
    /// Times the office was restored.
    pub restored: u32,
    /// Times a device was given a new identity.
    pub renewed: usize,
}

/// A promise that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which, and how.
    pub what: String,
    /// At which step.
    pub step: u64,
}
