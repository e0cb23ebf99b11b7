//! What becomes of a person: on a list, met, interviewed, sent to schemes.

use super::directorate::Directorate;
use super::{DAY, HOUR, LIST, PARTNERS, SCHEMES, id};
use anyhow::Result;
use domain::Record;
use domain::attendance::{Attendance, RosterEntry};
use domain::consent::{CURRENT_TEXT, Consent, Explained};
use domain::contact::{Contact, ContactWay, PhoneNumber};
use domain::id::{InterestId, InterviewId, ReferralId, SignatoryId, UserId};
use domain::interest::Interest;
use domain::intervention::Mode;
use domain::interview::{Dated, Findings, Interview, InterviewEvent, Missed, Slot};
use domain::language::Language;
use domain::level::CefrLevel;
use domain::person::{Origin, PersonName, Signatory};
use domain::referral::{DeclineReason, Referral, ReferralEvent};
use domain::scheme::{SchemeKind, Wishes};
use domain::time::{Day, Instant};
use server::db::Writing;

/// What happens to a referral on a day.
type Step = fn(Day) -> ReferralEvent;

impl Directorate {
    pub(super) async fn person(&mut self, unit: &mut Writing, place: u64) -> Result<()> {
        let visit = match &self.visit {
            Some(visit) if !place.is_multiple_of(LIST) => visit.clone(),
            _ => self.next_visit(unit).await?,
        };
        let number = self.number * 1_000_000 + place;
        let person = SignatoryId(id(7, number));
        let levels = [None, Some(CefrLevel::A1), Some(CefrLevel::A2), Some(CefrLevel::B1)];
        let day = i32::try_from(visit.starts_at.0.div_euclid(DAY)).unwrap_or_default();
        let signatory = Signatory {
            id: person,
            family_name: PersonName::new(&format!("Exemple-{}", self.word(3)))?,
            given_name: Some(PersonName::new(&self.word(2))?),
            birth: None,
            contact: Contact {
                // The range reserved for fiction has too few numbers for a country.
                phone: Some(PhoneNumber::new(&format!("06 99 {:06}", number % 1_000_000))?),
                email: None,
                preferred: Some(ContactWay::Call),
            },
            level: self.chance.one(&levels),
            training_ends: Some(Day(day)),
            origin: Origin::Import,
            version: 1,
        };
        self.put(unit, visit.starts_at, Record::Signatory(signatory)).await?;
        let adviser = self.any_adviser();
        let present = self.chance.percent(90);
        let mark = if present { Attendance::Present } else { Attendance::Absent };
        let entry = RosterEntry {
            mark: Some(mark),
            marked_by: Some(adviser),
            marked_at: Some(visit.starts_at),
            version: 1,
            ..RosterEntry::expected(visit.id, person)
        };
        self.events += 1;
        self.put(unit, visit.starts_at, Record::RosterEntry(entry)).await?;
        if !present {
            return Ok(());
        }
        let kinds = SchemeKind::ALL;
        let interest = Interest {
            id: InterestId(id(8, number)),
            signatory: person,
            intervention: visit.id,
            wishes: Wishes::new(vec![self.chance.one(&kinds)])?,
            consent: Consent {
                text: CURRENT_TEXT,
                language: Language::French,
                explained: Explained::Read,
                given_at: visit.starts_at,
            },
            origin: Origin::Adviser,
            entered_by: Some(adviser),
            entered_at: visit.starts_at,
            receipt: None,
            withdrawn: None,
            version: 1,
        };
        self.events += 1;
        self.put(unit, visit.starts_at, Record::Interest(interest.clone())).await?;
        self.interview(unit, number, &interest, adviser).await
    }

    async fn interview(
        &mut self,
        unit: &mut Writing,
        number: u64,
        interest: &Interest,
        adviser: UserId,
    ) -> Result<()> {
        let at = interest.entered_at.plus(DAY);
        let dated = |at, what| Dated { at, by: Some(adviser), what };
        let slot = |starts_at| Slot {
            starts_at,
            minutes: 45,
            mode: Mode::InPerson,
            place: "Salle fictive".to_owned(),
            interpreter: String::new(),
            summoned: false,
        };
        let mut events = vec![dated(at, InterviewEvent::Planned(slot(at.plus(5 * DAY))))];
        let mut held_at = at.plus(5 * DAY);
        if self.chance.percent(30) {
            events.push(dated(held_at, InterviewEvent::Missed(Missed::NoShow)));
            held_at = held_at.plus(7 * DAY);
            events.push(dated(at.plus(6 * DAY), InterviewEvent::Planned(slot(held_at))));
        }
        let is_held = held_at < self.now;
        if is_held {
            let findings =
                Findings { level: None, barriers: vec![], decided: vec![], note: String::new() };
            events.push(dated(held_at, InterviewEvent::Held(findings)));
        }
        self.events += events.len() as u64;
        let interview = Interview {
            id: InterviewId(id(9, number)),
            signatory: interest.signatory,
            interest: interest.id,
            adviser,
            events,
            version: 1,
        };
        self.put(unit, held_at, Record::Interview(interview.clone())).await?;
        if is_held {
            for _ in 0..=self.chance.below(3) {
                self.referral(unit, &interview, held_at).await?;
            }
        }
        Ok(())
    }

    async fn referral(
        &mut self,
        unit: &mut Writing,
        interview: &Interview,
        from: Instant,
    ) -> Result<()> {
        let number = self.number * 10_000_000 + self.referrals;
        self.referrals += 1;
        let ways: [&[Step]; 4] = [
            &[
                |_| ReferralEvent::UnderReview,
                |_| ReferralEvent::Accepted(None),
                ReferralEvent::Entered,
                |day| ReferralEvent::Completed(day, None),
            ],
            &[
                |_| ReferralEvent::Waitlisted,
                |_| ReferralEvent::Accepted(None),
                ReferralEvent::Entered,
                ReferralEvent::DroppedOut,
            ],
            &[
                |_| ReferralEvent::UnderReview,
                |_| ReferralEvent::Waitlisted,
                |_| ReferralEvent::Declined(DeclineReason::Full, String::new()),
            ],
            &[|_| ReferralEvent::Expired],
        ];
        let mut at = from.plus(HOUR);
        let mut events = vec![Dated { at, by: None, what: ReferralEvent::Sent }];
        for what in self.chance.one(&ways) {
            at = at.plus(DAY * i64::try_from(3 + self.chance.below(60)).unwrap_or_default());
            if at > self.now {
                break;
            }
            let day = Day(i32::try_from(at.0.div_euclid(DAY)).unwrap_or_default());
            events.push(Dated { at, by: None, what: what(day) });
        }
        self.events += events.len() as u64;
        let partner = self.chance.below(PARTNERS);
        let scheme = self.chance.below(SCHEMES);
        let referral = Referral {
            id: ReferralId(id(10, number)),
            signatory: interview.signatory,
            scheme: self.scheme_id(partner, scheme),
            interview: interview.id,
            events,
            version: 1,
        };
        self.put(unit, from, Record::Referral(referral)).await
    }
}
