//! What the server does by itself, as supervisors see and steer it.

use super::Desk;
use crate::db::Action;
use app::api::messages::{JobQuery, JobRow};
use app::api::{ApiError, Page};
use domain::id::{JobId, SignatoryId};

impl Desk {
    pub(super) async fn list_jobs(&self, query: JobQuery) -> Result<Page<JobRow>, ApiError> {
        self.for_centres()?;
        let page = self.office.store.read().await?.jobs(self.sight(), query).await?;
        let people = page.rows.iter().filter(|row| row.person.is_some()).count();
        self.listed(Action::MessagesListed, people).await?;
        Ok(page)
    }

    pub(super) async fn try_again(&self, job: JobId) -> Result<(), ApiError> {
        self.for_centres()?;
        let (now, directorate, user) = (self.office.now(), self.directorate(), self.account.id);
        let mut unit = self.office.store.write().await?;
        if !unit.is_job_in_sight(self.sight(), job).await?
            || !unit.retry_job(directorate, job, now).await?
        {
            return Err(ApiError::NotFound);
        }
        let (action, subject) = (Action::JobRetried, Some(job.0));
        unit.audit(now, directorate, Some(user), action, subject, None).await?;
        unit.commit().await?;
        Ok(())
    }

    /// Pausing what is paused, and letting go on what goes on, changes nothing.
    pub(super) async fn pause(&self, person: SignatoryId, paused: bool) -> Result<(), ApiError> {
        self.for_centres()?;
        let (now, directorate, user) = (self.office.now(), self.directorate(), self.account.id);
        let mut unit = self.office.store.write().await?;
        self.sees(&mut unit, person).await?;
        let (changed, action) = if paused {
            (unit.pause_messages(person, user, now).await?, Action::MessagesPaused)
        } else {
            (unit.resume_messages(person, now).await?, Action::MessagesResumed)
        };
        if changed {
            unit.audit(now, directorate, Some(user), action, Some(person.0), None).await?;
        }
        unit.commit().await?;
        Ok(())
    }
}
