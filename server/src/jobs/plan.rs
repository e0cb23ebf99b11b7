//! Planning: what the records call for, written down as jobs.

use super::Postroom;
use crate::clock::DAY;
use crate::db::{DbError, Reading};
use crate::db::{Found, NewJob, Recipient};
use crate::randomness;
use crate::services::Office;
use app::api::messages::{JobKind, Template};
use domain::id::{DirectorateId, JobId, MessageId, OrganisationId, SignatoryId};
use domain::time::Instant;
use uuid::Uuid;

/// Files are counted once in so long.
const COUNTED_EVERY: i64 = 7 * DAY;

/// Work that is not planned yet.
struct Wanted {
    directorate: DirectorateId,
    kind: JobKind,
    subject: Uuid,
    round: u32,
    message: Option<(Recipient, Template)>,
}

/// Plans what the records call for now. Gives how many jobs are new.
///
/// # Errors
/// When the database fails or the disk is full; then nothing was planned.
pub async fn plan(office: &Office, postroom: &Postroom, now: Instant) -> Result<u32, DbError> {
    let mut reading = office.store.read().await?;
    let mut wanted = Vec::new();
    for directorate in reading.directorates().await? {
        look(&mut reading, postroom, directorate, now, &mut wanted).await?;
    }
    drop(reading);
    if wanted.is_empty() {
        return Ok(0);
    }
    let mut unit = office.store.write().await?;
    let mut planned = 0;
    for Wanted { directorate, kind, subject, round, message } in wanted {
        let identity = || randomness::identity(&*office.randomness, now);
        let message = match message {
            Some((to, template)) => Some((MessageId(identity()?), to, template)),
            None => None,
        };
        let id = JobId(identity()?);
        let new = NewJob { id, directorate, kind, subject, round, message };
        planned += u32::from(unit.plan_job(&new, now).await?);
    }
    unit.commit().await?;
    Ok(planned)
}

async fn look(
    unit: &mut Reading,
    postroom: &Postroom,
    directorate: DirectorateId,
    now: Instant,
    wanted: &mut Vec<Wanted>,
) -> Result<(), DbError> {
    let timers = &postroom.timers;
    let mut add = |kind, found: Vec<Found>, first: Template, later: Template| {
        wanted.extend(found.into_iter().map(|Found { subject, round, recipient }| {
            let to = match kind {
                JobKind::PartnerMail | JobKind::PartnerLink => {
                    Recipient::Organisation(OrganisationId(recipient))
                }
                _ => Recipient::Person(SignatoryId(recipient)),
            };
            let template = if round == 0 { first } else { later };
            Wanted { directorate, kind, subject, round, message: Some((to, template)) }
        }));
    };
    if postroom.links.is_some() {
        let (every, expiry) = (timers.partner_reminder, timers.referral_expiry);
        let found = unit.partners_to_write_to(directorate, now, every, expiry).await?;
        add(JobKind::PartnerMail, found, Template::PartnerNotice, Template::PartnerReminder);
        let found = unit.partners_who_wish_a_link(directorate).await?;
        add(JobKind::PartnerLink, found, Template::PartnerLink, Template::PartnerLink);
    }
    let found = unit.interviews_to_announce(directorate, now).await?;
    add(JobKind::InterviewInvitation, found, Template::Invitation, Template::Moved);
    let found = unit.interviews_to_remind_of(directorate, now, timers.interview_reminder).await?;
    add(JobKind::InterviewReminder, found, Template::Reminder, Template::Reminder);
    let found = unit.interviews_to_call_off(directorate, now).await?;
    add(JobKind::InterviewCancellation, found, Template::Cancellation, Template::Cancellation);

    for referral in unit.referrals_to_end(directorate, now, timers.referral_expiry).await? {
        let (kind, subject) = (JobKind::ReferralExpiry, referral.0);
        wanted.push(Wanted { directorate, kind, subject, round: 0, message: None });
    }
    let round = u32::try_from(now.0 / COUNTED_EVERY).unwrap_or_default();
    if !unit.is_count_planned(directorate, round).await? {
        let (kind, subject) = (JobKind::RetentionDryRun, directorate.0);
        wanted.push(Wanted { directorate, kind, subject, round, message: None });
    }
    Ok(())
}
