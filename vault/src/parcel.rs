//! What a device hands over without being able to read it: rows of a store as they lie there, with the
//! copy of their key that only the office opens.
//!
//! ```text
//! parcel  "PSP" | format, 1 byte | postcard: owner, sealed key, rows
//! file    "PSF" | format, 1 byte | postcard: parcels, each as above
//! ```
//!
//! A parcel proves nothing about who made it: whoever knows the office's public key can seal to it.

use domain::id::UserId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Sealed;

const MAGIC: [u8; 3] = *b"PSP";
const FILE_MAGIC: [u8; 3] = *b"PSF";
/// The format that is written.
const FORMAT: u8 = 1;
/// Most bytes of a parcel. The largest value that cannot be cut is a browser's whole shelter.
pub const MAX_PARCEL: usize = 3 * 1024 * 1024;
/// Most rows of a parcel.
pub const MAX_ROWS: usize = 1_000;
/// Most bytes of a file.
pub const MAX_FILE: usize = 10 * 1024 * 1024;
/// A parcel is closed when it has so many bytes of rows: a bad line then loses little.
const FULL: usize = 256 * 1024;
/// What a row takes besides its place and value, at most.
const AROUND: usize = 16;

/// Rows of one account's store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// Whose store it is.
    pub owner: UserId,
    /// The store's key; `None` where the rows lay there in the clear.
    pub sealed: Option<Sealed>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A value as it lies in a store.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The place for which it was sealed.
    pub place: String,
    /// The value.
    pub value: Vec<u8>,
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Row").field("place", &self.place).finish_non_exhaustive()
    }
}

/// What was read is no parcel, or no file of parcels, of a format that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a parcel")]
pub struct NoParcel;

impl Parcel {
    /// The parcel as it travels.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        framed(MAGIC, &postcard::to_allocvec(self).unwrap_or_default())
    }

    /// Reads a parcel.
    ///
    /// # Errors
    /// For whatever [`encode`](Self::encode) did not write, and beyond the bounds.
    pub fn decode(bytes: &[u8]) -> Result<Self, NoParcel> {
        let body = body(MAGIC, bytes, MAX_PARCEL)?;
        let parcel: Self = whole(body)?;
        if parcel.rows.len() > MAX_ROWS { Err(NoParcel) } else { Ok(parcel) }
    }

    /// Opens the rows with the private half of the office's key: each by itself, since one that is
    /// damaged takes no other with it. Rows that lay in the clear are given as they are.
    ///
    /// # Errors
    /// When this is not the key to which the store's was sealed for its owner.
    #[cfg(feature = "keys")]
    pub fn open(&self, private: &[u8; 32]) -> Result<Vec<OpenedRow<'_>>, crate::Unreadable> {
        let key = match &self.sealed {
            Some(sealed) => Some(sealed.open(private, self.owner)?),
            None => None,
        };
        let open = |row: &'_ Row| match &key {
            Some(key) => key.open(&row.place, &row.value),
            None => Ok(row.value.clone()),
        };
        Ok(self.rows.iter().map(|row| (row.place.as_str(), open(row))).collect())
    }
}

/// The place of a row, and its value where that could be read.
#[cfg(feature = "keys")]
pub type OpenedRow<'a> = (&'a str, Result<Vec<u8>, crate::Unreadable>);

/// Packs the rows of a store into parcels, each within the bounds. Without rows there is one that says
/// so: whoever takes it knows that nothing waited.
#[must_use]
pub fn pack(owner: UserId, sealed: Option<&Sealed>, rows: Vec<Row>) -> Vec<Vec<u8>> {
    let mut parcels = Vec::new();
    let mut next = Parcel { owner, sealed: sealed.cloned(), rows: Vec::new() };
    let mut size = 0;
    for row in rows {
        let takes = row.place.len() + row.value.len() + AROUND;
        if !next.rows.is_empty() && (size + takes > FULL || next.rows.len() == MAX_ROWS) {
            parcels.push(next.encode());
            next.rows.clear();
            size = 0;
        }
        size += takes;
        next.rows.push(row);
    }
    parcels.push(next.encode());
    parcels
}

/// What stands for a parcel: the same bytes are the same parcel.
#[must_use]
pub fn digest(parcel: &[u8]) -> [u8; 32] {
    Sha256::digest(parcel).into()
}

/// Parcels as one file.
#[must_use]
pub fn file_of(parcels: &[Vec<u8>]) -> Vec<u8> {
    framed(FILE_MAGIC, &postcard::to_allocvec(parcels).unwrap_or_default())
}

/// The parcels of a file.
///
/// # Errors
/// When it is no such file, or larger than [`MAX_FILE`].
pub fn parcels_of(file: &[u8]) -> Result<Vec<Vec<u8>>, NoParcel> {
    whole(body(FILE_MAGIC, file, MAX_FILE)?)
}

fn framed(magic: [u8; 3], body: &[u8]) -> Vec<u8> {
    [magic.as_slice(), &[FORMAT], body].concat()
}

fn body(magic: [u8; 3], bytes: &[u8], most: usize) -> Result<&[u8], NoParcel> {
    if bytes.len() > most {
        return Err(NoParcel);
    }
    let rest = bytes.strip_prefix(&magic).ok_or(NoParcel)?;
    match rest.split_first() {
        Some((&FORMAT, body)) => Ok(body),
        _ => Err(NoParcel),
    }
}

fn whole<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, NoParcel> {
    match postcard::take_from_bytes(body) {
        Ok((value, [])) => Ok(value),
        _ => Err(NoParcel),
    }
}
