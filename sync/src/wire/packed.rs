//! Envelopes made shorter for the way up, where no browser does it by itself.

/// Stands before an envelope that was deflated (RFC 1951), in the place of its own first bytes.
pub const PACKED: &[u8; 3] = b"PSZ";

/// A shorter envelope fits into one packet as it is.
pub const WORTH_PACKING: usize = 500;

/// The envelope, or what it was deflated to where that is shorter.
#[must_use]
pub fn shortest(envelope: Vec<u8>, deflated: &[u8]) -> Vec<u8> {
    if deflated.len() + PACKED.len() < envelope.len() {
        [PACKED, deflated].concat()
    } else {
        envelope
    }
}
