//! Messages, written from the records at the moment they leave, after a last look at whether they
//! are still true.

use super::Postroom;
use crate::db::{DbError, Writing};
use crate::db::{Job, MessageOfJob};
use crate::post::calendar::{Entry, Invitation, Method};
use crate::post::{Email, Text};
use app::api::messages::{JobKind, Problem, Template};
use app::text::messages::{Meeting, catalogue, partner};
use domain::contact::{Contact, ContactWay, EmailAddress, PhoneNumber};
use domain::id::{InterviewId, ReferralId, SignatoryId};
use domain::interview::{Interview, InterviewEvent, InterviewState, Missed, Slot};
use domain::language::Language;
use domain::referral::ReferralState;
use domain::time::Instant;

/// A message that is ready to leave.
#[derive(Debug)]
pub(super) enum Letter {
    Email(Email, Language),
    Text(Text, Language),
}

impl Letter {
    pub(super) const fn language(&self) -> Language {
        match self {
            Self::Email(_, language) | Self::Text(_, language) => *language,
        }
    }
}

/// What came of writing a message.
#[derive(Debug)]
pub(super) enum Written {
    /// It is ready.
    Letter(Box<Letter>),
    /// The person's messages are paused.
    Paused,
    /// It is no longer needed.
    Not(Problem),
    /// It is needed and cannot go: a person has to see to it.
    Cannot(Problem),
}

/// Where a message to a person goes.
enum Address {
    Email(EmailAddress),
    Phone(PhoneNumber),
}

/// Writes the message of a job.
///
/// # Errors
/// When the database fails or the disk is full.
pub(super) async fn write(
    unit: &mut Writing,
    postroom: &Postroom,
    job: &Job,
    now: Instant,
) -> Result<Written, DbError> {
    let message = job.message.ok_or(DbError::Meaningless("messages.job"))?;
    match job.kind {
        JobKind::PartnerMail | JobKind::PartnerLink => {
            to_partner(unit, postroom, job, message, now).await
        }
        _ => to_person(unit, postroom, job, message, now).await,
    }
}

async fn to_partner(
    unit: &mut Writing,
    postroom: &Postroom,
    job: &Job,
    message: MessageOfJob,
    now: Instant,
) -> Result<Written, DbError> {
    let id = ReferralId(job.subject);
    let (Some(referral), Some(partner)) =
        (unit.referral(id).await?, unit.partner_of_referral(id).await?)
    else {
        return Ok(Written::Not(Problem::ReferralChanged));
    };
    let closes = partner.sent_at.plus(postroom.timers.referral_expiry);
    let state = referral.state();
    let is_wanted = match job.kind {
        // They wished for it, and may still have to say how it went on.
        JobKind::PartnerLink => !state.is_over() || state == ReferralState::Declined,
        _ => matches!(state, ReferralState::Sent | ReferralState::UnderReview) && now < closes,
    };
    if !is_wanted {
        return Ok(Written::Not(Problem::ReferralChanged));
    }
    if consent(unit, referral.signatory).await?.is_none() {
        return Ok(Written::Not(Problem::Withdrawn));
    }
    if postroom.mailer.is_none() && !job.demo {
        return Ok(Written::Cannot(Problem::NotSetUp));
    }
    let Some(to) = partner.email.and_then(|email| EmailAddress::new(&email).ok()) else {
        return Ok(Written::Cannot(Problem::NoAddress));
    };
    let Some(links) = &postroom.links else { return Ok(Written::Cannot(Problem::NotSetUp)) };
    let link = links.issue(unit, id, now).await?;
    let closes = postroom.timers.shown(closes).0;
    let (subject, body) = match message.template {
        Template::PartnerLink => (partner::LINK_SUBJECT, partner::new_link(&link)),
        Template::PartnerReminder => {
            (partner::REMINDER_SUBJECT, partner::body(true, &link, closes))
        }
        _ => (partner::NOTICE_SUBJECT, partner::body(false, &link, closes)),
    };
    let email = Email {
        id: message.id,
        to,
        subject: subject.to_owned(),
        body,
        invitation: None,
        written_at: now,
    };
    Ok(Written::Letter(Box::new(Letter::Email(email, Language::French))))
}

async fn to_person(
    unit: &mut Writing,
    postroom: &Postroom,
    job: &Job,
    message: MessageOfJob,
    now: Instant,
) -> Result<Written, DbError> {
    let changed = Written::Not(Problem::InterviewChanged);
    let Some(interview) = unit.interview(InterviewId(job.subject)).await? else {
        return Ok(changed);
    };
    let Some(language) = consent(unit, interview.signatory).await? else {
        return Ok(Written::Not(Problem::Withdrawn));
    };
    let Some(slot) = interview.slot().filter(|slot| slot.starts_at > now) else {
        return Ok(changed);
    };
    if !is_still_true(job, &interview) {
        return Ok(changed);
    }
    if unit.is_paused(interview.signatory).await? {
        return Ok(Written::Paused);
    }
    let Some(person) = unit.signatory(interview.signatory).await? else { return Ok(changed) };
    let way = |is_set_up: bool| is_set_up || job.demo;
    let open = (way(postroom.mailer.is_some()), way(postroom.texter.is_some()));
    Ok(match address(&person.contact, open) {
        Ok(address) => {
            let letter = letter(postroom, message, (&interview, slot), language, address, now);
            Written::Letter(Box::new(letter))
        }
        Err(Problem::ByCentre) => Written::Not(Problem::ByCentre),
        Err(why) => Written::Cannot(why),
    })
}

/// The language of a person's latest consent that stands; `None` when none does.
async fn consent(unit: &mut Writing, person: SignatoryId) -> Result<Option<Language>, DbError> {
    let interests = unit.interests_by(person).await?;
    let standing = interests.into_iter().filter(|interest| interest.withdrawn.is_none());
    Ok(standing.max_by_key(|it| it.entered_at).map(|interest| interest.consent.language))
}

/// Whether what a message says of an interview is how it still stands.
fn is_still_true(job: &Job, interview: &Interview) -> bool {
    let is_round =
        |place: Option<usize>| place.and_then(|it| u32::try_from(it).ok()) == Some(job.round);
    if job.kind == JobKind::InterviewCancellation {
        let called_off = matches!(
            interview.state(),
            InterviewState::Missed(Missed::CancelledByService | Missed::Excused)
        );
        return called_off && is_round(interview.events.len().checked_sub(1));
    }
    let planned =
        interview.events.iter().rposition(|event| matches!(event.what, InterviewEvent::Planned(_)));
    interview.state() == InterviewState::Planned && is_round(planned)
}

/// Where to write to a person: the way they prefer, as far as it is known and open (e-mail, text
/// message). A call cannot be made by itself: who prefers one gets a text message.
fn address(contact: &Contact, open: (bool, bool)) -> Result<Address, Problem> {
    if contact.preferred == Some(ContactWay::Centre) {
        return Err(Problem::ByCentre);
    }
    let email = contact.email.clone().map(Address::Email);
    let phone = contact.phone.clone().filter(takes_texts).map(Address::Phone);
    if email.is_none() && phone.is_none() {
        return Err(Problem::NoAddress);
    }
    let (email, phone) = (email.filter(|_| open.0), phone.filter(|_| open.1));
    let chosen = match contact.preferred {
        Some(ContactWay::Email) => email.or(phone),
        _ => phone.or(email),
    };
    chosen.ok_or(Problem::NotSetUp)
}

/// Whether a number can take a text message: in France those that begin with 06 or 07, elsewhere
/// nobody can tell.
fn takes_texts(phone: &PhoneNumber) -> bool {
    phone.as_str().strip_prefix("+33").is_none_or(|rest| rest.starts_with(['6', '7']))
}

fn letter(
    postroom: &Postroom,
    MessageOfJob { id, template, .. }: MessageOfJob,
    (interview, slot): (&Interview, &Slot),
    language: Language,
    address: Address,
    now: Instant,
) -> Letter {
    let texts = catalogue(language);
    let (day, hour, minute) = postroom.timers.shown(slot.starts_at);
    let meeting = Meeting { day, hour, minute, mode: slot.mode, place: slot.place.clone() };
    let body = texts.message(template, &meeting);
    match address {
        Address::Phone(to) => Letter::Text(Text { id, to, body }, language),
        Address::Email(to) => {
            let invitation = invitation(template, interview, slot, texts.event, now);
            let subject = texts.head(template).trim_end_matches([':', ' ']).to_owned();
            let invitation = Some(invitation);
            Letter::Email(Email { id, to, subject, body, invitation, written_at: now }, language)
        }
    }
}

/// What the person's calendar program reads. A moved interview keeps its identity: the program
/// moves the entry it has.
fn invitation(
    template: Template,
    interview: &Interview,
    slot: &Slot,
    title: &str,
    now: Instant,
) -> Invitation {
    Invitation {
        method: match template {
            Template::Cancellation => Method::Cancel,
            _ => Method::Request,
        },
        entry: Entry {
            interview: interview.id,
            version: interview.version,
            title: title.to_owned(),
            place: slot.place.clone(),
            starts_at: slot.starts_at,
            ends_at: slot.ends_at(),
        },
        made_at: now,
    }
}
