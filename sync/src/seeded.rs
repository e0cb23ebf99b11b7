//! Faults put in on purpose, to see whether the simulator finds them. Only a build for the tests
//! has any: without the feature `seeded-bugs` every question is answered with no, at compile time.

/// A fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// The office tells numbers whose predecessors are not committed.
    NaiveCursor,
    /// The office says a command was decided before that is written.
    AcknowledgedBeforeCommit,
    /// The office decides a command each time it comes.
    NoDuplicateCheck,
    /// A device replays what waits on top of what it had replayed before.
    AppliedTwiceOnRebase,
    /// A device drops what met a conflict.
    DroppedOnConflict,
    /// The office takes every place in the feed for one of its history.
    NoEpoch,
    /// A device keeps the records of a scope it lost.
    ScopeLeak,
    /// A device gives numbers anew that it gave before.
    ReusedNumber,
    /// A device forgets what was answered for, whatever the backups hold.
    JournalDroppedEarly,
    /// What was entered before a withdrawal and arrives after it is carried out.
    WithdrawalOvertaken,
}

impl Bug {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::NaiveCursor,
        Self::AcknowledgedBeforeCommit,
        Self::NoDuplicateCheck,
        Self::AppliedTwiceOnRebase,
        Self::DroppedOnConflict,
        Self::NoEpoch,
        Self::ScopeLeak,
        Self::ReusedNumber,
        Self::JournalDroppedEarly,
        Self::WithdrawalOvertaken,
    ];
}

#[cfg(feature = "seeded-bugs")]
mod switch {
    use super::Bug;
    use std::cell::Cell;

    thread_local! {
        static PRESENT: Cell<Option<Bug>> = const { Cell::new(None) };
    }

    /// Puts a fault in, on this thread, until another or none is.
    pub fn put_in(bug: Option<Bug>) {
        PRESENT.set(bug);
    }

    /// Whether this fault is in.
    #[must_use]
    pub fn is(bug: Bug) -> bool {
        PRESENT.get() == Some(bug)
    }
}

#[cfg(not(feature = "seeded-bugs"))]
mod switch {
    /// Whether this fault is in: never.
    #[must_use]
    pub const fn is(_: super::Bug) -> bool {
        false
    }
}

pub use switch::*;
