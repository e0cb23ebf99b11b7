//! Taking in what came without its author: from a revoked device, or in a rescue file.
//!
//! Nothing of it is carried out. Anybody who knows the office's public key can seal a parcel, so that
//! what it says is a claim: each entry that is new waits as one that was refused, until a supervisor
//! adopts it or closes it. What cannot be read is kept as it came.

use super::Office;
use crate::db::{Action, Reading, TakenParcel, Writing};
use crate::randomness;
use crate::sync::about;
use app::api::ApiError;
use app::api::devices::Taken;
use domain::Refusal;
use domain::id::{ClientId, DirectorateId, UserId};
use domain::time::Instant;
use sync::server::{About, Entry};
use sync::{Envelope, Outcome};
use vault::parcel::{self, Parcel};

/// Most parcels that are taken from one device, or in one file.
pub(super) const MOST_PARCELS: usize = 200;
/// Most entries that are taken of one parcel: as many rows as it may have, and a shelter beside.
const MOST_OF_PARCEL: usize = 2 * parcel::MAX_ROWS;
/// Most entries that are taken from one device. It holds those of some weeks; while they are written
/// everybody else waits, and a person has to look at each.
const MOST_OF_DEVICE: u32 = 4_000;
/// A device that has sent so many parcels is to wait; a person has to look.
const WAIT_SECONDS: u32 = 3_600;

/// Where a parcel came from.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    /// Whose supervisors answer for it.
    pub(super) directorate: DirectorateId,
    /// The revoked device; `None` for a file.
    pub(super) client: Option<ClientId>,
    /// Who brought the file.
    pub(super) actor: Option<UserId>,
}

/// What became of a parcel.
pub(super) enum Took {
    /// It was taken.
    In(Taken),
    /// It came in a file and is of an account of another directorate: it was passed over.
    Elsewhere(UserId),
}

/// Takes a parcel in: what is new of it into quarantine. The same bytes once more change nothing. What
/// cannot be read of it, and what is beyond the bounds, is kept as it came.
///
/// # Errors
/// [`ApiError::TooMany`] when a device sends without end; when the database fails.
pub(super) async fn take(office: &Office, origin: Origin, bytes: &[u8]) -> Result<Took, ApiError> {
    let (now, digest) = (office.now(), parcel::digest(bytes));
    // Opened before the unit of work that writes: while that lasts, everybody else waits.
    let mut unit = office.store.read().await?;
    let Contents { author, entries, unreadable } = contents(&mut unit, bytes).await?;
    drop(unit);
    let mut unit = office.store.write().await?;
    if let Some(client) = origin.client {
        unit.note_surrender(client, now).await?;
    }
    if let Some(known) = unit.taken_parcel(&digest).await? {
        unit.commit().await?;
        // Everything that could be read of it has arrived before.
        let known = Taken { entries: 0, known: known.entries + known.known, ..known };
        return Ok(Took::In(known));
    }
    let mut room = u32::MAX;
    if let Some(client) = origin.client {
        let handed = unit.handed_over(client).await?;
        if handed.parcels as usize >= MOST_PARCELS {
            return Err(ApiError::TooMany { seconds: WAIT_SECONDS });
        }
        room = MOST_OF_DEVICE.saturating_sub(handed.entries);
    }
    let mut taken = Taken { unreadable, ..Taken::default() };
    if let Some((author, theirs)) = author {
        if origin.client.is_none() && theirs != origin.directorate {
            return Ok(Took::Elsewhere(author));
        }
        let claim = Claim { from: origin.client, author, directorate: theirs, now };
        for (place, envelope) in entries.iter().enumerate() {
            if taken.entries >= room {
                taken.unreadable = taken.unreadable.saturating_add(number(entries.len() - place));
                break;
            }
            if claim.put(office, &mut unit, envelope).await? {
                taken.entries += 1;
            } else {
                taken.known += 1;
            }
        }
    }
    let sealed = (taken.unreadable > 0).then_some(bytes);
    let kept = TakenParcel {
        digest,
        directorate: origin.directorate,
        client: origin.client,
        owner: author.map(|(owner, _)| owner),
        taken,
        sealed,
    };
    unit.keep_parcel(&kept, now).await?;
    let (action, subject) = match origin.client {
        Some(client) => (Action::DeviceSurrendered, Some(client.0)),
        None => (Action::RescueFileTaken, None),
    };
    unit.audit(now, origin.directorate, origin.actor, action, subject, None).await?;
    unit.commit().await?;
    Ok(Took::In(taken))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What could be read of a parcel.
#[derive(Default)]
pub(super) struct Contents {
    /// Whose store it says it is, and that account's directorate.
    pub(super) author: Option<(UserId, DirectorateId)>,
    /// The entries that could be read, within the bounds.
    pub(super) entries: Vec<Envelope>,
    /// Values that could not be, and entries beyond the bounds.
    pub(super) unreadable: u32,
}

/// Reads a parcel.
///
/// # Errors
/// When the database fails.
pub(super) async fn contents(unit: &mut Reading, bytes: &[u8]) -> Result<Contents, ApiError> {
    let nothing = |rows: usize| Contents { unreadable: number(rows.max(1)), ..Contents::default() };
    let Ok(parcel) = Parcel::decode(bytes) else { return Ok(nothing(1)) };
    let Some(directorate) = unit.directorate_of_account(parcel.owner).await? else {
        return Ok(nothing(parcel.rows.len()));
    };
    let author = Some((parcel.owner, directorate));
    let private = match &parcel.sealed {
        Some(sealed) => match unit.vault_pair(sealed.office_key()).await? {
            Some(pair) => pair.private,
            None => return Ok(Contents { author, ..nothing(parcel.rows.len()) }),
        },
        // Nothing to be opened.
        None => [0; 32],
    };
    let Ok(rows) = parcel.open(&private) else {
        return Ok(Contents { author, ..nothing(parcel.rows.len()) });
    };
    let mut found = Contents { author, ..Contents::default() };
    for (place, value) in rows {
        match value.ok().and_then(|value| entries_at(place, &value)) {
            Some((entries, beyond)) => {
                let room = MOST_OF_PARCEL - found.entries.len();
                let beyond = entries.len().saturating_sub(room).saturating_add(beyond);
                found.entries.extend(entries.into_iter().take(room));
                found.unreadable = found.unreadable.saturating_add(number(beyond));
            }
            None => found.unreadable = found.unreadable.saturating_add(1),
        }
    }
    Ok(found)
}

/// The entries that a value holds, by the place where it lay: the outbox, the journal (whose rows go
/// on after the entry), and the shelter, which is one list. Beside them, how many more there are than
/// are taken.
fn entries_at(place: &str, value: &[u8]) -> Option<(Vec<Envelope>, usize)> {
    match place.split('/').next()? {
        "outbox" => match postcard::take_from_bytes(value) {
            Ok((entry, [])) => Some((vec![entry], 0)),
            _ => None,
        },
        "meta" => Some((vec![postcard::take_from_bytes(value).ok()?.0], 0)),
        "shelter" => listed(value),
        _ => None,
    }
}

/// The entries of a list, no further than they are taken: it may name more than memory holds.
fn listed(value: &[u8]) -> Option<(Vec<Envelope>, usize)> {
    let (count, mut rest): (usize, &[u8]) = postcard::take_from_bytes(value).ok()?;
    let mut entries = Vec::new();
    while entries.len() < count.min(MOST_OF_PARCEL) {
        let (entry, after) = postcard::take_from_bytes(rest).ok()?;
        entries.push(entry);
        rest = after;
    }
    // Each of those beyond takes a byte at least.
    let beyond = (count - entries.len()).min(rest.len());
    Some((entries, beyond))
}

/// Who is said to have entered something, and from where it came.
struct Claim {
    from: Option<ClientId>,
    author: UserId,
    directorate: DirectorateId,
    now: Instant,
}

impl Claim {
    /// Puts an entry into quarantine. False where it had arrived before, by whatever way.
    async fn put(
        &self,
        office: &Office,
        unit: &mut Writing,
        envelope: &Envelope,
    ) -> Result<bool, ApiError> {
        let hash = envelope.hash();
        if unit.decided_before(self.author, hash).await?.is_some()
            || unit.is_in_quarantine(self.author, hash).await?
        {
            return Ok(false);
        }
        let standing = unit.quarantine(self.from, self.author).await?;
        let (client, last_seq) = if let Some(standing) = standing {
            standing
        } else {
            let id = ClientId(randomness::identity(&*office.randomness, self.now)?);
            unit.open_quarantine(id, self.from, self.author, self.now).await?;
            (id, 0)
        };
        let command = envelope.open().ok();
        let (subject, why) = match &command {
            Some(command) => (about(&mut **unit, command).await?, Refusal::Quarantined),
            None => (About::default(), Refusal::Unreadable),
        };
        let outcome = Outcome::Held(why);
        unit.log_command(&Entry {
            client,
            seq: last_seq + 1,
            envelope,
            command: command.as_ref(),
            received_at: self.now,
            outcome: &outcome,
            again: false,
            directorate: self.directorate,
            author: self.author,
            about: subject,
        })
        .await?;
        // Who did it is a claim: the audit names nobody.
        let person = subject.signatory.map(|id| id.0);
        let (action, visit) = (Action::CommandHeld, subject.intervention);
        unit.audit(self.now, self.directorate, None, action, person, visit).await?;
        Ok(true)
    }
}
