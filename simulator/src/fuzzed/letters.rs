//! How an input is read: what comes in, one after the other, and the envelope around each.

use sync::wire;

/// One thing of an input.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter<'a> {
    /// Says what it is.
    pub(super) kind: u8,
    /// What it says.
    pub(super) bytes: &'a [u8],
}

/// Most letters of one input: more would only be slower.
const MOST: usize = 24;

/// Reads an input as letters: a kind, a length of two bytes, the bytes. The last may be cut.
pub(super) fn letters(mut input: &[u8]) -> Vec<Letter<'_>> {
    let mut letters = Vec::new();
    while let ([kind, low, high, rest @ ..], true) = (input, letters.len() < MOST) {
        let length = usize::from(u16::from_le_bytes([*low, *high])).min(rest.len());
        let (bytes, after) = rest.split_at(length);
        letters.push(Letter { kind: *kind, bytes });
        input = after;
    }
    letters
}

/// The opposite of [`letters`].
pub(super) fn written(letters: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut input = Vec::new();
    for (kind, bytes) in letters {
        input.push(*kind);
        input.extend(u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_le_bytes());
        input.extend(bytes);
    }
    input
}

/// Bytes as they come from the line. Chance alone hardly ever meets a checksum, so that most kinds
/// are put into an envelope that fits.
pub(super) fn enveloped(kind: u8, bytes: &[u8]) -> Vec<u8> {
    match kind % 4 {
        0 => bytes.to_vec(),
        version => wire::frame(version, bytes),
    }
}
