//! Histories drawn by chance: invented people, schemes with few places, several advisers, and
//! commands of every kind among them, in any order.
//!
//! A tool of the tests, never shipped. The property tests (`tests/`) look for a history that breaks
//! a rule; the program plays histories from numbers and tells the digest of what came of each, so
//! that the same rules can be compared as compiled for this machine and as WebAssembly.
#![expect(clippy::expect_used, reason = "what is invented here is right, or the test must fail")]

mod event;
mod step;
mod world;

pub use step::{Step, command, context};
pub use world::{ADVISERS, PEOPLE, SCHEMES, VISITS, start};

use domain::{Decision, Record, State, apply};
use serde::Serialize;

/// Numbers that look drawn and follow from the seed alone: `SplitMix64`, by Sebastiano Vigna
/// (public domain, 2015).
#[derive(Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// The numbers of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next one.
    pub const fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// The steps of the history of this number: 40 to 167 of them.
pub fn steps(seed: u64) -> impl Iterator<Item = Step> {
    let mut numbers = Numbers::new(seed);
    let length = 40 + numbers.draw() % 128;
    (0..length).map(move |_| Step::from(numbers.draw().to_le_bytes()))
}

/// Plays the history of this number. Every decision is shown to `see`, with the records as they
/// then stand.
pub fn play(seed: u64, mut see: impl FnMut(&State, &Decision)) -> State {
    let mut state = start();
    for step in steps(seed) {
        let decision = apply(&state, &command(&state, step), &context(step));
        if let Decision::Change(records) = &decision {
            records.iter().cloned().for_each(|record| state.put(record));
        }
        see(&state, &decision);
    }
    state
}

/// What came of the history of this number: every decision, and the records at the end, as
/// devices would be sent them.
#[must_use]
pub fn digest(seed: u64) -> u64 {
    let mut hasher = blake3::Hasher::new();
    let end = play(seed, |_, decision| match decision {
        Decision::Change(records) => add(&mut hasher, &(0_u8, records)),
        Decision::Nothing => add(&mut hasher, &1_u8),
        Decision::Conflict(conflict) => add(&mut hasher, &(2_u8, conflict)),
        Decision::Refused(refusal) => add(&mut hasher, &(3_u8, refusal)),
    });
    let records: Vec<Record> = end.records().collect();
    add(&mut hasher, &records);
    let hash = hasher.finalize();
    hash.as_bytes()[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn add(hasher: &mut blake3::Hasher, value: &impl Serialize) {
    hasher.update(&postcard::to_allocvec(value).expect("records can be encoded"));
}
