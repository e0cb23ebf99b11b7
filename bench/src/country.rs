//! A country's worth of records: directorates of very different sizes, three years of visits, and
//! what became of the people met.

use crate::chance::Chance;
use anyhow::{Context as _, Result};
use app::api::account::Role;
use domain::Record;
use domain::attendance::{Attendance, RosterEntry};
use domain::code::RegistrationCode;
use domain::consent::{CURRENT_TEXT, Consent, Explained};
use domain::contact::{Contact, ContactWay, PhoneNumber};
use domain::id::{
    CentreId, DirectorateId, InterestId, InterventionId, InterviewId, OrganisationId, ReferralId,
    SchemeId, SignatoryId, UserId,
};
use domain::interest::Interest;
use domain::intervention::{Intervention, Mode};
use domain::interview::{Dated, Findings, Interview, InterviewEvent, Missed, Slot};
use domain::language::Language;
use domain::level::CefrLevel;
use domain::organisation::{OrganisationFields, OrganisationKind};
use domain::person::{Origin, PersonName, Signatory};
use domain::referral::{DeclineReason, Referral, ReferralEvent};
use domain::scheme::{Scheme, SchemeKind, Wishes};
use domain::time::{Day, Instant};
use server::communes::Commune;
use server::db::{Account, Store, Writing};
use sync::Scope;
use sync::wire::Change;
use uuid::Uuid;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// People on the list of a visit.
const LIST: u64 = 20;
/// Visits lie in so many days before now.
const SPAN: u64 = 3 * 365;
/// Centres, advisers and partners of a directorate.
const CENTRES: u64 = 8;
const ADVISERS: u64 = 6;
const PARTNERS: u64 = 10;
/// Schemes of a partner.
const SCHEMES: u64 = 4;

/// What is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// People in all.
    pub people: u64,
    /// Directorates; the largest has about an eighth of the people where there are 31.
    pub directorates: u64,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Made {
    /// People in all.
    pub people: u64,
    /// Marks, interests, and everything that happened to interviews and referrals.
    pub events: u64,
}

/// The largest directorate, as a supervisor and an adviser of it see it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which it is.
    pub directorate: DirectorateId,
    /// Its supervisor.
    pub supervisor: Account,
    /// One of its advisers.
    pub adviser: Account,
    /// One of its centres.
    pub centre: CentreId,
    /// One of its partners.
    pub partner: OrganisationId,
    /// Its people.
    pub people: u64,
}

/// The identity of the thing of a kind and number.
const fn id(kind: u128, number: u64) -> Uuid {
    // The same in every run; in order of number, as identities that carry the time are.
    Uuid::from_u128((kind << 112) | ((number as u128) << 16) | 0x7000)
}

/// The people of each directorate, the largest first.
fn shares(size: Size) -> Vec<u64> {
    let weights: Vec<u64> = (1..=size.directorates).map(|place| 1_000_000 / (place + 2)).collect();
    let all: u64 = weights.iter().sum();
    weights.into_iter().map(|weight| size.people * weight / all).collect()
}

/// Makes all of it in an empty database whose schema is up to date.
///
/// # Errors
/// When the database fails.
pub async fn make(store: &Store, size: Size, now: Instant) -> Result<(Made, Place)> {
    let mut made = Made::default();
    let mut largest = None;
    for (number, people) in (0..).zip(shares(size)) {
        let mut unit = store.write().await?;
        let mut making = Directorate::found(&mut unit, number, now).await?;
        for place in 0..people {
            making.person(&mut unit, place).await?;
        }
        unit.commit().await?;
        made.people += people;
        made.events += making.events;
        if largest.is_none() {
            largest = Some(making.place(people));
        }
    }
    Ok((made, largest.context("there is a directorate")?))
}

/// What happens to a referral on a day.
type Step = fn(Day) -> ReferralEvent;

/// A directorate in the making.
struct Directorate {
    number: u64,
    id: DirectorateId,
    now: Instant,
    chance: Chance,
    events: u64,
    visit: Option<Intervention>,
    visits: u64,
    referrals: u64,
}

impl Directorate {
    async fn found(unit: &mut Writing, number: u64, now: Instant) -> Result<Self> {
        let directorate = DirectorateId(id(1, number));
        unit.create_directorate(directorate, &format!("Direction fictive {number}"), false).await?;
        let department = format!("D{number}");
        unit.put_department(directorate, &department, &department).await?;
        for place in 0..CENTRES {
            let commune = Commune {
                code: format!("{number:02}{place:03}"),
                name: format!("Commune-Fictive {number}-{place}"),
                department: department.clone(),
                postal_codes: vec![format!("{number:02}{place:03}")],
            };
            unit.put_commune(&commune).await?;
            let name = format!("Centre fictif {place}");
            let centre = CentreId(id(2, number * CENTRES + place));
            unit.create_centre(directorate, centre, &name, &commune.code).await?;
        }
        let this = Self {
            number,
            id: directorate,
            now,
            chance: Chance(number),
            events: 0,
            visit: None,
            visits: 0,
            referrals: 0,
        };
        for place in 0..=ADVISERS {
            // Nobody signs in here: no password has this hash.
            unit.create_account(&this.account(place), "none", now).await?;
        }
        for place in 0..PARTNERS {
            let fields = OrganisationFields {
                name: format!("Association fictive {place}"),
                kind: OrganisationKind::Association,
                email: None,
                phone: None,
            };
            unit.put_organisation(directorate, this.partner(place), &fields).await?;
            for scheme in 0..SCHEMES {
                let scheme = Record::Scheme(this.scheme(place, scheme));
                unit.put_record(directorate, &scheme, now).await?;
            }
        }
        Ok(this)
    }

    /// The supervisor is number 0, the advisers follow.
    fn account(&self, place: u64) -> Account {
        Account {
            id: UserId(id(3, self.number * (ADVISERS + 1) + place)),
            login: format!("compte-{}-{place}", self.number),
            display_name: format!("Compte Fictif {place}"),
            role: if place == 0 { Role::Supervisor } else { Role::Adviser },
            directorate: self.id,
        }
    }

    fn any_adviser(&mut self) -> UserId {
        let place = 1 + self.chance.below(ADVISERS);
        self.account(place).id
    }

    const fn partner(&self, place: u64) -> OrganisationId {
        OrganisationId(id(4, self.number * PARTNERS + place))
    }

    const fn scheme_id(&self, partner: u64, place: u64) -> SchemeId {
        SchemeId(id(5, (self.number * PARTNERS + partner) * SCHEMES + place))
    }

    fn scheme(&self, partner: u64, place: u64) -> Scheme {
        let kinds = SchemeKind::ALL;
        let levels = [None, Some(CefrLevel::A2), Some(CefrLevel::B1)];
        let at = |number: u64, of: usize| usize::try_from(number).unwrap_or_default() % of;
        Scheme {
            id: self.scheme_id(partner, place),
            organisation: self.partner(partner),
            organisation_name: String::new(),
            kind: kinds[at(partner + place, kinds.len())],
            title: format!("Dispositif fictif {partner}-{place}"),
            town: format!("Commune-Fictive {}-0", self.number),
            mode: Mode::InPerson,
            entry_level: None,
            target_level: levels[at(place, levels.len())],
            publics: String::new(),
            conditions: String::new(),
            cumulative: true,
            places: None,
            taken: 0,
            next_intake: None,
            open: true,
            verified_on: None,
            cards: Vec::new(),
            version: 1,
        }
    }

    fn place(&self, people: u64) -> Place {
        Place {
            directorate: self.id,
            supervisor: self.account(0),
            adviser: self.account(1),
            centre: CentreId(id(2, self.number * CENTRES)),
            partner: self.partner(0),
            people,
        }
    }

    /// Writes a record and tells the devices that follow the visit.
    async fn put(&mut self, unit: &mut Writing, at: Instant, record: Record) -> Result<()> {
        unit.put_record(self.id, &record, at).await?;
        if let Some(visit) = &self.visit {
            let change = Change::Put(Scope::Intervention(visit.id), record);
            unit.add_changes(self.id, 1, &[change]).await?;
        }
        Ok(())
    }

    async fn next_visit(&mut self, unit: &mut Writing) -> Result<Intervention> {
        let days = i64::try_from(self.chance.below(SPAN)).unwrap_or_default();
        let number = self.number * 1_000_000 + self.visits;
        self.visits += 1;
        let starts_at = self.now.plus(-days * DAY - HOUR);
        let visit = Intervention {
            id: InterventionId(id(6, number)),
            centre: CentreId(id(2, self.number * CENTRES + self.chance.below(CENTRES))),
            centre_name: String::new(),
            town: String::new(),
            starts_at,
            mode: Mode::InPerson,
            code: RegistrationCode::from_bits(number),
            code_expires_at: starts_at.plus(DAY),
            version: 1,
        };
        self.visit = Some(visit.clone());
        self.put(unit, starts_at, Record::Intervention(visit.clone())).await?;
        let adviser = self.any_adviser();
        unit.assign(visit.id, &[adviser]).await?;
        Ok(visit)
    }

    async fn person(&mut self, unit: &mut Writing, place: u64) -> Result<()> {
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

    /// A name of so many syllables.
    fn word(&mut self, syllables: u64) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "ke", "mi", "no", "ru", "sa", "te", "li", "do", "fu", "ga", "he", "ni", "po",
            "va", "ze",
        ];
        let mut word = String::new();
        for _ in 0..syllables {
            word.push_str(self.chance.one(&SYLLABLES));
        }
        word[..1].make_ascii_uppercase();
        word
    }
}

/// A person of the largest directorate.
#[must_use]
pub const fn person_of_largest(place: u64) -> SignatoryId {
    SignatoryId(id(7, place))
}

/// A visit of the largest directorate.
#[must_use]
pub const fn visit_of_largest(place: u64) -> InterventionId {
    InterventionId(id(6, place))
}
