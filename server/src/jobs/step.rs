//! One job: taken, looked at once more, done, ended.

use super::Postroom;
use super::letters::{self, Letter, Written};
use crate::clock::HOUR;
use crate::db::{Action, Ending, Job};
use crate::db::{DbError, Writing};
use crate::post::SendError;
use crate::randomness;
use crate::services::Office;
use crate::sync::decide;
use ::sync::Outcome;
use ::sync::wire::Change;
use app::api::messages::{Channel, JobKind, Problem};
use domain::id::ReferralId;
use domain::referral::ReferralEvent;
use domain::time::Instant;
use domain::{Command, Context};

/// How long a worker holds a job, in milliseconds: longer than any message takes to be handed over
/// or given up.
pub const HOLD: i64 = 5 * 60_000;
/// How long what is paused is put off, in milliseconds.
pub const PAUSE: i64 = HOUR;
/// After so many attempts, about two days, a job is left to a person.
pub const MOST_ATTEMPTS: u32 = 12;

/// When a job is tried again after so many attempts: one minute, five times longer each time, six
/// hours at most.
#[must_use]
pub fn again_after(attempts: u32) -> i64 {
    let minutes = 5_i64.saturating_pow(attempts.saturating_sub(1));
    minutes.min(6 * 60) * 60_000
}

/// What is left to do after the first unit of work.
enum Prepared {
    /// Nothing: it ended in it, with these changes to the records.
    Ended(Ending, Vec<Change>),
    /// This is to be handed over.
    Letter(Box<Letter>),
}

/// Takes the job that has been due longest and does it. `None` when nothing is due.
///
/// # Errors
/// When the database fails or the disk is full. The job is tried again.
pub async fn step(
    office: &Office,
    postroom: &Postroom,
    now: Instant,
) -> Result<Option<Ending>, DbError> {
    // A pass without work must not wait for whoever writes, nor write itself.
    if !office.store.read().await?.is_a_job_due(now).await? {
        return Ok(None);
    }
    let mut unit = office.store.write().await?;
    let Some(job) = unit.hold_job(None, now, now.plus(HOLD)).await? else { return Ok(None) };
    let letter = match prepare(&mut unit, postroom, &job, now).await {
        Ok(Prepared::Letter(letter)) => {
            unit.commit().await?;
            letter
        }
        Ok(Prepared::Ended(ending, changes)) => {
            unit.end_job(&job, ending, now).await?;
            let tag = u32::from_le_bytes(randomness::bytes(&*office.randomness)?);
            unit.add_changes(job.directorate, tag, &changes).await?;
            unit.commit().await?;
            return Ok(Some(ending));
        }
        Err(error @ (DbError::Full | DbError::Busy)) => return Err(error),
        Err(error) => {
            // One job that cannot be carried out must not hold up the others.
            tracing::error!(job = %job.id, %error, "a job failed");
            drop(unit);
            return give_up(office, &job, now).await.map(Some);
        }
    };
    let channel = letter.channel();
    let ending = match hand_over(postroom, &job, &letter).await {
        Ok(()) => Ending::Sent(channel, letter.language()),
        Err(SendError::NotNow(why)) => again(job.attempts, why, now),
        Err(SendError::Never(why)) => Ending::Failed(why),
    };
    let mut unit = office.store.write().await?;
    if !unit.end_job(&job, ending, now).await? {
        tracing::warn!(job = %job.id, "a job was held too long and taken by another worker");
    }
    unit.commit().await?;
    Ok(Some(ending))
}

fn again(attempts: u32, why: Problem, now: Instant) -> Ending {
    if attempts >= MOST_ATTEMPTS {
        Ending::Failed(why)
    } else {
        Ending::Again(now.plus(again_after(attempts)), why)
    }
}

/// Notes that a job failed whose own unit of work was rolled back.
async fn give_up(office: &Office, job: &Job, now: Instant) -> Result<Ending, DbError> {
    let ending = again(job.attempts, Problem::Internal, now);
    let mut unit = office.store.write().await?;
    if let Some(job) = unit.hold_job(Some(job.id), now, now.plus(HOLD)).await? {
        unit.end_job(&job, ending, now).await?;
    }
    unit.commit().await?;
    Ok(ending)
}

async fn prepare(
    unit: &mut Writing,
    postroom: &Postroom,
    job: &Job,
    now: Instant,
) -> Result<Prepared, DbError> {
    match job.kind {
        JobKind::ReferralExpiry => expire(unit, job, now).await,
        JobKind::RetentionDryRun => {
            let before = postroom.timers.retention_ends(now);
            let found = unit.files_without_contact_since(job.directorate, before).await?;
            Ok(Prepared::Ended(Ending::Done { found: Some(found) }, Vec::new()))
        }
        JobKind::PartnerMail
        | JobKind::PartnerLink
        | JobKind::InterviewInvitation
        | JobKind::InterviewReminder
        | JobKind::InterviewCancellation => {
            Ok(match letters::write(unit, postroom, job, now).await? {
                Written::Letter(letter) => Prepared::Letter(letter),
                Written::Paused => {
                    let ending = Ending::PutOff(now.plus(PAUSE), Problem::Paused);
                    Prepared::Ended(ending, Vec::new())
                }
                Written::Not(why) => Prepared::Ended(Ending::Cancelled(why), Vec::new()),
                Written::Cannot(why) => Prepared::Ended(Ending::Failed(why), Vec::new()),
            })
        }
    }
}

/// Ends a referral that was not answered, by the same rules as everything else.
async fn expire(unit: &mut Writing, job: &Job, now: Instant) -> Result<Prepared, DbError> {
    let changed = Prepared::Ended(Ending::Cancelled(Problem::ReferralChanged), Vec::new());
    let id = ReferralId(job.subject);
    let Some(referral) = unit.referral(id).await? else { return Ok(changed) };
    let command = Command::FollowReferral {
        signatory: referral.signatory,
        referral: id,
        scheme: referral.scheme,
        event: ReferralEvent::Expired,
    };
    let context = Context { author: None, claimed_at: now, base: referral.version };
    let decided = decide(unit, job.directorate, &command, &context, now).await?;
    if decided.outcome != Outcome::Applied {
        return Ok(changed);
    }
    let (action, subject) = (Action::ReferralExpired, Some(id.0));
    unit.audit(now, job.directorate, None, action, subject, None).await?;
    Ok(Prepared::Ended(Ending::Done { found: None }, decided.changes))
}

async fn hand_over(postroom: &Postroom, job: &Job, letter: &Letter) -> Result<(), SendError> {
    let not_set_up = SendError::Never(Problem::NotSetUp);
    match letter {
        Letter::Email(email, _) if job.demo => postroom.demo.mail(email).await,
        Letter::Text(text, _) if job.demo => postroom.demo.text(text).await,
        Letter::Email(email, _) => match &postroom.mailer {
            Some(mailer) => mailer.mail(email).await,
            None => Err(not_set_up),
        },
        Letter::Text(text, _) => match &postroom.texter {
            Some(texter) => texter.text(text).await,
            None => Err(not_set_up),
        },
    }
}

impl Letter {
    const fn channel(&self) -> Channel {
        match self {
            Self::Email(..) => Channel::Email,
            Self::Text(..) => Channel::Sms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_grow_rarer_and_last_about_two_days() {
        let minutes: Vec<i64> = (1..=6).map(|attempts| again_after(attempts) / 60_000).collect();
        assert_eq!(minutes, [1, 5, 25, 125, 360, 360]);
        let total: i64 = (1..MOST_ATTEMPTS).map(again_after).sum();
        assert!((36 * HOUR..60 * HOUR).contains(&total), "{total}");
        assert_eq!(again_after(u32::MAX), 6 * HOUR);
    }
}
