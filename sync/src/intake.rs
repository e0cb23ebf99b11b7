//! The server's side of numbering: which commands of a request are to be decided now.

use crate::wire::Envelope;

/// What the server remembers of one device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClientRecord {
    /// The last command decided.
    pub last_seq: u64,
}

/// What to do with the command of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Decided before (the answer was lost, the request came twice): give the stored outcome,
    /// provided the content is the same.
    Known,
    /// Next in line: decide it.
    Decide,
    /// A number is missing before it: stop, and say how far we are.
    Gap,
}

/// Places a command in the sequence of its device.
#[must_use]
pub const fn step(client: ClientRecord, seq: u64) -> Step {
    if seq <= client.last_seq {
        Step::Known
    } else if seq == client.last_seq + 1 {
        Step::Decide
    } else {
        Step::Gap
    }
}

/// Eight bytes that stand for the content of a command, its base version and its claimed time.
#[must_use]
pub fn payload_hash(envelope: &Envelope) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[envelope.version]);
    hasher.update(&envelope.base.to_le_bytes());
    hasher.update(&envelope.claimed_at.0.to_le_bytes());
    hasher.update(&envelope.body);
    let mut first = [0_u8; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_decided_once_and_without_gaps() {
        let client = ClientRecord { last_seq: 4 };
        assert_eq!(step(client, 4), Step::Known);
        assert_eq!(step(client, 5), Step::Decide);
        assert_eq!(step(client, 6), Step::Gap);
    }
}
