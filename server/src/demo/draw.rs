//! Chance that comes out the same every time.

use domain::time::Instant;
use uuid::Uuid;

/// A generator of numbers from a seed (`SplitMix64`, Steele, Lea and Flood 2014).
#[derive(Debug)]
pub(super) struct Draw {
    state: u64,
    now: Instant,
}

impl Draw {
    /// The generator of a seed; the identities it makes carry the moment `now`, so that those of a
    /// later run are others.
    pub(super) fn seeded(seed: u64, now: Instant) -> Self {
        Self { state: seed ^ now.0.cast_unsigned(), now }
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, which is not 0.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % limit).unwrap_or_default()
    }

    /// True `percent` times in a hundred.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub(super) fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.below(of.len())).copied()
    }

    /// A new identity.
    pub(super) fn identity(&mut self) -> Uuid {
        let millis = u64::try_from(self.now.0).unwrap_or_default();
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&self.next().to_le_bytes());
        bytes[8..].copy_from_slice(&self.next().to_le_bytes()[..2]);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same() {
        let (mut one, mut other) = (Draw::seeded(1, Instant(5)), Draw::seeded(1, Instant(5)));
        assert_eq!(one.identity(), other.identity());
        assert_ne!(one.identity(), one.identity());
        assert!((0..1_000).all(|_| one.below(7) < 7));
        assert_eq!(one.one::<u8>(&[]), None);
    }
}
