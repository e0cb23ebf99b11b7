//! People, visits and what became of them, by chance or one by one, with a copy of every record
//! beside the server's.

use crate::app::{ALICE, BRUNO, CENTRE, DAY, HOUR, OURS, TestApp, person, visit};
use crate::invented::{self, held, slot};
use domain::attendance::{Attendance, RosterEntry};
use domain::code::RegistrationCode;
use domain::id::{
    CentreId, InterestId, InterventionId, InterviewId, OrganisationId, ReferralId, SchemeId,
    SignatoryId,
};
use domain::interest::{Interest, Withdrawal};
use domain::intervention::Intervention;
use domain::interview::{Dated, Interview, InterviewEvent, Missed};
use domain::level::CefrLevel;
use domain::person::{Origin, Signatory};
use domain::referral::{DeclineReason, Referral, ReferralEvent};
use domain::scheme::{Scheme, SchemeKind, Wishes};
use domain::time::{Day, Instant};
use domain::{Record, State};
use uuid::Uuid;

/// Numbers that look like chance and are the same each time (xorshift).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

pub const CENTRES: [CentreId; 3] = [CENTRE, centre(1), centre(2)];

pub const fn centre(number: u128) -> CentreId {
    CentreId(Uuid::from_u128(2_000 + number))
}

pub fn day_of(at: Instant) -> Day {
    Day(i32::try_from(at.0.div_euclid(DAY)).unwrap())
}

/// Records of all kinds, and the places and organisation they need.
pub struct World {
    pub app: TestApp,
    pub state: State,
}

impl World {
    pub async fn new() -> Self {
        let app = TestApp::start().await;
        let mut unit = app.office.store.write().await.unwrap();
        for id in &CENTRES[1..] {
            unit.create_centre(OURS, *id, "Autre centre fictif", "02408").await.unwrap();
        }
        unit.commit().await.unwrap();
        let (id, ours) = (app.database.id(Uuid::from_u128(1)), app.database.id(OURS.0));
        app.database
            .execute(&format!(
                "insert into organisations (id, directorate, name, kind, version)
                 values ({id}, {ours}, 'Association fictive', 'association', 1)"
            ))
            .await;
        let state = app.state().await;
        Self { app, state }
    }

    pub async fn put(&mut self, at: Instant, record: Record) {
        let mut unit = self.app.office.store.write().await.unwrap();
        unit.put_record(OURS, &record, at).await.unwrap();
        unit.commit().await.unwrap();
        self.state.put(record);
    }

    pub async fn schemes(&mut self) -> Vec<SchemeId> {
        let mut ids = Vec::new();
        let levels = [Some(CefrLevel::A2), Some(CefrLevel::B1), None];
        let kinds = SchemeKind::ALL.into_iter().map(|kind| (kind, None));
        let courses = levels.map(|level| (SchemeKind::LanguageCourse, level));
        for (number, (kind, target_level)) in (10..).zip(kinds.chain(courses)) {
            let id = SchemeId(Uuid::from_u128(number));
            let scheme = Scheme {
                kind,
                title: format!("Dispositif fictif {number}"),
                entry_level: None,
                target_level,
                cumulative: true,
                ..invented::scheme(id, OrganisationId(Uuid::from_u128(1)))
            };
            self.put(Instant(0), Record::Scheme(scheme)).await;
            ids.push(id);
        }
        ids
    }

    /// People, visits and whatever became of them, by chance.
    pub async fn at_random(chance: &mut Chance, people: u128) -> Self {
        let mut world = Self::new().await;
        let now = world.app.office.now();
        let schemes = world.schemes().await;
        let mut visits = Vec::new();
        for number in 0..24_u64 {
            let id = InterventionId(Uuid::from_u128(3_000 + u128::from(number)));
            let starts_at = now.plus(-DAY * i64::try_from(chance.below(400)).unwrap());
            let visit = Intervention {
                centre: chance.one(&CENTRES),
                code: RegistrationCode::from_bits(50 + number),
                ..match visit(id, CENTRE, starts_at, 0) {
                    Record::Intervention(visit) => visit,
                    _ => unreachable!(),
                }
            };
            world.put(starts_at, Record::Intervention(visit.clone())).await;
            visits.push(visit);
        }
        for number in 0..people {
            world.one_person(chance, number, &visits, &schemes).await;
        }
        world
    }

    async fn one_person(
        &mut self,
        chance: &mut Chance,
        number: u128,
        visits: &[Intervention],
        schemes: &[SchemeId],
    ) {
        let id = SignatoryId(Uuid::from_u128(10_000 + number));
        let Record::Signatory(plain) = person(id, "Exemple-Hasard") else { unreachable!() };
        let levels = [None, Some(CefrLevel::InfraA1), Some(CefrLevel::A2)];
        let first = visits[usize::try_from(chance.below(visits.len() as u64)).unwrap()].clone();
        let ends = Day(day_of(first.starts_at).0 + i32::try_from(chance.below(30)).unwrap() - 10);
        let signatory = Signatory {
            level: chance.one(&levels),
            training_ends: (chance.below(5) > 0).then_some(ends),
            ..plain
        };
        self.put(first.starts_at, Record::Signatory(signatory)).await;
        let mut met = vec![first];
        if chance.below(3) == 0 {
            met.push(visits[usize::try_from(chance.below(visits.len() as u64)).unwrap()].clone());
        }
        let marks =
            [None, Some(Attendance::Present), Some(Attendance::Present), Some(Attendance::Absent)];
        for (place, visit) in (0..).zip(&met) {
            let mark = chance.one(&marks);
            let entry = RosterEntry {
                mark,
                marked_by: mark.map(|_| chance.one(&[ALICE, BRUNO])),
                marked_at: mark.map(|_| visit.starts_at),
                version: 1,
                ..RosterEntry::expected(visit.id, id)
            };
            self.put(visit.starts_at, Record::RosterEntry(entry)).await;
            if chance.below(2) == 0 {
                self.interested(chance, number * 10 + place, id, visit, schemes).await;
            }
        }
    }

    async fn interested(
        &mut self,
        chance: &mut Chance,
        number: u128,
        person: SignatoryId,
        visit: &Intervention,
        schemes: &[SchemeId],
    ) {
        let at = visit.starts_at.plus(HOUR);
        let withdrawn = [None, None, Some(Withdrawal::ByPerson), Some(Withdrawal::Mistake)];
        let origins = [Origin::Adviser, Origin::OwnPhone];
        let interest = Interest {
            wishes: Wishes::new(vec![chance.one(&SchemeKind::ALL)]).unwrap(),
            origin: chance.one(&origins),
            entered_by: (chance.below(2) == 0).then_some(ALICE),
            withdrawn: chance.one(&withdrawn),
            ..interest(100_000 + number, person, visit.id, at)
        };
        self.put(at, Record::Interest(interest.clone())).await;
        if interest.withdrawn == Some(Withdrawal::Mistake) || chance.below(5) == 0 {
            return;
        }
        let adviser = chance.one(&[ALICE, BRUNO]);
        let planned = at.plus(DAY * i64::try_from(chance.below(9)).unwrap());
        let slot = slot(planned.plus(2 * DAY));
        let dated = |what| Dated { at: planned, by: Some(adviser), what };
        let mut interview = Interview {
            id: InterviewId(Uuid::from_u128(200_000 + number)),
            signatory: person,
            interest: interest.id,
            adviser,
            events: vec![dated(InterviewEvent::Planned(slot))],
            version: 1,
        };
        self.put(planned, Record::Interview(interview.clone())).await;
        let events = [
            held(),
            held(),
            held(),
            InterviewEvent::Missed(Missed::NoShow),
            InterviewEvent::Missed(Missed::Excused),
            InterviewEvent::Missed(Missed::CancelledByService),
        ];
        let event = events[usize::try_from(chance.below(6)).unwrap()].clone();
        let is_held = matches!(event, InterviewEvent::Held(_));
        interview.events.push(dated(event));
        let held_at = planned.plus(3 * DAY);
        self.put(held_at, Record::Interview(interview.clone())).await;
        for place in 0..=chance.below(2) {
            if is_held {
                let id = ReferralId(Uuid::from_u128(300_000 + number * 10 + u128::from(place)));
                self.referred(chance, id, &interview, held_at, chance_scheme(place, schemes)).await;
            }
        }
    }

    async fn referred(
        &mut self,
        chance: &mut Chance,
        id: ReferralId,
        interview: &Interview,
        from: Instant,
        scheme: SchemeId,
    ) {
        let mut at = from.plus(HOUR);
        let dated = |at, what| Dated { at, by: None, what };
        let mut referral = Referral {
            id,
            signatory: interview.signatory,
            scheme,
            interview: interview.id,
            events: vec![dated(at, ReferralEvent::Sent)],
            version: 1,
        };
        self.put(at, Record::Referral(referral.clone())).await;
        for _ in 0..chance.below(8) {
            at = at.plus(DAY * i64::try_from(1 + chance.below(60)).unwrap());
            let day = day_of(at);
            let events = [
                ReferralEvent::UnderReview,
                ReferralEvent::Accepted(None),
                ReferralEvent::Accepted(None),
                ReferralEvent::Accepted(None),
                ReferralEvent::Accepted(None),
                ReferralEvent::Waitlisted,
                ReferralEvent::Declined(DeclineReason::Full, String::new()),
                ReferralEvent::Expired,
                ReferralEvent::Withdrawn,
                ReferralEvent::Entered(day),
                ReferralEvent::Entered(day),
                ReferralEvent::Entered(day),
                ReferralEvent::Entered(day),
                ReferralEvent::Completed(day, None),
                ReferralEvent::DroppedOut(day),
            ];
            let possible: Vec<_> =
                events.iter().filter(|it| referral.state().after(it).is_some()).collect();
            if at >= self.app.office.now() || possible.is_empty() {
                return;
            }
            let event = chance.one(&possible).clone();
            referral.events.push(dated(at, event));
            self.put(at, Record::Referral(referral.clone())).await;
        }
    }
}

fn chance_scheme(place: u64, schemes: &[SchemeId]) -> SchemeId {
    schemes[usize::try_from(place * 3).unwrap() % schemes.len()]
}

/// An interest given at a visit.
pub fn interest(id: u128, person: SignatoryId, visit: InterventionId, at: Instant) -> Interest {
    let id = InterestId(Uuid::from_u128(id));
    Interest { intervention: visit, ..invented::interest(id, person, at) }
}
