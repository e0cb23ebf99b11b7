//! Figures: people counted once, each number as long as its list, the year's report, exports.

use crate::app::{
    ALICE, BRUNO, CENTRE, DAY, HOUR, OTHER_CENTRE, OURS, TestApp, VISIT, person, visit,
};
use crate::client::Client;
use app::api::Page;
use app::api::figures::{
    Behind, Breakdown, Count, Counts, Funnel, Group, Month, Part, Period, Report, Stage,
};
use app::api::people::PersonRow;
use calamine::{Reader as _, Xlsx};
use domain::attendance::{Attendance, RosterEntry};
use domain::code::RegistrationCode;
use domain::consent::{CURRENT_TEXT, Consent, Explained};
use domain::id::{
    CentreId, InterestId, InterventionId, InterviewId, OrganisationId, ReferralId, SchemeId,
    SignatoryId, UserId,
};
use domain::interest::{Interest, Withdrawal};
use domain::intervention::{Intervention, Mode};
use domain::interview::{Dated, Findings, Interview, InterviewEvent, Missed, Slot};
use domain::language::Language;
use domain::level::CefrLevel;
use domain::person::{Origin, Signatory};
use domain::referral::{DeclineReason, Referral, ReferralEvent, ReferralState};
use domain::scheme::{Scheme, SchemeKind, Wishes};
use domain::time::{Day, Instant};
use domain::{Record, RecordKey, State};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use uuid::Uuid;

/// Numbers that look like chance and are the same each time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

const CENTRES: [CentreId; 3] = [CENTRE, centre(1), centre(2)];

const fn centre(number: u128) -> CentreId {
    CentreId(Uuid::from_u128(2_000 + number))
}

fn day_of(at: Instant) -> Day {
    Day(i32::try_from(at.0.div_euclid(DAY)).unwrap())
}

/// Records of all kinds, and the places and organisation they need.
struct World {
    app: TestApp,
    state: State,
}

impl World {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let mut unit = app.office.store.write().await.unwrap();
        for id in &CENTRES[1..] {
            unit.create_centre(OURS, *id, "Autre centre fictif", "02408").await.unwrap();
        }
        unit.commit().await.unwrap();
        app.sql(&format!(
            "insert into organisations (id, directorate, name, kind, version)
             values (x'{:032x}', x'{:032x}', 'Association fictive', 'association', 1)",
            1, 100
        ))
        .await;
        let state = app.state().await;
        Self { app, state }
    }

    async fn put(&mut self, at: Instant, record: Record) {
        let mut unit = self.app.office.store.write().await.unwrap();
        unit.put_record(OURS, &record, at).await.unwrap();
        unit.commit().await.unwrap();
        self.state.put(record);
    }

    async fn schemes(&mut self) -> Vec<SchemeId> {
        let mut ids = Vec::new();
        let levels = [Some(CefrLevel::A2), Some(CefrLevel::B1), None];
        let kinds = SchemeKind::ALL.into_iter().map(|kind| (kind, None));
        let courses = levels.map(|level| (SchemeKind::LanguageCourse, level));
        for (number, (kind, target_level)) in (10..).zip(kinds.chain(courses)) {
            let id = SchemeId(Uuid::from_u128(number));
            let scheme = Scheme {
                id,
                organisation: OrganisationId(Uuid::from_u128(1)),
                organisation_name: String::new(),
                kind,
                title: format!("Dispositif fictif {number}"),
                town: String::new(),
                mode: Mode::InPerson,
                entry_level: None,
                target_level,
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
            };
            self.put(Instant(0), Record::Scheme(scheme)).await;
            ids.push(id);
        }
        ids
    }

    /// People, visits and whatever became of them, by chance.
    async fn at_random(chance: &mut Chance, people: u128) -> Self {
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
            id: InterestId(Uuid::from_u128(100_000 + number)),
            signatory: person,
            intervention: visit.id,
            wishes: Wishes::new(vec![chance.one(&SchemeKind::ALL)]).unwrap(),
            consent: Consent {
                text: CURRENT_TEXT,
                language: Language::French,
                explained: Explained::Read,
                given_at: at,
            },
            origin: chance.one(&origins),
            entered_by: (chance.below(2) == 0).then_some(ALICE),
            entered_at: at,
            receipt: None,
            withdrawn: chance.one(&withdrawn),
            version: 1,
        };
        self.put(at, Record::Interest(interest.clone())).await;
        if interest.withdrawn == Some(Withdrawal::Mistake) || chance.below(3) == 0 {
            return;
        }
        let adviser = chance.one(&[ALICE, BRUNO]);
        let planned = at.plus(DAY * i64::try_from(chance.below(9)).unwrap());
        let slot = Slot {
            starts_at: planned.plus(2 * DAY),
            minutes: 45,
            mode: Mode::InPerson,
            place: String::new(),
            interpreter: None,
            summoned: false,
        };
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
        let findings =
            Findings { level: None, barriers: vec![], decided: vec![], note: String::new() };
        let events = [
            InterviewEvent::Held(findings.clone()),
            InterviewEvent::Held(findings),
            InterviewEvent::Missed(Missed::NoShow),
            InterviewEvent::Missed(Missed::Excused),
            InterviewEvent::Missed(Missed::CancelledByService),
        ];
        let event = events[usize::try_from(chance.below(5)).unwrap()].clone();
        let held = matches!(event, InterviewEvent::Held(_));
        interview.events.push(dated(event));
        let held_at = planned.plus(3 * DAY);
        self.put(held_at, Record::Interview(interview.clone())).await;
        for place in 0..chance.below(3) {
            if held {
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
        for _ in 0..chance.below(6) {
            at = at.plus(DAY * i64::try_from(1 + chance.below(60)).unwrap());
            let day = day_of(at);
            let events = [
                ReferralEvent::UnderReview,
                ReferralEvent::Accepted(None),
                ReferralEvent::Accepted(None),
                ReferralEvent::Waitlisted,
                ReferralEvent::Declined(DeclineReason::Full, String::new()),
                ReferralEvent::Expired,
                ReferralEvent::Withdrawn,
                ReferralEvent::Entered(day),
                ReferralEvent::Entered(day),
                ReferralEvent::Completed(day, None),
                ReferralEvent::DroppedOut(day),
            ];
            let event = events[usize::try_from(chance.below(11)).unwrap()].clone();
            if at < self.app.office.now() && referral.state().after(&event).is_some() {
                referral.events.push(dated(at, event));
                self.put(at, Record::Referral(referral.clone())).await;
            }
        }
    }

    /// The definition of the funnel, by the records alone.
    fn truth(&self, period: Period, by: Breakdown) -> BTreeMap<String, Counts> {
        let mut groups: BTreeMap<String, Counts> = BTreeMap::new();
        for (person, (visit, adviser)) in self.met(period) {
            let group = self.group(person, &visit, adviser, by);
            let counts = groups.entry(group.code()).or_default();
            for place in 0..self.reached(person) {
                counts[place] += 1;
            }
        }
        groups
    }

    /// The people met in a period, with the first visit and who was there for us.
    fn met(&self, period: Period) -> BTreeMap<SignatoryId, (Intervention, Option<UserId>)> {
        let inside = |visit: &Intervention| {
            let day = server::civil::day_of(visit.starts_at);
            period.from.is_none_or(|from| day >= from) && period.to.is_none_or(|to| day <= to)
        };
        let mut visits: Vec<_> = self.state.interventions().filter(|it| inside(it)).collect();
        visits.sort_by_key(|it| (it.starts_at, it.id));
        let mut met: BTreeMap<SignatoryId, (Intervention, Option<UserId>)> = BTreeMap::new();
        for visit in visits {
            for entry in self.state.roster_of(visit.id) {
                if entry.mark == Some(Attendance::Present) {
                    met.entry(entry.signatory).or_insert((visit.clone(), entry.marked_by));
                }
            }
            for interest in self.state.interests().filter(|it| it.intervention == visit.id) {
                if interest.withdrawn != Some(Withdrawal::Mistake) {
                    met.entry(interest.signatory).or_insert((visit.clone(), interest.entered_by));
                }
            }
        }
        met
    }

    fn group(
        &self,
        person: SignatoryId,
        visit: &Intervention,
        adviser: Option<UserId>,
        by: Breakdown,
    ) -> Group {
        match by {
            Breakdown::Centre => Group::Centre(visit.centre),
            Breakdown::Level => Group::Level(self.state.signatory(person).unwrap().level),
            Breakdown::Month => {
                Group::Month(Month::of(server::civil::day_of(visit.starts_at)))
            }
            Breakdown::Adviser => {
                let latest = self
                    .state
                    .interviews_of(person)
                    .max_by_key(|it| (it.slot().unwrap().starts_at, it.id));
                Group::Adviser(latest.map(|it| it.adviser).or(adviser))
            }
            Breakdown::Kind => {
                let furthest = self
                    .state
                    .referrals_of(person)
                    .max_by_key(|it| (self.rank(it), it.events[0].at, it.id));
                let wish = self
                    .state
                    .interests_of(person)
                    .filter(|it| it.withdrawn != Some(Withdrawal::Mistake))
                    .max_by_key(|it| (it.entered_at, it.id))
                    .map(|it| it.wishes.kinds()[0]);
                let kind = furthest.map(|it| self.state.scheme(it.scheme).unwrap().kind);
                Group::Kind(kind.or(wish))
            }
        }
    }

    fn reached(&self, person: SignatoryId) -> usize {
        let furthest = self.state.referrals_of(person).map(|it| self.rank(it)).max();
        let held = self
            .state
            .interviews_of(person)
            .any(|it| it.events.iter().any(|it| matches!(it.what, InterviewEvent::Held(_))));
        let interested = self
            .state
            .interests_of(person)
            .any(|it| it.withdrawn != Some(Withdrawal::Mistake));
        furthest.unwrap_or(if held {
            3
        } else if interested {
            2
        } else {
            1
        })
    }

    fn rank(&self, referral: &Referral) -> usize {
        let today = server::civil::day_of(self.app.office.now());
        let when = |wanted: fn(&ReferralEvent) -> bool| {
            referral.events.iter().find(|it| wanted(&it.what)).map(|it| day_of(it.at))
        };
        let accepted = when(|it| matches!(it, ReferralEvent::Accepted(_)));
        let Some(entered) = when(|it| matches!(it, ReferralEvent::Entered(_))) else {
            return if accepted.is_some() { 5 } else { 4 };
        };
        let left = when(|it| matches!(it, ReferralEvent::DroppedOut(_) | ReferralEvent::Withdrawn));
        let stayed = left.is_none_or(|left| left.0 >= entered.0 + 90);
        let long_ago = entered.0 + 90 <= today.0;
        assert!(referral.state() != ReferralState::Completed || left.is_none());
        if long_ago && stayed { 7 } else { 6 }
    }
}

fn chance_scheme(place: u64, schemes: &[SchemeId]) -> SchemeId {
    schemes[usize::try_from(place * 3).unwrap() % schemes.len()]
}

async fn funnel(client: &Client, period: Period, by: Breakdown) -> Funnel {
    client.call("desk/figures/funnel", json!({"period": period, "breakdown": by})).await.read()
}

/// Everybody behind a number, page by page.
async fn list(client: &Client, behind: Behind) -> (u32, Vec<SignatoryId>) {
    let mut people = Vec::new();
    for page in 0.. {
        let asked = json!({"behind": behind, "page": page});
        let found: Page<PersonRow> = client.call("desk/figures/people", asked).await.read();
        people.extend(found.rows.iter().map(|row| row.id));
        if page + 1 >= found.count() {
            return (found.total, people);
        }
    }
    unreachable!()
}

#[tokio::test]
async fn every_number_is_the_definition_and_as_long_as_its_list() {
    let mut chance = Chance(0x1234_5678_9abc_def1);
    let world = World::at_random(&mut chance, 160).await;
    let client = world.app.supervisor().await;
    let day = server::civil::day_of(world.app.office.now());
    let half = Period { from: Some(Day(day.0 - 200)), to: Some(Day(day.0 - 20)) };
    for period in [Period::default(), half] {
        for by in Breakdown::ALL {
            let funnel = funnel(&client, period, by).await;
            let found: BTreeMap<String, Counts> =
                funnel.groups.iter().map(|row| (row.group.code(), row.counts)).collect();
            assert_eq!(found, world.truth(period, by), "{by:?}");
            for (place, stage) in Stage::ALL.into_iter().enumerate() {
                let sum: u32 = funnel.groups.iter().map(|row| row.counts[place]).sum();
                assert_eq!(sum, funnel.counts[place], "groups add up to the total");
                let groups = funnel.groups.iter().map(|row| (Some(row.group), row.counts[place]));
                for (group, count) in groups.chain([(None, sum)]) {
                    let behind = Behind::Funnel { period, stage, group };
                    let (total, people) = list(&client, behind).await;
                    let once: BTreeSet<_> = people.iter().collect();
                    assert_eq!(
                        (total, people.len(), once.len()),
                        (count, count as usize, count as usize),
                        "{}",
                        behind.query()
                    );
                }
            }
        }
    }
    let all = funnel(&client, Period::default(), Breakdown::Centre).await;
    assert!(all.counts.iter().all(|count| *count > 0), "{:?}", all.counts);
    assert!(all.counts[0] < all.expected);
}

#[tokio::test]
async fn a_person_met_in_two_centres_counts_once() {
    let mut world = World::new().await;
    let now = world.app.office.now();
    let id = SignatoryId(Uuid::from_u128(9_000));
    world.put(now, person(id, "Exemple-Deux")).await;
    for (number, centre) in (1..).zip([CENTRE, centre(1)]) {
        let visit_id = InterventionId(Uuid::from_u128(3_000 + number));
        let starts_at = now.plus(-DAY * i64::try_from(number).unwrap());
        world.put(now, visit(visit_id, centre, starts_at, 60 + number as u64)).await;
        let entry = RosterEntry {
            mark: Some(Attendance::Present),
            version: 1,
            ..RosterEntry::expected(visit_id, id)
        };
        world.put(now, Record::RosterEntry(entry)).await;
    }
    let client = world.app.supervisor().await;
    let funnel = funnel(&client, Period::default(), Breakdown::Centre).await;
    assert_eq!(funnel.counts[0], 1);
    let groups: Vec<_> = funnel.groups.iter().map(|row| (row.group, row.counts[0])).collect();
    assert_eq!(groups, [(Group::Centre(centre(1)), 1)], "the centre of the first visit");
}

#[tokio::test]
async fn delays_and_rates_are_those_of_the_people_met() {
    let mut world = World::new().await;
    let schemes = world.schemes().await;
    let now = world.app.office.now();
    let starts_at = now.plus(-200 * DAY);
    let visit_id = InterventionId(Uuid::from_u128(3_000));
    let Record::Intervention(visit) = visit(visit_id, CENTRE, starts_at, 60) else {
        unreachable!()
    };
    world.put(starts_at, Record::Intervention(visit.clone())).await;
    // Ten people who entered 0, 10 … 90 days after their training; the first was not at the first
    // appointment; for the last, nobody answered a second referral.
    for number in 0..10_u32 {
        let id = SignatoryId(Uuid::from_u128(9_000 + u128::from(number)));
        let Record::Signatory(plain) = person(id, "Exemple-Attente") else { unreachable!() };
        let at = starts_at.plus(HOUR);
        let ends = day_of(at);
        let signatory = Signatory { training_ends: Some(ends), ..plain };
        world.put(starts_at, Record::Signatory(signatory)).await;
        let interest = Interest {
            id: InterestId(Uuid::from_u128(100_000 + u128::from(number))),
            signatory: id,
            intervention: visit.id,
            wishes: Wishes::new(vec![SchemeKind::Employment]).unwrap(),
            consent: Consent {
                text: CURRENT_TEXT,
                language: Language::French,
                explained: Explained::Read,
                given_at: at,
            },
            origin: if number < 3 { Origin::OwnPhone } else { Origin::Adviser },
            entered_by: None,
            entered_at: at,
            receipt: None,
            withdrawn: None,
            version: 1,
        };
        world.put(at, Record::Interest(interest.clone())).await;
        let slot = Slot {
            starts_at: at.plus(9 * DAY),
            minutes: 45,
            mode: Mode::InPerson,
            place: String::new(),
            interpreter: None,
            summoned: false,
        };
        let planned = at.plus(i64::from(number) * DAY + HOUR);
        let mut interview = Interview {
            id: InterviewId(Uuid::from_u128(200_000 + u128::from(number))),
            signatory: id,
            interest: interest.id,
            adviser: ALICE,
            events: vec![],
            version: 1,
        };
        let findings =
            Findings { level: None, barriers: vec![], decided: vec![], note: String::new() };
        let mut events = vec![InterviewEvent::Planned(slot.clone())];
        if number == 0 {
            events.push(InterviewEvent::Missed(Missed::NoShow));
            events.push(InterviewEvent::Planned(slot));
        }
        if number == 1 {
            // Corrected at once: held after all.
            events.push(InterviewEvent::Missed(Missed::NoShow));
        }
        events.push(InterviewEvent::Held(findings));
        for what in events {
            interview.events.push(Dated { at: planned, by: Some(ALICE), what });
            world.put(planned, Record::Interview(interview.clone())).await;
        }
        let entered = Day(ends.0 + i32::try_from(number).unwrap() * 10);
        let sent = planned.plus(HOUR);
        let ways: Vec<Vec<ReferralEvent>> = match number {
            9 => vec![
                vec![ReferralEvent::Accepted(None), ReferralEvent::Entered(entered)],
                vec![ReferralEvent::Expired],
            ],
            _ => vec![vec![ReferralEvent::Accepted(None), ReferralEvent::Entered(entered)]],
        };
        for (place, way) in (0..).zip(ways) {
            let mut referral = Referral {
                id: ReferralId(Uuid::from_u128(300_000 + u128::from(number) * 10 + place)),
                signatory: id,
                scheme: schemes[usize::try_from(place).unwrap()],
                interview: interview.id,
                events: vec![Dated { at: sent, by: None, what: ReferralEvent::Sent }],
                version: 1,
            };
            world.put(sent, Record::Referral(referral.clone())).await;
            for what in way {
                let at = sent.plus(4 * DAY);
                referral.events.push(Dated { at, by: None, what });
                world.put(at, Record::Referral(referral.clone())).await;
            }
        }
    }
    let client = world.app.supervisor().await;
    let funnel = funnel(&client, Period::default(), Breakdown::Month).await;
    let delay = |delay: Option<app::api::figures::Delay>| {
        delay.map(|it| (it.number, it.median, it.ninth_decile))
    };
    assert_eq!(delay(funnel.delays.without_path), Some((10, 40, 80)));
    assert_eq!(delay(funnel.delays.to_interview), Some((10, 4, 8)));
    assert_eq!(delay(funnel.delays.to_answer), Some((10, 4, 4)));
    let share = |it: app::api::figures::Share| (it.part, it.whole);
    assert_eq!(share(funnel.rates.no_show), (1, 11));
    assert_eq!(share(funnel.rates.unanswered), (1, 11));
    assert_eq!(share(funnel.rates.self_registered), (3, 10));
    assert_eq!(funnel.too_early, 0);
}

#[tokio::test]
async fn the_report_counts_who_was_referred_in_the_year_and_hides_small_counts_from_others() {
    let mut chance = Chance(0x0bad_cafe_1234_5671);
    let world = World::at_random(&mut chance, 120).await;
    let client = world.app.supervisor().await;
    let mut years = 0;
    for year in [2025, 2026] {
        let asked = json!({"year": year, "audience": "Office"});
        let report: Report = client.call("desk/figures/report", asked).await.read();
        let told = |part: Part| report.referred.iter().find(|row| row.part == part).unwrap().people;
        let referrals: Vec<Referral> = world
            .state
            .records()
            .filter_map(|record| match record {
                Record::Referral(it) => Some(it),
                _ => None,
            })
            .filter(|it| server::civil::day_of(it.events[0].at).civil().0 == year)
            .collect();
        let people = |of: &dyn Fn(&Scheme) -> bool| -> u32 {
            let people: BTreeSet<_> = referrals
                .iter()
                .filter(|it| of(world.state.scheme(it.scheme).unwrap()))
                .map(|it| it.signatory)
                .collect();
            u32::try_from(people.len()).unwrap()
        };
        let french = |it: &Scheme| it.kind == SchemeKind::LanguageCourse;
        assert_eq!(told(Part::All), Count::Exact(people(&|_| true)));
        assert_eq!(told(Part::French), Count::Exact(people(&french)));
        let to = |level| move |it: &Scheme| french(it) && it.target_level == Some(level);
        assert_eq!(told(Part::FrenchA2), Count::Exact(people(&to(CefrLevel::A2))));
        assert_eq!(told(Part::FrenchB1), Count::Exact(people(&to(CefrLevel::B1))));
        let social = |it: &Scheme| it.kind == SchemeKind::SocialIntegration;
        assert_eq!(told(Part::Social), Count::Exact(people(&social)));
        let professional = |it: &Scheme| !french(it) && !social(it);
        assert_eq!(told(Part::Professional), Count::Exact(people(&professional)));
        let mut by_centre = 0;
        for row in &report.by_centre {
            let Count::Exact(count) = row.people else { panic!("{:?}", row.people) };
            by_centre += count;
            let centre = Some(row.centre.id);
            let behind = Behind::Referred { year, part: Part::All, centre };
            assert_eq!(list(&client, behind).await.0, count);
        }
        assert_eq!(Count::Exact(by_centre), told(Part::All));
        for part in Part::ALL {
            let (total, _) = list(&client, Behind::Referred { year, part, centre: None }).await;
            assert_eq!(Count::Exact(total), told(part), "{part:?}");
        }
        years += by_centre;

        let asked = json!({"year": year, "audience": "Shared"});
        let shared: Report = client.call("desk/figures/report", asked).await.read();
        let counts = shared.referred.iter().map(|row| row.people);
        let centres = shared.by_centre.iter().map(|row| row.people);
        for count in counts.chain(centres).chain(shared.funnel.iter().copied()) {
            assert!(!matches!(count, Count::Exact(1..=4)), "{shared:?}");
        }
    }
    assert!(years > 20, "the world is large enough to mean something: {years}");
    let wrong = json!({"year": 12, "audience": "Office"});
    assert_eq!(client.call("desk/figures/report", wrong).await.invalid().0, "year");
}

#[tokio::test]
async fn a_period_that_ends_before_it_begins_is_told() {
    let app = TestApp::start().await;
    let client = app.supervisor().await;
    let wrong = json!({"period": {"from": 20_100, "to": 20_000}, "breakdown": "Centre"});
    let (field, message) = client.call("desk/figures/funnel", wrong).await.invalid();
    assert_eq!(field, "period");
    assert!(message.contains("Vérifiez les deux dates"));
}

#[tokio::test]
async fn figures_are_for_supervisors_and_of_their_territory() {
    let mut chance = Chance(0x5555_aaaa_1234_1231);
    let world = World::at_random(&mut chance, 20).await;
    let foreign = world.app.foreign_supervisor().await;
    let theirs = funnel(&foreign, Period::default(), Breakdown::Centre).await;
    assert_eq!((theirs.counts[0], theirs.expected), (0, 0));
    let behind = Behind::Funnel { period: Period::default(), stage: Stage::Present, group: None };
    assert_eq!(list(&foreign, behind).await.0, 0);
    let group = Some(Group::Centre(CENTRE));
    let behind = Behind::Funnel { period: Period::default(), stage: Stage::Present, group };
    assert_eq!(list(&foreign, behind).await.0, 0);
    let alice = world.app.alice().await;
    for (path, asked) in [
        ("desk/figures/funnel", json!({"period": {}, "breakdown": "Centre"})),
        ("desk/figures/people", json!({"behind": behind, "page": 0})),
        ("desk/figures/report", json!({"year": 2026, "audience": "Office"})),
    ] {
        assert_eq!(alice.call(path, asked).await.status, 403, "{path}");
    }
    let _ = (OTHER_CENTRE, VISIT, RecordKey::Signatory(SignatoryId(Uuid::nil())));
}

/// The lines of a text as spreadsheets read it, the head first.
fn lines(body: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(body).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|line| line.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[tokio::test]
async fn an_export_has_a_line_for_each_person_behind_the_number() {
    let mut chance = Chance(0x7777_1111_2222_3331);
    let world = World::at_random(&mut chance, 230).await;
    let client = world.app.supervisor().await;
    let behind = Behind::Funnel { period: Period::default(), stage: Stage::Present, group: None };
    let (total, people) = list(&client, behind).await;
    assert!(total > 20);
    let get = async |file: &str| client.get(&format!("/api/desk/export/{file}?{}", behind.query())).await;

    let csv = get("personnes.csv").await;
    assert_eq!(csv.status, 200, "{}", csv.text());
    assert_eq!(csv.header("cache-control"), Some("no-store"));
    assert_eq!(
        csv.header("content-disposition"),
        Some("attachment; filename=\"passerelle-personnes-2026-06-15.csv\"")
    );
    let text = lines(&csv.body);
    assert_eq!(&text[0][..3], ["Identifiant", "Nom", "Prénom"]);
    let exported: Vec<String> = text[1..].iter().map(|line| line[0].clone()).collect();
    let wanted: Vec<String> = people.iter().map(ToString::to_string).collect();
    assert_eq!(exported, wanted);

    let xlsx = get("personnes.xlsx").await;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx.body)).unwrap();
    let name = book.sheet_names()[0].clone();
    assert!(book.worksheet_formula(&name).unwrap().is_empty());
    let sheet = book.worksheet_range(&name).unwrap();
    assert_eq!(sheet.height(), total as usize + 1);
    for (line, cells) in sheet.rows().zip(&text) {
        for (cell, said) in line.iter().zip(cells) {
            // Days and moments are numbers there; everything else is the same text.
            if !cell.to_string().parse::<f64>().is_ok() {
                assert_eq!(cell.to_string(), *said);
            }
        }
    }

    let events = lines(&get("evenements.csv").await.body);
    let sent = events.iter().filter(|line| line[4] == "Orientation envoyée").count();
    let referrals =
        people.iter().flat_map(|person| world.state.referrals_of(*person)).count();
    assert_eq!(sent, referrals);
    assert_eq!(get("evenements.xlsx").await.status, 200);

    let noted: Vec<(String, String, String, i64)> =
        world.app.rows("select shape, format, filter, people from exports order by id").await;
    let total = i64::from(total);
    let note = |shape: &str, format: &str| {
        (shape.to_owned(), format.to_owned(), "etape=presents".to_owned(), total)
    };
    assert_eq!(noted.len(), 4);
    for wanted in [note("people", "csv"), note("people", "xlsx"), note("events", "csv")] {
        assert!(noted.contains(&wanted), "{noted:?}");
    }
    let audited: Vec<(i64,)> = world
        .app
        .rows(
            "select count(*) from audit a join exports e on e.id = a.subject
             where a.action = 'people_exported' and a.actor = e.author and a.at = e.at",
        )
        .await;
    assert_eq!(audited, [(4,)]);
}

#[tokio::test]
async fn names_that_look_like_formulas_stay_text() {
    let mut world = World::new().await;
    let now = world.app.office.now();
    let id = SignatoryId(Uuid::from_u128(9_000));
    world.put(now, person(id, "=cmd|'/c calc'!A1")).await;
    let entry = RosterEntry {
        mark: Some(Attendance::Present),
        version: 1,
        ..RosterEntry::expected(VISIT, id)
    };
    world.put(now, Record::RosterEntry(entry)).await;
    let client = world.app.supervisor().await;
    let text = lines(&client.get("/api/desk/export/personnes.csv").await.body);
    assert_eq!(text[1][1], "'=cmd|'/c calc'!A1");
    let body = client.get("/api/desk/export/personnes.xlsx").await.body;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(body)).unwrap();
    let name = book.sheet_names()[0].clone();
    assert!(book.worksheet_formula(&name).unwrap().is_empty());
    let sheet = book.worksheet_range(&name).unwrap();
    assert_eq!(sheet.get((1, 1)).unwrap().to_string(), "=cmd|'/c calc'!A1");
}

#[tokio::test]
async fn only_supervisors_export_and_a_wrong_address_exports_nothing() {
    let app = TestApp::start().await;
    let path = "/api/desk/export/personnes.csv";
    let stranger = app.stranger().get(path).await;
    assert_eq!(
        (stranger.status, stranger.header("location")),
        (303, Some("/connexion?retour=/suivi/chiffres"))
    );
    let adviser = app.alice().await.get(path).await;
    assert_eq!(adviser.status, 403);
    assert!(adviser.text().contains("responsable"));
    let client = app.supervisor().await;
    for wrong in ["?etape=tout", "?du=hier", "?du=2026-02-01&au=2026-01-01", "?annee=1"] {
        let answer = client.get(&format!("{path}{wrong}")).await;
        assert_eq!(answer.status, 422, "{wrong}");
        assert!(answer.header("content-disposition").is_none(), "{wrong}");
    }
    assert_eq!(client.get("/api/desk/export/tout.csv").await.status, 422);
    let post = client.post(path, "application/json", b"{}".to_vec()).await;
    assert_eq!(post.status, 405);
    let noted: Vec<(i64,)> = app.rows("select count(*) from exports").await;
    assert_eq!(noted, [(0,)]);
}
