//! What travels: a versioned binary envelope around postcard, ended by a checksum.
//!
//! ```text
//! "PSL" | protocol version, 1 byte | postcard body | CRC-32 of all before, little endian
//! ```
//! The magic tells an answer of ours from a captive portal's page, the checksum an answer cut in
//! half from a whole one. Decoders of every version that was ever shipped stay.

mod frame;
mod own;
mod packed;
mod settled;
mod v1;

pub use frame::{decode, decode_present, decode_with_version, encode, encode_as, frame};
use frame::{read_all, read_shorter, read_trimmed, shorter, trimmed};
pub use own::Own;
pub use packed::{PACKED, WORTH_PACKING, shortest};
pub use settled::{MAX_ASKED, Settled, Settlement};

use crate::feed::{Cursor, Scope, ScopeDigest};
use crate::intake::payload_hash;
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};
use domain::id::{ClientId, UserId};
use domain::time::Instant;
use domain::{Command, Conflict, Context, Record, RecordKey, Refusal};
use serde::{Deserialize, Serialize};

/// The protocol version written by this build.
pub const PROTOCOL: u8 = 4;
/// The version of the command bodies written by this build.
pub const COMMAND_VERSION: u8 = 1;
/// Largest envelope read, in bytes. A day of work of a large class stays far below.
pub const MAX_ENVELOPE: usize = 4 * 1024 * 1024;
/// Most commands a device puts into one request.
pub const MAX_COMMANDS: usize = 200;

const MAGIC: &[u8; 3] = b"PSL";
/// Without a table: bit by bit is quicker than any line needs, and a table is bytes to be sent.
const CHECKSUM: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

/// Why bytes are not an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Not ours at all: a captive portal, a proxy's error page.
    #[error("this is not an envelope of ours")]
    Foreign,
    /// Written by a newer build.
    #[error("protocol version {0} is newer than this build")]
    Newer(u8),
    /// Cut off or altered on the way.
    #[error("the envelope is damaged or incomplete")]
    Damaged,
    /// More than [`MAX_ENVELOPE`] bytes.
    #[error("the envelope is larger than {MAX_ENVELOPE} bytes")]
    TooLarge,
}

/// One command as it lies in a device's outbox. The body stays opaque, so that an application that
/// was updated can still send what an older one wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// Version of the body's encoding.
    pub version: u8,
    /// Version of the command's subject that the author saw.
    pub base: u32,
    /// When the author acted, by the device's clock.
    pub claimed_at: Instant,
    /// The encoded command.
    pub body: Vec<u8>,
}

impl Envelope {
    /// Wraps a command.
    #[must_use]
    pub fn seal(command: &Command, base: u32, claimed_at: Instant) -> Self {
        let body = postcard::to_allocvec(command).unwrap_or_default();
        Self { version: COMMAND_VERSION, base, claimed_at, body }
    }

    /// Reads the command.
    ///
    /// # Errors
    /// When a newer build wrote it or the body is damaged.
    pub fn open(&self) -> Result<Command, WireError> {
        match self.version {
            1 => read_all(&self.body),
            0 => Err(WireError::Damaged),
            newer => Err(WireError::Newer(newer)),
        }
    }

    /// In which it is decided, here and at the office.
    #[must_use]
    pub const fn context(&self, author: UserId) -> Context {
        Context { author: Some(author), claimed_at: self.claimed_at, base: self.base }
    }

    /// Identifies the content: two different commands under one number betray a copied device.
    #[must_use]
    pub fn hash(&self) -> u64 {
        payload_hash(self)
    }
}

/// What a device tells about the scopes it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Held {
    /// Only the digest: enough when nothing changed.
    Digest(ScopeDigest),
    /// All of them, after the server asked.
    List(Vec<Scope>),
}

/// One request pushes commands and pulls changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncRequest {
    /// The installation.
    pub client: ClientId,
    /// Where the device stands; `None` for a device that knows nothing yet.
    pub cursor: Option<Cursor>,
    /// The scopes it holds.
    pub held: Held,
    /// Number of the first command; the others follow without a gap.
    pub first_seq: u64,
    /// The commands, oldest first.
    pub commands: Vec<Envelope>,
    /// The device's clock, to measure how wrong it is.
    pub sent_at: Instant,
    /// How many commands wait on the device, these included: what is lost with it if it is lost
    /// now.
    pub waiting: u32,
    /// The scope of which the device holds only a part so far.
    pub part: Option<Part>,
    /// The last command of each installation of this store that was answered for and that the
    /// server's backups may lack.
    pub journaled: Vec<Mark>,
    /// Contents of entries that met a conflict or were refused and wait for a look here: the device
    /// asks whether somebody has settled them. At most [`MAX_ASKED`].
    pub unsettled: Vec<u64>,
}

/// A command that the server once confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The installation; `None` for the one that asks.
    pub client: Option<ClientId>,
    /// The number there.
    pub seq: u64,
    /// Stands for its content.
    pub hash: u64,
}

/// What the server, once restored from a backup, knows less of than it had confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    /// The installation.
    pub client: ClientId,
    /// The last command it knows; `None` where it has got others under these numbers meanwhile,
    /// from a copy of the device.
    pub known: Option<u64>,
}

/// A scope that did not fit into one answer: its records follow in the order of their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The scope.
    pub scope: Scope,
    /// The last record given so far.
    pub after: RecordKey,
}

/// What became of one command. The encoding is a contract: variants are never reordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Carried out.
    Applied,
    /// Everything already was as wanted.
    Nothing,
    /// Somebody said something else; both are kept until a person decides.
    Conflict(Conflict),
    /// Not possible; kept, and shown to its author and to the supervisor.
    Held(Refusal),
    /// The same had come from its author under another number: a copied device, or one that could
    /// not know that it had written it down. Carried out once.
    Duplicate,
}

/// A change of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// The record as it now is.
    Put(Scope, Record),
    /// The record left the scope.
    Remove(Scope, RecordKey),
}

/// Why a device must begin anew with its copy (never with its outbox).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reset {
    /// The server's database was restored or replaced: the device's place in the feed is not one
    /// of this history.
    OtherHistory,
}

/// The server's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncResponse {
    /// All commands up to this number are decided, for ever.
    pub last_seq: u64,
    /// What became of commands of this request, except the plainly applied ones.
    pub outcomes: Vec<(u64, Outcome)>,
    /// Set when the device's copy belongs to another history.
    pub reset: Option<Reset>,
    /// Asks the device to list its scopes and come again.
    pub list_scopes: bool,
    /// Scopes no longer allowed: their records leave the device with this answer.
    pub revoked: Vec<Scope>,
    /// Scopes whose records follow whole in `changes`; what the device had of them is replaced.
    pub granted: Vec<Scope>,
    /// Changes, oldest first.
    pub changes: Vec<Change>,
    /// The place in the feed after these changes.
    pub cursor: Cursor,
    /// There is more to pull: come again at once.
    pub more: bool,
    /// The server's clock.
    pub answered_at: Instant,
    /// The device's numbering clashes with what the server has from it, from this number on: it is a
    /// copy of another device, and has to take a new identity before it sends these again.
    pub forked: Option<u64>,
    /// The scope whose records are not all given yet.
    pub part: Option<Part>,
    /// Installations of which the server has less than it had once confirmed: it was restored.
    pub lacking: Vec<Lacking>,
    /// Up to this change the server's backups hold everything: a device need not keep what was
    /// decided before it any longer.
    pub durable: Option<Cursor>,
    /// How entries that the device asked about were settled, by their content.
    pub settled: Vec<(u64, Settlement)>,
    /// The names of those who made the marks that stand in the conflicts of this answer.
    pub names: Vec<(UserId, String)>,
    /// Effects of the device's own commands that do not follow in `changes`.
    pub own: Option<Own>,
}

/// A message, and how each version of the protocol wrote it.
pub trait Message: Sized + Serialize {
    /// Reads the body as a version of the protocol wrote it.
    ///
    /// # Errors
    /// When it is no message of that version.
    fn read(version: u8, body: &[u8]) -> Result<Self, WireError>;

    /// Writes the body for who speaks an older version. `None` where that cannot say it.
    fn write(&self, version: u8) -> Option<Vec<u8>>;
}

impl Message for SyncRequest {
    fn read(version: u8, body: &[u8]) -> Result<Self, WireError> {
        match version {
            1 => Ok(read_all::<v1::SyncRequest>(body)?.into()),
            2 => read_shorter::<_, 1>(body),
            3 => read_all(body),
            PROTOCOL => read_trimmed(body),
            _ => Err(WireError::Damaged),
        }
    }

    fn write(&self, version: u8) -> Option<Vec<u8>> {
        match version {
            1 => postcard::to_allocvec(&v1::SyncRequest::try_from(self).ok()?).ok(),
            2 => Some(shorter::<_, 1>(&Self { unsettled: Vec::new(), ..self.clone() })),
            3 => postcard::to_allocvec(self).ok(),
            PROTOCOL => Some(trimmed(self)),
            _ => None,
        }
    }
}

impl Message for SyncResponse {
    fn read(version: u8, body: &[u8]) -> Result<Self, WireError> {
        match version {
            1 => Ok(read_all::<v1::SyncResponse>(body)?.into()),
            2 => read_shorter::<_, 3>(body),
            3 => read_shorter::<_, 1>(body),
            PROTOCOL => read_trimmed(body),
            _ => Err(WireError::Damaged),
        }
    }

    fn write(&self, version: u8) -> Option<Vec<u8>> {
        match version {
            // Whoever knows nothing of them would lack these effects for ever.
            1..PROTOCOL if self.own.is_some() => None,
            1 => postcard::to_allocvec(&v1::SyncResponse::try_from(self).ok()?).ok(),
            2 => {
                let (settled, names) = (Vec::new(), Vec::new());
                Some(shorter::<_, 3>(&Self { settled, names, ..self.clone() }))
            }
            3 => Some(shorter::<_, 1>(self)),
            PROTOCOL => Some(trimmed(self)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
