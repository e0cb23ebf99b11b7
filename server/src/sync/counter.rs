//! The office as an account of the staff deals with it when its device synchronises.

use super::rights;
use crate::clock::DAY;
use crate::db::{Account, Action, DbError, Reading, Writing};
use crate::randomness;
use crate::services::Office;
use ::sync::Scope;
use ::sync::server::{About, Counter, PassedOver};
use domain::id::{ClientId, DirectorateId, UserId};
use domain::time::Instant;
use domain::{Command, Refusal};

/// Visits stay on a device for so long after they began, and files after their end.
pub(crate) const KEPT_FOR: i64 = 90 * DAY;

/// An account whose device asks.
#[derive(Clone, Copy)]
pub(super) struct AtCounter<'a> {
    /// Where it asks.
    pub(super) office: &'a Office,
    /// Who asks.
    pub(super) account: &'a Account,
}

impl Counter for AtCounter<'_> {
    type Reading = Reading;
    type Writing = Writing;
    type Error = DbError;

    fn user(&self) -> UserId {
        self.account.id
    }

    fn directorate(&self) -> DirectorateId {
        self.account.directorate
    }

    fn now(&self) -> Instant {
        self.office.now()
    }

    fn tag(&self) -> Result<u32, DbError> {
        Ok(u32::from_le_bytes(randomness::bytes(&*self.office.randomness)?))
    }

    async fn read(&self) -> Result<Reading, DbError> {
        self.office.store.read().await
    }

    async fn write(&self) -> Result<Writing, DbError> {
        self.office.store.write().await
    }

    /// The schemes, the visits assigned to the account, and the files it follows.
    async fn allowed(&self, unit: &mut Reading, now: Instant) -> Result<Vec<Scope>, DbError> {
        let from = now.plus(-KEPT_FOR);
        let visits = unit.assigned_to(self.account.id, from, now).await?;
        let files = unit.followed_by(self.account.id, from).await?;
        let catalogue = std::iter::once(Scope::Catalogue(self.account.directorate));
        Ok(visits
            .into_iter()
            .map(Scope::Intervention)
            .chain(catalogue)
            .chain(files.into_iter().map(Scope::File))
            .collect())
    }

    async fn forbidden(
        &self,
        unit: &mut Writing,
        command: &Command,
        about: About,
    ) -> Result<Option<Refusal>, DbError> {
        rights::forbidden(unit, self.account, command, about).await
    }

    async fn note_given(&self, client: ClientId, scopes: &[Scope]) -> Result<(), DbError> {
        let (now, actor) = (self.now(), Some(self.account.id));
        let mut unit = self.office.store.write().await?;
        for scope in scopes {
            let (action, subject, place) = match scope {
                Scope::File(person) => (Action::FileGiven, person.0, None),
                Scope::Intervention(visit) => (Action::ListGiven, client.0, Some(*visit)),
                Scope::Catalogue(_) => continue,
            };
            unit.audit(now, self.directorate(), actor, action, Some(subject), place).await?;
        }
        unit.commit().await
    }

    fn is_busy(error: &DbError) -> bool {
        matches!(error, DbError::Busy)
    }

    fn passed_over(&self, what: PassedOver, error: &DbError) {
        let what = match what {
            PassedOver::Batch => "a batch failed and is taken apart",
            PassedOver::Command => "a command was not decided",
            PassedOver::Meeting => "a new installation was not noted",
            PassedOver::Telling => "what became of conflicts was not told",
            PassedOver::Giving => "what could not be noted was not given",
        };
        tracing::warn!(%error, "{what}");
    }
}
