//! The server's side of numbering: which commands of a request are to be decided now.

use crate::wire::Envelope;
use crc::{CRC_64_XZ, Crc, NoTable};

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

/// Tells copies of a device apart, by accident unlike. It need not withstand anybody: who made two
/// commands that share it would harm nothing but their own entries. BLAKE3 would be 14 KB more of program
/// on every tablet.
const CONTENT: Crc<u64, NoTable> = Crc::<u64, NoTable>::new(&CRC_64_XZ);

/// Eight bytes that stand for the content of a command, its base version and its claimed time.
#[must_use]
pub fn payload_hash(envelope: &Envelope) -> u64 {
    let mut digest = CONTENT.digest();
    digest.update(&[envelope.version]);
    digest.update(&envelope.base.to_le_bytes());
    digest.update(&envelope.claimed_at.0.to_le_bytes());
    digest.update(&envelope.body);
    digest.finalize()
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
