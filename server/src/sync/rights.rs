//! Whether the author of a command may do this, by the rights of today.

use crate::db::{Account, DbError, Reading};
use ::sync::server::About;
use app::api::account::Role;
use domain::id::{InterventionId, SignatoryId};
use domain::referral::ReferralEvent;
use domain::{Command, Refusal};

/// Why the author may not do this now, by the rights of today, whatever they were when it was
/// entered. What does not exist is left to the rules, which say so.
///
/// # Errors
/// When the database fails.
pub(crate) async fn forbidden(
    unit: &mut Reading,
    account: &Account,
    command: &Command,
    about: About,
) -> Result<Option<Refusal>, DbError> {
    if let Some(intervention) = about.intervention {
        return forbidden_at(unit, account, command, intervention).await;
    }
    let Some(person) = about.signatory else { return Ok(None) };
    let Some(owner) = unit.directorate_of_signatory(person).await? else { return Ok(None) };
    let allowed = owner == account.directorate && is_seen(unit, account, person).await?;
    if !allowed {
        return Ok(Some(Refusal::NotAllowed));
    }
    Ok(match command {
        Command::PlanInterview(plan) => {
            let advisers = unit.advisers(account.directorate).await?;
            (!advisers.iter().any(|(id, _)| *id == plan.adviser)).then_some(Refusal::NotAllowed)
        }
        Command::SendReferral(send) => {
            let owner = unit.directorate_of_scheme(send.scheme).await?;
            (owner != Some(account.directorate)).then_some(Refusal::UnknownScheme)
        }
        // These are the partner's, the timer's and the rules' own to say.
        Command::FollowReferral {
            event: ReferralEvent::Expired | ReferralEvent::Superseded,
            ..
        } => Some(Refusal::NotAllowed),
        _ => None,
    })
}

/// Whether the file of a person of the directorate is the account's to work on: as everybody of the
/// staff works with the people of their visits and interviews, and as a supervisor's is limited.
async fn is_seen(
    unit: &mut Reading,
    account: &Account,
    person: SignatoryId,
) -> Result<bool, DbError> {
    let by_desk = account.role == Role::Supervisor
        && unit.is_person_in_sight(account.sight(), person).await?;
    Ok(by_desk || unit.is_in_sight(account.id, person).await?)
}

/// The same for a command about a visit.
async fn forbidden_at(
    unit: &mut Reading,
    account: &Account,
    command: &Command,
    intervention: InterventionId,
) -> Result<Option<Refusal>, DbError> {
    let Some(owner) = unit.directorate_of_intervention(intervention).await? else {
        return Ok(None);
    };
    let allowed = owner == account.directorate
        && match account.role {
            Role::Supervisor => {
                unit.is_visit_in_sight(account.sight(), intervention).await?
                    || unit.is_assigned(account.id, intervention).await?
            }
            Role::Adviser => unit.is_assigned(account.id, intervention).await?,
        };
    if !allowed {
        return Ok(Some(Refusal::NotAllowed));
    }
    if let Command::AddPerson { person, .. } = command
        && let Some(known_to) = unit.directorate_of_signatory(person.id).await?
    {
        if known_to != account.directorate {
            return Ok(Some(Refusal::IdentityTaken));
        }
        // Whoever is on the list of a visit is in sight there, with their whole file: knowing an
        // identity must not be a way to it.
        if !is_seen(unit, account, person.id).await? {
            return Ok(Some(Refusal::NotAllowed));
        }
    }
    Ok(None)
}
