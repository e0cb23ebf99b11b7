//! Times at which advisers offer interviews: adding, listing, taking away.

use super::Office;
use crate::clock::DAY;
use crate::db::{Account, Action, ListedSlot, OfferedSlot};
use crate::db::{DbError, Reading, Writing};
use crate::text_fr;
use app::api::ApiError;
use app::api::slots::{Expected, LONGEST, MAX_AT_ONCE, PLACE_MAX, SHORTEST, SlotDraft, SlotRow};
use domain::id::{OfferedSlotId, UserId};
use domain::time::Instant;

/// Nobody knows their time further ahead.
const LATEST: i64 = 366 * DAY;

/// Whose offers an account handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Its own.
    Own,
    /// Those of all advisers of its directorate.
    Directorate,
}

/// The offers to come, by time. One's own say who comes, which is noted.
pub(super) async fn list(
    office: &Office,
    account: &Account,
    whose: Whose,
) -> Result<Vec<SlotRow>, ApiError> {
    let now = office.now();
    let mut unit = office.store.read().await?;
    let mut rows = rows(&mut unit, account, whose, now).await?;
    if whose == Whose::Directorate {
        return Ok(rows);
    }
    let expected = unit.expected_in_slots(account.id, now).await?;
    drop(unit);
    if expected.is_empty() {
        return Ok(rows);
    }
    for (slot, person, name) in expected {
        if let Some(row) = rows.iter_mut().find(|row| row.slot.id == slot) {
            row.people.push(Expected { person, name });
        }
    }
    let mut unit = office.store.write().await?;
    let (action, user) = (Action::SlotsListed, Some(account.id));
    unit.audit(now, account.directorate, user, action, None, None).await?;
    unit.commit().await?;
    Ok(rows)
}

/// Adds offers, all or none.
pub(super) async fn offer(
    office: &Office,
    account: &Account,
    whose: Whose,
    drafts: Vec<SlotDraft>,
) -> Result<Vec<SlotRow>, ApiError> {
    let now = office.now();
    if drafts.len() > MAX_AT_ONCE {
        return Err(invalid("slots", text_fr::too_many_slots(MAX_AT_ONCE)));
    }
    let mut unit = office.store.write().await?;
    let all = unit.advisers(account.directorate).await?;
    let mut advisers: Vec<UserId> = all.into_iter().map(|(id, _)| id).collect();
    if whose == Whose::Own {
        advisers.retain(|id| *id == account.id);
    }
    let mut first = None;
    for draft in drafts {
        let slot = checked(draft, &advisers, whose, now)?;
        if add(&mut unit, account, &slot, now).await? {
            first.get_or_insert(slot.id);
        }
    }
    if let Some(id) = first {
        let (action, user) = (Action::SlotsOffered, Some(account.id));
        unit.audit(now, account.directorate, user, action, Some(id.0), None).await?;
    }
    let rows = rows(&mut unit, account, whose, now).await?;
    unit.commit().await?;
    Ok(rows)
}

/// Takes an offer away. One that is gone already stays gone.
pub(super) async fn remove(
    office: &Office,
    account: &Account,
    whose: Whose,
    id: OfferedSlotId,
) -> Result<Vec<SlotRow>, ApiError> {
    let now = office.now();
    let mut unit = office.store.write().await?;
    if let Some((directorate, adviser)) = unit.owner_of_slot(id).await? {
        if directorate != account.directorate {
            return Err(ApiError::NotFound);
        }
        if whose == Whose::Own && adviser != account.id {
            return Err(ApiError::Forbidden);
        }
        unit.remove_slot(id).await?;
        let (action, user) = (Action::SlotRemoved, Some(account.id));
        unit.audit(now, directorate, user, action, Some(id.0), None).await?;
    }
    let rows = rows(&mut unit, account, whose, now).await?;
    unit.commit().await?;
    Ok(rows)
}

fn checked(
    draft: SlotDraft,
    advisers: &[UserId],
    whose: Whose,
    now: Instant,
) -> Result<OfferedSlot, ApiError> {
    if !advisers.contains(&draft.adviser) {
        let message = match whose {
            Whose::Own => text_fr::OWN_SLOTS_ONLY,
            Whose::Directorate => text_fr::UNKNOWN_SLOT_ADVISER,
        };
        return Err(invalid("adviser", message));
    }
    if !(SHORTEST..=LONGEST).contains(&draft.minutes) {
        return Err(invalid("minutes", text_fr::slot_length(SHORTEST, LONGEST)));
    }
    if draft.starts_at <= now || draft.starts_at > now.plus(LATEST) {
        return Err(invalid("starts_at", text_fr::SLOT_PAST));
    }
    let place = draft.place.trim();
    if place.chars().count() > PLACE_MAX || place.chars().any(char::is_control) {
        return Err(invalid("place", text_fr::slot_place(PLACE_MAX)));
    }
    Ok(OfferedSlot {
        id: draft.id,
        adviser: draft.adviser,
        starts_at: draft.starts_at,
        minutes: draft.minutes,
        mode: draft.mode,
        place: place.to_owned(),
    })
}

/// Adds one offer; gives whether that is news.
async fn add(
    unit: &mut Writing,
    account: &Account,
    slot: &OfferedSlot,
    now: Instant,
) -> Result<bool, ApiError> {
    let owner = unit.owner_of_slot(slot.id).await?;
    let all = unit.offered_slots(account.directorate, Some(slot.adviser), now).await?;
    if owner.is_some() {
        // Sent twice: offered once, unless it says something else.
        let same = all.iter().any(|other| other.slot == *slot);
        return if same { Ok(false) } else { Err(invalid("", text_fr::SLOT_EXISTS)) };
    }
    let end = |slot: &OfferedSlot| slot.starts_at.plus(i64::from(slot.minutes) * 60_000);
    let meets =
        |other: &ListedSlot| other.slot.starts_at < end(slot) && slot.starts_at < end(&other.slot);
    if all.iter().any(meets) {
        return Err(invalid("starts_at", text_fr::SLOT_OVERLAPS));
    }
    unit.offer_slot(account.directorate, slot).await?;
    Ok(true)
}

async fn rows(
    unit: &mut Reading,
    account: &Account,
    whose: Whose,
    now: Instant,
) -> Result<Vec<SlotRow>, DbError> {
    let adviser = (whose == Whose::Own).then_some(account.id);
    let listed = unit.offered_slots(account.directorate, adviser, now).await?;
    Ok(listed.into_iter().map(row).collect())
}

fn row(listed: ListedSlot) -> SlotRow {
    let ListedSlot { slot, adviser_name, taken } = listed;
    SlotRow {
        slot: SlotDraft {
            id: slot.id,
            adviser: slot.adviser,
            starts_at: slot.starts_at,
            minutes: slot.minutes,
            mode: slot.mode,
            place: slot.place,
        },
        adviser_name,
        taken,
        people: Vec::new(),
    }
}

fn invalid(field: &str, message: impl Into<String>) -> ApiError {
    ApiError::Invalid { field: field.to_owned(), message: message.into() }
}
