//! What an adviser wanted with an entry that was refused: field by field, in words.

use crate::civil::{day_of, time_of};
use crate::db::{DbError, Reading};
use app::api::attention::Wanted;
use app::text::dates::fr::DATES;
use app::text::fr::common::{attendance, contact_way, mode, scheme_kind};
use app::text::fr::desk::people::birth;
use app::text::fr::desk::wanted as text;
use app::text::fr::follow_up::{barrier, decline_reason, missed, referral_state};
use domain::Command;
use domain::contact::{Contact, EmailAddress, PhoneNumber};
use domain::id::{DirectorateId, SchemeId, UserId};
use domain::interest::Withdrawal;
use domain::interview::{InterviewEvent, Slot};
use domain::level::CefrLevel;
use domain::person::PersonName;
use domain::referral::ReferralEvent;
use domain::scheme::SchemeKind;
use domain::time::Instant;

/// The fields, in the order in which they are read.
#[derive(Default)]
struct Fields(Vec<Wanted>);

impl Fields {
    fn put(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.push(Wanted { name: name.to_owned(), value });
        }
    }

    fn contact(&mut self, contact: &Contact) {
        self.put(text::WAY, contact.preferred.map_or("", contact_way));
        self.put(
            text::PHONE,
            contact.phone.as_ref().map_or_else(String::new, PhoneNumber::display),
        );
        self.put(text::EMAIL, contact.email.as_ref().map_or("", EmailAddress::as_str));
    }

    fn level(&mut self, level: Option<CefrLevel>) {
        self.put(text::LEVEL, level.map_or("", CefrLevel::label));
    }

    fn slot(&mut self, slot: &Slot) {
        self.put(text::WHEN, moment(slot.starts_at));
        self.put(text::LASTS, text::minutes(slot.minutes));
        self.put(text::MODE, mode(slot.mode));
        self.put(text::PLACE, slot.place.trim());
        self.put(text::INTERPRETER, slot.interpreter.trim());
    }

    fn interview(&mut self, event: &InterviewEvent) {
        match event {
            InterviewEvent::Planned(slot) => {
                self.put(text::ENTRY, text::INTERVIEW_PLANNED);
                self.slot(slot);
            }
            InterviewEvent::Held(findings) => {
                self.put(text::ENTRY, text::INTERVIEW_HELD);
                self.level(findings.level);
                let barriers: Vec<&str> = findings.barriers.iter().map(|it| barrier(*it)).collect();
                self.put(text::BARRIERS, barriers.join(", "));
                self.put(text::DECIDED, kinds(&findings.decided));
                self.put(text::NOTE, findings.note.trim());
            }
            InterviewEvent::Missed(why) => self.put(text::ENTRY, missed(*why)),
            InterviewEvent::Withdrawn => self.put(text::ENTRY, text::INTERVIEW_WITHDRAWN),
        }
    }

    fn referral(&mut self, event: &ReferralEvent) {
        self.put(text::ENTRY, referral_state(event.leads_to()));
        match event {
            ReferralEvent::Declined(reason, note) => {
                self.put(text::REASON, decline_reason(*reason));
                self.put(text::NOTE, note.trim());
            }
            ReferralEvent::Accepted(Some(at))
            | ReferralEvent::Entered(at)
            | ReferralEvent::DroppedOut(at) => self.put(text::DAY, at.french()),
            ReferralEvent::Completed(at, level) => {
                self.put(text::DAY, at.french());
                self.level(*level);
            }
            ReferralEvent::Accepted(None)
            | ReferralEvent::Sent
            | ReferralEvent::UnderReview
            | ReferralEvent::Waitlisted
            | ReferralEvent::Expired
            | ReferralEvent::Superseded
            | ReferralEvent::Withdrawn => {}
        }
    }
}

/// What a command of an account of the directorate says. What it names is told by its name where it is
/// of the directorate, and not told where it is not.
///
/// # Errors
/// When the database fails.
pub(super) async fn wanted(
    unit: &mut Reading,
    directorate: DirectorateId,
    command: &Command,
) -> Result<Vec<Wanted>, DbError> {
    let mut fields = Fields::default();
    match command {
        Command::MarkAttendance { mark, .. } => {
            fields.put(text::ENTRY, text::MARK);
            fields.put(text::MARKED, mark.map_or(text::NO_MARK, attendance));
        }
        Command::SettleAttendance { mark, .. } => {
            fields.put(text::ENTRY, text::ANSWER);
            fields.put(text::MARKED, mark.map_or(text::NO_MARK, attendance));
        }
        Command::AddPerson { person, .. } => {
            fields.put(text::ENTRY, text::NEW_PERSON);
            fields.put(text::FAMILY_NAME, person.family_name.as_str());
            fields.put(text::GIVEN_NAME, person.given_name.as_ref().map_or("", PersonName::as_str));
            fields.put(text::BIRTH, person.birth.map_or_else(String::new, birth));
            fields.contact(&person.contact);
            fields.level(person.level);
        }
        Command::RegisterInterest(register) => {
            fields.put(text::ENTRY, text::INTEREST);
            fields.put(text::WISHES, kinds(register.wishes.kinds()));
            fields.contact(&register.contact);
            fields.level(register.level);
            fields.put(text::CONSENT, moment(register.consent.given_at));
        }
        Command::WithdrawInterest { reason, .. } => {
            fields.put(text::ENTRY, text::INTEREST_WITHDRAWN);
            fields.put(
                text::REASON,
                match reason {
                    Withdrawal::ByPerson => text::BY_PERSON,
                    Withdrawal::Mistake => text::BY_MISTAKE,
                },
            );
        }
        Command::PlanInterview(plan) => {
            fields.put(text::ENTRY, text::INTERVIEW_PLANNED);
            fields.put(text::WITH, adviser(unit, directorate, plan.adviser).await?);
            fields.slot(&plan.slot);
        }
        Command::FollowInterview { event, .. } => fields.interview(event),
        Command::SendReferral(send) => {
            fields.put(text::ENTRY, text::REFERRAL);
            fields.put(text::SCHEME, scheme(unit, directorate, send.scheme).await?);
        }
        Command::FollowReferral { scheme: of, event, .. } => {
            fields.put(text::SCHEME, scheme(unit, directorate, *of).await?);
            fields.referral(event);
        }
        Command::WithdrawPerson { .. } => fields.put(text::ENTRY, text::WITHDRAWAL),
        Command::CorrectContact { contact, .. } => {
            fields.put(text::ENTRY, text::CONTACT);
            fields.contact(contact);
        }
    }
    Ok(fields.0)
}

async fn scheme(
    unit: &mut Reading,
    directorate: DirectorateId,
    id: SchemeId,
) -> Result<String, DbError> {
    if unit.directorate_of_scheme(id).await? != Some(directorate) {
        return Ok(String::new());
    }
    let scheme = unit.scheme(id).await?;
    Ok(scheme.map_or_else(String::new, |it| format!("{}, {}", it.title, it.organisation_name)))
}

async fn adviser(
    unit: &mut Reading,
    directorate: DirectorateId,
    id: UserId,
) -> Result<String, DbError> {
    let known = unit.advisers(directorate).await?.into_iter().find(|(user, _)| *user == id);
    Ok(known.map_or_else(String::new, |(_, name)| name))
}

fn kinds(kinds: &[SchemeKind]) -> String {
    kinds.iter().map(|kind| scheme_kind(*kind)).collect::<Vec<_>>().join(", ")
}

fn moment(moment: Instant) -> String {
    let (hour, minute) = time_of(moment);
    format!("{}, {}", day_of(moment).french(), DATES.time(hour, minute))
}
