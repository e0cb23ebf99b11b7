//! The decoder of commands, and what the rules say of each on records of several histories.

use super::wire::open;
use domain::time::Instant;
use domain::{Context, Decision, Record, State, apply};
use histories::ADVISERS;
use std::sync::OnceLock;
use sync::Envelope;

/// Records to decide on: where every history begins, and where some end.
pub(super) fn states() -> &'static [State] {
    static STATES: OnceLock<Vec<State>> = OnceLock::new();
    STATES.get_or_init(|| {
        let ends = (1..4).map(|seed| histories::play(seed, |_, _| ()));
        std::iter::once(histories::start()).chain(ends).collect()
    })
}

/// A command: by whom, on which records, what its author had seen, and when; then its encoding.
pub(super) fn command(input: &[u8]) {
    let Some(([who, base, moment], body)) = input.split_first_chunk::<3>() else { return };
    let claimed_at = match *moment {
        0 => Instant(i64::MIN),
        u8::MAX => Instant(i64::MAX),
        other => Instant(i64::from(other) * 1_000),
    };
    let base = if *base == u8::MAX { u32::MAX } else { u32::from(*base) };
    let envelope = Envelope { version: 1, base, claimed_at, body: body.to_vec() };
    open(&envelope);
    let Ok(command) = envelope.open() else { return };
    let context = Context { author: ADVISERS.get(usize::from(who % 4)).copied(), claimed_at, base };
    let states = states();
    let mut state = states[usize::from(who / 4) % states.len()].clone();
    // Twice: what a command makes of the records is what the next one looks at.
    for _ in 0..2 {
        let Decision::Change(records) = apply(&state, &command, &context) else { return };
        for record in records {
            let encoded = postcard::to_allocvec(&record);
            let read = encoded.map(|bytes| postcard::from_bytes::<Record>(&bytes));
            assert_eq!(read, Ok(Ok(record.clone())), "devices could not read it");
            state.put(record);
        }
    }
}
