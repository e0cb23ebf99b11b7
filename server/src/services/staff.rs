//! Disabling and enabling accounts: for supervisors, and for who runs the server.

use crate::db::{Action, DbError, Writing};
use app::api::account::Role;
use domain::id::{DirectorateId, UserId};
use domain::time::Instant;

/// An account whose state is to change.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// The account.
    pub id: UserId,
    /// Its directorate.
    pub directorate: DirectorateId,
    /// What it may do.
    pub role: Role,
    /// Whether it is disabled now.
    pub disabled: bool,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// It is so now, or was so before.
    Done,
    /// Nothing was written: without this account the directorate would have no supervisor.
    LastSupervisor,
}

/// Disables an account or enables it, inside a unit of work. Whether `author` may do so is the
/// caller's to ask.
///
/// # Errors
/// When the database fails or the disk is full.
pub async fn turn(
    unit: &mut Writing,
    account: Standing,
    disabled: bool,
    author: Option<UserId>,
    now: Instant,
) -> Result<Turned, DbError> {
    let Standing { id, directorate, .. } = account;
    if account.disabled == disabled {
        return Ok(Turned::Done);
    }
    if disabled && account.role == Role::Supervisor && is_last(unit, directorate, id).await? {
        return Ok(Turned::LastSupervisor);
    }
    let action = if disabled { Action::AccountDisabled } else { Action::AccountEnabled };
    if disabled && unit.has_calendar(id).await? {
        let ended = Action::AgendaEnded;
        unit.audit(now, directorate, author, ended, Some(id.0), None).await?;
    }
    unit.set_disabled(id, disabled).await?;
    unit.audit(now, directorate, author, action, Some(id.0), None).await?;
    Ok(Turned::Done)
}

/// Whether a directorate would have no supervisor without this account. Asked inside of the unit
/// of work that takes it away: two who take each other's rights at once do not both succeed.
pub(super) async fn is_last(
    unit: &mut Writing,
    directorate: DirectorateId,
    user: UserId,
) -> Result<bool, DbError> {
    let active = unit.active_supervisors(directorate).await?;
    Ok(active.iter().all(|other| *other == user))
}
