//! What looks drawn and follows from a seed alone.

use histories::Numbers;
use uuid::Uuid;

/// Chance.
#[derive(Debug)]
pub struct Chance(Numbers);

impl Chance {
    /// The chance of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(Numbers::new(seed))
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0.draw()
    }

    /// A number below `end`; 0 for an end of 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.number() % end).unwrap_or_default()
    }

    /// True so many times in a thousand.
    pub fn in_a_thousand(&mut self, times: u16) -> bool {
        self.number() % 1_000 < u64::from(times)
    }

    /// One of several; `None` of none.
    pub fn one<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    /// The tag of a change.
    pub fn tag(&mut self) -> u32 {
        u32::try_from(self.number() >> 32).unwrap_or_default()
    }

    /// An identity.
    pub fn identity(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.number(), self.number())
    }
}
