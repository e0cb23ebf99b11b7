//! Envelopes: how a message is put into bytes, and read from them.

use super::{CHECKSUM, MAGIC, MAX_ENVELOPE, Message, PROTOCOL, WireError};
use serde::{Serialize, de::DeserializeOwned};

/// Writes a message in the present version.
#[must_use]
pub fn encode<T: Message>(message: &T) -> Vec<u8> {
    frame(PROTOCOL, &trimmed(message))
}

/// Writes a message for who speaks this version. `None` where that version cannot say it.
#[must_use]
pub fn encode_as<T: Message>(version: u8, message: &T) -> Option<Vec<u8>> {
    message.write(version).map(|body| frame(version, &body))
}

/// Puts a body into an envelope, whatever it says.
#[must_use]
pub fn frame(version: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.push(version);
    bytes.extend(body);
    let sum = CHECKSUM.checksum(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes
}

/// Reads a message of any version that was ever shipped.
///
/// # Errors
/// When the bytes are not a whole, unaltered message of a known version.
pub fn decode<T: Message>(bytes: &[u8]) -> Result<T, WireError> {
    decode_with_version(bytes).map(|(message, _)| message)
}

/// Reads a message, and says in which version it was written: the answer has to be in the same.
///
/// # Errors
/// When the bytes are not a whole, unaltered message of a known version.
pub fn decode_with_version<T: Message>(bytes: &[u8]) -> Result<(T, u8), WireError> {
    let (version, body) = opened(bytes)?;
    Ok((T::read(version, body)?, version))
}

/// Reads a message of this version and no other, as a device does that asked in it: what older ones
/// looked like need not be sent to it.
///
/// # Errors
/// When the bytes are not a whole, unaltered message of this version.
pub fn decode_present<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WireError> {
    match opened(bytes)? {
        (PROTOCOL, body) => read_trimmed(body),
        _ => Err(WireError::Damaged),
    }
}

/// The version and the body of a whole envelope.
fn opened(bytes: &[u8]) -> Result<(u8, &[u8]), WireError> {
    if bytes.len() > MAX_ENVELOPE {
        return Err(WireError::TooLarge);
    }
    let rest = bytes.strip_prefix(MAGIC).ok_or(WireError::Foreign)?;
    let (version, _) = rest.split_first().ok_or(WireError::Damaged)?;
    if *version > PROTOCOL {
        return Err(WireError::Newer(*version));
    }
    let (content, sum) = bytes.split_last_chunk::<4>().ok_or(WireError::Damaged)?;
    if CHECKSUM.checksum(content) != u32::from_le_bytes(*sum) {
        return Err(WireError::Damaged);
    }
    let body = content.get(MAGIC.len() + 1..).ok_or(WireError::Damaged)?;
    Ok((*version, body))
}

/// Reads what an older version wrote that lacks nothing but `N` lists or options at the end: as if
/// these were empty, which is one byte each.
pub(super) fn read_shorter<T: DeserializeOwned, const N: usize>(
    bytes: &[u8],
) -> Result<T, WireError> {
    read_all(&[bytes, &[0; N]].concat())
}

/// Writes for such a version a value whose last `N` lists or options are empty.
pub(super) fn shorter<T: Serialize, const N: usize>(value: &T) -> Vec<u8> {
    let mut bytes = postcard::to_allocvec(value).unwrap_or_default();
    bytes.truncate(bytes.len().saturating_sub(N));
    bytes
}

/// Writes a value without the zeros at its end: what a message says last, it says seldom.
pub(super) fn trimmed<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = postcard::to_allocvec(value).unwrap_or_default();
    let length = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    bytes.truncate(length);
    bytes
}

/// Reads what was written without the zeros at its end, of which no message has more than this.
pub(super) fn read_trimmed<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WireError> {
    const ZEROS: [u8; 64] = [0; 64];
    if bytes.last() == Some(&0) {
        return Err(WireError::Damaged);
    }
    match postcard::take_from_bytes(&[bytes, &ZEROS].concat()) {
        Ok((value, rest)) if rest.len() <= ZEROS.len() => Ok(value),
        _ => Err(WireError::Damaged),
    }
}

/// Reads a value that must use all bytes.
pub(super) fn read_all<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WireError> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        _ => Err(WireError::Damaged),
    }
}
