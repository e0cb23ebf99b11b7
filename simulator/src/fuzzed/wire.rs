//! The decoders of everything that travels, in all versions that were ever shipped.

use super::letters::enveloped;
use std::fmt::Debug;
use sync::wire::{self, Message};
use sync::{Envelope, Outcome, SyncRequest, SyncResponse};

/// A request.
pub(super) fn request(input: &[u8]) {
    if let Some(request) = read::<SyncRequest>(input, |request, _| request) {
        request.commands.iter().for_each(open);
    }
}

/// An answer.
pub(super) fn answer(input: &[u8]) {
    read::<SyncResponse>(input, |mut answer, version| {
        if version == 1 {
            // The first version has no word for it.
            let duplicates = answer.outcomes.iter_mut().map(|(_, outcome)| outcome);
            for outcome in duplicates.filter(|outcome| **outcome == Outcome::Duplicate) {
                *outcome = Outcome::Nothing;
            }
        }
        answer
    });
}

/// Reads a message. What can be read can be written again and says the same, in the present version
/// and in its own, in which `as_said` gives it.
fn read<T: Message + Clone + PartialEq + Debug>(
    input: &[u8],
    as_said: fn(T, u8) -> T,
) -> Option<T> {
    let (kind, bytes) = input.split_first()?;
    let (message, version) = wire::decode_with_version::<T>(&enveloped(*kind, bytes)).ok()?;
    assert_eq!(wire::decode(&wire::encode(&message)), Ok(message.clone()));
    let again = wire::encode_as(version, &message);
    let again = again.map(|bytes| wire::decode_with_version(&bytes));
    assert_eq!(again, Some(Ok((as_said(message.clone(), version), version))));
    if let Some(old) = wire::encode_as(1, &message) {
        assert!(wire::decode::<T>(&old).is_ok(), "an old device cannot read it");
    }
    Some(message)
}

/// Opens a command. What can be read says the same when it is sealed again.
pub(super) fn open(envelope: &Envelope) {
    if let Ok(command) = envelope.open() {
        let again = Envelope::seal(&command, envelope.base, envelope.claimed_at);
        assert_eq!(again.open(), Ok(command));
    }
}
